// Who am I, which workspace, log in by API key, log out (Looker fact sheet, sections 1, 4 and 6).
import { answerHtml, answerJson, answerNothing, markFault, textField } from '#practice/http/exchange';
import {
  answerError,
  answerInvalid,
  answerNotFound,
  answerRequiresAuthentication,
  answerUnavailable,
  notFoundPage,
} from '#practice/looker/answers';
import { pickFields, type Call, type OpenCall, type OpenRoute, type Route } from '#practice/looker/call';
import { toUserBody } from '#practice/looker/people-bodies';
import { isAdmin, mayDevelop } from '#practice/looker/roles';
import type { KeyTokenOrigin } from '#practice/looker/sessions';

const workspaces: readonly string[] = ['production', 'dev'];

function serveMe(call: Call): void {
  const { exchange, parts, user } = call;
  const { userEndpoint } = parts.switches;
  if (userEndpoint === '403' || userEndpoint === 'html') markFault(exchange);
  if (userEndpoint === '403') answerError(exchange, 403, 'Forbidden');
  else if (userEndpoint === '404') answerNotFound(exchange);
  else if (userEndpoint === 'html') answerHtml(exchange, 404, notFoundPage);
  else answerJson(exchange, 200, pickFields(call, toUserBody(user)));
}

function serveSession({ exchange, session, user }: Call): void {
  answerJson(exchange, 200, {
    can: { view: true, update: mayDevelop(user) },
    workspace_id: session.workspaceId,
    sudo_user_id: session.sudoUserId ?? null,
  });
}

/** Without the permission to develop there is no dev workspace: 404 (Looker fact sheet, section 5). */
function serveSessionChange(call: Call): void {
  const workspaceId = textField(call.exchange.fields, 'workspace_id');
  if (workspaceId === undefined || !workspaces.includes(workspaceId)) {
    answerInvalid(call.exchange, [{ field: 'workspace_id', code: 'invalid', message: 'is not a workspace' }]);
    return;
  }
  if (workspaceId === 'dev' && !mayDevelop(call.user)) {
    answerNotFound(call.exchange);
    return;
  }
  call.session.workspaceId = workspaceId;
  serveSession(call);
}

function answerKeyToken({ exchange, parts }: OpenCall, userId: string, origin: KeyTokenOrigin): void {
  const seconds = parts.switches.expiresInSeconds;
  const token = parts.sessions.open(userId, seconds, origin);
  answerJson(exchange, 200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: seconds,
    refresh_token: null,
  });
}

function answerLoginFault({ exchange, parts }: OpenCall): boolean {
  const { loginFault, retryAfter } = parts.switches;
  if (loginFault === 'too-many-requests') answerUnavailable(exchange, loginFault, retryAfter);
  else if (loginFault === 'unauthorized') answerRequiresAuthentication(exchange);
  else if (loginFault === 'html') {
    markFault(exchange);
    answerHtml(exchange, 404, notFoundPage);
  }
  return loginFault !== 'none';
}

function serveLogin(call: OpenCall): void {
  const { exchange, parts } = call;
  if (answerLoginFault(call)) return;
  const given = (name: string): string | undefined =>
    textField(exchange.fields, name) ?? exchange.url.searchParams.get(name) ?? undefined;
  const id = given('client_id');
  const secret = given('client_secret');
  if (id === undefined || secret === undefined) {
    answerRequiresAuthentication(exchange);
    return;
  }
  const key = parts.apiKeys.find(id, secret);
  if (key === undefined) answerNotFound(exchange);
  else answerKeyToken(call, key.userId, { keyId: key.clientId });
}

function serveSudo(call: Call): void {
  const target = call.parts.users.find((user) => user.id === call.args[0]);
  if (!isAdmin(call.user) || target === undefined) answerNotFound(call.exchange);
  else answerKeyToken(call, target.id, { sudoUserId: call.user.id });
}

function serveLogout({ exchange, parts, session }: Call): void {
  parts.sessions.end(session, parts.switches.logoutKillsRefreshToken);
  answerNothing(exchange, 204);
}

/** Today's Looker says 401 to a dead token, older ones said 404 (Looker fact sheet, section 4). */
function serveDeadLogout({ exchange, parts }: OpenCall): void {
  const isPresented = exchange.req.headers.authorization !== undefined;
  if (isPresented && parts.switches.deadLogout === '404') answerNotFound(exchange);
  else answerRequiresAuthentication(exchange);
}

/** Routes that hand out a token and need none. */
export const loginRoutes: readonly OpenRoute[] = [
  { method: 'POST', path: /^\/api\/4\.0\/login$/, serve: serveLogin },
];

/** Routes about the caller. */
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/api\/4\.0\/user$/, serve: serveMe },
  { method: 'GET', path: /^\/api\/4\.0\/session$/, serve: serveSession },
  { method: 'PATCH', path: /^\/api\/4\.0\/session$/, serve: serveSessionChange },
  { method: 'POST', path: /^\/api\/4\.0\/login\/([^/]+)$/, serve: serveSudo },
  { method: 'DELETE', path: /^\/api\/(?:4\.0\/)?logout$/, serve: serveLogout, serveDead: serveDeadLogout },
];
