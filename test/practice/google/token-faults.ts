// What a test can make the token endpoint do wrong, before and after the grant (Google fact sheet, section 1.9).
import type { Provider } from 'oidc-provider';
import { noteUse } from '#practice/google/grants';
import { paths, type Memory, type Parts } from '#practice/google/parts';
import type { TokenFault } from '#practice/google/switches';
import { answerHtml, answerJson, markFault, type Exchange } from '#practice/http/exchange';
import type { OidcContext } from '#practice/provider-basics';

/** The page of a network that wants a login first. */
export const portalPage =
  '<!doctype html><html lang="en"><title>Guest Wi-Fi</title><h1>Welcome, please accept the terms of use</h1></html>';

const reauth = { error: 'invalid_grant', error_description: 'reauth related error' };

/** Faults that look like an ordinary error of the endpoint. */
const errorFaults: Partial<Record<TokenFault, readonly [number, Readonly<Record<string, string>>]>> = {
  'internal-failure': [500, { error: 'internal_failure', error_description: 'Internal error.' }],
  'too-many-requests': [429, { error: 'rate_limit_exceeded', error_description: 'Rate Limit Exceeded' }],
  'admin-policy-enforced': [
    400,
    { error: 'admin_policy_enforced', error_description: 'Access is restricted by your administrator.' },
  ],
  'invalid-rapt': [400, { ...reauth, error_subtype: 'invalid_rapt' }],
  'rapt-required': [400, { ...reauth, error_subtype: 'rapt_required' }],
};

/** These concern a session that exists, so codes are redeemed as ever. */
const refreshFaults: readonly TokenFault[] = ['admin-policy-enforced', 'invalid-rapt', 'rapt-required'];

/** Answers in the endpoint's place, if a switch says so. */
export function answerFault({ switches }: Parts, exchange: Exchange, form: URLSearchParams): boolean {
  const fault = switches.tokenFault;
  const isRefresh = form.get('grant_type') === 'refresh_token';
  if (refreshFaults.includes(fault) && !isRefresh) return false;
  const error = errorFaults[fault];
  if (error !== undefined) answerJson(exchange, ...error);
  else if (fault === 'captive-portal') answerHtml(exchange, 200, portalPage);
  else return false;
  markFault(exchange);
  return true;
}

type TokenBody = Record<string, unknown>;

/** Refresh answers carry no refresh token (section 1.6); using one puts off its six months. */
function bendSuccess(ctx: OidcContext, memory: Memory): void {
  const body: TokenBody = { ...(ctx.body as TokenBody) };
  const { refreshTokenExpiresIn, tokenFault } = memory.switches;
  if (ctx.oidc.params?.['grant_type'] === 'refresh_token') {
    delete body['refresh_token'];
    noteUse(memory, String(ctx.oidc.params['refresh_token']));
  } else if (refreshTokenExpiresIn !== null) body['refresh_token_expires_in'] = refreshTokenExpiresIn;
  if (tokenFault === 'no-access-token') delete body['access_token'];
  ctx.body = tokenFault === 'not-json' ? JSON.stringify(body).slice(0, 40) : body;
  ctx.type = 'json';
}

/** Only what the bridge let through can fail here: a code used twice or too late. Google does not say which. */
function bendError(ctx: OidcContext): void {
  const body = ctx.body as { readonly error?: string };
  if (body.error === 'invalid_grant') ctx.body = { error: 'invalid_grant', error_description: 'Bad Request' };
}

/** Bends what the library answered to a token request; the grant has taken effect by then. */
export function bendTokenAnswers(provider: Provider, memory: Memory): void {
  provider.use(async (ctx: OidcContext, next) => {
    await next();
    if (ctx.path !== paths.token) return;
    if (memory.switches.tokenFault === 'drops-answer') {
      ctx.respond = false;
      ctx.req.socket.destroy();
    } else if (ctx.status === 200) bendSuccess(ctx, memory);
    else bendError(ctx);
  });
}
