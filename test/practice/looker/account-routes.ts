// Who am I, which workspace, log in by API key, log out (Looker fact sheet, sections 1, 4 and 6).
import { answerHtml, answerJson, answerNothing, textField } from '#practice/http/exchange';
import {
  answerError,
  answerInvalid,
  answerNotFound,
  answerRequiresAuthentication,
  notFoundPage,
} from '#practice/looker/answers';
import { pickFields, type Call, type OpenCall, type OpenRoute, type Route } from '#practice/looker/call';
import type { LookerUser } from '#practice/looker/people';

const workspaces: readonly string[] = ['production', 'dev'];

/** A user in the form of SPEC `User`, as far as Daypass and its users look at it. */
function toUserBody(user: LookerUser): Record<string, unknown> {
  return {
    can: { show: true },
    id: user.id,
    email: user.email,
    display_name: user.displayName,
    first_name: user.firstName,
    last_name: user.lastName,
    is_disabled: false,
    is_service_account: user.isServiceAccount,
    role_ids: user.isAdmin ? ['2'] : ['4'],
    group_ids: user.groupIds,
    can_manage_api3_creds: user.isAdmin,
    url: `https://practice.example/api/4.0/users/${user.id}`,
  };
}

function serveMe(call: Call): void {
  const { exchange, parts, user } = call;
  const { userEndpoint } = parts.switches;
  if (userEndpoint === '403') answerError(exchange, 403, 'Forbidden');
  else if (userEndpoint === '404') answerNotFound(exchange);
  else if (userEndpoint === 'html') answerHtml(exchange, 404, notFoundPage);
  else answerJson(exchange, 200, pickFields(call, toUserBody(user)));
}

function serveSession({ exchange, session }: Call): void {
  answerJson(exchange, 200, {
    can: { view: true, update: true },
    workspace_id: session.workspaceId,
    sudo_user_id: session.sudoUserId ?? null,
  });
}

function serveSessionChange(call: Call): void {
  const workspaceId = textField(call.exchange.fields, 'workspace_id');
  if (workspaceId === undefined || !workspaces.includes(workspaceId)) {
    answerInvalid(call.exchange, [{ field: 'workspace_id', code: 'invalid', message: 'is not a workspace' }]);
    return;
  }
  call.session.workspaceId = workspaceId;
  serveSession(call);
}

function answerKeyToken({ exchange, parts }: OpenCall, userId: string, sudoUserId?: string): void {
  const seconds = parts.switches.expiresInSeconds;
  const token = parts.sessions.open(userId, seconds, sudoUserId);
  answerJson(exchange, 200, {
    access_token: token,
    token_type: 'Bearer',
    expires_in: seconds,
    refresh_token: null,
  });
}

function serveLogin(call: OpenCall): void {
  const { exchange, parts } = call;
  const given = (name: string): string | undefined =>
    textField(exchange.fields, name) ?? exchange.url.searchParams.get(name) ?? undefined;
  const id = given('client_id');
  const secret = given('client_secret');
  const key = parts.apiKeys.find(
    (candidate) => candidate.clientId === id && candidate.clientSecret === secret,
  );
  if (id === undefined || secret === undefined) answerRequiresAuthentication(exchange);
  else if (key === undefined) answerNotFound(exchange);
  else answerKeyToken(call, key.userId);
}

function serveSudo(call: Call): void {
  const target = call.parts.users.find((user) => user.id === call.args[0]);
  if (!call.user.isAdmin || target === undefined) answerNotFound(call.exchange);
  else answerKeyToken(call, target.id, call.user.id);
}

function serveLogout({ exchange, parts, session }: Call): void {
  parts.sessions.end(session, parts.switches.logoutKillsRefreshToken);
  answerNothing(exchange, 204);
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
  { method: 'DELETE', path: /^\/api\/(?:4\.0\/)?logout$/, serve: serveLogout },
];
