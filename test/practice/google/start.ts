// A Google look-alike on this computer for the demo and the tests, on the certified library oidc-provider: OAuth for
// desktop and web clients of two Cloud projects, and a call of two APIs (Google fact sheet, sections 1 to 4 and 7).
import { createClients as createRegister } from '#practice/google/clients';
import { createConsents } from '#practice/google/consents';
import { createDelegation } from '#practice/google/delegation';
import { revokeProject } from '#practice/google/grants';
import { projectOf, type Memory, type Parts } from '#practice/google/parts';
import {
  createClients,
  createProjects,
  defaultWebRedirectUris,
  toClientFile,
  type ClientKey,
  type GoogleClient,
  type Project,
  type ProjectKey,
} from '#practice/google/projects';
import { createGoogleProvider } from '#practice/google/provider';
import { googleUsers, type GooglePerson } from '#practice/google/registration';
import { serveGoogle } from '#practice/google/routes';
import { profileScope, studioScope } from '#practice/google/scopes';
import { createSittings } from '#practice/google/sittings';
import { toDefaultSwitches, type GoogleSwitches } from '#practice/google/switches';
import { openDoor, type Door } from '#practice/http/door';
import { readExchange } from '#practice/http/exchange';
import { noteRequest, type RequestRecord } from '#practice/http/record';
import { createStore } from '#practice/store';
import { markTokens, prefixTokens } from '#practice/token-marker';

/** How a practice Google is set up; everything has a default. */
export type PracticeGoogleOptions = {
  /** A fixed port instead of a free one. */
  readonly port?: number;
  /** Start of every access token, refresh token and authorization code that is ever handed out. */
  readonly tokenMarker?: string;
  /** What the web client has registered; compared exactly. */
  readonly webRedirectUris?: readonly string[];
  readonly switches?: Partial<GoogleSwitches>;
};

/** A running practice Google. */
export type PracticeGoogle = {
  /** Issuer and base of all endpoints, of both APIs too. */
  readonly origin: string;
  /** The desktop client of project A. */
  readonly client: GoogleClient;
  readonly clients: Readonly<Record<ClientKey, GoogleClient>>;
  readonly users: readonly GooglePerson[];
  /** Behaviour and faults, to be changed at any time. */
  readonly switches: GoogleSwitches;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** The text of the file that the console downloads for a client. */
  clientFile(key: ClientKey): string;
  /** A Cloud project; assign its `audience` to change who may come in. */
  project(key: ProjectKey): Project;
  /** Enters a client into an organisation's delegation table, in place of an earlier entry. */
  delegate(organisation: string, clientId: string, scopes: readonly string[]): void;
  withdrawDelegation(organisation: string, clientId: string): void;
  /** Deletes a client in the console; its tokens cannot be renewed any more. */
  deleteClient(clientId: string): void;
  restoreClient(clientId: string): void;
  isAccessTokenAlive(token: string): boolean;
  isRefreshTokenAlive(token: string): boolean;
  /** How many live refresh tokens a person has at a client. */
  liveRefreshTokens(userId: string, clientId: string): number;
  /** Lets every access token expire now; refresh tokens stay. */
  expireAccessTokens(): void;
  /** Moves the server's clock on; what expires by then is expired. */
  passTime(milliseconds: number): void;
  /** Kills every token of a user at a project, or at both, as the user can in the account settings. */
  revokeEverythingOf(userId: string, project?: ProjectKey): void;
  /** Stops answering and cuts all connections; sessions and tokens are kept. */
  goOffline(): Promise<void>;
  /** Answers again on the same port. */
  comeBack(): Promise<void>;
  /** Ends it for good. */
  close(): Promise<void>;
};

/** The server's clock: this computer's, and what was added by hand. */
type Clock = { aheadSeconds: number };

