// A Looker look-alike on this computer for the demo and the tests, on the certified library oidc-provider.
// Looker's own ways (Looker fact sheet, sections 1 to 6 and 8) are bridged around the library.
import type { Adapter, Provider } from 'oidc-provider';
import { openDoor, type Door, type Serve } from '#practice/http/door';
import { readExchange, type Exchange } from '#practice/http/exchange';
import { noteRequest, type RequestRecord } from '#practice/http/record';
import { serveApi } from '#practice/looker/api';
import { createApiKeys } from '#practice/looker/api-keys';
import {
  bendRedirects,
  grantedScope,
  loadLookerGrant,
  refusedScope,
  toDeadEndWords,
} from '#practice/looker/authorization';
import {
  createClientApps,
  daypassApp,
  toClientAdapter,
  type ClientApp,
  type ClientApps,
} from '#practice/looker/client-apps';
import { lookerBrand, type Parts } from '#practice/looker/parts';
import { lookerApiKeys, lookerUsers, type ApiKey, type LookerUser } from '#practice/looker/people';
import { createReplacedTokens, type ReplacedTokens } from '#practice/looker/replaced-tokens';
import { createSessions } from '#practice/looker/sessions';
import { toDefaultSwitches, type LookerSwitches } from '#practice/looker/switches';
import { bendTokenAnswers, tokenPath } from '#practice/looker/token-endpoint';
import { serveUi } from '#practice/looker/ui';
import { getSigningKey, reportServerErrors, toBasicConfiguration } from '#practice/provider-basics';
import { Provider as OidcProvider } from '#practice/provider-library';
import { createStore, type Store } from '#practice/store';
import { markTokens } from '#practice/token-marker';

/** How a practice Looker is set up; everything has a default. */
export type PracticeLookerOptions = {
  /** UI and API on one port or on two (Looker fact sheet, section 1); default one. */
  readonly ports?: 'one' | 'two';
  /** Fixed port numbers instead of free ones; `api` counts only with two ports. */
  readonly uiPort?: number;
  readonly apiPort?: number;
  /** Registered client apps; default is `daypassApp` alone. */
  readonly apps?: readonly ClientApp[];
  readonly users?: readonly LookerUser[];
  readonly apiKeys?: readonly ApiKey[];
  /** Start of every access token, refresh token and authorization code that is ever handed out. */
  readonly tokenMarker?: string;
  /** Origins on Looker's CORS allowlist; default none. */
  readonly allowedOrigins?: readonly string[];
  readonly switches?: Partial<LookerSwitches>;
};

