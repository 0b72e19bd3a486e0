// One OAuth server as it looks from behind the ports: people, sessions, API keys, access and refresh tokens that live
// and die. FakeOAuth and FakeApi are two windows onto it; what its API knows beside that is in looker.ts.
import type { Identity } from '#domain/account';
import type { Failure } from '#domain/failure';
import type { Workspace } from '#domain/workspace';
import type { HandClock } from './clock';

/** Part of every secret value that the fakes make up: it may turn up nowhere but in vault and clipboard. */
export const canary = 'c4n4ry';

/** One sign-in of a person. `clientId` is null for a login with an API key: that has no client and no refresh token. */
export type Session = {
  readonly person: Identity;
  readonly clientId: string | null;
  /** What was granted, where the server says so. */
  readonly scope: string | null;
  /** When the refresh token ends by itself, epoch ms; null for never. */
  readonly endsAt: number | null;
  refreshToken: string | null;
};

/** A living access token; an API session lives exactly as long, and starts in production. */
export type Access = { readonly session: Session; readonly expiresAt: number; workspace: Workspace };

export type KeyThere = {
  readonly keyId: string;
  readonly keySecret: string;
  readonly owner: Identity;
  isDeleted: boolean;
};

export class FakeServer {
  /** Who sits at the browser. */
  person: Identity = { userId: '481', displayName: 'Ana Ruiz', email: 'ana.ruiz@acme.example' };
  lifetimeSeconds = 3600;
  /** Each renewal replaces the refresh token. */
  isRotating = false;
  grantsRefreshTokens = true;
  /** What ends at a logout or a revocation. Other access tokens of the same sign-in live on. */
  logoutEnds: 'both' | 'access-token' | 'nothing' = 'both';
  /** What every request comes to, e.g. offline. */
  trouble: Failure | null = null;
  /** Thrown, not returned: a bug in the code around the server. */
  bug: Error | null = null;
  readonly access = new Map<string, Access>();
  readonly sessions: Session[] = [];
  readonly keys: KeyThere[] = [];
  /** Every refresh token that was sent here, and where to. */
  readonly received: { readonly refreshToken: string; readonly address: string }[] = [];
  /** Every token that was sent to be revoked, and where to. */
  readonly revocations: { readonly token: string; readonly address: string }[] = [];
  /** Every login with a key, and where to. */
  readonly logins: { readonly keyId: string; readonly keySecret: string; readonly address: string }[] = [];
  readonly #clock: HandClock;
  #count = 0;

  constructor(clock: HandClock) {
    this.#clock = clock;
  }

  secret(kind: string): string {
    this.#count += 1;
    return `${kind}-${canary}-${this.#count}`;
  }

  open(
    person: Identity = this.person,
    clientId: string | null = 'daypass',
    { scope = null, endsAt = null }: Partial<Pick<Session, 'scope' | 'endsAt'>> = {},
  ): Session {
    const refreshToken = clientId !== null && this.grantsRefreshTokens ? this.secret('refresh') : null;
    const session = { person, clientId, scope, endsAt, refreshToken };
    this.sessions.push(session);
    return session;
  }

  addKey(owner: Identity, keyId = `key-of-${owner.userId}`): KeyThere {
    const key = { keyId, keySecret: this.secret('key'), owner, isDeleted: false };
    this.keys.push(key);
    return key;
  }

  /** Each login makes a token of its own; null for a wrong id, a wrong secret and a deleted key alike. */
  logIn(keyId: string, keySecret: string): Session | null {
    const key = this.keys.find((one) => one.keyId === keyId && one.keySecret === keySecret);
    return key === undefined || key.isDeleted ? null : this.open(key.owner, null);
  }

  issueAccess(session: Session): { readonly token: string; readonly expiresAt: number } {
    const token = this.secret('access');
    const expiresAt = this.#clock.now() + this.lifetimeSeconds * 1000;
    this.access.set(token, { session, expiresAt, workspace: 'production' });
    return { token, expiresAt };
  }

  /** What a living access token stands for. */
  accessOf(accessToken: string): Access | null {
    const found = this.access.get(accessToken);
    return found !== undefined && found.expiresAt > this.#clock.now() ? found : null;
  }

  /** The session of a living access token. */
  sessionOf(accessToken: string): Session | null {
    return this.accessOf(accessToken)?.session ?? null;
  }

  /** Null when the refresh token is dead. */
  redeemRefresh(refreshToken: string): Session | null {
    const isOver = ({ endsAt }: Session): boolean => endsAt !== null && endsAt <= this.#clock.now();
    const session = this.sessions.find((one) => one.refreshToken === refreshToken && !isOver(one)) ?? null;
    if (session !== null && this.isRotating) session.refreshToken = this.secret('refresh');
    return session;
  }

  isRefreshTokenAlive(refreshToken: string): boolean {
    return this.sessions.some((one) => one.refreshToken === refreshToken);
  }

  logOut(accessToken: string): void {
    const session = this.sessionOf(accessToken);
    if (session === null || this.logoutEnds === 'nothing') return;
    this.access.delete(accessToken);
    if (this.logoutEnds === 'both') session.refreshToken = null;
  }

  /** Everything that came of one sign-in. */
  end(session: Session): void {
    for (const [token, { session: of }] of this.access) if (of === session) this.access.delete(token);
    session.refreshToken = null;
  }

  endWhere(isMeant: (session: Session) => boolean): void {
    for (const session of this.sessions) if (isMeant(session)) this.end(session);
  }

  /** An administrator ends everything. */
  forgetEverybody(): void {
    this.endWhere(() => true);
  }

  get livingTokens(): number {
    const refresh = this.sessions.filter(({ refreshToken }) => refreshToken !== null).length;
    return refresh + this.livingAccess.length;
  }

  get livingAccess(): readonly string[] {
    return [...this.access.keys()].filter((token) => this.accessOf(token) !== null);
  }
}
