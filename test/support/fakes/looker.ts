// What a Looker's API knows beside sign-in: roles and groups of people, workspaces, registered clients. It answers by
// the paths of the fact sheet, so that a wrong address is a 404 here, too.
import type { Identity } from '#domain/account';
import type { Failure } from '#domain/failure';
import type { ApiRequest } from '#domain/provider-calls';
import { fail, ok, type Result } from '#domain/result';
import type { Access, FakeServer } from './server';

export type UserThere = {
  readonly identity: Identity;
  /** May do everything, see everybody's roles, and manage clients. */
  isAdmin: boolean;
  /** May switch to the development workspace. */
  isDeveloper: boolean;
  /** May see roles and groups by name without being an admin. */
  seesNames: boolean;
};

export type AppThere = {
  readonly guid: string;
  redirectUris: readonly string[];
  displayName: string;
  description: string;
  enabled: boolean;
  groupId: string | null;
  activatedUsers: Set<string>;
};

type Body = Readonly<Record<string, unknown>>;

export class FakeLooker {
  /** Null: `/versions` is not answered. */
  release: string | null = null;
  versionsWantToken = false;
  /** From 26.22 on a client has several redirect URIs. */
  knowsSeveralUris = false;
  sudoUserId: string | null = null;
  /** What a call comes to, by event, e.g. `PATCH session`. */
  readonly failures = new Map<string, Failure>();
  readonly users: UserThere[] = [];
  readonly apps = new Map<string, AppThere>();
  readonly roles = new Map([
    ['1', { name: 'Admin', isAll: true }],
    ['2', { name: 'Developer', isAll: false }],
  ]);
  readonly groups = new Map([
    ['3', 'All Users'],
    ['9', 'Finance'],
  ]);
  /** Every call with its body. */
  readonly calls: { readonly what: string; readonly url: string; readonly body: Body | undefined }[] = [];
  readonly #server: FakeServer;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** Somebody who is not an admin and may develop, until a test says otherwise. */
  knows(identity: Identity, part: Partial<UserThere> = {}): UserThere {
    const found = this.users.find((one) => one.identity.userId === identity.userId);
    const user = found ?? { identity, isAdmin: false, isDeveloper: true, seesNames: false };
    if (found === undefined) this.users.push(user);
    return Object.assign(user, part);
  }

  registers(part: Partial<AppThere> = {}): AppThere {
    const app: AppThere = {
      guid: 'daypass',
      redirectUris: ['http://127.0.0.1:48517/callback'],
      displayName: 'Daypass',
      description: 'Tokens',
      enabled: true,
      groupId: null,
      activatedUsers: new Set(),
      ...part,
    };
    this.apps.set(app.guid, app);
    return app;
  }

  answer(what: string, { url, body }: ApiRequest, access: Access): Result<unknown> {
    this.calls.push({ what, url, body });
    const failure = this.failures.get(what);
    if (failure !== undefined) return fail(failure);
    const { searchParams } = new URL(url);
    const [method = '', path = ''] = what.split(' ');
    const parts = path.split('/').map(decodeURIComponent);
    const user = this.knows(access.session.person);
    const missing = fail({ kind: 'not-found-or-not-allowed', host: new URL(url).host } as const);
    if (path === '/versions') return ok({ looker_release_version: this.release });
    const found =
      parts[0] === 'session'
        ? this.#session(method, body, access, user)
        : parts[0] === 'oauth_client_apps'
          ? this.#clients(method, parts, body, user)
          : this.#people(parts, searchParams, user);
    return found ?? missing;
  }

