// One OAuth server as it looks from behind the ports: people, sessions, access and refresh tokens that live and die.
// FakeOAuth and FakeApi are two windows onto it.
import type { Identity } from '#domain/account';
import type { Failure } from '#domain/failure';
import type { HandClock } from './clock';

/** Part of every secret value that the fakes make up: it may turn up nowhere but in vault and clipboard. */
export const canary = 'c4n4ry';

export type Session = { readonly person: Identity; refreshToken: string | null };
type Access = { readonly session: Session; readonly expiresAt: number };

export class FakeServer {
  /** Who sits at the browser. */
  person: Identity = { userId: '481', displayName: 'Ana Ruiz', email: 'ana.ruiz@acme.example' };
  lifetimeSeconds = 3600;
  /** Each renewal replaces the refresh token. */
  isRotating = false;
  grantsRefreshTokens = true;
  /** What ends at a logout or a revocation. */
  logoutEnds: 'both' | 'access-token' | 'nothing' = 'both';
  /** What every request comes to, e.g. offline. */
  trouble: Failure | null = null;
  /** Thrown, not returned: a bug in the code around the server. */
  bug: Error | null = null;
  readonly access = new Map<string, Access>();
  readonly sessions: Session[] = [];
  /** Every refresh token that was sent here, and where to. */
  readonly received: { readonly refreshToken: string; readonly address: string }[] = [];
  readonly #clock: HandClock;
  #count = 0;

  constructor(clock: HandClock) {
    this.#clock = clock;
  }

  secret(kind: string): string {
    this.#count += 1;
    return `${kind}-${canary}-${this.#count}`;
  }

  open(person: Identity = this.person): Session {
    const refreshToken = this.grantsRefreshTokens ? this.secret('refresh') : null;
    const session = { person, refreshToken };
    this.sessions.push(session);
    return session;
  }

  issueAccess(session: Session): { readonly token: string; readonly expiresAt: number } {
    const token = this.secret('access');
    const expiresAt = this.#clock.now() + this.lifetimeSeconds * 1000;
    this.access.set(token, { session, expiresAt });
    return { token, expiresAt };
  }

  /** The session of a living access token. */
  sessionOf(accessToken: string): Session | null {
    const found = this.access.get(accessToken);
    return found !== undefined && found.expiresAt > this.#clock.now() ? found.session : null;
  }

  /** Null when the refresh token is dead. */
  redeemRefresh(refreshToken: string): Session | null {
    const session = this.sessions.find((one) => one.refreshToken === refreshToken) ?? null;
    if (session !== null && this.isRotating) session.refreshToken = this.secret('refresh');
    return session;
  }

  isRefreshTokenAlive(refreshToken: string): boolean {
    return this.sessions.some((one) => one.refreshToken === refreshToken);
  }

  end(session: Session, what: FakeServer['logoutEnds'] = this.logoutEnds): void {
    if (what === 'nothing') return;
    for (const [token, { session: of }] of this.access) if (of === session) this.access.delete(token);
    if (what === 'both') session.refreshToken = null;
  }

  /** An administrator ends everything. */
  forgetEverybody(): void {
    for (const session of this.sessions) this.end(session, 'both');
  }

  get livingTokens(): number {
    const refresh = this.sessions.filter(({ refreshToken }) => refreshToken !== null).length;
    return refresh + [...this.access.keys()].filter((token) => this.sessionOf(token) !== null).length;
  }
}
