// When tokens are renewed without anybody asking. Pure: chance comes in as numbers from 0 to 1.
import type { Account, Lease } from './account';

const day = 86_400_000;

/** An account counts as used for so long after somebody took a token of it, or signed in. */
export const usedFor = 3 * day;

/** At this part of a token's life it is renewed, give or take. */
const usualPoint = 0.8;
/** To both sides, as a part of the life: tokens of one moment do not come back in one moment. */
const jitter = 0.05;

/** A shorter life is not worth renewing ahead: a server that gives seconds must not be asked every few of them. */
export const shortestLife = 5 * 60_000;

/** After waking up, starting or coming back, what is due is spread over so many milliseconds. */
export const longestSpread = 10 * 60_000;
/** A token that still lives is renewed while it does, with this much to spare. */
const spare = 60_000;

export function isKeptFresh(
  { keepFresh, lastHandOutAt, signedInAt }: Pick<Account, 'keepFresh' | 'lastHandOutAt' | 'signedInAt'>,
  now: number,
): boolean {
  if (keepFresh !== 'when-used') return keepFresh === 'always';
  return now - Math.max(lastHandOutAt ?? 0, signedInAt) < usedFor;
}

/** Epoch ms to renew at; null when the token does not live long enough for that. */
export function renewAt(
  { issuedAt, expiresAt }: Pick<Lease, 'issuedAt' | 'expiresAt'>,
  chance: number,
): number | null {
  const life = expiresAt - issuedAt;
  if (life < shortestLife) return null;
  return Math.round(issuedAt + life * (usualPoint - jitter + 2 * jitter * chance));
}

/** Milliseconds to wait with what is due already, so that a thousand computers that wake together do not ask together. */
export function spreadFor(expiresAt: number | null, now: number, chance: number): number {
  const left = expiresAt === null || expiresAt <= now ? longestSpread : Math.max(0, expiresAt - spare - now);
  return Math.round(Math.min(longestSpread, left) * chance);
}
