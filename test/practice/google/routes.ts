// Which request goes where at the practice Google, and what the real one does differently from oidc-provider
// (Google fact sheet, sections 1.4 to 1.9 and 7).
import type { AdapterPayload, Provider } from 'oidc-provider';
import type { Consents } from '#practice/google/consents';
import { desktopClient, googleBrand, knownScopes } from '#practice/google/registration';
import type { GoogleSwitches } from '#practice/google/switches';
import { answerHtml, answerJson, textField, type Exchange } from '#practice/http/exchange';
import { toReplay } from '#practice/http/replay';
import { interactionPath, serveInteraction, type Reception } from '#practice/interactions';
import { toMessagePage } from '#practice/pages';
import type { OidcContext } from '#practice/provider-basics';
import type { Store } from '#practice/store';

/** One running practice Google from the inside. */
export type Parts = {
  readonly provider: Provider;
  readonly store: Store;
  readonly consents: Consents;
  readonly switches: GoogleSwitches;
  readonly reception: Reception;
};

/** The paths of the four endpoints that an app calls (Google fact sheet, section 1.1). */
export const paths = {
  authorization: '/o/oauth2/v2/auth',
  token: '/token',
  revocation: '/revoke',
  userinfo: '/v1/userinfo',
} as const;

function answerOAuthError(exchange: Exchange, status: number, error: string, description: string): void {
  answerJson(exchange, status, { error, error_description: description });
}

/** Kills every token of a person, whichever client got it. */
export function revokeEverything(
  { store, consents }: Pick<Parts, 'store' | 'consents'>,
  userId: string,
): void {
  store.revokeWhere((payload) => payload.accountId === userId);
  consents.forget(userId);
}

function findToken({ store }: Parts, token: string): AdapterPayload | undefined {
  return store.findAlive('AccessToken', token) ?? store.findAlive('RefreshToken', token);
}

/** RFC 7009 as Google has it: no client authentication, and a dead token is an error. */
function serveRevocation(parts: Parts, exchange: Exchange): void {
  const token = textField(exchange.fields, 'token') ?? exchange.url.searchParams.get('token') ?? '';
  const userId = findToken(parts, token)?.accountId;
  if (exchange.method !== 'POST') {
    answerHtml(exchange, 404, toMessagePage(googleBrand, 'Error 404', 'Not found.'));
  } else if (userId === undefined) {
    answerOAuthError(exchange, 400, 'invalid_token', 'Token expired or revoked');
  } else {
    revokeEverything(parts, userId);
    answerJson(exchange, 200, {});
  }
}

/** The secret is the bridge's business; the library sees a public client. */
async function serveToken({ provider, switches }: Parts, exchange: Exchange): Promise<void> {
  const form = new URLSearchParams(exchange.bodyText);
  const secret = form.get('client_secret');
  form.delete('client_secret');
  if (secret === null && switches.requiresSecret) {
    answerOAuthError(exchange, 400, 'invalid_request', 'client_secret is missing.');
  } else if (secret !== null && secret !== desktopClient.clientSecret) {
    answerOAuthError(exchange, 401, 'invalid_client', 'The provided client secret is invalid.');
  } else {
    await provider.callback()(toReplay(exchange, { form }), exchange.res);
  }
}

async function serveAuthorization({ provider }: Parts, exchange: Exchange): Promise<void> {
  const asked = exchange.url.searchParams.get('scope')?.split(' ') ?? [];
  const unknown = asked.filter((scope) => !knownScopes.includes(scope));
  if (exchange.url.pathname === paths.authorization && unknown.length > 0) {
    const words = `Some requested scopes were invalid. {invalid=[${unknown.join(', ')}]}`;
    answerHtml(exchange, 400, toMessagePage(googleBrand, 'Error 400: invalid_scope', words));
  } else {
    await provider.callback()(toReplay(exchange), exchange.res);
  }
}

/** Serves one request. */
export async function serveGoogle(parts: Parts, exchange: Exchange): Promise<void> {
  const { pathname } = exchange.url;
  const isBackend = pathname === paths.token || pathname === paths.revocation;
  if (isBackend && parts.switches.isUnavailable) {
    answerOAuthError(exchange, 503, 'temporarily_unavailable', 'Try again later.');
  } else if (pathname === paths.token) await serveToken(parts, exchange);
  else if (pathname === paths.revocation) serveRevocation(parts, exchange);
  else if (pathname.startsWith(interactionPath)) {
    await serveInteraction(parts.provider, exchange, parts.reception);
  } else if (pathname.startsWith(paths.authorization)) await serveAuthorization(parts, exchange);
  else await parts.provider.callback()(toReplay(exchange), exchange.res);
}

/** Refresh answers carry no refresh token (Google fact sheet, section 1.6). */
export function bendRefreshAnswers(provider: Provider): void {
  provider.use(async (ctx: OidcContext, next) => {
    await next();
    const isRefresh = ctx.path === paths.token && ctx.oidc.params?.['grant_type'] === 'refresh_token';
    if (!isRefresh || ctx.status !== 200) return;
    const body: Record<string, unknown> = { ...(ctx.body as Record<string, unknown>) };
    delete body['refresh_token'];
    ctx.body = body;
  });
}
