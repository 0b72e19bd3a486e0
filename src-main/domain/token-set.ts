import type { Secret } from './secret';

/** What a token endpoint or an API-key login returned (RFC 6749 section 5.1). Times are epoch milliseconds. */
export type TokenSet = {
  readonly accessToken: Secret;
  /** Null when the answer carried none: the old one stays valid (RFC 6749 section 6). */
  readonly refreshToken: Secret | null;
  /** When the request was sent: a lifetime counts from there, never from a later moment. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** When the refresh token ends, where the answer says so (Google's `refresh_token_expires_in`). */
  readonly refreshEndsAt: number | null;
  /** Granted scope, space separated; null when the answer names none (it then equals the requested one). */
  readonly scope: string | null;
};

/**
 * Where a refresh token or an API key belongs and therefore the only place it may go, whatever the catalog says later.
 * Access tokens that come of it stay at the origin of the identity endpoint; at Google, with its other hosts.
 */
export type Binding = {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly identityEndpoint: string;
  readonly revocationEndpoint: string;
  readonly clientId: string;
};

/**
 * What new access tokens are bought with; the key's id is the binding's client id. Or the secret of an instance's OAuth
 * client, kept under the instance's id, which goes to the token endpoint with each of its refresh tokens.
 */
export type Credential =
  | { readonly kind: 'refresh-token'; readonly refreshToken: Secret }
  | { readonly kind: 'api-key'; readonly keySecret: Secret }
  | { readonly kind: 'client-secret'; readonly clientSecret: Secret };

export function isSameCredential(one: Credential, other: Credential): boolean {
  return one.kind === other.kind && secretOf(one).equals(secretOf(other));
}

/** The hidden half of it. */
export function secretOf(credential: Credential): Secret {
  switch (credential.kind) {
    case 'refresh-token':
      return credential.refreshToken;
    case 'api-key':
      return credential.keySecret;
    case 'client-secret':
      return credential.clientSecret;
  }
}

/** One entry of the vault. */
export type VaultRecord = {
  readonly binding: Binding;
  readonly credential: Credential;
  readonly scope: string;
  /** Rises by one with each replaced refresh token. */
  readonly generation: number;
};
