// The catalog as one file: read once at the start, written through electron-store (atomic replacement), which is
// loaded with the first write because a start has no use for it. What cannot be read is kept aside, never wiped; a
// file of a newer Daypass is never overwritten.
import { existsSync, readdirSync, readFileSync, renameSync, unlinkSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Store from 'electron-store';
import { emptyCatalog, type Catalog, type WindowPlace } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { CatalogFile } from '#usecases/ports';
import { readCatalog, readWindowPlace } from './catalog-schema';
import { toDiskReason } from './disk-reason';

const name = 'catalog';
const mostKeptAside = 3;

type Content = Record<string, unknown>;

export type CatalogStore = CatalogFile & {
  /** Where the window was, as read at the start. */
  readonly windowPlace: () => WindowPlace | null;
  readonly saveWindowPlace: (place: WindowPlace) => void;
  /** Copies the file that was just read well, as the fallback for a day on which it cannot be read. */
  readonly keepGoodCopy: () => Promise<void>;
};

/** What is known about the file, and what it is to hold. */
type Shelf = {
  readonly folder: string;
  readonly file: string;
  readonly goodCopy: string;
  readonly now: () => number;
  content: Content;
  tooNew: Extract<Failure, { kind: 'catalog-too-new' }> | null;
  writing: Promise<unknown>;
  written: Content | null;
  store: Promise<Store<Content>> | null;
};

export function createCatalogStore({
  folder,
  now,
}: {
  readonly folder: string;
  readonly now: () => number;
}): CatalogStore {
  const file = join(folder, `${name}.json`);
  const goodCopy = join(folder, `${name}.last-good.json`);
  const shelf: Shelf = {
    folder,
    file,
    goodCopy,
    now,
    content: { ...emptyCatalog },
    tooNew: null,
    writing: Promise.resolve(),
    written: null,
    store: null,
  };
  return {
    load: () => load(shelf),
    save: (catalog) => write(shelf, catalog),
    windowPlace: () => readWindowPlace(shelf.content),
    saveWindowPlace: (window) => void write(shelf, { window }),
    async keepGoodCopy() {
      if (shelf.tooNew === null && existsSync(file)) await copyFile(file, goodCopy);
    },
    async settled() {
      await shelf.writing;
    },
  };
}

function load(shelf: Shelf): { readonly catalog: Catalog; readonly trouble: Failure | null } {
  if (!existsSync(shelf.file)) {
    // Gone although there was one: a start that was cut off while it recovered.
    return existsSync(shelf.goodCopy) ? recover(shelf) : { catalog: emptyCatalog, trouble: null };
  }
  const read = readInto(shelf, shelf.file);
  if (read.kind === 'good') return { catalog: read.catalog, trouble: null };
  if (read.kind === 'broken') return recover(shelf);
  shelf.tooNew = { kind: 'catalog-too-new', version: read.version };
  return { catalog: emptyCatalog, trouble: shelf.tooNew };
}

/** Moves the unreadable file away, then tries the last good copy, then starts empty. */
function recover(shelf: Shelf): { readonly catalog: Catalog; readonly trouble: Failure } {
  const keptAs = keepAside(shelf);
  const read = readInto(shelf, existsSync(shelf.goodCopy) ? shelf.goodCopy : shelf.file);
  const recovered = read.kind === 'good';
  // At once: the next start must not find an empty place and take it for a first start.
  void write(shelf, {});
  return {
    catalog: recovered ? withoutJournals(read.catalog) : emptyCatalog,
    trouble: { kind: 'catalog-unreadable', keptAs, recovered },
  };
}

/** A copy may be older than a sign-in that followed: what was to be ended when it was made must not end that one. */
function withoutJournals(catalog: Catalog): Catalog {
  return { ...catalog, accounts: catalog.accounts.map((account) => ({ ...account, queuedSignOut: null })) };
}

function readInto(shelf: Shelf, file: string): ReturnType<typeof readCatalog> {
  const content = readJson(file);
  const read = readCatalog(content);
  shelf.content = read.kind === 'good' ? { ...(content as Content) } : { ...emptyCatalog };
  return read;
}

/** Undefined when the file is not there or not JSON. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}

/** Changes are taken over at once and written one after the other, each time all of them. */
function write(shelf: Shelf, change: Content): Promise<Result<void>> {
  const { tooNew } = shelf;
  if (tooNew !== null) return Promise.resolve(fail(tooNew));
  shelf.content = { ...shelf.content, ...change };
  const written = shelf.writing.then(async (): Promise<Result<void>> => {
    try {
      // What a write before this one has taken along is not written again.
      if (shelf.written === shelf.content) return ok(undefined);
      const { content } = shelf;
      (await openStore(shelf)).store = content;
      shelf.written = content;
      return ok(undefined);
    } catch (error) {
      return fail({ kind: 'catalog-not-saved', reason: toDiskReason(error) });
    }
  });
  shelf.writing = written;
  return written;
}

function openStore(shelf: Shelf): Promise<Store<Content>> {
  shelf.store ??= import('electron-store').then(
    ({ default: ElectronStore }) =>
      new ElectronStore<Content>({
        name,
        cwd: shelf.folder,
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false,
        // Main holds the whole content; what somebody else wrote meanwhile must not make writing impossible.
        clearInvalidConfig: true,
      }),
  );
  return shelf.store;
}

function keepAside({ folder, file, now }: Shelf): string {
  const kept = `${name}.corrupt-${now()}.json`;
  try {
    renameSync(file, join(folder, kept));
    dropOldest(folder);
    return kept;
  } catch {
    // Not there, or a folder that cannot be written to: the start goes on.
    return `${name}.json`;
  }
}

function dropOldest(folder: string): void {
  const all = readdirSync(folder)
    .filter((entry) => entry.startsWith(`${name}.corrupt-`))
    .sort();
  for (const old of all.slice(0, -mostKeptAside)) unlinkSync(join(folder, old));
}
