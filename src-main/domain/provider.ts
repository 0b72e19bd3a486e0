// What a provider must tell us. Mostly data: a third provider is one file and one line in the registry.
import type { Identity } from './account';
import type { Instance, ProviderId } from './instance';
import type { ProviderCalls } from './provider-calls';

export type Endpoints = {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly identity: string;
  readonly revocation: string;
};

/** What an admin needs to register the client without Daypass: facts only, the words are the window's. */
export type HandOff = {
  readonly clientId: string;
  readonly redirectUri: string;
  /** The body of the registration, as JSON with line breaks. */
  readonly body: string;
  /** The call that registers, e.g. `POST https://acme.example/api/4.0/oauth_client_apps/daypass`. */
  readonly call: string;
  /** Where the provider's own page runs that call. */
  readonly explorer: string;
  /** The call that takes it back. */
  readonly undo: string;
};

/** Hosts learned from a server's own description of itself, as text that is still to be judged. */
export type FoundHosts = {
  readonly uiAddress: string;
  readonly apiAddress: string;
  readonly release: string | null;
};

/** One unauthenticated question that may tell which host is which. */
export type DiscoveryQuestion = {
  readonly url: string;
  readonly source: 'well-known' | 'versions';
  /** Null when the JSON is not the expected description. */
  readonly read: (body: unknown) => FoundHosts | null;
};

export type Provider = {
  readonly id: ProviderId;
  readonly label: string;
  /** The scope asked for. */
  readonly scope: string;
  readonly defaultClientId: string;
  readonly redirectPath: string;
  /** A port to propose where the redirect URI is compared exactly; null where any loopback port is accepted. */
  readonly defaultRedirectPort: number | null;
  /** Further query parameters of the authorization request. */
  readonly authorizationExtras: Readonly<Record<string, string>>;
  /** `exact`: without an `iss` in the answer (RFC 9207) it is refused; `if-sent`: checked when there is one. */
  readonly issuerInAnswer: 'exact' | 'if-sent';
  /** `logout`: DELETE with the access token; `rfc7009`: POST of the refresh token. */
  readonly signOut: 'logout' | 'rfc7009';
  /** Days after which a sign-in ends by the provider's documentation; null if it names none. */
  readonly signInLifetimeDays: number | null;
  readonly endpoints: (instance: Pick<Instance, 'uiOrigin' | 'apiOrigin'>) => Endpoints;
  /** Null when the answer does not name anybody. */
  readonly readIdentity: (body: unknown) => Identity | null;
  readonly discovery: (origin: string) => readonly DiscoveryQuestion[];
  /** Calls beside sign-in; null for those a provider does not have. */
  readonly calls: ProviderCalls;
  /** Words of a sign-in page that will never send anybody back, by what they mean. */
  readonly deadEnds: readonly { readonly words: RegExp; readonly means: 'client-unknown' | 'uri-mismatch' }[];
  readonly handOff: (instance: Instance) => HandOff | null;
  /** What an admin has to register so that sign-in works; null where there is no such body. */
  readonly registration: (
    instance: Pick<Instance, 'redirectPort'>,
  ) => Readonly<Record<string, unknown>> | null;
};

/** The one that is registered and sent; null where any loopback port will do. */
export function redirectUriOf(
  { redirectPath, defaultRedirectPort }: Pick<Provider, 'redirectPath' | 'defaultRedirectPort'>,
  { redirectPort }: Pick<Instance, 'redirectPort'>,
): string | null {
  const port = redirectPort ?? defaultRedirectPort;
  return port === null ? null : toRedirectUri(port, redirectPath);
}

/** The loopback redirect URI (RFC 8252 section 7.3), exactly as registered and as sent. */
export function toRedirectUri(port: number, path: string): string {
  return `http://127.0.0.1:${port}${path}`;
}
