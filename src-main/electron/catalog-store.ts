// The catalog as one file, through electron-store (atomic replacement). What cannot be read is kept aside, never
// wiped; a file of a newer Daypass is shown as far as possible and never overwritten.
import { copyFileSync, existsSync, readdirSync, renameSync, unlinkSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import Store from 'electron-store';
import { emptyCatalog, type WindowPlace } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { fail, ok } from '#domain/result';
import type { CatalogFile } from '#usecases/ports';
import { readCatalog, readWindowPlace } from './catalog-schema';

const name = 'catalog';
const mostKeptAside = 3;

type Content = Record<string, unknown>;

export type CatalogStore = CatalogFile & {
  readonly windowPlace: () => WindowPlace | null;
  readonly saveWindowPlace: (place: WindowPlace) => void;
  /** Copies the file that was just read well, as the fallback for a day on which it cannot be read. */
  readonly keepGoodCopy: () => Promise<void>;
};

/** The open file and what is known about it. */
type Shelf = {
  readonly folder: string;
  readonly file: string;
  readonly goodCopy: string;
  readonly now: () => number;
  store: Store<Content> | null;
  tooNew: Extract<Failure, { kind: 'catalog-too-new' }> | null;
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
  const shelf: Shelf = { folder, file, goodCopy, now, store: null, tooNew: null };
  return {
    load: () => load(shelf),
    save(catalog) {
      if (shelf.tooNew !== null) return fail(shelf.tooNew);
      try {
        open(shelf).store = { ...open(shelf).store, ...catalog };
        return ok(undefined);
      } catch (error) {
        return fail({ kind: 'catalog-not-saved', reason: toReason(error) });
      }
    },
    windowPlace: () => (existsSync(file) ? readWindowPlace(readWhole(shelf)) : null),
    saveWindowPlace(place) {
      if (shelf.tooNew === null) open(shelf).store = { ...emptyCatalog, ...open(shelf).store, window: place };
    },
    async keepGoodCopy() {
      if (shelf.tooNew === null && existsSync(file)) await copyFile(file, goodCopy);
    },
  };
}

function open(shelf: Shelf): Store<Content> {
  shelf.store ??= new Store<Content>({
    name,
    cwd: shelf.folder,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
  });
  return shelf.store;
}

function load(shelf: Shelf): ReturnType<CatalogFile['load']> {
  if (!existsSync(shelf.file)) return { catalog: emptyCatalog, trouble: null };
  const read = readCatalog(readWhole(shelf));
  if (read.kind === 'good') return { catalog: read.catalog, trouble: null };
  if (read.kind === 'broken') return recover(shelf);
  shelf.tooNew = { kind: 'catalog-too-new', version: read.version };
  return { catalog: emptyCatalog, trouble: shelf.tooNew };
}

/** Moves the unreadable file away, then tries the last good copy, then starts empty. */
function recover(shelf: Shelf): ReturnType<CatalogFile['load']> {
  shelf.store = null;
  const keptAs = keepAside(shelf);
  if (existsSync(shelf.goodCopy)) copyFileSync(shelf.goodCopy, shelf.file);
  const read = readCatalog(readWhole(shelf));
  const recovered = read.kind === 'good';
  return {
    catalog: recovered ? read.catalog : emptyCatalog,
    trouble: { kind: 'catalog-unreadable', keptAs, recovered },
  };
}

/** Undefined when the file is not JSON. */
function readWhole(shelf: Shelf): unknown {
  try {
    return open(shelf).store;
  } catch {
    return undefined;
  }
}

function keepAside({ folder, file, now }: Shelf): string {
  const kept = `${name}.corrupt-${now()}.json`;
  renameSync(file, join(folder, kept));
  const all = readdirSync(folder)
    .filter((entry) => entry.startsWith(`${name}.corrupt-`))
    .sort();
  for (const old of all.slice(0, -mostKeptAside)) unlinkSync(join(folder, old));
  return kept;
}

function toReason(error: unknown): 'disk-full' | 'denied' | 'other' {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'denied' : 'other';
}
