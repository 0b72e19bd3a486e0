// What a sign-out did, line by line, so that nobody has to believe "signed out".
import type { Failure } from './failure';

export type SignOutLine =
  /** Proved by asking the provider afterwards. */
  | { readonly kind: 'access-token-dead' }
  | { readonly kind: 'access-token-alive' }
  | { readonly kind: 'access-token-unchecked' }
  | { readonly kind: 'refresh-token-dead' }
  /** The provider said so; it was not asked again. */
  | { readonly kind: 'refresh-token-revoked' }
  /** `until` is the latest end by the provider's published lifetime, null if it publishes none. */
  | { readonly kind: 'refresh-token-alive'; readonly until: number | null }
  | { readonly kind: 'refresh-token-unchecked'; readonly until: number | null }
  | { readonly kind: 'forgotten-here' }
  | { readonly kind: 'not-forgotten-here'; readonly failure: Failure };

export type SignOutReport = {
  readonly accountId: string;
  readonly at: number;
  readonly lines: readonly SignOutLine[];
  /** Why the provider could not be asked, if so. */
  readonly failure: Failure | null;
};
