// Until when a person has to sign in again, said in time and not too early.

import type { Account } from './account';
import type { SignInEnds } from './provider';

const day = 86_400_000;
const latestPart = 0.75;

/**
 * Epoch ms from which it is worth saying that a sign-in ends: the later of three quarters of its life and a day before.
 */
export function warnsFrom(signedInAt: number, endsAt: number): number {
  return Math.max(signedInAt + (endsAt - signedInAt) * latestPart, endsAt - day);
}

/** Epoch ms by which to sign in again; null while that is far, or no end is known. A use puts off the end of disuse. */
export function signInAgainBy(
  { signedInAt }: Pick<Account, 'signedInAt'>,
  ends: SignInEnds | null,
  now: number,
): number | null {
  const endsAt = ends?.atLatest ?? null;
  return endsAt !== null && now >= warnsFrom(signedInAt, endsAt) ? endsAt : null;
}
