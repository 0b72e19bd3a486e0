// Looker API 4.0 beside sign-in: who, which workspace, which client apps (Looker fact
// sheet, sections 1, 4, 5 and 10).
import type { ClientApp, ClientAppDraft } from '#domain/client-app';
import type { Named, Person, Role } from '#domain/inspection';
import type {
  ApiRequest,
  ClientAppCalls,
  PeopleCalls,
  ProviderCalls,
  WorkspaceCalls,
} from '#domain/provider-calls';
import { fieldsOf } from '#domain/json-fields';
import { idOf, listOf, textOf } from './json';

const api = (origin: string, path: string): string => `${origin}/api/4.0/${path}`;
const get = (url: string): ApiRequest => ({ method: 'GET', url });
const part = encodeURIComponent;

const workspaces: WorkspaceCalls = {
  session: {
    ask: (origin) => get(api(origin, 'session')),
    read(body) {
      const fields = fieldsOf(body);
      const workspace = fields['workspace_id'];
      return {
        workspace: workspace === 'production' || workspace === 'dev' ? workspace : null,
        sudoUserId: idOf(fields['sudo_user_id']),
      };
    },
  },
  switchTo: (origin, workspace) => ({
    method: 'PATCH',
    url: api(origin, 'session'),
    body: { workspace_id: workspace },
  }),
};

/** The fields of SPEC `User` that say who somebody is and what they are. */
const personFields = 'id,display_name,email,role_ids,group_ids,is_service_account';

const people: PeopleCalls = {
  me: { ask: (origin) => get(api(origin, `user?fields=${personFields}`)), read: readPerson },
  roles: {
    ask: (origin, userId) => get(api(origin, `users/${part(userId)}/roles?fields=id,name,permission_set`)),
    read: (body) => readList(body, readRole),
  },
  groups: {
    ask: (origin, ids) =>
      get(api(origin, `groups?fields=id,name${ids === null ? '' : `&ids=${ids.map(part).join(',')}`}`)),
    read: (body) => readList(body, readNamed),
  },
  findByEmail: {
    ask: (origin, email) =>
      get(api(origin, `users/search?fields=id,display_name,email&email=${part(email)}`)),
    read: (body) => readList(body, readPerson),
  },
};

const appPath = (guid: string): string => `oauth_client_apps/${part(guid)}`;
const userPath = (guid: string, userId: string): string => `${appPath(guid)}/users/${part(userId)}`;

const clientApps: ClientAppCalls = {
  all: { ask: (origin) => get(api(origin, 'oauth_client_apps')), read: (body) => readList(body, readApp) },
  one: { ask: (origin, guid) => get(api(origin, appPath(guid))), read: readApp },
  register: (origin, draft, severalUris) => ({
    method: 'POST',
    url: api(origin, appPath(draft.guid)),
    body: toRegistration(draft, severalUris),
  }),
  update: (origin, draft, severalUris) => ({
    method: 'PATCH',
    url: api(origin, appPath(draft.guid)),
    // Unlike at registration, "everybody" has to be said here.
    body: { group_id: draft.groupId, ...toRegistration(draft, severalUris) },
  }),
  setEnabled: (origin, guid, enabled) => ({
    method: 'PATCH',
    url: api(origin, appPath(guid)),
    body: { enabled },
  }),
  remove: (origin, guid) => ({ method: 'DELETE', url: api(origin, appPath(guid)) }),
  invalidateTokens: (origin, guid) => ({ method: 'DELETE', url: api(origin, `${appPath(guid)}/tokens`) }),
  activate: (origin, guid, userId) => ({ method: 'POST', url: api(origin, userPath(guid, userId)) }),
  deactivate: (origin, guid, userId) => ({ method: 'DELETE', url: api(origin, userPath(guid, userId)) }),
  fieldNames: {
    client_guid: 'guid',
    redirect_uri: 'redirectUris',
    redirect_uris: 'redirectUris',
    display_name: 'displayName',
    description: 'description',
    enabled: 'enabled',
    group_id: 'groupId',
  },
  takesSeveralUris,
};

