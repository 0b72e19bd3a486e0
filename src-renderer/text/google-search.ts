// Which of Google's pages somebody means. A code decides; without one the words count, and some may be missing: Google
// puts the app's name into its sentences.
import type { GooglePage, PageGroup } from './google-pages';

/** By any words of the page, also a whole message that was pasted; what fits best comes first. */
export function findPages(groups: readonly PageGroup[], search: string): readonly PageGroup[] {
  const plain = toPlain(search);
  if (plain === '') return groups;
  const shares = new Map<GooglePage, number>();
  for (const page of groups.flatMap(({ pages }) => pages)) shares.set(page, toShare(page, plain));
  const shareOf = (page: GooglePage) => shares.get(page) ?? 0;
  const best = Math.max(...shares.values());
  const found = groups.flatMap(({ title, pages }) => {
    const kept = pages.filter((page) => shareOf(page) > 0 && shareOf(page) >= best * 0.8);
    return kept.length === 0 ? [] : [{ title, pages: kept.toSorted((a, b) => shareOf(b) - shareOf(a)) }];
  });
  const bestOf = ({ pages }: PageGroup) => Math.max(...pages.map(shareOf));
  return found.toSorted((a, b) => bestOf(b) - bestOf(a));
}

/** The share of the words that the page has: 2 for its code, 0 where half of them or more are not there. */
function toShare({ sees, words }: GooglePage, plain: string): number {
  const text = toPlain(`${sees} ${words}`);
  const codes = text.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
  if (codes.some((code) => plain.split(' ').includes(code))) return 2;
  const there = toWords(text);
  const wanted = toWanted(plain);
  const found = wanted.filter((word) => there.some((one) => one.startsWith(word)));
  const isEnough = found.length >= Math.max(Math.min(2, wanted.length), wanted.length / 2);
  // A whole word counts a little more than the beginning of one.
  const scores = found.map((word): number => (there.includes(word) ? 1 : 0.9));
  return isEnough ? scores.reduce((sum, score) => sum + score, 0) / wanted.length : 0;
}

/** Words of three letters or more, or all where there is none. */
function toWanted(plain: string): readonly string[] {
  const words = [...new Set(toWords(plain))];
  const long = words.filter((word) => word.length >= 3);
  return long.length === 0 ? words : long;
}

function toWords(plain: string): readonly string[] {
  return plain.split(/[ _.]+/).filter((word) => word !== '');
}

function toPlain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/[^a-z0-9_.]+/g, ' ')
    .trim();
}
