// The OAuth protocol, through oauth4webapi: each exchange asks, then judges. How an answer is judged and its errors
// become failures is in token-exchange.ts.
import * as oauth from 'oauth4webapi';
import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import { toServerWords } from '#domain/server-words';
import { secretOf, type Binding, type TokenSet, type VaultRecord } from '#domain/token-set';
import type { AuthorizationRequest, OAuth, Urgency } from '#usecases/ports';
import { withoutEcho } from './without-echo';
import { exchange, ExchangeFailed, isKeptOut, optionsFor, type ExchangePorts } from './token-exchange';

export function createOAuthClient(ports: ExchangePorts): OAuth {
  return {
    newProof: () => ({
      state: new Secret(oauth.generateRandomState()),
      codeVerifier: new Secret(oauth.generateRandomCodeVerifier()),
    }),
    authorizationUrl,
    judge,
    redeem: (request, judged) => redeem(ports, request, judged),
    renew: (record, clientSecret, urgency = 'asked') => renew(ports, record, clientSecret, urgency),
  };
}

async function redeem(
  ports: ExchangePorts,
  request: AuthorizationRequest,
  judged: URLSearchParams,
): Promise<Result<TokenSet>> {
  const { server, client } = partiesOf(request);
  const outcome = await exchange(ports, request.clientId, 'asked', async (send) => {
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authenticationOf(request.clientSecret),
      judged,
      request.redirectUri,
      request.proof.codeVerifier.reveal(),
      optionsFor(request.endpoints.token, send),
    );
    return oauth.processAuthorizationCodeResponse(server, client, response);
  });
  if (outcome.ok) return outcome;
  const failure = atRedemption(outcome.failure);
  return fail(request.clientSecret === null ? failure : withoutEcho(failure, request.clientSecret));
}

async function renew(
  ports: ExchangePorts,
  { binding, credential }: Pick<VaultRecord, 'binding' | 'credential'>,
  clientSecret: Secret | null,
  urgency: Urgency,
): Promise<Result<TokenSet>> {
  const sent = secretOf(credential);
  const outcome = await (credential.kind === 'api-key'
    ? logIn(ports, binding, sent, urgency)
    : refresh(ports, binding, sent, { clientSecret, urgency }));
  if (outcome.ok) return outcome;
  const failure = withoutEcho(outcome.failure, sent);
  return fail(clientSecret === null ? failure : withoutEcho(failure, clientSecret));
}

function refresh(
  ports: ExchangePorts,
  binding: Binding,
  refreshToken: Secret,
  { clientSecret, urgency }: { readonly clientSecret: Secret | null; readonly urgency: Urgency },
): Promise<Result<TokenSet>> {
  const server = { issuer: binding.issuer, token_endpoint: binding.tokenEndpoint };
  const client = { client_id: binding.clientId };
  return exchange(ports, binding.clientId, urgency, async (send) => {
    const options = optionsFor(binding.tokenEndpoint, send);
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      authenticationOf(clientSecret),
      refreshToken.reveal(),
      options,
    );
    return oauth.processRefreshTokenResponse(server, client, response);
  });
}

/** Looker's login with an API key: a form, never the query string (Looker fact sheet, section 4). */
function logIn(
  ports: ExchangePorts,
  binding: Binding,
  keySecret: Secret,
  urgency: Urgency,
): Promise<Result<TokenSet>> {
  const server = { issuer: binding.issuer, token_endpoint: binding.tokenEndpoint };
  const client = { client_id: binding.clientId };
  return exchange(ports, binding.clientId, urgency, async (send) => {
    const response = await send(binding.tokenEndpoint, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams({ client_id: binding.clientId, client_secret: keySecret.reveal() }),
    });
    await refuseRejectedKey(response, binding);
    return oauth.processClientCredentialsResponse(server, client, response);
  });
}

/** In the body, as Google's own pages have it (Google fact sheet, section 1.1); never in an address. */
function authenticationOf(clientSecret: Secret | null): oauth.ClientAuth {
  return clientSecret === null ? oauth.None() : oauth.ClientSecretPost(clientSecret.reveal());
}

/** RFC 6749 section 4.1.1 with S256 (RFC 7636 section 4.3); URLSearchParams encodes spaces as `+`, which some
 * openers re-encode, so they become %20. */
async function authorizationUrl(request: AuthorizationRequest): Promise<string> {
  const url = new URL(request.endpoints.authorization);
  const parameters: Readonly<Record<string, string>> = {
    response_type: 'code',
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scope,
    state: request.proof.state.reveal(),
    code_challenge: await oauth.calculatePKCECodeChallenge(request.proof.codeVerifier.reveal()),
    code_challenge_method: 'S256',
    ...request.extras,
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href.replaceAll('+', '%20');
}

/** What an answer may say (RFC 6749 section 4.1.2, RFC 9207); anything else is ignored before it is judged. */
const answerParameters = ['state', 'code', 'iss', 'error', 'error_description', 'error_uri'];

function judge(request: AuthorizationRequest, answer: URLSearchParams): Result<URLSearchParams> {
  const { server, client } = partiesOf(request);
  const known = new URLSearchParams([...answer].filter(([name]) => answerParameters.includes(name)));
  try {
    return ok(oauth.validateAuthResponse(server, client, known, request.proof.state.reveal()));
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) return fail(toRefusal(request, error));
    if (error instanceof oauth.OperationProcessingError) {
      return fail({ kind: 'issuer-mismatch', expected: request.endpoints.issuer });
    }
    throw error;
  }
}

function toRefusal(request: AuthorizationRequest, error: oauth.AuthorizationResponseError): Failure {
  const description = toServerWords(error.error_description);
  if (isKeptOut(error.error)) return { kind: 'access-blocked', error: error.error, description };
  return error.error === 'invalid_scope'
    ? { kind: 'scope-refused', scope: request.scope, description }
    : { kind: 'sign-in-refused', error: toServerWords(error.error) ?? 'unknown', description };
}

function partiesOf(request: AuthorizationRequest): {
  readonly server: oauth.AuthorizationServer;
  readonly client: oauth.Client;
} {
  return {
    server: {
      issuer: request.endpoints.issuer,
      token_endpoint: request.endpoints.token,
      authorization_response_iss_parameter_supported: request.issuerInAnswer === 'exact',
    },
    client: { client_id: request.clientId },
  };
}

/** At the code exchange an invalid grant is the code, not a stored sign-in. */
function atRedemption(failure: Failure): Failure {
  return failure.kind === 'sign-in-expired' ? { kind: 'code-rejected', description: null } : failure;
}

/** Looker says 404 to a wrong id, a wrong secret and a deleted key alike, on purpose (Looker fact sheet, section 4). */
async function refuseRejectedKey(response: Response, { tokenEndpoint, clientId }: Binding): Promise<void> {
  if (response.status !== 404) return;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  // Without Looker's own words it was a proxy, or another server.
  if (typeof body !== 'object' || body === null || !('message' in body)) return;
  throw new ExchangeFailed({ kind: 'api-key-rejected', host: new URL(tokenEndpoint).host, keyId: clientId });
}
