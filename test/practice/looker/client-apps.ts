// The OAuth client apps registered at the practice Looker, and their face towards oidc-provider.
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** One registered app (SPEC `OauthClientApp`). */
export type ClientApp = {
  readonly guid: string;
  readonly redirectUris: readonly string[];
  readonly displayName: string;
  readonly description: string;
  readonly enabled: boolean;
  /** Null means everyone. */
  readonly groupId: string | null;
  /** ISO 8601; the time of registration until tokens are invalidated for the first time. */
  readonly tokensInvalidBefore: string;
  /** Ids of users who accepted the app. */
  readonly activatedUserIds: ReadonlySet<string>;
};

/** The app that is registered when a test asks for nothing else. */
export const daypassApp: ClientApp = {
  guid: 'daypass',
  redirectUris: ['http://127.0.0.1:48517/callback'],
  displayName: 'Daypass',
  description:
    'Daypass signs you in to the Looker API from your desktop and keeps your short-lived tokens in one place.',
  enabled: true,
  groupId: null,
  tokensInvalidBefore: '2026-01-05T08:00:00.000Z',
  activatedUserIds: new Set(),
};

/** All apps by guid. */
export type ClientApps = {
  all(): readonly ClientApp[];
  find(guid: string): ClientApp | undefined;
  put(app: ClientApp): void;
  remove(guid: string): void;
  /** Notes or forgets that a user accepted an app. */
  setActivated(guid: string, userId: string, isActivated: boolean): void;
};

/** Makes the registry. */
export function createClientApps(initial: readonly ClientApp[]): ClientApps {
  const apps = new Map(initial.map((app) => [app.guid, app]));
  return {
    all: () => [...apps.values()],
    find: (guid) => apps.get(guid),
    put(app) {
      apps.set(app.guid, app);
    },
    remove(guid) {
      apps.delete(guid);
    },
    setActivated(guid, userId, isActivated) {
      const app = apps.get(guid);
      if (app === undefined) return;
      const activatedUserIds = new Set(app.activatedUserIds);
      if (isActivated) activatedUserIds.add(userId);
      else activatedUserIds.delete(userId);
      apps.set(guid, { ...app, activatedUserIds });
    },
  };
}

function isWebUri(uri: string): boolean {
  return /^https?:/i.test(uri);
}

/**
 * A public client without a secret, compared by exact redirect URI. "web" although it is none: for "native" the library
 * would accept any loopback port (RFC 8252, 7.3), which Looker does not (Looker fact sheet, section 2).
 */
function toMetadata(app: ClientApp): AdapterPayload {
  return {
    client_id: app.guid,
    client_name: app.displayName,
    redirect_uris: app.redirectUris,
    application_type: app.redirectUris.every(isWebUri) ? 'web' : 'native',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    scope: 'cors_api',
    id_token_signed_response_alg: 'ES256',
  };
}

/** Lets oidc-provider look clients up in the registry; a disabled app is unknown to it. */
export function toClientAdapter(apps: ClientApps): Adapter {
  const refuse = (): Promise<never> =>
    Promise.reject(new Error('client apps change only through the registry'));
  const nothing = (): Promise<undefined> => Promise.resolve(undefined);
  return {
    find(id) {
      const app = apps.find(id);
      return Promise.resolve(app?.enabled === true ? toMetadata(app) : undefined);
    },
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
    findByUid: nothing,
    findByUserCode: nothing,
  };
}
