// One writer for the catalog and its log. What is asked for meanwhile is written together, in the order of things:
// uses of accounts as lines, everything else as a whole, and then not more often than every 250 ms.
import type { Account } from '#domain/account';
import type { Catalog } from '#domain/catalog';
import { fail, ok, type Result } from '#domain/result';
import { appendLines, changesBetween, longestLog, toLines, type Changes } from './account-log';
import { replaceFile, type Disk } from './catalog-disk';
import { newLogId, writeCatalogText } from './catalog-text';
import { toDiskReason } from './disk-reason';

/** Milliseconds from the start of one whole write to the next, unless somebody waits for it. */
const pace = 250;

/** What a start would find, as far as is known. */
export type OnDisk = {
  readonly catalog: Catalog;
  /** Null when no line can be laid over what is there. */
  readonly logId: string | null;
  /** Only a whole write makes it certain again what a start would find. */
  readonly isDoubtful: boolean;
  readonly logSize: number;
  readonly wholeSize: number;
};

export type CatalogWriter = {
  /** Takes it over at once. Resolves when it, or something newer, is on the disk. Never rejects. */
  readonly save: (catalog: Catalog) => Promise<Result<void>>;
  /** Writes at once what is not written yet, also what could not be written before. Never rejects. */
  readonly flush: () => Promise<Result<void>>;
};

type Desk = {
  readonly disk: Disk;
  readonly file: string;
  readonly log: string;
  onDisk: OnDisk;
  wanted: Catalog;
  waiting: ((outcome: Result<void>) => void)[];
  isWriting: boolean;
  isUrgent: boolean;
  /** Ends a pause that is under way. */
  wake: () => void;
  /** As `performance.now` counts. */
  nextWholeAt: number;
  /** The log's size at which it is folded. */
  foldAt: number;
  isLogKnown: boolean;
};

export function createCatalogWriter(
  place: { readonly disk: Disk; readonly file: string; readonly log: string },
  found: OnDisk,
): CatalogWriter {
  const desk: Desk = {
    ...place,
    onDisk: found,
    wanted: found.catalog,
    waiting: [],
    isWriting: false,
    isUrgent: false,
    wake: () => undefined,
    nextWholeAt: 0,
    foldAt: longestFor(found),
    isLogKnown: false,
  };
  return {
    save(catalog) {
      desk.wanted = catalog;
      return queue(desk);
    },
    flush() {
      desk.isUrgent = true;
      desk.wake();
      return queue(desk);
    },
  };
}

function queue(desk: Desk): Promise<Result<void>> {
  return new Promise((resolve) => {
    desk.waiting.push(resolve);
    if (!desk.isWriting) void work(desk);
  });
}

/** Goes on while somebody waits. */
async function work(desk: Desk): Promise<void> {
  desk.isWriting = true;
  while (desk.waiting.length > 0) {
    // What one turn of the app changes is one write.
    await new Promise(setImmediate);
    if (changesOf(desk).kind === 'whole') await takeBreath(desk);
    const { wanted } = desk;
    const served = desk.waiting.splice(0);
    desk.isUrgent = false;
    const outcome = await put(desk, wanted);
    for (const tell of served) tell(outcome);
    if (outcome.ok) await foldIfLong(desk);
  }
  desk.isWriting = false;
}

async function takeBreath(desk: Desk): Promise<void> {
  const left = desk.nextWholeAt - performance.now();
  if (desk.isUrgent || left <= 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, left);
    desk.wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

/** After a write of which nobody knows how it ended, and before the first, only a whole one will do. */
function changesOf({ onDisk, wanted }: Desk): Changes {
  const changes = changesBetween(onDisk.catalog, wanted);
  if (onDisk.isDoubtful) return { kind: 'whole' };
  return changes.kind === 'uses' && onDisk.logId === null ? { kind: 'whole' } : changes;
}

async function put(desk: Desk, catalog: Catalog): Promise<Result<void>> {
  try {
    const changes = changesOf({ ...desk, wanted: catalog });
    if (changes.kind === 'whole') await putWhole(desk, catalog);
    if (changes.kind === 'uses') await putUses(desk, catalog, changes.of);
    return ok(undefined);
  } catch (error) {
    return fail({ kind: 'catalog-not-saved', reason: toDiskReason(error) });
  }
}

async function putUses(desk: Desk, catalog: Catalog, of: readonly Account[]): Promise<void> {
  const { disk, log, onDisk } = desk;
  const lines = toLines(onDisk.logId ?? '', of);
  desk.onDisk = { ...onDisk, isDoubtful: true };
  await appendLines(disk, log, lines, !desk.isLogKnown);
  desk.isLogKnown = true;
  desk.onDisk = { ...onDisk, catalog, logSize: onDisk.logSize + lines.length };
}

/** The log is emptied last: until the new catalog is on the disk, its lines belong to the old one. */
async function putWhole(desk: Desk, catalog: Catalog): Promise<void> {
  const { disk, file, log } = desk;
  desk.nextWholeAt = performance.now() + pace;
  const logId = newLogId();
  const wholeSize = await replaceFile(disk, file, writeCatalogText(catalog, logId), () => {
    desk.onDisk = { ...desk.onDisk, isDoubtful: true };
  });
  const logSize = await disk.truncate(log).then(
    () => 0,
    // Not there, or not to be had: lines of another catalog do no harm.
    () => desk.onDisk.logSize,
  );
  desk.onDisk = { catalog, logId, isDoubtful: false, logSize, wholeSize };
  desk.foldAt = logSize + longestFor(desk.onDisk);
}

/** Nobody waits for it, and nothing is lost if the disk is too full for it. */
async function foldIfLong(desk: Desk): Promise<void> {
  if (desk.onDisk.logSize <= desk.foldAt) return;
  desk.foldAt += longestLog;
  await putWhole(desk, desk.onDisk.catalog).catch(() => undefined);
}

/** Where the catalog is large, so may be the log: or every few renewals would write all of it. */
function longestFor({ wholeSize }: OnDisk): number {
  return Math.max(longestLog, wholeSize / 4);
}
