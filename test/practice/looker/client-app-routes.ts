// Registration and management of OAuth client apps (Looker fact sheet, sections 5 and 6). A caller without permission
// gets 404 as if nothing were there.
import { answerJson, answerNothing, type Exchange } from '#practice/http/exchange';
import {
  answerError,
  answerInvalid,
  answerNotFound,
  answerUnavailable,
  type FieldError,
} from '#practice/looker/answers';
import { pickFields, type Call, type Route } from '#practice/looker/call';
import { readAppForm, toAppBody } from '#practice/looker/client-app-form';
import type { ClientApp } from '#practice/looker/client-apps';
import { isAdmin } from '#practice/looker/roles';

function toBody(call: Call, app: ClientApp): Record<string, unknown> {
  const { parts, user } = call;
  const reader = { user, users: parts.users, knowsRedirectUris: parts.switches.redirectUris };
  return pickFields(call, toAppBody(app, reader));
}

function answerApp(call: Call, app: ClientApp): void {
  answerJson(call.exchange, 200, toBody(call, app));
}

function findVisible({ args, parts, user }: Call): ClientApp | undefined {
  return isAdmin(user) ? parts.apps.find(args[0] ?? '') : undefined;
}

function serveList(call: Call): void {
  const visible = isAdmin(call.user) ? call.parts.apps.all() : [];
  answerJson(
    call.exchange,
    200,
    visible.map((app) => toBody(call, app)),
  );
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

function answerTaken(exchange: Exchange): void {
  answerError(exchange, 409, 'An OAuth client with this guid already exists.');
}

function serveRegister(call: Call): void {
  const guid = call.args[0] ?? '';
  if (!isAdmin(call.user)) answerNotFound(call.exchange);
  else if (call.parts.apps.find(guid)) answerTaken(call.exchange);
  else store(call, toEmptyApp(guid));
}

function serveUpdate(call: Call): void {
  const app = findVisible(call);
  if (app === undefined) answerNotFound(call.exchange);
  else store(call, app);
}

function serveDelete({ args, exchange, parts, user }: Call): void {
  const guid = args[0] ?? '';
  if (!isAdmin(user)) {
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
  if (!isAdmin(call.user) || isKnown !== true) {
    answerNotFound(call.exchange);
    return;
  }
  call.parts.apps.setActivated(guid, userId, true);
  answerJson(call.exchange, 200, '');
}

/** Admins for anybody, everybody for themselves (SPEC `deactivate_app_user`); 204 also if there was nothing to end. */
function serveDeactivate({ args, exchange, parts, user }: Call): void {
  const [guid = '', userId = ''] = args;
  if (!isAdmin(user) && user.id !== userId) {
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

const guidIsBad: FieldError = {
  field: 'client_guid',
  code: 'invalid',
  message: 'client_guid has characters that are not allowed.',
};
/** What `clientAppFault: 'invalid'` complains about: fields of the form, and one that no form has. */
const complaints: readonly FieldError[] = [
  {
    field: 'redirect_uri',
    code: 'invalid',
    message: 'redirect_uri must be an absolute URI without fragment.',
  },
  { field: 'display_name', code: 'missing_field', message: 'display_name is required.' },
  guidIsBad,
];

/** What one of these calls can answer when it goes wrong: 409 and 422 only where SPEC lists them. */
type Faulty = { readonly conflicts?: true; readonly validates?: true };

function answerFault({ exchange, parts }: Call, { conflicts, validates }: Faulty): boolean {
  const { clientAppFault: fault, retryAfter } = parts.switches;
  if (fault === 'bad-request') answerError(exchange, 400, 'Bad Request');
  else if (fault === 'too-many-requests') answerUnavailable(exchange, fault, retryAfter);
  else if (fault === 'conflict' && conflicts) answerTaken(exchange);
  else if (fault === 'invalid' && validates) answerInvalid(exchange, complaints);
  else return false;
  return true;
}

/** A call that changes something, and can be made to fail. */
function writing(serve: Route['serve'], faulty: Faulty = {}): Route['serve'] {
  return (call) => {
    if (!answerFault(call, faulty)) serve(call);
  };
}

/** Routes about client apps. */
export const clientAppRoutes: readonly Route[] = [
  { method: 'GET', path: list, serve: serveList },
  { method: 'GET', path: one, serve: serveOne },
  { method: 'POST', path: one, serve: writing(serveRegister, { conflicts: true, validates: true }) },
  { method: 'PATCH', path: one, serve: writing(serveUpdate, { validates: true }) },
  { method: 'DELETE', path: one, serve: writing(serveDelete) },
  { method: 'DELETE', path: tokens, serve: writing(serveInvalidate) },
  { method: 'POST', path: person, serve: writing(serveActivate, { validates: true }) },
  { method: 'DELETE', path: person, serve: writing(serveDeactivate) },
];
