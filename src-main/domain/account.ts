import type { Failure } from './failure';

/** Who a token belongs to, as the provider's own user endpoint says. */
export type Identity = {
  /** The provider's id of the user. */
  readonly userId: string;
  readonly displayName: string;
  readonly email: string | null;
};

/** One line of an account's history. Never a value, only what happened. */
export type Activity = {
  readonly at: number;
  readonly what: 'signed-in' | 'copied' | 'renewed' | 'renewal-failed' | 'signed-out' | 'sign-in-ended';
};

/** One identity signed in at an instance, as the catalog keeps it: no secret. */
export type Account = {
  readonly id: string;
  readonly instanceId: string;
  readonly identity: Identity;
  /** Where the refresh token is; null once it is gone from there. */
  readonly storedIn: 'keychain' | 'memory' | null;
  /** The user signed out. `storedIn` may still be set then: the vault could not be emptied. */
  readonly signedOut: boolean;
  /** Epoch milliseconds of the sign-in the stored refresh token came from. */
  readonly signedInAt: number;
  /** Set while a renewal is under way, so that a killed one can be told apart afterwards. */
  readonly renewalStartedAt: number | null;
  /** The last definite refusal of the refresh token; cleared by the next sign-in. */
  readonly endedBy: Extract<Failure, { kind: 'sign-in-expired' }> | null;
  /** Newest first, at most `activityLimit`. */
  readonly activity: readonly Activity[];
};

export const activityLimit = 30;

/** The times and scope of a live access token, without the token. */
export type Lease = {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly scope: string;
};

export function withActivity(account: Account, entry: Activity): Account {
  return { ...account, activity: [entry, ...account.activity].slice(0, activityLimit) };
}
