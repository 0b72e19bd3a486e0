import type { Failure } from './failure';
import type { TokenFormat } from './token-format';
import type { Workspace } from './workspace';

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
  /** With `copied-as`. */
  readonly format?: TokenFormat;
  readonly what:
    | 'signed-in'
    | 'key-added'
    | 'copied'
    | 'copied-as'
    | 'config-copied'
    | 'config-saved'
    | 'renewed'
    /** Ahead of its end, without anybody asking. */
    | 'renewed-ahead'
    | 'renewed-after-wake'
    | 'renewal-failed'
    | 'switched-to-dev'
    | 'switched-to-production'
    | 'sign-out-queued'
    | 'signed-out'
    | 'forgotten'
    | 'sign-in-ended';
};

/** Whether tokens are renewed ahead of their end. `when-used`: while somebody takes tokens of it, see `renewal-plan.ts`. */
export const keepFreshWishes = ['when-used', 'always', 'never'] as const;
export type KeepFresh = (typeof keepFreshWishes)[number];

/** What new access tokens come from. The id of an API key is no secret; the other half of it is in the vault. */
export type SignsInWith = { readonly kind: 'oauth' } | { readonly kind: 'api-key'; readonly keyId: string };

/** A sign-out that could not reach the provider. The vault keeps what is needed to finish it. */
export type QueuedSignOut = {
  readonly since: number;
  /** End every sign-in of this person with this app, not only this one. */
  readonly everywhere: boolean;
  /** The account leaves the list when it is done. */
  readonly thenRemove: boolean;
  /** Written before the first try, so that a quit in its middle is not forgotten; true once a try has failed. */
  readonly hasFailed: boolean;
  /** A try may have replaced the refresh token without anybody here knowing the new one. */
  readonly isUnsure: boolean;
};

/** What a sign-out that waits is waiting for. */
export type NextTry =
  | { readonly kind: 'trying' }
  /** Epoch ms. */
  | { readonly kind: 'at'; readonly at: number }
  /** It is not asked again by itself: each question may be a prompt. */
  | { readonly kind: 'keychain' };

/** A definite refusal of what the vault holds. */
export type Refusal = Extract<Failure, { kind: 'sign-in-expired' | 'api-key-rejected' }>;

/** One identity signed in at an instance, as the catalog keeps it: no secret. */
export type Account = {
  readonly id: string;
  readonly instanceId: string;
  readonly identity: Identity;
  readonly signsInWith: SignsInWith;
  /** Where the refresh token or the key's secret is; null once it is gone from there. */
  readonly storedIn: 'keychain' | 'memory' | null;
  /** The user signed out. `storedIn` may still be set then: the vault could not be emptied. */
  readonly signedOut: boolean;
  readonly queuedSignOut: QueuedSignOut | null;
  /** The workspace wished for; each new token is put into it. */
  readonly workspace: Workspace;
  /** Whether the person has the admin role, as far as it could be seen; null while it could not. */
  readonly isAdmin: boolean | null;
  /** Epoch milliseconds until which an access token of this account may live, whoever holds it; null for none yet. */
  readonly tokensEndAt: number | null;
  /** What was granted, space separated; null while nothing said so. */
  readonly grantedScope: string | null;
  /** Epoch milliseconds at which the provider said the consent ends; null where it set no end. */
  readonly consentEndsAt: number | null;
  /** Epoch milliseconds of the last time the refresh token, or the key, was used. */
  readonly lastUsedAt: number | null;
  /** Epoch milliseconds of the last time somebody took a token, or a configuration; null for never. */
  readonly lastHandOutAt: number | null;
  readonly keepFresh: KeepFresh;
  /** First in tray and quick copy. */
  readonly isPinned: boolean;
  /** Epoch milliseconds of the sign-in the stored refresh token came from, or of the key being added. */
  readonly signedInAt: number;
  /** Set while a renewal is under way, so that a killed one can be told apart afterwards. */
  readonly renewalStartedAt: number | null;
  /** The mark (`Fingerprint`) of what that renewal sent; another one in the vault shows that its answer was kept. */
  readonly renewalMark: string | null;
  /** The last definite refusal; cleared by the next sign-in. */
  readonly endedBy: Refusal | null;
  /** Newest first, at most `activityLimit`. */
  readonly activity: readonly Activity[];
};

export const activityLimit = 30;

/** The times and scope of a live access token, without the token. */
export type Lease = {
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly scope: string;
  /** The workspace the token's API session is in; null where the provider has none, or it is not known. */
  readonly workspace: Workspace | null;
};

/** Renewals without anybody asking come by the hour, failed ones by the minute: of those in a row only the last stays. */
export function withActivity(account: Account, entry: Activity): Account {
  const [latest, ...older] = account.activity;
  const replacesLatest = latest !== undefined && isMoreOf(entry, latest);
  const before = replacesLatest ? older : account.activity;
  return { ...account, activity: [entry, ...before].slice(0, activityLimit) };
}

function isMoreOf({ what }: Activity, latest: Activity): boolean {
  const isByItself = (one: Activity['what']): boolean =>
    one === 'renewed-ahead' || one === 'renewed-after-wake';
  if (isByItself(what)) return isByItself(latest.what);
  return what === 'renewal-failed' && latest.what === what;
}
