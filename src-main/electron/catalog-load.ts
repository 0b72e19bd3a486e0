// Reading the catalog at the start. Whatever lies there, the start goes on, and nothing is lost without a word: a file
// that cannot be read, or not all of it, is kept aside, and what is missing comes from the last good copy.
import { join } from 'node:path';
import type { Account } from '#domain/account';
import { emptyCatalog, type Catalog, type WindowPlace } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { layOver } from './account-log';
import type { Disk } from './catalog-disk';
import { readCatalogText, type ReadText } from './catalog-text';
import type { OnDisk } from './catalog-writer';

const mostKeptAside = 3;
/** Bytes. 10,000 accounts with all of their history are a third of it; more was not written by us. */
const largestFile = 64 * 1024 * 1024;

export type CatalogPlace = {
  readonly disk: Disk;
  readonly folder: string;
  readonly file: string;
  readonly goodCopy: string;
  readonly log: string;
  readonly now: () => number;
};

export type Loaded = {
  readonly onDisk: OnDisk;
  readonly trouble: Failure | null;
  readonly windowPlace: WindowPlace | null;
};

export function loadCatalog(place: CatalogPlace): Loaded {
  const { disk, file, goodCopy } = place;
  if (!disk.existsNow(file)) {
    // Gone although there was one: somebody took it away, or the disk did.
    if (disk.existsNow(goodCopy)) return recover(place, null);
    return { onDisk: nothing, trouble: null, windowPlace: null };
  }
  const read = readFile(disk, file);
  const { windowPlace } = read;
  switch (read.kind) {
    case 'good': {
      const log = readLog(place);
      const catalog = layOver(read.catalog, read.logId, log);
      const { logId, size } = read;
      const onDisk = { catalog, logId, isDoubtful: false, logSize: log.length, wholeSize: size };
      return { onDisk, trouble: null, windowPlace };
    }
    case 'too-new':
      return { onDisk: nothing, trouble: { kind: 'catalog-too-new', version: read.version }, windowPlace };
    case 'in-part':
      return recover(place, layOver(read.catalog, read.logId, readLog(place)));
    case 'broken':
      return recover(place, null);
  }
}

const nothing: OnDisk = {
  catalog: emptyCatalog,
  logId: null,
  isDoubtful: false,
  logSize: 0,
  wholeSize: 0,
};

/**
 * Entries that could be read stay as they are; those that only the copy has come back. So somebody may see an account
 * again that was removed since: it says that it has no sign-in any more, and can be removed again. The other way round
 * an account would be gone.
 */
function recover(place: CatalogPlace, part: Catalog | null): Loaded {
  const { disk, goodCopy } = place;
  const keptAs = keepAside(place);
  const read = disk.existsNow(goodCopy) ? readFile(disk, goodCopy) : null;
  const copy =
    read?.kind === 'good' || read?.kind === 'in-part'
      ? withoutJournals(layOver(read.catalog, read.logId, readLog(place)))
      : null;
  const catalog = part !== null && copy !== null ? withMissing(part, copy) : (part ?? copy ?? emptyCatalog);
  return {
    // Doubtful: it is written at once, and as a whole.
    onDisk: { ...nothing, catalog, isDoubtful: true },
    trouble: { kind: 'catalog-unreadable', keptAs, recovered: part !== null || copy !== null },
    windowPlace: read?.windowPlace ?? null,
  };
}

function withMissing(catalog: Catalog, copy: Catalog): Catalog {
  const taken = new Set([...catalog.instances, ...catalog.accounts].map(({ id }) => id));
  const instances = [...catalog.instances, ...copy.instances.filter(({ id }) => !taken.has(id))].sort(
    (a, b) => a.addedAt - b.addedAt,
  );
  const known = new Set(instances.map(({ id }) => id));
  const missing = copy.accounts.filter((one) => !taken.has(one.id) && known.has(one.instanceId));
  return { ...catalog, instances, accounts: [...catalog.accounts, ...missing] };
}

/** A copy may be older than a sign-in that followed: what was to be ended when it was made must not end that one. */
function withoutJournals(catalog: Catalog): Catalog {
  const accounts = catalog.accounts.map((account): Account => ({ ...account, queuedSignOut: null }));
  return { ...catalog, accounts };
}

function readFile(disk: Disk, path: string): ReadText & { readonly size: number } {
  try {
    const text = disk.readEndNow(path, largestFile + 1);
    if (text.length <= largestFile) return { ...readCatalogText(text), size: text.length };
  } catch {
    // Not a file, or not ours to read.
  }
  return { kind: 'broken', logId: null, windowPlace: null, size: 0 };
}

function readLog({ disk, log }: CatalogPlace): Buffer {
  try {
    if (disk.existsNow(log)) return disk.readEndNow(log, largestFile);
  } catch {
    // The catalog as it was written last has to do.
  }
  return Buffer.alloc(0);
}

/** A copy, so that the place is never empty; on a full disk, the file itself. */
function keepAside({ disk, folder, file, now }: CatalogPlace): string {
  const kept = `catalog.corrupt-${now()}.json`;
  for (const keep of [disk.copyNow, disk.renameNow]) {
    try {
      keep(file, join(folder, kept));
      dropOldest(disk, folder);
      return kept;
    } catch {
      // Not there, or a folder that cannot be written to: the start goes on.
    }
  }
  return 'catalog.json';
}

function dropOldest(disk: Disk, folder: string): void {
  const all = disk
    .listNow(folder)
    .filter((entry) => entry.startsWith('catalog.corrupt-'))
    .sort();
  for (const old of all.slice(0, -mostKeptAside)) disk.removeNow(join(folder, old));
}
