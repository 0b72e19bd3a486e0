// What Google says about a token and about the API it is for.
import type { Identity } from '../account';
import type { Failure } from '../failure';

/** Google's tokeninfo (Google fact sheet, section 1.1). Null: not said. */
export type TokenInfo = {
  readonly identity: Identity | null;
  /** The client the token was issued to. */
  readonly clientId: string | null;
  readonly scopes: readonly string[];
  readonly expiresInSeconds: number | null;
  readonly accessType: string | null;
};

/** Why an API refused a token that is alive, as far as it is known what to do about it (sections 1.9 and 4.1). */
export const checkReasons = [
  'token-refused',
  'scope-insufficient',
  'api-disabled',
  'not-allowed',
  'version-unknown',
  'project-not-approved',
  'project-disabled',
  'not-ads-user',
  'two-step-missing',
  'advanced-protection-missing',
  'account-deleted',
  'organization-refused',
  'user-permission-denied',
  'customer-not-found',
  'customer-not-enabled',
  'terms-not-accepted',
  'developer-token',
] as const;
export type CheckReason = (typeof checkReasons)[number];

export type PurposeCheck =
  /** Customers by their ten digits; empty where the API has none, or none is accessible. */
  | { readonly kind: 'works'; readonly customers: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly reason: CheckReason;
      readonly code: string;
      readonly said: string | null;
    }
  /** It could not be asked, or answered something else. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** A purpose of one's own: no API is known to go with it. */
  | { readonly kind: 'none' };

export type Health = {
  readonly person: Identity;
  /** Null when Google did not tell; then only the purpose check says something. */
  readonly token: Omit<TokenInfo, 'identity'> | null;
  /** Whether the token was issued to this instance's client; null when not told. */
  readonly isOurs: boolean | null;
  readonly missingScopes: readonly string[];
  /** Which API was asked. */
  readonly api: 'studio' | 'ads' | null;
  readonly check: PurposeCheck;
  /** Epoch ms. */
  readonly checkedAt: number;
  readonly expiresAt: number;
};
