// Registration and management of OAuth client apps (Looker fact sheet, sections 5 and 6). A caller without permission
// gets 404 as if nothing were there.
import { answerJson, answerNothing } from '#practice/http/exchange';
import { answerError, answerInvalid, answerNotFound } from '#practice/looker/answers';
import { pickFields, type Call, type Route } from '#practice/looker/call';
import { readAppForm, toAppBody } from '#practice/looker/client-app-form';
import type { ClientApp } from '#practice/looker/client-apps';

function answerApp(call: Call, app: ClientApp): void {
  answerJson(call.exchange, 200, pickFields(call, toAppBody(app, call.parts.switches.redirectUris)));
}

function findVisible({ args, parts, user }: Call): ClientApp | undefined {
  return user.isAdmin ? parts.apps.find(args[0] ?? '') : undefined;
}

function serveList(call: Call): void {
  const visible = call.user.isAdmin ? call.parts.apps.all() : [];
  const bodies = visible.map((app) => pickFields(call, toAppBody(app, call.parts.switches.redirectUris)));
  answerJson(call.exchange, 200, bodies);
}

function serveOne(call: Call): void {
  const app = findVisible(call);
  if (app === undefined) answerNotFound(call.exchange);
  else answerApp(call, app);
}

function toEmptyApp(guid: string): ClientApp {
  return {
    guid,
    redirectUris: [],
    displayName: '',
    description: '',
    enabled: false,
    groupId: null,
    tokensInvalidBefore: new Date().toISOString(),
    activatedUserIds: new Set(),
  };
}

function store(call: Call, base: ClientApp): void {
  const { exchange, parts } = call;
  const { app, errors } = readAppForm(base, exchange.fields, parts.switches.redirectUris);
  if (errors.length > 0) {
    answerInvalid(exchange, errors);
    return;
  }
  parts.apps.put(app);
  if (!app.enabled) parts.sessions.endAllAt(app.guid);
  answerApp(call, app);
}

function serveRegister(call: Call): void {
  const guid = call.args[0] ?? '';
  if (!call.user.isAdmin) answerNotFound(call.exchange);
  else if (call.parts.apps.find(guid))
    answerError(call.exchange, 409, 'An OAuth client with this guid already exists.');
  else store(call, toEmptyApp(guid));
}

function serveUpdate(call: Call): void {
  const app = findVisible(call);
  if (app === undefined) answerNotFound(call.exchange);
  else store(call, app);
}

function serveDelete({ args, exchange, parts, user }: Call): void {
  const guid = args[0] ?? '';
  if (!user.isAdmin) {
    answerNotFound(exchange);
    return;
  }
  parts.sessions.endAllAt(guid);
  parts.apps.remove(guid);
  answerNothing(exchange, 204);
}

function serveInvalidate(call: Call): void {
  const app = findVisible(call);
  if (app === undefined) {
    answerNotFound(call.exchange);
    return;
  }
  call.parts.sessions.endAllAt(app.guid);
  call.parts.apps.put({ ...app, tokensInvalidBefore: new Date().toISOString() });
  answerNothing(call.exchange, 204);
}

function serveActivate(call: Call): void {
  const [guid = '', userId = ''] = call.args;
  const isKnown = call.parts.apps.find(guid) && call.parts.users.some((user) => user.id === userId);
  if (!call.user.isAdmin || isKnown !== true) {
    answerNotFound(call.exchange);
    return;
  }
  call.parts.apps.setActivated(guid, userId, true);
  answerJson(call.exchange, 200, '');
}

/** Admins for anybody, everybody for themselves (SPEC `deactivate_app_user`); 204 also if there was nothing to end. */
function serveDeactivate({ args, exchange, parts, user }: Call): void {
  const [guid = '', userId = ''] = args;
  if (!user.isAdmin && user.id !== userId) {
    answerNotFound(exchange);
    return;
  }
  parts.sessions.endAllOf(userId, guid);
  parts.apps.setActivated(guid, userId, false);
  answerNothing(exchange, 204);
}

const list = /^\/api\/4\.0\/oauth_client_apps$/;
const one = /^\/api\/4\.0\/oauth_client_apps\/([^/]+)$/;
const tokens = /^\/api\/4\.0\/oauth_client_apps\/([^/]+)\/tokens$/;
const person = /^\/api\/4\.0\/oauth_client_apps\/([^/]+)\/users\/([^/]+)$/;

/** Routes about client apps. */
export const clientAppRoutes: readonly Route[] = [
  { method: 'GET', path: list, serve: serveList },
  { method: 'GET', path: one, serve: serveOne },
  { method: 'POST', path: one, serve: serveRegister },
  { method: 'PATCH', path: one, serve: serveUpdate },
  { method: 'DELETE', path: one, serve: serveDelete },
  { method: 'DELETE', path: tokens, serve: serveInvalidate },
  { method: 'POST', path: person, serve: serveActivate },
  { method: 'DELETE', path: person, serve: serveDeactivate },
];
