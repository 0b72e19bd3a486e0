// Every host of Google that Daypass talks to. Nothing in the catalog, in an imported file or in an answer can change it;
// tests and the demo put a practice Google in its place (Google fact sheet, section 1.1). What is in the vault is bound to
// these addresses as text: with another one, clients have to be given again.

import { isLoopback } from '#domain/address';

export type GoogleEndpoints = {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly revocation: string;
  readonly tokenInfo: string;
  readonly userInfo: string;
  /** Base of the Looker Studio / Data Studio API, without a slash at the end. */
  readonly studio: string;
  /** Base of the Google Ads API, before the version. */
  readonly ads: string;
};

export const googleEndpoints: GoogleEndpoints = Object.freeze({
  issuer: 'https://accounts.google.com',
  authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  revocation: 'https://oauth2.googleapis.com/revoke',
  tokenInfo: 'https://oauth2.googleapis.com/tokeninfo',
  userInfo: 'https://openidconnect.googleapis.com/v1/userinfo',
  studio: 'https://datastudio.googleapis.com',
  ads: 'https://googleads.googleapis.com',
});

/** The same paths at one origin: a practice Google on this computer. */
export function practiceEndpoints(origin: string): GoogleEndpoints {
  return {
    issuer: origin,
    authorization: `${origin}/o/oauth2/v2/auth`,
    token: `${origin}/token`,
    revocation: `${origin}/revoke`,
    tokenInfo: `${origin}/tokeninfo`,
    userInfo: `${origin}/v1/userinfo`,
    studio: origin,
    ads: origin,
  };
}

/**
 * A practice Google for tests and the demo: only in an app that is not packaged, and only on this computer. Whoever could
 * set it for somebody else's app would get the client secrets and refresh tokens.
 */
export function chooseGoogle(isPackaged: boolean, practiceOrigin: string | undefined): GoogleEndpoints {
  const url = isPackaged || practiceOrigin === undefined ? null : URL.parse(practiceOrigin);
  return url !== null && isLoopback(url.hostname) ? practiceEndpoints(url.origin) : googleEndpoints;
}
