// A Google look-alike on this computer for the demo and the tests, on the certified library oidc-provider. As much of
// Google's OAuth for desktop clients as signing in, refreshing and revoking need (Google fact sheet, sections 1 and 7).
import type { Provider } from 'oidc-provider';
import { createConsents, type Consents } from '#practice/google/consents';
import {
  clientMetadata,
  desktopClient,
  googleBrand,
  googleUsers,
  knownScopes,
} from '#practice/google/registration';
import {
  bendRefreshAnswers,
  paths,
  revokeEverything,
  serveGoogle,
  type Parts,
} from '#practice/google/routes';
import { toDefaultSwitches, type GoogleSwitches } from '#practice/google/switches';
import { openDoor, type Door } from '#practice/http/door';
import { readExchange } from '#practice/http/exchange';
import { noteRequest, type RequestRecord } from '#practice/http/record';
import type { Person } from '#practice/interactions';
import {
  getSigningKey,
  reportServerErrors,
  toBasicConfiguration,
  type OidcContext,
} from '#practice/provider-basics';
import { Provider as OidcProvider } from '#practice/provider-library';
import { createStore, type Store } from '#practice/store';
import { markTokens } from '#practice/token-marker';

/** How a practice Google is set up; everything has a default. */
export type PracticeGoogleOptions = {
  /** A fixed port instead of a free one. */
  readonly port?: number;
  /** Start of every access token, refresh token and authorization code that is ever handed out. */
  readonly tokenMarker?: string;
  readonly switches?: Partial<GoogleSwitches>;
};

/** A running practice Google. */
export type PracticeGoogle = {
  /** Issuer and base of all endpoints. */
  readonly origin: string;
  readonly client: typeof desktopClient;
  readonly users: readonly Person[];
  /** Behaviour and faults, to be changed at any time. */
  readonly switches: GoogleSwitches;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestRecord[];
  isAccessTokenAlive(token: string): boolean;
  isRefreshTokenAlive(token: string): boolean;
  /** Lets every access token expire now; refresh tokens stay. */
  expireAccessTokens(): void;
  /** Kills every token of a user, as the user can in the account settings. */
  revokeEverythingOf(userId: string): void;
  /** Stops answering and cuts all connections; sessions and tokens are kept. */
  goOffline(): Promise<void>;
  /** Answers again on the same port. */
  comeBack(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
};

type Memory = { readonly store: Store; readonly consents: Consents; readonly switches: GoogleSwitches };

async function loadGoogleGrant(
  ctx: OidcContext,
  consents: Consents,
): Promise<InstanceType<Provider['Grant']> | undefined> {
  const { client, account, provider } = ctx.oidc;
  if (client === undefined || account === undefined) return undefined;
  const scopes = consents.scopesOf(account.accountId, client.clientId);
  if (scopes.size === 0) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...scopes].join(' '));
  await grant.save();
  return grant;
}

async function createProvider(origin: string, { store, consents, switches }: Memory): Promise<Provider> {
  const basics = toBasicConfiguration({
    brand: googleBrand,
    people: googleUsers,
    cookieSuffix: `google_${new URL(origin).port}`,
    accessTokenSeconds: () => switches.expiresInSeconds,
    refreshTokenDays: 180,
    deadEnd: (error, description) => `Error 400: ${error}. ${description}`,
  });
  const provider = new OidcProvider(origin, {
    ...basics,
    adapter: (kind: string) => store.adapterFor(kind),
    clients: [clientMetadata],
    jwks: { keys: [await getSigningKey('RS256')] },
    routes: { ...paths, jwks: '/oauth2/v3/certs' },
    scopes: [...knownScopes],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    extraParams: ['access_type', 'include_granted_scopes'],
    features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
    rotateRefreshToken: false,
    loadExistingGrant: (ctx) => loadGoogleGrant(ctx, consents),
  });
  reportServerErrors(provider);
  bendRefreshAnswers(provider);
  return provider;
}

async function createParts(options: PracticeGoogleOptions, origin: string): Promise<Parts> {
  const memory: Memory = {
    store: createStore(),
    consents: createConsents(),
    switches: { ...toDefaultSwitches(), ...options.switches },
  };
  const provider = await createProvider(origin, memory);
  if (options.tokenMarker !== undefined) markTokens(provider, options.tokenMarker);
  return {
    ...memory,
    provider,
    reception: {
      brand: googleBrand,
      people: googleUsers,
      describeApp: () => desktopClient,
      refusalFor: () => undefined,
      accept: (person, clientId, scope) => {
        memory.consents.add(person.id, clientId, scope);
      },
    },
  };
}

function toPracticeGoogle(parts: Parts, door: Door, requests: readonly RequestRecord[]): PracticeGoogle {
  const { store, switches } = parts;
  return {
    origin: door.origin,
    client: desktopClient,
    users: googleUsers,
    switches,
    requests,
    isAccessTokenAlive: (token) => store.findAlive('AccessToken', token) !== undefined,
    isRefreshTokenAlive: (token) => store.findAlive('RefreshToken', token) !== undefined,
    expireAccessTokens: () => {
      store.expireAll('AccessToken');
    },
    revokeEverythingOf: (userId) => {
      revokeEverything(parts, userId);
    },
    goOffline: () => door.close(),
    comeBack: () => door.reopen(),
    close: () => door.close(),
  };
}

/** Starts a practice Google on 127.0.0.1. */
export async function startPracticeGoogle(options: PracticeGoogleOptions = {}): Promise<PracticeGoogle> {
  const requests: RequestRecord[] = [];
  const built: { parts?: Parts } = {};
  const door = await openDoor(async (req, res) => {
    if (built.parts === undefined) throw new Error('asked before the practice Google was ready');
    const exchange = await readExchange(req, res, 'http://127.0.0.1');
    noteRequest(requests, 'google', exchange);
    await serveGoogle(built.parts, exchange);
  }, options.port);
  const parts = await createParts(options, door.origin);
  built.parts = parts;
  return toPracticeGoogle(parts, door, requests);
}