/** A running practice Looker. */
export type PracticeLooker = {
  /** Serves `/auth`. */
  readonly uiOrigin: string;
  /** Serves `/api/token` and `/api/4.0`; the same as `uiOrigin` with one port. */
  readonly apiOrigin: string;
  readonly users: readonly LookerUser[];
  /** The API keys that exist now. */
  readonly apiKeys: readonly ApiKey[];
  /** The registered client apps; `put` changes one, for example to disable it, without ending its tokens. */
  readonly apps: ClientApps;
  /** Behaviour and faults, to be changed at any time. */
  readonly switches: LookerSwitches;
  /** When refresh tokens were replaced, and who came with one that had been. */
  readonly replaced: Pick<ReplacedTokens, 'commits' | 'reuses' | 'clear'>;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Once all that has come in by now is dealt with, also from clients that are gone. */
  settled(): Promise<void>;
  isAccessTokenAlive(token: string): boolean;
  isRefreshTokenAlive(token: string): boolean;
  /** How many live access tokens a user has, from apps and API keys together. */
  sessionsOf(userId: string): number;
  /** The workspace a live access token is in, or undefined for a dead one. */
  workspaceOf(token: string): string | undefined;
  /** Makes an API key, or gives one another secret; tokens stay. */
  putApiKey(key: ApiKey): void;
  /** Deletes an API key as its owner or an admin can; its tokens die with it. */
  deleteApiKey(clientId: string): void;
  /** Lets every access token expire now; refresh tokens stay. */
  expireAccessTokens(): void;
  /** Lets every refresh token expire now, as after a month. */
  expireRefreshTokens(): void;
  /** Kills every token and code of a user, as an admin can at any time. */
  revokeEverythingOf(userId: string): void;
  /** Stops answering and cuts all connections; sessions and tokens are kept. */
  goOffline(): Promise<void>;
  /** Answers again on the same ports. */
  comeBack(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
};

type Memory = {
  readonly store: Store;
  readonly apps: ClientApps;
  readonly switches: LookerSwitches;
  readonly replaced: ReplacedTokens;
  readonly users: readonly LookerUser[];
};

function adapterFor({ store, apps, replaced }: Memory, kind: string): Adapter {
  if (kind === 'Client') return toClientAdapter(apps);
  return kind === 'RefreshToken' ? replaced.wrap(store.adapterFor(kind)) : store.adapterFor(kind);
}

async function createProvider(uiOrigin: string, memory: Memory): Promise<Provider> {
  const { apps, switches, replaced, users } = memory;
  const basics = toBasicConfiguration({
    brand: lookerBrand,
    people: users,
    cookieSuffix: `looker_${new URL(uiOrigin).port}`,
    accessTokenSeconds: () => switches.expiresInSeconds,
    refreshTokenDays: 30,
    deadEnd: toDeadEndWords,
  });
  const provider = new OidcProvider(uiOrigin, {
    ...basics,
    adapter: (kind: string) => adapterFor(memory, kind),
    jwks: { keys: [await getSigningKey('ES256')] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    routes: { authorization: '/auth', token: tokenPath },
    scopes: [grantedScope, refusedScope],
    features: { devInteractions: { enabled: false }, userinfo: { enabled: false } },
    rotateRefreshToken: () => switches.rotation === 'new',
    loadExistingGrant: (ctx) => loadLookerGrant(ctx, apps),
  });
  reportServerErrors(provider);
  bendRedirects(provider, switches);
  bendTokenAnswers(provider, switches, replaced);
  return provider;
}

function isApiPath({ url }: Exchange): boolean {
  return url.pathname.startsWith('/api/') || url.pathname === '/alive' || url.pathname === '/versions';
}

type Doors = {
  readonly ui: Door;
  /** Undefined with one port. */
  readonly api: Door | undefined;
};

/** The doors open before the house is built, because the library must know its port; nobody comes in until then. */
async function openDoors(
  options: PracticeLookerOptions,
  serve: (role: 'ui' | 'api') => Serve,
): Promise<Doors> {
  const ui = await openDoor(serve('ui'), options.uiPort);
  const api = options.ports === 'two' ? await openDoor(serve('api'), options.apiPort) : undefined;
  return { ui, api };
}

function createMemory(options: PracticeLookerOptions): Memory {
  const switches: LookerSwitches = { ...toDefaultSwitches(), ...options.switches };
  return {
    switches,
    replaced: createReplacedTokens(switches),
    store: createStore({ keepsReplacedRefreshTokens: () => switches.replacedRefreshToken === 'lives' }),
    apps: createClientApps(options.apps ?? [daypassApp]),
    users: options.users ?? lookerUsers,
  };
}

async function createParts(options: PracticeLookerOptions, memory: Memory, doors: Doors): Promise<Parts> {
  const marker = options.tokenMarker ?? '';
  const provider = await createProvider(doors.ui.origin, memory);
  if (marker !== '') markTokens(provider, marker);
  return {
    ...memory,
    provider,
    apiKeys: createApiKeys(options.apiKeys ?? lookerApiKeys),
    sessions: createSessions(memory.store, marker),
    uiOrigin: doors.ui.origin,
    apiOrigin: (doors.api ?? doors.ui).origin,
    allowedOrigins: options.allowedOrigins ?? [],
  };
}

function toPracticeLooker(
  parts: Parts,
  memory: Memory,
  doors: Doors,
  requests: readonly RequestRecord[],
): PracticeLooker {
  const open = [doors.ui, ...(doors.api ? [doors.api] : [])];
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.map((door) => door.close()));
  };
  return {
    uiOrigin: parts.uiOrigin,
    apiOrigin: parts.apiOrigin,
    users: parts.users,
    get apiKeys() {
      return parts.apiKeys.all();
    },
    apps: parts.apps,
    switches: parts.switches,
    replaced: memory.replaced,
    requests,
    async settled() {
      await Promise.all(open.map((door) => door.settled()));
    },
    isAccessTokenAlive: (token) => parts.sessions.find(token) !== undefined,
    isRefreshTokenAlive: (token) => memory.store.findAlive('RefreshToken', token) !== undefined,
    sessionsOf: (userId) => parts.sessions.countOf(userId),
    workspaceOf: (token) => parts.sessions.find(token)?.workspaceId,
    putApiKey: (key) => {
      parts.apiKeys.put(key);
    },
    deleteApiKey: (clientId) => {
      parts.apiKeys.remove(clientId);
      parts.sessions.endAllOfKey(clientId);
    },
    expireAccessTokens: () => {
      parts.sessions.expireAccessTokens();
    },
    expireRefreshTokens: () => {
      memory.store.expireAll('RefreshToken');
    },
    revokeEverythingOf: (userId) => {
      parts.sessions.endAllOf(userId);
    },
    goOffline: closeAll,
    comeBack: async () => {
      await Promise.all(open.map((door) => door.reopen()));
    },
    close: closeAll,
  };
}

/** Starts a practice Looker on 127.0.0.1. */
export async function startPracticeLooker(options: PracticeLookerOptions = {}): Promise<PracticeLooker> {
  const requests: RequestRecord[] = [];
  const built: { parts?: Parts } = {};
  const doors = await openDoors(options, (role) => async (req, res) => {
    const { parts } = built;
    if (parts === undefined) throw new Error('asked before the practice Looker was ready');
    const exchange = await readExchange(req, res, parts.uiOrigin);
    const host = options.ports === 'two' ? role : isApiPath(exchange) ? 'api' : 'ui';
    noteRequest(requests, host, exchange);
    await (host === 'api' ? serveApi(parts, exchange) : serveUi(parts, exchange));
  });
  const memory = createMemory(options);
  const parts = await createParts(options, memory, doors);
  built.parts = parts;
  return toPracticeLooker(parts, memory, doors, requests);
}
