// A disk in memory that loses power: what was not synced may be there, in part, or not at all, and names may change
// places in any order. A folder's names are on it only after the folder was synced.
import { dirname, basename } from 'node:path';
import type { Disk, OpenFile } from '#electron/catalog-disk';

type Change =
  { readonly kind: 'truncate' } | { readonly kind: 'write'; readonly at: number; readonly data: Buffer };

/** A file without its name. */
type Body = { content: Buffer; synced: Buffer; changes: Change[] };

type Names = Map<string, Body>;

export class FakeDisk implements Disk {
  /** Every call, with the name of the file: `open catalog.json.next w 600`. */
  readonly calls: string[] = [];
  /** Called before and after each call that changes something, and in the middle of it where it has one. */
  onStep: () => void = () => undefined;
  /** The code of an error for a call, or null to let it go on. A write that fails has written half. */
  refuse: (call: string) => string | null = () => null;
  /** Calls of a process that was killed come to no end. */
  isDead = false;

  #names: Names = new Map();
  #syncedNames: Names = new Map();
  #renames: ((names: Names) => void)[] = [];

  put(path: string, content: Buffer | string): void {
    const bytes = Buffer.from(content);
    const body: Body = { content: bytes, synced: bytes, changes: [] };
    this.#names.set(path, body);
    this.#syncedNames.set(path, body);
  }

  at(path: string): Buffer | null {
    return this.#names.get(path)?.content ?? null;
  }

  /** What a power cut at this moment may leave behind. */
  afterCut(chance: () => number): FakeDisk {
    const left = new FakeDisk();
    const names: Names = new Map(this.#syncedNames);
    for (const rename of this.#renames) if (chance() < 0.5) rename(names);
    const survived = new Map<Body, Buffer>();
    for (const [path, body] of names) {
      if (!survived.has(body)) survived.set(body, contentAfterCut(body, chance));
      left.put(path, survived.get(body) ?? '');
    }
    return left;
  }

  readonly open: Disk['open'] = async (path, flags, mode) => {
    await this.#step(['open', basename(path), flags, mode?.toString(8)].filter(Boolean).join(' '));
    if (flags === 'r') return this.#openFolder(path);
    const body = this.#names.get(path) ?? { content: Buffer.alloc(0), synced: Buffer.alloc(0), changes: [] };
    if (!this.#names.has(path)) this.#rename((names) => names.set(path, body));
    if (flags === 'w') truncate(body);
    return this.#openBody(basename(path), body);
  };

  readonly rename: Disk['rename'] = async (from, to) => {
    await this.#step(`rename ${basename(from)} ${basename(to)}`);
    const body = this.#names.get(from);
    if (body === undefined) throw errorOf('ENOENT');
    this.#rename((names) => {
      names.delete(from);
      names.set(to, body);
    });
    this.onStep();
  };

  readonly truncate: Disk['truncate'] = async (path) => {
    await this.#step(`truncate ${basename(path)}`);
    const body = this.#names.get(path);
    if (body === undefined) throw errorOf('ENOENT');
    truncate(body);
    this.onStep();
  };

  readonly remove: Disk['remove'] = async (path) => {
    await this.#step(`remove ${basename(path)}`);
    this.removeNow(path);
  };

  readonly makeFolder: Disk['makeFolder'] = () => this.#step('make folder');
  readonly read: Disk['read'] = (path) => Promise.resolve(this.readEndNow(path).toString());

  readonly existsNow: Disk['existsNow'] = (path) => this.#names.has(path);
  readonly readEndNow = (path: string, limit = Infinity): Buffer => {
    const { content } = this.#find(path);
    return content.subarray(Math.max(0, content.length - limit));
  };
  readonly copyNow: Disk['copyNow'] = (from, to) => this.put(to, this.#find(from).content);
  readonly renameNow: Disk['renameNow'] = (from, to) => {
    this.copyNow(from, to);
    this.removeNow(from);
  };
  readonly listNow: Disk['listNow'] = (folder) =>
    [...this.#names.keys()].filter((path) => dirname(path) === folder).map((path) => basename(path));
  readonly removeNow: Disk['removeNow'] = (path) => {
    this.#find(path);
    this.#rename((names) => names.delete(path));
  };

  #find(path: string): Body {
    const body = this.#names.get(path);
    if (body === undefined) throw errorOf('ENOENT');
    return body;
  }

  async #step(call: string): Promise<void> {
    this.onStep();
    if (this.isDead) return new Promise(() => undefined);
    this.calls.push(call);
    const code = this.refuse(call);
    return code === null ? Promise.resolve() : Promise.reject(errorOf(code));
  }

  #rename(change: (names: Names) => void): void {
    change(this.#names);
    this.#renames.push(change);
  }

  #openFolder(path: string): OpenFile {
    const never = (): Promise<never> => Promise.reject(errorOf('EISDIR'));
    return {
      writeFile: never,
      datasync: never,
      sync: async () => {
        await this.#step(`sync ${basename(path)}`);
        this.#syncedNames = new Map(this.#names);
        this.#renames = [];
        this.onStep();
      },
      close: () => this.#step(`close ${basename(path)}`),
    };
  }

  #openBody(name: string, body: Body): OpenFile {
    const sync = async (call: string): Promise<void> => {
      await this.#step(`${call} ${name}`);
      body.synced = body.content;
      body.changes = [];
      this.onStep();
    };
    return {
      writeFile: async (text) => {
        const data = Buffer.from(text);
        const half = data.subarray(0, data.length >> 1);
        try {
          await this.#step(`write ${name}`);
        } catch (error) {
          append(body, half);
          throw error;
        }
        append(body, half);
        this.onStep();
        append(body, data.subarray(half.length));
        this.onStep();
      },
      sync: () => sync('sync'),
      datasync: () => sync('datasync'),
      close: () => this.#step(`close ${name}`),
    };
  }
}

function append(body: Body, data: Buffer): void {
  body.changes.push({ kind: 'write', at: body.content.length, data });
  body.content = Buffer.concat([body.content, data]);
}

function truncate(body: Body): void {
  if (body.content.length === 0) return;
  body.changes.push({ kind: 'truncate' });
  body.content = Buffer.alloc(0);
}

/** Each change that was not synced is there, half there, there as zeros, or not; also a later one without an earlier. */
function contentAfterCut({ synced, changes }: Body, chance: () => number): Buffer {
  return changes.reduce((content, change) => {
    const luck = chance();
    if (luck < 0.25) return content;
    if (change.kind === 'truncate') return Buffer.alloc(0);
    const { at } = change;
    const whole = luck < 0.5 ? Buffer.alloc(change.data.length) : change.data;
    const data = luck < 0.75 ? whole.subarray(0, Math.floor(chance() * whole.length)) : whole;
    const grown = Buffer.alloc(Math.max(content.length, at + data.length));
    content.copy(grown);
    data.copy(grown, at);
    return grown;
  }, synced);
}

function errorOf(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}

/** The same numbers in every run, from 0 up to 1. */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
