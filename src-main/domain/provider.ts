// What a provider must tell us, mostly as data. What only Google's clients have is named so (`Instance.google`); a third
// provider without such things is one file and one line in the registry.
import type { Account, Identity } from './account';
import type { Instance, ProviderId } from './instance';
import type { ProviderCalls } from './provider-calls';
import type { Binding } from './token-set';
import { parseRedirectUri, type RedirectTarget } from './redirect-uri';

export type Endpoints = {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly identity: string;
  readonly revocation: string;
};

/** What an admin needs to let Daypass in, without Daypass: facts only, the words are the window's. */
export type HandOff =
  /** A client to be registered by an API call. */
  | {
      readonly kind: 'registration';
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
    }
  /** A client to be trusted for a whole organisation (Google's domain-wide delegation). */
  | {
      readonly kind: 'delegation';
      readonly clientId: string;
      /** All of them, separated by commas, as the console wants them. */
      readonly scopes: string;
      /** The console's page. */
      readonly console: string;
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

/** For whom a sign-in is meant to be. */
export type MeantFor = {
  /** Who is to sign in again; null for anybody. */
  readonly identity: Identity | null;
  /** Somebody else is signed in there already, so the browser should ask which account. */
  readonly isAnother: boolean;
};

/** Epoch milliseconds at which a sign-in ends; null where nothing is known. */
export type SignInEnds = {
  /** By the provider's published lifetime, or by its own word. */
  readonly atLatest: number | null;
  /** Unless it is used before. */
  readonly ifUnused: number | null;
};

export type Provider = {
  readonly id: ProviderId;
  readonly label: string;
  readonly scopeOf: (instance: Pick<Instance, 'google'>) => string;
  readonly defaultClientId: string;
  readonly redirectPath: string;
  /** A port to propose where the redirect URI is compared exactly; null where any loopback port is accepted. */
  readonly defaultRedirectPort: number | null;
  /** Further query parameters of the authorization request. */
  readonly authorizationExtras: (meantFor: MeantFor) => Readonly<Record<string, string>>;
  /** `exact`: without an `iss` in the answer (RFC 9207) it is refused; `if-sent`: checked when there is one. */
  readonly issuerInAnswer: 'exact' | 'if-sent';
  /**
   * `logout`: DELETE with the access token. `revoke-project`: RFC 7009 with the refresh token, which ends what this person
   * granted to all clients of the project; so it is done on purpose only, never to tidy up.
   */
  readonly signOut: 'logout' | 'revoke-project';
  readonly endsOf: (
    instance: Pick<Instance, 'google'>,
    account: Pick<Account, 'signsInWith' | 'signedInAt' | 'lastUsedAt' | 'consentEndsAt'>,
  ) => SignInEnds;
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

export type Providers = Readonly<Record<ProviderId, Provider>>;

/** Where what is stored for a client belongs, and may go. */
export function toBinding({ issuer, token, identity, revocation }: Endpoints, clientId: string): Binding {
  return {
    issuer,
    tokenEndpoint: token,
    identityEndpoint: identity,
    revocationEndpoint: revocation,
    clientId,
  };
}

type HasRedirect = Pick<Instance, 'redirectPort' | 'google'>;
type RedirectFacts = Pick<Provider, 'redirectPath' | 'defaultRedirectPort'>;

/** Where the browser comes back to at this instance. */
export function redirectTargetOf(
  provider: RedirectFacts,
  { redirectPort, google }: HasRedirect,
): RedirectTarget {
  const registered = google?.redirectUri == null ? null : parseRedirectUri(google.redirectUri);
  if (registered?.ok === true) return registered.value;
  return {
    port: redirectPort ?? provider.defaultRedirectPort,
    path: provider.redirectPath,
    registered: null,
  };
}

/** The one that is registered and sent; null where any loopback port will do. */
export function redirectUriOf(provider: RedirectFacts, instance: HasRedirect): string | null {
  const { port, path, registered } = redirectTargetOf(provider, instance);
  return registered ?? (port === null ? null : toRedirectUri(port, path));
}

/** The loopback redirect URI (RFC 8252 section 7.3), exactly as registered and as sent. */
export function toRedirectUri(port: number, path: string): string {
  return `http://127.0.0.1:${port}${path}`;
}