  #session(
    method: string,
    body: Body | undefined,
    access: Access,
    user: UserThere,
  ): Result<unknown> | undefined {
    const wanted = body?.['workspace_id'];
    if (method === 'PATCH' && wanted === 'dev' && !user.isDeveloper) return undefined;
    if (method === 'PATCH' && (wanted === 'dev' || wanted === 'production')) access.workspace = wanted;
    return ok({ workspace_id: access.workspace, sudo_user_id: this.sudoUserId });
  }

  #people(parts: readonly string[], query: URLSearchParams, user: UserThere): Result<unknown> | undefined {
    const [what, id] = parts;
    if (what === 'user') return ok(this.#toBody(user));
    if (!user.isAdmin && !user.seesNames) return undefined;
    if (what === 'users' && id === 'search') return ok(this.#search(query.get('email') ?? ''));
    if (what === 'users' && parts[2] === 'roles') {
      const meant = this.users.find(({ identity }) => identity.userId === id);
      return meant === undefined ? undefined : ok(this.#rolesOf(meant));
    }
    if (what !== 'groups') return undefined;
    const ids = query.get('ids')?.split(',') ?? [...this.groups.keys()];
    return ok(ids.map((one) => ({ id: one, name: this.groups.get(one) })));
  }

  /** Looker compares with the wildcards of SQL's LIKE and without case. */
  #search(email: string): readonly unknown[] {
    const pattern = email
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('%', '.*')
      .replaceAll('_', '.');
    const like = new RegExp(`^${pattern}$`, 'i');
    return this.users
      .filter(({ identity }) => identity.email !== null && like.test(identity.email))
      .map((one) => this.#toBody(one));
  }

  #toBody({ identity, isAdmin }: UserThere): Body {
    return {
      id: identity.userId,
      display_name: identity.displayName,
      email: identity.email,
      role_ids: isAdmin ? ['1'] : ['2'],
      group_ids: ['3'],
      is_service_account: false,
    };
  }

  #rolesOf({ isAdmin }: UserThere): readonly unknown[] {
    const id = isAdmin ? '1' : '2';
    const role = this.roles.get(id);
    return [{ id, name: role?.name, permission_set: { all_access: role?.isAll } }];
  }

  #clients(
    method: string,
    [, guid, deeper, userId = '']: readonly string[],
    body: Body | undefined,
    user: UserThere,
  ): Result<unknown> | undefined {
    const isOwnDeactivation = method === 'DELETE' && deeper === 'users' && userId === user.identity.userId;
    if (!user.isAdmin && !isOwnDeactivation)
      return method === 'GET' && guid === undefined ? ok([]) : undefined;
    if (guid === undefined) return ok([...this.apps.values()].map((app) => this.#toAppBody(app)));
    const app = this.apps.get(guid);
    if (deeper === 'users') return this.#activation(method, guid, userId);
    if (deeper === 'tokens') return this.#endTokens(guid);
    if (method === 'DELETE') {
      this.apps.delete(guid);
      return this.#endTokens(guid);
    }
    if (method === 'POST') return ok(this.#toAppBody(this.#change(this.registers({ guid }), body ?? {})));
    if (app === undefined) return undefined;
    return ok(this.#toAppBody(method === 'PATCH' ? this.#change(app, body ?? {}) : app));
  }

  #change(app: AppThere, body: Body): AppThere {
    const { redirect_uris: several, redirect_uri: single } = body;
    if (Array.isArray(several) && this.knowsSeveralUris) app.redirectUris = several as string[];
    else if (typeof single === 'string') app.redirectUris = [single];
    if (typeof body['display_name'] === 'string') app.displayName = body['display_name'];
    if (typeof body['description'] === 'string') app.description = body['description'];
    if ('group_id' in body) app.groupId = body['group_id'] as string | null;
    if (typeof body['enabled'] === 'boolean') app.enabled = body['enabled'];
    if (!app.enabled) this.#endTokens(app.guid);
    return app;
  }

  #activation(method: string, guid: string, userId: string): Result<unknown> {
    const users = this.apps.get(guid)?.activatedUsers;
    if (method === 'POST') users?.add(userId);
    else {
      users?.delete(userId);
      this.#server.endWhere(({ clientId, person }) => clientId === guid && person.userId === userId);
    }
    return ok(null);
  }

  #endTokens(guid: string): Result<unknown> {
    this.#server.endWhere(({ clientId }) => clientId === guid);
    return ok(null);
  }

  #toAppBody(app: AppThere): Body {
    return {
      client_guid: app.guid,
      display_name: app.displayName,
      description: app.description,
      enabled: app.enabled,
      group_id: app.groupId,
      redirect_uri: app.redirectUris[0],
      ...(this.knowsSeveralUris ? { redirect_uris: app.redirectUris } : {}),
      activated_users: [...app.activatedUsers].map((id) => ({ id })),
    };
  }
}
