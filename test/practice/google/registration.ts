// Who and what the practice Google knows: two people, one desktop client, the scopes.
import type { ClientMetadata } from 'oidc-provider';
import type { Person } from '#practice/interactions';
import type { Brand } from '#practice/pages';

/** How the practice Google presents itself. */
export const googleBrand: Brand = { name: 'Practice Google', colour: '#1a56c4' };

/** An analyst. */
export const googleAna: Person = {
  id: '108204268033311374519',
  email: 'ana.ruiz@acme.example',
  displayName: 'Ana Ruiz',
};
/** A second analyst. */
export const googleBen: Person = {
  id: '117700221944003318862',
  email: 'ben.okafor@acme.example',
  displayName: 'Ben Okafor',
};
/** Everybody, in the order of the login page. */
export const googleUsers: readonly Person[] = [googleAna, googleBen];

/** The desktop client; its secret is only asked for when switched on (Google fact sheet, section 1.4). */
export const desktopClient = {
  clientId: 'daypass-practice.apps.example',
  clientSecret: 'practice-secret-desktop',
  displayName: 'Daypass',
  description: 'Daypass would like to read the names of your Looker Studio reports.',
} as const;

/** Reading Looker Studio assets. */
export const studioScope = 'https://www.googleapis.com/auth/datastudio.readonly';
/** Every scope that exists here; another one ends on a page (Google fact sheet, section 1.9). */
export const knownScopes: readonly string[] = ['openid', 'email', 'profile', studioScope];

/** A native app: any loopback port (RFC 8252, 7.3), fixed hosts and paths. */
export const clientMetadata: ClientMetadata = {
  client_id: desktopClient.clientId,
  client_name: desktopClient.displayName,
  application_type: 'native',
  redirect_uris: ['http://127.0.0.1/', 'http://127.0.0.1', 'http://localhost/', 'http://localhost'],
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  id_token_signed_response_alg: 'RS256',
};
