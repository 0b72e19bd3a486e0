// GET /o/oauth2/v2/auth: what Google judges before anybody logs in, and how the browser comes back
// (Google fact sheet, sections 1.2, 1.3, 1.9). The library judges the rest.
import { createHash } from 'node:crypto';
import type { Provider } from 'oidc-provider';
import { toScopeDetails } from '#practice/google/barriers';
import { answerDeadEnd, type DeadEnd } from '#practice/google/dead-ends';
import { noteSitting } from '#practice/google/grants';
import { paths, type Memory, type Parts } from '#practice/google/parts';
import { findPerson } from '#practice/google/registration';
import { isSignInScope, knownScopes, parseScopes } from '#practice/google/scopes';
import type { Exchange } from '#practice/http/exchange';
import { toReplay } from '#practice/http/replay';
import type { OidcContext } from '#practice/provider-basics';

const required = ['client_id', 'redirect_uri', 'response_type', 'scope'] as const;
const challengeForm = /^[\w.~-]{43,128}$/;

function judgeChallenge(params: URLSearchParams): DeadEnd | undefined {
  const challenge = params.get('code_challenge');
  const method = params.get('code_challenge_method') ?? 'plain';
  if (method !== 'plain' && method !== 'S256')
    return { name: 'invalid_request', details: `Invalid code_challenge_method: ${method}` };
  const isOdd = challenge !== null && !challengeForm.test(challenge);
  return isOdd ? { name: 'invalid_request', details: 'Invalid code_challenge' } : undefined;
}

function judgeClient({ clients }: Memory, params: URLSearchParams): DeadEnd | undefined {
  const clientId = params.get('client_id') ?? '';
  const redirectUri = params.get('redirect_uri') ?? '';
  const client = clients.find(clientId);
  if (client === undefined) return { name: 'invalid_client' };
  if (clients.isDeleted(clientId)) return { name: 'deleted_client' };
  if (clients.allowsRedirect(client, redirectUri)) return undefined;
  return { name: 'redirect_uri_mismatch', details: `redirect_uri=${redirectUri}` };
}

function judgeScope(params: URLSearchParams): DeadEnd | undefined {
  const scopes = parseScopes(params.get('scope') ?? '');
  const isKnown = (scope: string): boolean => knownScopes.includes(scope);
  if (scopes.every(isKnown)) return undefined;
  return { name: 'invalid_scope', details: toScopeDetails(scopes, isKnown) };
}

/** Electron and the web views of phones name themselves; Google turns them away. */
function isEmbedded({ req }: Exchange): boolean {
  return /Electron\/|; wv\)/.test(req.headers['user-agent'] ?? '');
}

function findDeadEnd(parts: Parts, exchange: Exchange): DeadEnd | undefined {
  const params = exchange.url.searchParams;
  if (parts.switches.deadEnd !== null) return { name: parts.switches.deadEnd };
  const missing = required.find((name) => (params.get(name) ?? '') === '');
  if (missing !== undefined)
    return { name: 'invalid_request', details: `Missing required parameter: ${missing}` };
  const page = judgeClient(parts, params) ?? judgeScope(params) ?? judgeChallenge(params);
  if (page !== undefined) return page;
  return isEmbedded(exchange) ? { name: 'disallowed_useragent' } : undefined;
}

/** The library knows S256 only: a plain challenge is hashed here, and its verifier fits all the same. */
function bendChallenge(params: URLSearchParams): void {
  const challenge = params.get('code_challenge');
  if (challenge === null || params.get('code_challenge_method') === 'S256') return;
  params.set('code_challenge', createHash('sha256').update(challenge).digest('base64url'));
  params.set('code_challenge_method', 'S256');
}

function toBentUrl(exchange: Exchange): string {
  const params = new URLSearchParams(exchange.url.searchParams);
  const scopes = parseScopes(params.get('scope') ?? '');
  params.set('scope', scopes.join(' '));
  bendChallenge(params);
  // The older spelling that some of Google's own libraries still send (section 1.3).
  if (params.get('approval_prompt') === 'force' && !params.has('prompt')) params.set('prompt', 'consent');
  // The library insists on `openid` for it; Google does not mind.
  if (!scopes.includes('openid')) params.delete('nonce');
  return `${paths.authorization}?${params.toString()}`;
}

/** Serves the authorization endpoint under both of its paths, and the library's way back from the pages. */
export async function serveAuthorization(parts: Parts, exchange: Exchange): Promise<void> {
  const { pathname, searchParams } = exchange.url;
  const library = parts.provider.callback();
  if (pathname.startsWith(`${paths.authorization}/`)) {
    await library(toReplay(exchange), exchange.res);
    return;
  }
  const page = findDeadEnd(parts, exchange);
  const appName = parts.clients.find(searchParams.get('client_id') ?? '')?.displayName;
  if (page !== undefined) answerDeadEnd(exchange, page, appName);
  else await library(toReplay(exchange, { url: toBentUrl(exchange) }), exchange.res);
}

function addSignInParams(answer: URLSearchParams, ctx: OidcContext): void {
  const organisation = findPerson(ctx.oidc.session?.accountId)?.organisation ?? null;
  answer.set('authuser', '0');
  if (organisation !== null) answer.set('hd', organisation);
  answer.set('prompt', ctx.oidc.result?.consent === undefined ? 'none' : 'consent');
}

/** With the code come the granted scopes, and for sign-in scopes some things more (section 1.3). */
export function bendRedirects(provider: Provider, memory: Memory): void {
  provider.use(async (ctx: OidcContext, next) => {
    await next();
    const location = ctx.response.headers.location;
    const redirectUri = ctx.oidc.params?.['redirect_uri'];
    if (typeof location !== 'string' || typeof redirectUri !== 'string') return;
    if (!location.startsWith(redirectUri)) return;
    const target = new URL(location);
    const code = ctx.oidc.entities.AuthorizationCode;
    if (code !== undefined) {
      noteSitting(memory, ctx);
      const scopes = (code.scope ?? '').split(' ');
      target.searchParams.set('scope', scopes.join(' '));
      if (scopes.some(isSignInScope)) addSignInParams(target.searchParams, ctx);
    }
    if (!memory.switches.sendsIss) target.searchParams.delete('iss');
    ctx.set('location', target.href);
  });
}
