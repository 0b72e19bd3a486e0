// One exchange at a token endpoint: sent through our own door, judged by oauth4webapi, its errors and Looker's turned
// into failures.
import * as oauth from 'oauth4webapi';
import { isLoopback } from '#domain/address';
import type { Failure } from '#domain/failure';
import { fieldsOf } from '#domain/json-fields';
import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { TokenSet } from '#domain/token-set';
import type { Clock, Urgency } from '#usecases/ports';
import { errorWords, toOddAnswer, type Answer, type Http } from './http';

/** Assumed where a server names no lifetime (RFC 6749 section 5.1 only recommends to). */
const assumedLifetimeSeconds = 300;
const longestLifetimeSeconds = 31_536_000;

export type ExchangePorts = { readonly http: Http; readonly clock: Clock };

export type Send = (
  url: string,
  init: Pick<oauth.CustomFetchOptions<'POST', URLSearchParams>, 'method' | 'headers' | 'body'>,
) => Promise<Response>;

export function optionsFor(
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

/** Carries a failure through the library unharmed. */
export class ExchangeFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

export async function exchange(
  { http, clock }: ExchangePorts,
  clientId: string,
  urgency: Urgency,
  run: (send: Send) => Promise<oauth.TokenEndpointResponse>,
): Promise<Result<TokenSet>> {
  const seen: { answer: Answer | null } = { answer: null };
  // A lifetime counts from the moment of sending: a slow answer must not make a token look younger.
  const issuedAt = clock.now();
  const send: Send = async (url, { method, headers, body }) => {
    const outcome = await http.send(url, { method, headers, body }, { urgency });
    if (!outcome.ok) throw new ExchangeFailed(outcome.failure);
    seen.answer = outcome.value;
    return toPlain(outcome.value);
  };
  try {
    const tokens = await run(send);
    return toTokenSet(tokens, issuedAt, seen.answer);
  } catch (error) {
    if (error instanceof ExchangeFailed) return fail(error.failure);
    if (seen.answer !== null) return fail(toExchangeFailure(seen.answer, clientId));
    throw error;
  }
}

/**
 * Looker may say `refresh_token: null` for "none"; RFC 6749 and the library know only absence. An `id_token` is not used
 * here, so it is not judged either: who it is, the provider is asked.
 */
function toPlain({ json, response }: Answer): Response {
  if (response.status !== 200 || typeof json !== 'object' || json === null || Array.isArray(json))
    return response;
  const kept = Object.fromEntries(
    Object.entries(json).filter(([name, value]) => value !== null && name !== 'id_token'),
  );
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
  const consent = tokens['refresh_token_expires_in'];
  return ok({
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === undefined || refreshToken === '' ? null : new Secret(refreshToken),
    issuedAt,
    expiresAt: issuedAt + (isLifetime(lifetime) ? lifetime : assumedLifetimeSeconds) * 1000,
    refreshEndsAt: isLifetime(consent) ? issuedAt + consent * 1000 : null,
    scope: scope ?? null,
  });
}

/** In seconds; whatever is longer is no time that anybody meant. */
function isLifetime(value: unknown): value is number {
  return typeof value === 'number' && value >= 1 && value <= longestLifetimeSeconds;
}

/** RFC 6749 section 5.2, Looker's bodies that carry a `message` instead, and Google's further codes (section 1.9). */
function toExchangeFailure(answer: Answer, clientId: string): Failure {
  const description = errorWords(answer.json);
  const error = oauthErrorOf(answer.json, answer.status);
  // What counts has to come with the status of a refusal; with another, nobody knows whether it was done before.
  if (error === null || answer.status >= 500) return toOddAnswer(answer, 'wrong-shape');
  if (isPassing(error)) return { kind: 'provider-busy', host: answer.host, retryAt: answer.retryAt };
  if (isKeptOut(error) || error === 'access_denied') return { kind: 'access-blocked', error, description };
  switch (error) {
    case 'invalid_grant':
      return toEnd(answer.json);
    case 'invalid_client':
    case 'unauthorized_client':
    case 'deleted_client':
      return { kind: 'client-rejected', clientId, error, description };
    case 'invalid_scope':
      return { kind: 'scope-refused', scope: '', description };
    case 'invalid_request':
      return description?.includes('client_secret') === true
        ? { kind: 'client-secret-missing', clientId }
        : { kind: 'request-not-understood', host: answer.host, error, description };
    case 'unsupported_grant_type':
      return { kind: 'request-not-understood', host: answer.host, error, description };
    default:
      return toOddAnswer(answer, 'wrong-shape');
  }
}

/** Google's `error_subtype` names the organisation's session rule, and nothing else (section 1.9). */
function toEnd(json: unknown): Failure {
  const { error_subtype: subtype } = fieldsOf(json);
  const isRule = subtype === 'invalid_rapt' || subtype === 'rapt_required';
  return { kind: 'sign-in-expired', interrupted: false, ...(isRule ? { why: 'session-rule' } : {}) };
}

/** Google's own library tries these again (section 1.9). */
function isPassing(error: string): boolean {
  return ['server_error', 'internal_failure', 'temporarily_unavailable', 'rate_limit_exceeded'].includes(
    error,
  );
}

/** An admin, or the project's own setting, keeps this account or client out; said in the browser or here. */
export function isKeptOut(error: string): boolean {
  return error === 'admin_policy_enforced' || error === 'org_internal';
}

function oauthErrorOf(json: unknown, status: number): string | null {
  if (status < 400) return null;
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
