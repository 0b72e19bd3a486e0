// What a sign-out did, line by line, so that nobody has to believe "signed out".
import type { Failure } from './failure';

export type SignOutLine =
  /** The person's consent for this app was withdrawn: every sign-in with it is void, on every computer. */
  | { readonly kind: 'everywhere-ended' }
  | { readonly kind: 'everywhere-refused' }
  /** Proved by asking the provider afterwards. */
  | { readonly kind: 'access-token-dead' }
  | { readonly kind: 'access-token-alive' }
  | { readonly kind: 'access-token-unchecked' }
  /** Tokens that were replaced but may have been copied before; ended one by one. */
  | { readonly kind: 'older-tokens-dead'; readonly count: number }
  | { readonly kind: 'older-tokens-unchecked'; readonly count: number }
  /** Tokens of an earlier run of the app: nobody here knows them any more. */
  | { readonly kind: 'earlier-tokens-unchecked'; readonly until: number }
  | { readonly kind: 'no-access-token' }
  | { readonly kind: 'refresh-token-dead' }
  /** The provider said so; it was not asked again. */
  | { readonly kind: 'refresh-token-revoked' }
  /** `until` is the latest end by the provider's published lifetime, null if it publishes none. */
  | { readonly kind: 'refresh-token-alive'; readonly until: number | null }
  | { readonly kind: 'refresh-token-unchecked'; readonly until: number | null }
  /** Forgotten here only, on purpose: the provider was not asked. */
  | { readonly kind: 'left-at-provider'; readonly until: number | null }
  /** Another account here whose consent went with this one; asked afterwards. */
  | {
      readonly kind: 'also-ended';
      readonly accountId: string;
      readonly outcome: 'dead' | 'alive' | 'unchecked';
    }
  /** The key itself lives at the provider until somebody deletes it there. */
  | { readonly kind: 'api-key-lives'; readonly keyId: string }
  /** Nothing was lost: what is needed to end it stays in the vault, and it is tried again. */
  | { readonly kind: 'queued' }
  | { readonly kind: 'forgotten-here' }
  | { readonly kind: 'not-forgotten-here'; readonly failure: Failure };

export type SignOutReport = {
  readonly accountId: string;
  readonly at: number;
  readonly lines: readonly SignOutLine[];
  /** Why the provider could not be asked, if so. */
  readonly failure: Failure | null;
  /** A refresh token is still alive there, and the person can end every sign-in with this app to kill it. */
  readonly canEndEverywhere: boolean;
};
