// Users, roles and groups by permission: who may not see gets 404 as if nothing were there (Looker fact sheet, section 5).
// The calls are `user`, `search_users`, `user_roles`, `all_roles` and `all_groups` of the API reference.
import { answerJson } from '#practice/http/exchange';
import { answerNotFound } from '#practice/looker/answers';
import { pickFields, type Call, type Route } from '#practice/looker/call';
import { lookerGroups, type LookerUser } from '#practice/looker/people';
import { toGroupBody, toRoleBody, toUserBody } from '#practice/looker/people-bodies';
import { isAdmin, lookerRoles, rolesOf } from '#practice/looker/roles';

/** The ids of the query `ids=1,2`, or all. */
function isAskedFor({ exchange }: Call): (thing: { readonly id: string }) => boolean {
  const ids = exchange.url.searchParams.get('ids');
  if (ids === null || ids === '') return () => true;
  const wanted = new Set(ids.split(',').map((id) => id.trim()));
  return ({ id }) => wanted.has(id);
}

function answerList(call: Call, bodies: readonly Record<string, unknown>[]): void {
  answerJson(
    call.exchange,
    200,
    bodies.map((body) => pickFields(call, body)),
  );
}

/** Users that the caller may see: admins everybody, others themselves. */
function visibleUsers({ parts, user }: Call): readonly LookerUser[] {
  return isAdmin(user) ? parts.users : [user];
}

function serveUser(call: Call): void {
  const found = visibleUsers(call).find(({ id }) => id === call.args[0]);
  if (found === undefined) answerNotFound(call.exchange);
  else answerJson(call.exchange, 200, pickFields(call, toUserBody(found)));
}

/** As the API reference says of `search_users`: in any letters, with the wildcards of SQL's LIKE, `%` and `_`. */
function isLike(text: string, pattern: string): boolean {
  const plain = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'i').test(text);
}

function serveSearch(call: Call): void {
  const email = call.exchange.url.searchParams.get('email');
  const found = visibleUsers(call).filter((user) => email === null || isLike(user.email, email));
  answerList(call, found.map(toUserBody));
}

/** Whether somebody may look at roles: of their own only where the instance lets them. */
function maySeeRoles({ parts, user }: Call): boolean {
  return isAdmin(user) || parts.switches.rolesVisible === 'everybody';
}

function serveUserRoles(call: Call): void {
  const found = visibleUsers(call).find(({ id }) => id === call.args[0]);
  if (found === undefined || !maySeeRoles(call)) answerNotFound(call.exchange);
  else answerList(call, rolesOf(found).map(toRoleBody));
}

function serveRoles(call: Call): void {
  if (!maySeeRoles(call)) {
    answerNotFound(call.exchange);
    return;
  }
  const visible = isAdmin(call.user) ? lookerRoles : rolesOf(call.user);
  answerList(call, visible.filter(isAskedFor(call)).map(toRoleBody));
}

function serveGroups(call: Call): void {
  const { parts, user } = call;
  const visible = isAdmin(user) ? [...lookerGroups.keys()] : user.groupIds;
  const asked = visible.map((id) => ({ id })).filter(isAskedFor(call));
  answerList(
    call,
    asked.map(({ id }) => toGroupBody(id, parts.users, user)),
  );
}

/** Routes about people and what they may do; `search` stands before the id it looks like. */
export const peopleRoutes: readonly Route[] = [
  { method: 'GET', path: /^\/api\/4\.0\/users\/search$/, serve: serveSearch },
  { method: 'GET', path: /^\/api\/4\.0\/users\/([^/]+)$/, serve: serveUser },
  { method: 'GET', path: /^\/api\/4\.0\/users\/([^/]+)\/roles$/, serve: serveUserRoles },
  { method: 'GET', path: /^\/api\/4\.0\/roles$/, serve: serveRoles },
  { method: 'GET', path: /^\/api\/4\.0\/groups$/, serve: serveGroups },
];