export const lookerCalls: ProviderCalls = {
  health: null,
  keyLogin: (origin) => api(origin, 'login'),
  release: {
    ask: (origin) => get(`${origin}/versions`),
    read: (body) => textOf(fieldsOf(body)['looker_release_version'], 40),
  },
  workspaces,
  people,
  clientApps,
};

/** The body of a registration (SPEC `OauthClientApp`, writable fields). */
export function toRegistration(
  draft: Omit<ClientAppDraft, 'guid'>,
  severalUris: boolean,
): Readonly<Record<string, unknown>> {
  return {
    ...(severalUris ? { redirect_uris: draft.redirectUris } : { redirect_uri: draft.redirectUris[0] }),
    display_name: draft.displayName,
    description: draft.description,
    enabled: draft.enabled,
    ...(draft.groupId === null ? {} : { group_id: draft.groupId }),
  };
}

export function readPerson(body: unknown): Person | null {
  const fields = fieldsOf(body);
  const userId = idOf(fields['id']);
  if (userId === null) return null;
  const email = textOf(fields['email']);
  const isServiceAccount = fields['is_service_account'];
  return {
    identity: { userId, displayName: textOf(fields['display_name']) ?? email ?? `User ${userId}`, email },
    roleIds: listOf(fields['role_ids']).flatMap((id) => idOf(id) ?? []),
    groupIds: listOf(fields['group_ids']).flatMap((id) => idOf(id) ?? []),
    isServiceAccount: typeof isServiceAccount === 'boolean' ? isServiceAccount : null,
  };
}

/** 26.22 is the first release whose reference has `redirect_uris`; older ones refuse or ignore it. */
function takesSeveralUris(release: string | null): boolean {
  const [year = 0, number = 0] = (release ?? '').split('.').map(Number);
  return year > 26 || (year === 26 && number >= 22);
}

/** A role with every permission counts as admin; a name alone could be any role's (Looker fact sheet, section 10). */
function readRole(item: unknown): Role | null {
  const named = readNamed(item);
  const permissions = fieldsOf(fieldsOf(item)['permission_set']);
  return named === null ? null : { ...named, isAdmin: permissions['all_access'] === true };
}

function readNamed(item: unknown): Named | null {
  const fields = fieldsOf(item);
  const id = idOf(fields['id']);
  return id === null ? null : { id, name: textOf(fields['name']) ?? textOf(fields['display_name']) };
}

function readApp(body: unknown): ClientApp | null {
  const fields = fieldsOf(body);
  const guid = textOf(fields['client_guid']);
  if (guid === null) return null;
  const several = listOf(fields['redirect_uris']).flatMap((uri) => textOf(uri, 1000) ?? []);
  const single = textOf(fields['redirect_uri'], 1000);
  const invalidBefore = Date.parse(textOf(fields['tokens_invalid_before']) ?? '');
  return {
    guid,
    redirectUris: several.length > 0 ? several : single === null ? [] : [single],
    displayName: textOf(fields['display_name']) ?? '',
    description: textOf(fields['description'], 1000) ?? '',
    enabled: fields['enabled'] === true,
    groupId: idOf(fields['group_id']),
    tokensInvalidBefore: Number.isNaN(invalidBefore) ? null : invalidBefore,
    activatedUsers: readList(fields['activated_users'], readNamed) ?? [],
    takesSeveralUris: 'redirect_uris' in fields,
  };
}

/** Null when it is no list; items of another shape, and those that are there already, are left out. */
function readList<T extends object>(body: unknown, read: (item: unknown) => T | null): readonly T[] | null {
  if (!Array.isArray(body)) return null;
  const items = body.flatMap((item: unknown) => read(item) ?? []);
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function keyOf(item: object): unknown {
  if ('guid' in item) return item.guid;
  return 'id' in item ? item.id : item;
}
