// The OAuth protocol, through oauth4webapi: each exchange asks, then judges. The only file that knows that library
// and the only one that turns its errors into failures.
import * as oauth from 'oauth4webapi';
import { isLoopback } from '#domain/address';
import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import { toServerWords } from '#domain/server-words';
import type { Binding, TokenSet } from '#domain/token-set';
import type { AuthorizationRequest, Clock, OAuth } from '#usecases/ports';
import { errorWords, toOddAnswer, type Answer, type Http } from './http';

/** Assumed where a server names no lifetime (RFC 6749 section 5.1 only recommends to). */
const assumedLifetimeSeconds = 300;
const longestLifetimeSeconds = 31_536_000;

type Ports = { readonly http: Http; readonly clock: Clock };

export function createOAuthClient(ports: Ports): OAuth {
  return {
    newProof: () => ({
      state: new Secret(oauth.generateRandomState()),
      codeVerifier: new Secret(oauth.generateRandomCodeVerifier()),
    }),
    authorizationUrl,
    judge,
    redeem: (request, judged) => redeem(ports, request, judged),
    renew: (binding, refreshToken) => renew(ports, binding, refreshToken),
  };
}

async function redeem(
  ports: Ports,
  request: AuthorizationRequest,
  judged: URLSearchParams,
): Promise<Result<TokenSet>> {
  const { server, client } = partiesOf(request);
  const outcome = await exchange(ports, request.clientId, async (send) => {
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.None(),
      judged,
      request.redirectUri,
      request.proof.codeVerifier.reveal(),
      optionsFor(request.endpoints.token, send),
    );
    return oauth.processAuthorizationCodeResponse(server, client, response);
  });
  return outcome.ok ? outcome : fail(atRedemption(outcome.failure));
}

function renew(ports: Ports, binding: Binding, refreshToken: Secret): Promise<Result<TokenSet>> {
  const server = { issuer: binding.issuer, token_endpoint: binding.tokenEndpoint };
  const client = { client_id: binding.clientId };
  return exchange(ports, binding.clientId, async (send) => {
    const options = optionsFor(binding.tokenEndpoint, send);
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.None(),
      refreshToken.reveal(),
      options,
    );
    return oauth.processRefreshTokenResponse(server, client, response);
  });
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

type Send = (url: string, init: oauth.CustomFetchOptions<'POST', URLSearchParams>) => Promise<Response>;

function optionsFor(
  endpoint: string,
  send: Send,
): Pick<oauth.TokenEndpointRequestOptions, typeof oauth.customFetch> & Record<symbol, unknown> {
  const { protocol, hostname } = new URL(endpoint);
  return {
    [oauth.customFetch]: send,
    // Plain http on loopback only: a practice server, or a tunnel that ends on this computer.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated to stand out; narrowed to loopback here
    [oauth.allowInsecureRequests]: protocol === 'http:' && isLoopback(hostname),
  };
}

/** Carries a failure of the transport through the library unharmed. */
class TransportFailure extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

async function exchange(
  { http, clock }: Ports,
  clientId: string,
  run: (send: Send) => Promise<oauth.TokenEndpointResponse>,
): Promise<Result<TokenSet>> {
  const seen: { answer: Answer | null } = { answer: null };
  // A lifetime counts from the moment of sending: a slow answer must not make a token look younger.
  const issuedAt = clock.now();
  const send: Send = async (url, { method, headers, body }) => {
    const outcome = await http.send(url, { method, headers, body });
    if (!outcome.ok) throw new TransportFailure(outcome.failure);
    seen.answer = outcome.value;
    return withoutNulls(outcome.value);
  };
  try {
    const tokens = await run(send);
    return toTokenSet(tokens, issuedAt, seen.answer);
  } catch (error) {
    if (error instanceof TransportFailure) return fail(error.failure);
    if (seen.answer !== null) return fail(toExchangeFailure(seen.answer, clientId));
    throw error;
  }
}

/** Looker may say `refresh_token: null` for "none"; RFC 6749 and the library know only absence. */
function withoutNulls({ json, response }: Answer): Response {
  if (response.status !== 200 || typeof json !== 'object' || json === null || Array.isArray(json))
    return response;
  const kept = Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
  return new Response(JSON.stringify(kept), { status: response.status, headers: response.headers });
}

function toTokenSet(
  tokens: oauth.TokenEndpointResponse,
  issuedAt: number,
  answer: Answer | null,
): Result<TokenSet> {
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: lifetime, scope } = tokens;
  if (tokens.token_type !== 'bearer' || !/^[\x21-\x7e]+$/.test(accessToken)) {
    const host = answer?.host ?? '';
    return fail({ kind: 'provider-misbehaved', host, status: 200, what: 'wrong-shape' });
  }
  const isPlausible = lifetime !== undefined && lifetime >= 1 && lifetime <= longestLifetimeSeconds;
  return ok({
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === undefined || refreshToken === '' ? null : new Secret(refreshToken),
    issuedAt,
    expiresAt: issuedAt + (isPlausible ? lifetime : assumedLifetimeSeconds) * 1000,
    scope: scope ?? null,
  });
}

/** RFC 6749 section 5.2, and Looker's bodies that carry a `message` instead. */
function toExchangeFailure(answer: Answer, clientId: string): Failure {
  const description = errorWords(answer.json);
  const error = answer.status >= 400 && answer.status < 500 ? oauthErrorOf(answer.json, answer.status) : null;
  switch (error) {
    case 'invalid_grant':
      return { kind: 'sign-in-expired', interrupted: false };
    case 'invalid_client':
    case 'unauthorized_client':
      return { kind: 'client-rejected', clientId, error, description };
    case 'invalid_scope':
      return { kind: 'scope-refused', scope: '', description };
    default:
      return toOddAnswer(answer, 'wrong-shape');
  }
}

function oauthErrorOf(json: unknown, status: number): string | null {
  if (typeof json !== 'object' || json === null) return null;
  if ('error' in json && typeof json.error === 'string') return json.error;
  // Seen in Looker's own style, always with 400: {"message": "invalid_grant", "documentation_url": ...}. With any other
  // status it is a gateway's own trouble.
  if (
    status === 400 &&
    'message' in json &&
    typeof json.message === 'string' &&
    /invalid_grant|token expired/i.test(json.message)
  ) {
    return 'invalid_grant';
  }
  return null;
}

/** At the code exchange an invalid grant is the code, not a stored sign-in. */
function atRedemption(failure: Failure): Failure {
  return failure.kind === 'sign-in-expired' ? { kind: 'code-rejected', description: null } : failure;
}
