import type { Secret } from './secret';

/** What a token endpoint returned (RFC 6749 section 5.1). Times are epoch milliseconds. */
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
 * Where a refresh token came from and therefore the only place it may go, whatever the catalog says later.
 */
export type Binding = {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly identityEndpoint: string;
  readonly revocationEndpoint: string;
  readonly clientId: string;
};

/** One entry of the vault. */
export type VaultRecord = {
  readonly binding: Binding;
  readonly refreshToken: Secret;
  readonly scope: string;
  /** Rises by one with each replaced refresh token. */
  readonly generation: number;
};
