// What every use of an account changes, as one line per change in a file beside the catalog: a renewal must not write
// all accounts. A line names the whole write it follows (`logId`) and counts over that one only.
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod/mini';
import type { Account } from '#domain/account';
import type { Catalog } from '#domain/catalog';
import { hotHalf, id, toColdHalf, toHotHalf, type HotHalf } from './account-schema';
import { syncFolder, type Disk } from './catalog-disk';
import { seal, sealOf } from './sealed-text';

/** Bytes; a larger log is folded into a whole write. */
export const longestLog = 256 * 1024;

const lineHead = z.object({ logId: z.string(), id });

export type Changes =
  | { readonly kind: 'none' }
  /** Nothing but what a line of the log can say of these. */
  | { readonly kind: 'uses'; readonly of: readonly Account[] }
  | { readonly kind: 'whole' };

export function changesBetween(before: Catalog, after: Catalog): Changes {
  if (before === after) return { kind: 'none' };
  const { accounts: old, ...rest } = before;
  const { accounts: now, ...newRest } = after;
  if (old.length !== now.length || !isDeepStrictEqual(rest, newRest)) return { kind: 'whole' };
  const of: Account[] = [];
  for (const [at, account] of now.entries()) {
    const other = old[at];
    if (other === account) continue;
    if (other === undefined || !isDeepStrictEqual(toColdHalf(other), toColdHalf(account)))
      return { kind: 'whole' };
    if (!isDeepStrictEqual(toHotHalf(other), toHotHalf(account))) of.push(account);
  }
  return of.length === 0 ? { kind: 'none' } : { kind: 'uses', of };
}

/** One line per account, each with its whole hot half: a line that is lost costs nothing once a later one is there. */
export function toLines(logId: string, accounts: readonly Account[]): string {
  return accounts
    .flatMap((account) => [
      ...seal([JSON.stringify({ logId, id: account.id, ...toHotHalf(account) }).slice(0, -1)]),
    ])
    .join('');
}

/** On the disk when it resolves. Begins with a line break: what is there may end in the middle of a line. */
export async function appendLines(disk: Disk, path: string, lines: string, isNew: boolean): Promise<void> {
  const file = await disk.open(path, 'a', 0o600);
  try {
    await file.writeFile(`\n${lines}`);
    await file.datasync();
  } finally {
    await file.close();
  }
  if (isNew) await syncFolder(disk, dirname(path));
}

/** The catalog with what was logged after it was written. Lines that are torn, foreign or of an unknown account count nothing. */
export function layOver(catalog: Catalog, logId: string | null, log: Buffer): Catalog {
  if (logId === null || log.length === 0) return catalog;
  const latest = new Map<string, HotHalf>();
  for (let at = 0; at < log.length;) {
    const end = log.indexOf('\n', at);
    const line = log.subarray(at, end === -1 ? log.length : end);
    at += line.length + 1;
    const read = line.length === 0 ? null : readLine(line);
    if (read?.logId === logId) latest.set(read.id, read.hot);
  }
  return {
    ...catalog,
    accounts: catalog.accounts.map((account) => {
      const hot = latest.get(account.id);
      return hot === undefined ? account : { ...account, ...hot };
    }),
  };
}

function readLine(
  line: Buffer,
): { readonly logId: string; readonly id: string; readonly hot: HotHalf } | null {
  if (sealOf(line) !== 'whole') return null;
  try {
    const content = JSON.parse(line.toString('utf8')) as unknown;
    const head = lineHead.safeParse(content);
    const hot = hotHalf.safeParse(content);
    return head.success && hot.success ? { ...head.data, hot: hot.data } : null;
  } catch {
    return null;
  }
}