function createMemory(options: PracticeGoogleOptions, clock: Clock): Memory {
  const delegation = createDelegation();
  const clients = createClients(options.webRedirectUris ?? defaultWebRedirectUris);
  // The happy path of Looker Studio needs no switch: an admin did what the fact sheet asks for in section 3.3.
  for (const client of [clients.desktop, clients.desktop2, clients.web])
    delegation.delegate('acme.example', client.clientId, [studioScope, profileScope]);
  return {
    store: createStore({ aheadSeconds: () => clock.aheadSeconds }),
    projects: createProjects(),
    clients: createRegister(clients),
    delegation,
    consents: createConsents(),
    sittings: createSittings(),
    switches: { ...toDefaultSwitches(), ...options.switches },
    nowSeconds: () => Math.floor(Date.now() / 1000) + clock.aheadSeconds,
  };
}

async function createParts(options: PracticeGoogleOptions, origin: string, memory: Memory): Promise<Parts> {
  const provider = await createGoogleProvider(origin, memory);
  // Google's own look of tokens, so that nobody relies on them being safe in a URL.
  if (options.tokenMarker === undefined)
    prefixTokens(provider, { accessToken: 'ya29.', refreshToken: '1//', code: '4/' });
  else markTokens(provider, options.tokenMarker);
  return { ...memory, provider };
}

type TokenTools = Pick<
  PracticeGoogle,
  | 'isAccessTokenAlive'
  | 'isRefreshTokenAlive'
  | 'liveRefreshTokens'
  | 'expireAccessTokens'
  | 'revokeEverythingOf'
>;

function toTokenTools(memory: Memory): TokenTools {
  const { store } = memory;
  return {
    isAccessTokenAlive: (token) => store.findAlive('AccessToken', token) !== undefined,
    isRefreshTokenAlive: (token) => store.findAlive('RefreshToken', token) !== undefined,
    liveRefreshTokens: (userId, clientId) =>
      store.countAlive(
        'RefreshToken',
        (payload) => payload.accountId === userId && payload.clientId === clientId,
      ),
    expireAccessTokens: () => {
      store.expireAll('AccessToken');
    },
    revokeEverythingOf: (userId, project) => {
      for (const key of project === undefined ? (['A', 'B'] as const) : [project])
        revokeProject(memory, userId, key);
    },
  };
}

type ConsoleTools = Pick<
  PracticeGoogle,
  'clientFile' | 'project' | 'delegate' | 'withdrawDelegation' | 'deleteClient' | 'restoreClient'
>;

function toConsoleTools(memory: Memory): ConsoleTools {
  const { clients, projects, delegation } = memory;
  return {
    clientFile: (key) => toClientFile(clients.byKey[key], projectOf(memory, clients.byKey[key])),
    project: (key) => projects[key],
    delegate: (organisation, clientId, scopes) => {
      delegation.delegate(organisation, clientId, scopes);
    },
    withdrawDelegation: (organisation, clientId) => {
      delegation.withdraw(organisation, clientId);
    },
    deleteClient: (clientId) => {
      clients.delete(clientId);
    },
    restoreClient: (clientId) => {
      clients.restore(clientId);
    },
  };
}

function toPracticeGoogle(
  memory: Memory,
  clock: Clock,
  door: Door,
  requests: readonly RequestRecord[],
): PracticeGoogle {
  return {
    origin: door.origin,
    client: memory.clients.byKey.desktop,
    clients: memory.clients.byKey,
    users: googleUsers,
    switches: memory.switches,
    requests,
    ...toTokenTools(memory),
    ...toConsoleTools(memory),
    passTime: (milliseconds) => {
      clock.aheadSeconds += Math.floor(milliseconds / 1000);
    },
    goOffline: () => door.close(),
    comeBack: () => door.reopen(),
    close: () => door.close(),
  };
}

/** Starts a practice Google on 127.0.0.1. */
export async function startPracticeGoogle(options: PracticeGoogleOptions = {}): Promise<PracticeGoogle> {
  const requests: RequestRecord[] = [];
  const clock: Clock = { aheadSeconds: 0 };
  const built: { parts?: Parts } = {};
  const door = await openDoor(async (req, res) => {
    if (built.parts === undefined) throw new Error('asked before the practice Google was ready');
    const exchange = await readExchange(req, res, 'http://127.0.0.1');
    noteRequest(requests, 'google', exchange);
    await serveGoogle(built.parts, exchange);
  }, options.port);
  const memory = createMemory(options, clock);
  built.parts = await createParts(options, door.origin, memory);
  return toPracticeGoogle(memory, clock, door, requests);
}
