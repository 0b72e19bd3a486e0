// What the routes of the practice Google share.
import type { Provider } from 'oidc-provider';
import type { Clients } from '#practice/google/clients';
import type { Consents } from '#practice/google/consents';
import type { Delegation } from '#practice/google/delegation';
import type { GoogleClient, Project, ProjectKey } from '#practice/google/projects';
import type { Sittings } from '#practice/google/sittings';
import type { GoogleSwitches } from '#practice/google/switches';
import type { Store } from '#practice/store';

/** What one practice Google remembers, without the library. */
export type Memory = {
  readonly store: Store;
  readonly projects: Readonly<Record<ProjectKey, Project>>;
  readonly clients: Clients;
  readonly delegation: Delegation;
  readonly consents: Consents;
  readonly sittings: Sittings;
  readonly switches: GoogleSwitches;
  /** The server's clock, in epoch seconds; ahead of the computer's after `passTime`. */
  readonly nowSeconds: () => number;
};

/** One running practice Google from the inside. */
export type Parts = {
  readonly provider: Provider;
} & Memory;

/** The paths of the endpoints that an app calls (Google fact sheet, section 1.1). */
export const paths = {
  authorization: '/o/oauth2/v2/auth',
  legacyAuthorization: '/o/oauth2/auth',
  token: '/token',
  revocation: '/revoke',
  tokenInfo: '/tokeninfo',
  userinfo: '/v1/userinfo',
  discovery: '/.well-known/openid-configuration',
  keys: '/oauth2/v3/certs',
} as const;

/** The project of a client. */
export function projectOf({ projects }: Pick<Memory, 'projects'>, client: GoogleClient): Project {
  return projects[client.project];
}
