// Who holds a token at the practice Looker, what session hangs on it, and how it dies (Looker fact sheet, sections 1, 4, 6).
import { randomBytes } from 'node:crypto';
import type { Store } from '#practice/store';

/** A Looker API session; it lives exactly as long as its access token (SPEC `update_session`). */
export type Session = {
  readonly token: string;
  readonly userId: string;
  /** The OAuth app that got the token, or undefined for an API-key token. */
  readonly clientGuid: string | undefined;
  readonly grantId: string | undefined;
  /** The admin behind a sudo token (SPEC `login_user`). */
  readonly sudoUserId: string | undefined;
  workspaceId: string;
};

/** All live sessions. */
export type Sessions = {
  /** The session of a live token. */
  find(token: string): Session | undefined;
  /** Hands out an API-key token; there is no refresh token with it. */
  open(userId: string, seconds: number, origin: KeyTokenOrigin): string;
  /** How many live tokens a user has, from apps and keys together. */
  countOf(userId: string): number;
  /** Ends one session; with `alsoRefresh` the refresh token behind it goes too. */
  end(session: Session, alsoRefresh: boolean): void;
  /** Kills everything of a user, at one app or everywhere. */
  endAllOf(userId: string, clientGuid?: string): void;
  /** Kills every token that an API key got. */
  endAllOfKey(keyId: string): void;
  /** Kills everything of an app. */
  endAllAt(clientGuid: string): void;
  /** Makes every access token expire now; refresh tokens stay. */
  expireAccessTokens(): void;
};

/** What a token without an app goes back to: an API key, or an admin's sudo (SPEC `login_user`). */
export type KeyTokenOrigin = { readonly keyId?: string; readonly sudoUserId?: string };

type KeyToken = {
  readonly userId: string;
  readonly expiresAt: number;
} & KeyTokenOrigin;

function isAlive({ expiresAt }: KeyToken): boolean {
  return expiresAt > Date.now();
}

function endOAuthSession(store: Store, session: Session, alsoRefresh: boolean): void {
  store.revoke('AccessToken', session.token);
  if (alsoRefresh) store.revokeWhere((payload) => payload.grantId === session.grantId);
}

/** Makes the sessions over the memory that oidc-provider writes to. */
export function createSessions(store: Store, tokenMarker: string): Sessions {
  const keyTokens = new Map<string, KeyToken>();
  const workspaces = new Map<string, Session>();

  const lookUp = (token: string): Session | undefined => {
    const oauth = store.findAlive('AccessToken', token);
    const base = { token, workspaceId: 'production' };
    if (oauth?.accountId !== undefined) {
      const { accountId: userId, clientId: clientGuid, grantId } = oauth;
      return { ...base, userId, clientGuid, grantId, sudoUserId: undefined };
    }
    const key = keyTokens.get(token);
    if (key === undefined || !isAlive(key)) return undefined;
    return {
      ...base,
      userId: key.userId,
      clientGuid: undefined,
      grantId: undefined,
      sudoUserId: key.sudoUserId,
    };
  };

  return {
    find(token) {
      const session = lookUp(token);
      if (session === undefined) return undefined;
      const known = workspaces.get(token) ?? session;
      workspaces.set(token, known);
      return known;
    },
    open(userId, seconds, origin) {
      const token = `${tokenMarker}${randomBytes(24).toString('base64url')}`;
      keyTokens.set(token, { ...origin, userId, expiresAt: Date.now() + seconds * 1000 });
      return token;
    },
    countOf(userId) {
      const keys = [...keyTokens.values()].filter((key) => key.userId === userId && isAlive(key));
      return keys.length + store.countAlive('AccessToken', (payload) => payload.accountId === userId);
    },
    end(session, alsoRefresh) {
      keyTokens.delete(session.token);
      endOAuthSession(store, session, alsoRefresh && session.grantId !== undefined);
    },
    endAllOf(userId, clientGuid) {
      store.revokeWhere(
        (it) => it.accountId === userId && (clientGuid === undefined || it.clientId === clientGuid),
      );
      if (clientGuid !== undefined) return;
      for (const [token, key] of keyTokens) if (key.userId === userId) keyTokens.delete(token);
    },
    endAllOfKey(keyId) {
      for (const [token, key] of keyTokens) if (key.keyId === keyId) keyTokens.delete(token);
    },
    endAllAt(clientGuid) {
      store.revokeWhere((payload) => payload.clientId === clientGuid);
    },
    expireAccessTokens() {
      store.expireAll('AccessToken');
      for (const [token, key] of keyTokens) keyTokens.set(token, { ...key, expiresAt: 0 });
    },
  };
}
