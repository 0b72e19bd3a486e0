// The real parts of a sign-in under plain Node, and somebody who walks through the pages of a practice server.
import type { Failure } from '#domain/failure';
import type { Providers } from '#domain/provider';
import type { Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { Binding, TokenSet, VaultRecord } from '#domain/token-set';
import type { SignOutReport } from '#domain/sign-out-report';
import { systemClock } from '#node/clock';
import { createHttp, type FetchLike } from '#node/http';
import { createOAuthClient } from '#node/oauth-client';
import { createProviderApi } from '#node/provider-api';
import type { PracticeLooker } from '#practice/looker/start';
import { googleEndpoints, type GoogleEndpoints } from '#providers/google-endpoints';
import { createProviders } from '#providers/registry';
import { createHttpWalker } from '#support/http-walker';
import type { AuthorizationRequest, OAuth, ProviderApi } from '#usecases/ports';

/** With a practice Google in Google's place, or with Google's own hosts, which nothing here ever asks. */
export function toProviders(google: GoogleEndpoints = googleEndpoints): Providers {
  const { looker, ...others } = createProviders({ google });
  // Tests run side by side: an instance without a port takes any free one, which is then registered.
  return { ...others, looker: { ...looker, defaultRedirectPort: null } };
}

export const providers = toProviders();

export const ana = 'ana.ruiz@acme.example';
export const ben = 'ben.okafor@acme.example';
export const carla = 'carla.lind@acme.example';
/** What is registered at the practice Looker; nothing has to listen there. */
export const callbackUri = 'http://127.0.0.1:48517/callback';

export type Client = { readonly oauth: OAuth; readonly api: ProviderApi };

export function createClient(fetchIt: FetchLike = fetch): Client {
  const http = createHttp({ fetch: fetchIt, clock: systemClock });
  return { oauth: createOAuthClient({ http, clock: systemClock }), api: createProviderApi({ http }) };
}

/** The authorization request of a fresh sign-in at a Looker. */
export function newRequest(
  { oauth }: Client,
  looker: Pick<PracticeLooker, 'uiOrigin' | 'apiOrigin'>,
  changes: Partial<AuthorizationRequest> = {},
): AuthorizationRequest {
  const provider = providers.looker;
  return {
    endpoints: provider.endpoints(looker),
    clientId: 'daypass',
    redirectUri: callbackUri,
    scope: provider.scopeOf({ google: null }),
    extras: provider.authorizationExtras({ identity: null, isAnother: false }),
    issuerInAnswer: provider.issuerInAnswer,
    proof: oauth.newProof(),
    clientSecret: null,
    ...changes,
  };
}

/** What the browser brings back after somebody logged in and decided. */
export async function askBrowser(
  { oauth }: Client,
  request: AuthorizationRequest,
  wish: { readonly email?: string; readonly consent?: 'approve' | 'deny' } = {},
): Promise<URLSearchParams> {
  const url = await oauth.authorizationUrl(request);
  const stop = await createHttpWalker().signIn(url, { email: ana, ...wish });
  if (stop.sentTo === undefined) throw new Error(`The browser stayed at ${stop.url}: ${stop.html}`);
  return new URL(stop.sentTo).searchParams;
}

/** From the request to tokens, or to the failure on the way. */
export async function signIn(
  client: Client,
  request: AuthorizationRequest,
  email: string = ana,
): Promise<Result<TokenSet>> {
  const judged = client.oauth.judge(request, await askBrowser(client, request, { email }));
  return judged.ok ? client.oauth.redeem(request, judged.value) : judged;
}

export function toBinding({ endpoints, clientId }: AuthorizationRequest): Binding {
  return {
    issuer: endpoints.issuer,
    tokenEndpoint: endpoints.token,
    identityEndpoint: endpoints.identity,
    revocationEndpoint: endpoints.revocation,
    clientId,
  };
}

/** A sign-in that worked. */
export type SignedIn = {
  readonly client: Client;
  readonly request: AuthorizationRequest;
  readonly tokens: TokenSet;
  readonly refreshToken: Secret;
  readonly binding: Binding;
};

export async function signedInAt(looker: PracticeLooker, email?: string): Promise<SignedIn> {
  const client = createClient();
  const request = newRequest(client, looker);
  const tokens = valueOf(await signIn(client, request, email));
  if (tokens.refreshToken === null) throw new Error('no refresh token');
  return { client, request, tokens, refreshToken: tokens.refreshToken, binding: toBinding(request) };
}

export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.failure)}`);
  return result.value;
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('it worked, and should not have');
  return result.failure;
}

/** What `OAuth.renew` takes, with a refresh token. */
export function toRefresh(
  binding: Binding,
  refreshToken: Secret,
): Pick<VaultRecord, 'binding' | 'credential'> {
  return { binding, credential: { kind: 'refresh-token', refreshToken } };
}

/** The lines of a sign-out, by kind. */
export function kindsOf({ lines }: SignOutReport): readonly string[] {
  return lines.map(({ kind }) => kind);
}

/** Requests the practice Looker saw at its token endpoint. */
export function tokenRequests({ requests }: PracticeLooker): PracticeLooker['requests'] {
  return requests.filter(({ path }) => path === '/api/token');
}
