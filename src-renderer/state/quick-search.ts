// The quick copy's order: what is pinned, what was used lately, then how well it matches.
import { isPinned, toSearchText, type Row } from './rows';

const lately = 7 * 86_400_000;

/** A row with what it is found by, made once per view: typing goes over ten thousand of them. */
export type QuickEntry = {
  readonly row: Row;
  readonly name: string;
  readonly text: string;
  /** The same with a blank before each word and nothing else between them. */
  readonly words: string;
  /** 0 pinned, 1 used lately, 2 neither. */
  readonly rank: number;
  readonly usedAt: number;
};

/** In the order in which they stand while nothing is typed. `now` in epoch ms. */
export function toQuickEntries(rows: readonly Row[], now: number): readonly QuickEntry[] {
  const entries = rows.map((row) => {
    const text = toSearchText(row);
    const usedAt = row.account?.lastHandOutAt ?? 0;
    return {
      row,
      text,
      name: row.instance.name.toLowerCase(),
      words: ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ')}`,
      rank: isPinned(row) ? 0 : now - usedAt < lately ? 1 : 2,
      usedAt,
    };
  });
  // A stable sort: what was never used keeps the order of the list.
  return entries.sort((a, b) => a.rank - b.rank || b.usedAt - a.usedAt);
}

/** What matches every word typed: pinned, used lately and the others, each by how well it matches. */
export function findQuick(entries: readonly QuickEntry[], search: string): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries.map(({ row }) => row);
  const buckets: Row[][] = Array.from({ length: 9 }, () => []);
  for (const entry of entries) {
    const match = toMatch(entry, words);
    if (match !== null) buckets[entry.rank * 3 + match]?.push(entry.row);
  }
  return buckets.flat();
}

/** 0 the name begins so, 1 words begin so, 2 it occurs somewhere, null it does not. */
function toMatch({ name, text, words }: QuickEntry, typed: readonly string[]): number | null {
  let worst = 0;
  for (const word of typed) {
    if (!text.includes(word)) return null;
    const match = name.startsWith(word) ? 0 : words.includes(` ${word}`) ? 1 : 2;
    worst = Math.max(worst, match);
  }
  return worst;
}
