// The calls of a provider's API beside sign-in: where they go, what they carry, how answers read. Data and pure
// functions; who sends them and judges failures is elsewhere.
import type { ClientApp, ClientAppDraft } from './client-app';
import type { GoogleClient } from './google/client';
import type { CheckReason, TokenInfo } from './google/health';
import type { Failure } from './failure';
import type { Named, Person, Role } from './inspection';
import type { Workspace } from './workspace';

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  /** Sent as JSON. */
  readonly body?: Readonly<Record<string, unknown>>;
};

/** A request by origin, and how its answer reads; null for an answer of another shape. */
export type Question<T, A extends readonly unknown[] = []> = {
  readonly ask: (apiOrigin: string, ...about: A) => ApiRequest;
  readonly read: (body: unknown) => T | null;
};

/** A request whose answer says nothing that is not in its status. */
export type Order<A extends readonly unknown[]> = (apiOrigin: string, ...about: A) => ApiRequest;

export type Session = { readonly workspace: Workspace | null; readonly sudoUserId: string | null };

export type WorkspaceCalls = {
  readonly session: Question<Session>;
  readonly switchTo: Order<[workspace: Workspace]>;
};

export type PeopleCalls = {
  readonly me: Question<Person>;
  readonly roles: Question<readonly Role[], [userId: string]>;
  /** Those with these ids, or all that may be seen. */
  readonly groups: Question<readonly Named[], [ids: readonly string[] | null]>;
  /** Providers may take it for a pattern: the answer is to be compared. */
  readonly findByEmail: Question<readonly Person[], [email: string]>;
};

export type ClientAppCalls = {
  readonly all: Question<readonly ClientApp[]>;
  readonly one: Question<ClientApp, [guid: string]>;
  readonly register: Order<[draft: ClientAppDraft, severalUris: boolean]>;
  readonly update: Order<[draft: ClientAppDraft, severalUris: boolean]>;
  readonly setEnabled: Order<[guid: string, enabled: boolean]>;
  readonly remove: Order<[guid: string]>;
  readonly invalidateTokens: Order<[guid: string]>;
  readonly activate: Order<[guid: string, userId: string]>;
  readonly deactivate: Order<[guid: string, userId: string]>;
  /** The provider's name of a field, by the form's. */
  readonly fieldNames: Readonly<Record<string, string>>;
  /** Whether a release is known to take several redirect URIs. */
  readonly takesSeveralUris: (release: string | null) => boolean;
};

/** One call that proves that a token is good for what it is for. */
export type PurposeCall = {
  readonly api: 'studio' | 'ads';
  readonly request: ApiRequest;
  /** The customers it names, by their ten digits; null for an answer of another shape. */
  readonly read: (body: unknown) => readonly string[] | null;
};

export type HealthCalls = {
  readonly tokenInfo: Question<TokenInfo>;
  /** Null for a purpose that no known API goes with. */
  readonly check: (client: GoogleClient) => PurposeCall | null;
  /** What a refusal means; null when it is none of those that are known. */
  readonly reasonOf: (
    api: PurposeCall['api'],
    failure: Failure,
  ) => { readonly reason: CheckReason; readonly code: string } | null;
};

export type ProviderCalls = {
  /** What a token is good for; asked at the provider's own hosts, whatever the instance says. */
  readonly health: HealthCalls | null;
  /** Where an API key is traded for an access token. */
  readonly keyLogin: ((apiOrigin: string) => string) | null;
  /** Which release it is; asked without a token first. */
  readonly release: Question<string> | null;
  readonly workspaces: WorkspaceCalls | null;
  readonly people: PeopleCalls | null;
  readonly clientApps: ClientAppCalls | null;
};
