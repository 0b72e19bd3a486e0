import type { Secret } from './secret';

/** What a token endpoint or an API-key login returned (RFC 6749 section 5.1). Times are epoch milliseconds. */
export type TokenSet = {
  readonly accessToken: Secret;
  /** Null when the answer carried none: the old one stays valid (RFC 6749 section 6). */
  readonly refreshToken: Secret | null;
  /** When the request was sent: a lifetime counts from there, never from a later moment. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Granted scope, space separated; null when the answer names none (it then equals the requested one). */
  readonly scope: string | null;
};

/**
 * Where a refresh token or an API key belongs and therefore the only place it may go, whatever the catalog says later.
 * Access tokens that come of it stay at the origin of the identity endpoint.
 */
export type Binding = {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly identityEndpoint: string;
  readonly revocationEndpoint: string;
  readonly clientId: string;
};

/** What new access tokens are bought with. The key's id is the binding's client id. */
export type Credential =
  | { readonly kind: 'refresh-token'; readonly refreshToken: Secret }
  | { readonly kind: 'api-key'; readonly keySecret: Secret };

export function isSameCredential(one: Credential, other: Credential): boolean {
  if (one.kind === 'api-key') return other.kind === 'api-key' && one.keySecret.equals(other.keySecret);
  return other.kind === 'refresh-token' && one.refreshToken.equals(other.refreshToken);
}

/** One entry of the vault. */
export type VaultRecord = {
  readonly binding: Binding;
  readonly credential: Credential;
  readonly scope: string;
  /** Rises by one with each replaced refresh token. */
  readonly generation: number;
};
