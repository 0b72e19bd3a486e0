// The computer Daypass runs on, without Electron: what outlives a run of the app, and the wire between it and
// the providers.
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { Instance } from '#domain/instance';
import type { Providers } from '#domain/provider';
import { ok } from '#domain/result';
import { Secret } from '#domain/secret';
import { readCatalog } from '#electron/catalog-schema';
import { createHttp, type Http } from '#node/http';
import { FakeKeychain } from '#support/fakes/keychain';
import type { Stop } from '#support/http-walker';
import type { Browser, CatalogFile, Clipboard, Log } from '#usecases/ports';
import { createClock, type SkippingClock } from './clock';
import { createFiles } from './files';
import { ana, providers as usual } from './parts';

/** One request of the app, as a test wants to speak of it: `DELETE /api/4.0/logout`. */
export type OnTheWire = { readonly what: string; readonly url: string };

export type Wire = {
  /** Awaited before each request leaves: the moment to pull a plug. */
  before: (request: OnTheWire) => Promise<void> | void;
  /** Awaited after each answer arrived. */
  after: (request: OnTheWire) => Promise<void> | void;
  /** Whoever sits on the way may answer in the provider's place, and the request does not arrive. */
  instead: (request: OnTheWire) => Response | null;
  /** Where anything was sent to, whether it arrived or not. */
  readonly origins: Set<string>;
};

/** Somebody with a browser; changes when somebody else sits down. */
export type Person = {
  email: string;
  /** Where the browser ended up the last time it was opened, once it has. */
  errand: Promise<Stop | null>;
};

export type Computer = ReturnType<typeof createComputer>;

export function createComputer(
  instances: readonly Instance[],
  toBrowser: (person: Person) => Browser,
  providers: Providers = usual,
) {
  const person: Person = { email: ana, errand: Promise.resolve(null) };
  const clock = createClock();
  const bugs: unknown[] = [];
  return {
    providers,
    clock,
    browser: toBrowser(person),
    /** Who sits in front of it, by e-mail address. */
    person,
    bugs,
    keychain: new FakeKeychain(),
    disk: createDisk({ ...emptyCatalog, instances }),
    clipboard: createClipboard(),
    files: createFiles(),
    log: createLog(bugs),
    wire: createWire(),
  };
}

function createWire(): Wire {
  return { before: () => undefined, after: () => undefined, instead: () => null, origins: new Set() };
}

/** A file that takes what the real one takes, and gives back what that makes of it at the next start. */
function createDisk(initial: Catalog): CatalogFile & { readonly text: () => string } {
  let text = JSON.stringify(initial);
  return {
    text: () => text,
    load() {
      const read = readCatalog(JSON.parse(text));
      if (read.kind !== 'good') throw new Error(`the catalog on the disk is ${read.kind}: ${text}`);
      return { catalog: read.catalog, trouble: null };
    },
    save(catalog) {
      text = JSON.stringify(catalog);
      return Promise.resolve(ok(undefined));
    },
    settled: () => Promise.resolve(),
  };
}

function createClipboard(): Clipboard & { text: string } {
  return {
    text: '',
    put(text) {
      this.text = text instanceof Secret ? text.reveal() : text;
      return Promise.resolve(ok(undefined));
    },
    read() {
      return Promise.resolve(ok(this.text));
    },
    clearIfHolds(text) {
      const holds = this.text === text.reveal();
      if (holds) this.text = '';
      return Promise.resolve(holds);
    },
  };
}

function createLog(bugs: unknown[]): Log {
  return { note: () => undefined, bug: (where, error) => (bugs.push(where, error), 'bug') };
}

export type WatchedHttp = Http & {
  /** Waits until the app has nothing under way and starts nothing more by itself. */
  readonly quiet: () => Promise<void>;
};

/** Node's fetch through the app's own door, overheard. */
export function createWatchedHttp(clock: SkippingClock, wire: Wire): WatchedHttp {
  let underWay = 0;
  const http = createHttp({
    clock,
    async fetch(url, init) {
      const { origin, pathname } = new URL(url);
      const request = { what: `${init.method ?? 'GET'} ${pathname}`, url };
      wire.origins.add(origin);
      await wire.before(request);
      const answer = wire.instead(request) ?? (await fetch(url, init));
      await wire.after(request);
      return answer;
    },
  });
  return {
    serverTimes: http.serverTimes,
    async send(...request) {
      underWay += 1;
      return http.send(...request).finally(() => (underWay -= 1));
    },
    async quiet() {
      // Between two requests of one story there are promises, but never a timer.
      for (let still = 0; still < 3; still = underWay === 0 ? still + 1 : 0) {
        await new Promise((resolve) => setTimeout(resolve, underWay === 0 ? 0 : 2));
      }
    },
  };
}
