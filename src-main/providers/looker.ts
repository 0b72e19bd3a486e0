// Looker's OAuth for public clients: https://cloud.google.com/looker/docs/api-cors, and the API 4.0 reference.
import type { DiscoveryQuestion, FoundHosts, Provider } from '#domain/provider';
import { toRedirectUri } from '#domain/provider';
import { fieldsOf } from '#domain/json-fields';
import { textOf } from './json';
import { lookerCalls, readPerson, toRegistration } from './looker-calls';

const redirectPath = '/callback';
const defaultRedirectPort = 48_517;
const signInDays = 30;
const dayInMilliseconds = 86_400_000;

export const looker: Provider = {
  id: 'looker',
  label: 'Looker',
  // The one scope Looker grants to OAuth clients; anything else answers invalid_scope.
  scopeOf: () => 'cors_api',
  defaultClientId: 'daypass',
  redirectPath,
  // Looker compares the redirect URI as a string, port included: it has to be fixed. It knows no form_post mode.
  defaultRedirectPort,
  authorizationExtras: () => ({}),
  issuerInAnswer: 'if-sent',
  signOut: 'logout',
  // A key has no end that Looker publishes.
  endsOf: (_instance, { signsInWith, signedInAt }) => ({
    atLatest: signsInWith.kind === 'oauth' ? signedInAt + signInDays * dayInMilliseconds : null,
    ifUnused: null,
  }),
  endpoints: ({ uiOrigin, apiOrigin }) => ({
    issuer: uiOrigin,
    authorization: `${uiOrigin}/auth`,
    // Independent of the API version: there is no /4.0 in it.
    token: `${apiOrigin}/api/token`,
    identity: `${apiOrigin}/api/4.0/user?fields=id,display_name,email`,
    revocation: `${apiOrigin}/api/4.0/logout`,
  }),
  readIdentity: (body) => readPerson(body)?.identity ?? null,
  discovery: (origin) => [
    {
      url: `${origin}/.well-known/oauth-authorization-server`,
      source: 'well-known',
      read: readMetadata,
    },
    ...apiCandidates(origin).map((candidate): DiscoveryQuestion => ({
      url: `${candidate}/versions`,
      source: 'versions',
      read: (body) => readVersions(body, origin, candidate),
    })),
  ],
  calls: lookerCalls,
  // Seen by others on the sign-in page; the exact wording is not documented (Looker fact sheet, section 2).
  deadEnds: [
    { words: /oauth client was not found/i, means: 'client-unknown' },
    { words: /redirect_uri mismatch/i, means: 'uri-mismatch' },
  ],
  handOff({ uiOrigin, apiOrigin, clientId, redirectPort }) {
    const place = `${apiOrigin}/api/4.0/oauth_client_apps/${encodeURIComponent(clientId)}`;
    return {
      kind: 'registration',
      clientId,
      redirectUri: toLookerUri(redirectPort),
      body: JSON.stringify(registrationOf(redirectPort), null, 2),
      call: `POST ${place}`,
      explorer: `${uiOrigin}/extensions/marketplace_extension_api_explorer::api-explorer/4.0/methods/Auth/register_oauth_client_app`,
      undo: `DELETE ${place}`,
    };
  },
  registration: ({ redirectPort }) => registrationOf(redirectPort),
};

function toLookerUri(redirectPort: number | null): string {
  return toRedirectUri(redirectPort ?? defaultRedirectPort, redirectPath);
}

/** Every release takes `redirect_uri`; those that know `redirect_uris` read it, too (Looker fact sheet, section 5). */
function registrationOf(redirectPort: number | null): Readonly<Record<string, unknown>> {
  return toRegistration(
    {
      redirectUris: [toLookerUri(redirectPort)],
      displayName: 'Daypass',
      description:
        'Daypass keeps your sign-in in the keychain of your computer and hands you short-lived API tokens.',
      enabled: true,
      groupId: null,
    },
    false,
  );
}

/** The origin as entered, then the two ports an API host listens on: 443 on newer, 19999 on older hosting. */
function apiCandidates(origin: string): readonly string[] {
  const { protocol, hostname } = new URL(origin);
  const https = protocol === 'https:' ? `https://${hostname}` : origin;
  return [...new Set([origin, https, `${protocol}//${hostname}:19999`])];
}

/** RFC 8414 metadata, as Looker instances with the built-in MCP server publish it. */
function readMetadata(body: unknown): FoundHosts | null {
  const fields = fieldsOf(body);
  const authorization = textOf(fields['authorization_endpoint']);
  const token = textOf(fields['token_endpoint']);
  if (authorization === null || token === null) return null;
  if (!authorization.endsWith('/auth') || !token.endsWith('/api/token')) return null;
  return { uiAddress: authorization, apiAddress: token, release: null };
}

function readVersions(body: unknown, origin: string, asked: string): FoundHosts | null {
  const fields = fieldsOf(body);
  const release = textOf(fields['looker_release_version'], 40);
  const api = textOf(fields['api_server_url']);
  if (release === null && api === null && !Array.isArray(fields['supported_versions'])) return null;
  return { uiAddress: textOf(fields['web_server_url']) ?? origin, apiAddress: api ?? asked, release };
}
