// POST /api/token: oidc-provider judges the grant; this file takes JSON as well as forms before, and answers in
// Looker's words after (Looker fact sheet, section 3).
import { setTimeout as delay } from 'node:timers/promises';
import type { Provider } from 'oidc-provider';
import { answerHtml, answerJson, type Exchange } from '#practice/http/exchange';
import { toReplay } from '#practice/http/replay';
import { answerUnavailable, documentationUrl, notFoundPage, portalPage } from '#practice/looker/answers';
import type { Parts } from '#practice/looker/parts';
import type { ReplacedTokens } from '#practice/looker/replaced-tokens';
import type { LookerSwitches } from '#practice/looker/switches';
import type { OidcContext } from '#practice/provider-basics';

/** Independent of the API version: no `/4.0`. */
export const tokenPath = '/api/token';

type TokenBody = Record<string, unknown>;

function toForm(exchange: Exchange): URLSearchParams {
  const pairs = Object.entries(exchange.fields).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return new URLSearchParams(pairs);
}

function answerFaultBefore({ switches }: Parts, exchange: Exchange): boolean {
  const fault = switches.tokenFault;
  if (fault === 'captive-portal') answerHtml(exchange, 200, portalPage);
  else if (fault === 'too-many-requests' || fault === 'unavailable')
    answerUnavailable(exchange, fault, switches.retryAfter);
  else return false;
  return true;
}

/** Takes a token request; `client_id` belongs in the body, an Authorization header fails. */
export async function serveToken(parts: Parts, exchange: Exchange): Promise<void> {
  if (exchange.method !== 'POST') {
    answerHtml(exchange, 404, notFoundPage);
  } else if (exchange.req.headers.authorization !== undefined) {
    const message = 'Failed Basic Authentication';
    answerJson(exchange, 401, { message, documentation_url: documentationUrl });
  } else if (!answerFaultBefore(parts, exchange)) {
    await parts.provider.callback()(toReplay(exchange, { form: toForm(exchange) }), exchange.res);
  }
}

function bendRotation(body: TokenBody, rotation: LookerSwitches['rotation']): void {
  if (rotation === 'absent') delete body['refresh_token'];
  if (rotation === 'null') body['refresh_token'] = null;
}

function bendSuccess(ctx: OidcContext, switches: LookerSwitches): void {
  const body: TokenBody = { ...(ctx.body as TokenBody) };
  delete body['scope'];
  if (ctx.oidc.params?.['grant_type'] === 'refresh_token') bendRotation(body, switches.rotation);
  const fault = switches.tokenFault;
  if (fault === 'no-access-token') delete body['access_token'];
  if (fault === 'no-expires-in') delete body['expires_in'];
  if (fault === 'other-token-type') body['token_type'] = 'N_A';
  if (fault === 'not-json') ctx.body = JSON.stringify(body).slice(0, 40);
  else if (fault === 'empty-answer') ctx.body = '';
  else ctx.body = body;
  ctx.type = 'json';
}

function bendError(ctx: OidcContext, style: LookerSwitches['errorBody']): void {
  const { error } = ctx.body as { readonly error: string };
  const status = ctx.status;
  if (style === 'looker-message') ctx.body = { message: error, documentation_url: documentationUrl };
  if (style === 'html') {
    ctx.type = 'html';
    ctx.body = `<!doctype html><title>Error</title><h1>Bad request (${error})</h1>`;
  }
  if (style === 'empty') {
    ctx.body = '';
    ctx.remove('content-type');
  }
  ctx.status = status;
}

function isDropped(ctx: OidcContext, { tokenFault }: LookerSwitches, replaced: ReplacedTokens): boolean {
  if (tokenFault === 'drops-answer') return true;
  const token = ctx.oidc.params?.['refresh_token'];
  return tokenFault === 'drops-first-answer' && typeof token === 'string' && replaced.isFirstUse(token);
}

/** Bends what oidc-provider answered to a token request; the grant has taken effect by then. */
export function bendTokenAnswers(
  provider: Provider,
  switches: LookerSwitches,
  replaced: ReplacedTokens,
): void {
  provider.use(async (ctx: OidcContext, next) => {
    await next();
    if (ctx.path !== tokenPath) return;
    if (switches.tokenDelayMs > 0) await delay(switches.tokenDelayMs);
    if (isDropped(ctx, switches, replaced)) {
      ctx.respond = false;
      ctx.req.socket.destroy();
    } else if (ctx.status === 200) bendSuccess(ctx, switches);
    else bendError(ctx, switches.errorBody);
  });
}
