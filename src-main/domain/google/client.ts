// An OAuth client of a Google Cloud project, as an instance is made of it.
import type { Instance } from '../instance';
import { isIdentityOnly, scopesOf, type Purpose } from './purpose';

/** Who may sign in with the project's clients, as the person said: no API tells. */
export const audiences = ['unknown', 'internal', 'testing', 'production'] as const;
export type Audience = (typeof audiences)[number];

/** What only instances of Google have. */
export type GoogleClient = {
  /** `installed` and `web` in Google's own file. */
  readonly clientType: 'desktop' | 'web';
  readonly purpose: Purpose;
  /** From the file; null when it was typed in. */
  readonly projectId: string | null;
  /** A web client's, exactly as registered; null for a desktop client, which may come back on any port. */
  readonly redirectUri: string | null;
  readonly audience: Audience;
  /** e.g. `v26`; Google retires each after about a year. */
  readonly adsApiVersion: string;
  /** Where the client secret is; null when it is nowhere any more. */
  readonly secretIn: 'keychain' | 'memory' | null;
};

export const defaultAdsApiVersion = 'v26';

const testingDays = 7;
const dayInMilliseconds = 86_400_000;
const unusedMonths = 6;

/**
 * Whether a revocation at one takes the other's sign-ins along: it is for a whole Cloud project (Google fact sheet,
 * section 1.7). That the number before the dash is the project's is not documented; a warning too many does no harm.
 */
export function sharesProject(one: Instance, other: Instance): boolean {
  if (one.google === null || other.google === null) return false;
  const isSameId = one.google.projectId !== null && one.google.projectId === other.google.projectId;
  const number = numberOf(one.clientId);
  return (
    isSameId || one.clientId === other.clientId || (number !== null && number === numberOf(other.clientId))
  );
}

function numberOf(clientId: string): string | null {
  return /^(\d{6,})-/.exec(clientId)?.[1] ?? null;
}

/** Epoch ms: a project in testing gives sign-ins of seven days, unless they only say who somebody is (section 1.6). */
export function testingEndsAt({ audience, purpose }: GoogleClient, signedInAt: number): number | null {
  if (audience !== 'testing' || isIdentityOnly(scopesOf(purpose))) return null;
  return signedInAt + testingDays * dayInMilliseconds;
}

/** Epoch ms: six months after its last use a refresh token dies (section 1.6). */
export function unusedEndsAt(lastUsedAt: number): number {
  const date = new Date(lastUsedAt);
  const day = date.getUTCDate();
  date.setUTCMonth(date.getUTCMonth() + unusedMonths);
  // 31 August and six months is the end of February, not the beginning of March.
  if (date.getUTCDate() !== day) date.setUTCDate(0);
  return date.getTime();
}
