import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { Network, Notice, RenewalLock, ServerTimes, Shell } from '#usecases/ports';

/** A network that can go away. */
export class FakeNetwork implements Network {
  isThere = true;
  readonly isOnline = (): boolean => this.isThere;
}

/** A lock that another program may hold. */
export class FakeRenewalLock implements RenewalLock {
  /** Another program holds it, and does not come to an end. */
  isTaken = false;
  /** Accounts in their turn now. */
  readonly held: string[] = [];

  readonly take = (accountId: string): Promise<Result<() => void>> => {
    if (this.isTaken) return Promise.resolve(fail({ kind: 'renewed-elsewhere' }));
    this.held.push(accountId);
    return Promise.resolve(ok(() => void this.held.splice(this.held.indexOf(accountId), 1)));
  };
}

/** A desktop that shows notices, takes shortcuts and starts apps at login, or refuses to. */
export class FakeShell implements Shell {
  /** Everything that was shown, oldest first. */
  readonly notices: Notice[] = [];
  /** The one that is on the screen. */
  notice: Notice | null = null;
  shortcut: string | null = null;
  login: { readonly hidden: boolean } | null = null;
  takesShortcuts = true;
  takesLoginItems = true;

  readonly notify = (notice: Notice | null): void => {
    this.notice = notice;
    if (notice !== null) this.notices.push(notice);
  };

  readonly setShortcut = (shortcut: string | null): Result<void> => {
    if (shortcut !== null && !this.takesShortcuts) return fail({ kind: 'shortcut-refused', shortcut });
    this.shortcut = shortcut;
    return ok(undefined);
  };

  readonly setStartAtLogin = (on: boolean, hidden: boolean): Promise<Result<void>> => {
    if (!this.takesLoginItems) return Promise.resolve(fail({ kind: 'login-item-refused' }));
    this.login = on ? { hidden } : null;
    return Promise.resolve(ok(undefined));
  };

  readonly keepStartAtLogin = (hidden: boolean): Promise<void> => {
    if (this.login !== null) this.login = { hidden };
    return Promise.resolve();
  };
}

/** Servers whose clock a test reads out. */
export class FakeServerTimes implements ServerTimes {
  readonly #listeners = new Set<Parameters<ServerTimes['listen']>[0]>();

  readonly listen = (listener: Parameters<ServerTimes['listen']>[0]): void =>
    void this.#listeners.add(listener);

  say(host: string, serverTime: number, at: number): void {
    for (const listener of this.#listeners) listener(host, serverTime, at);
  }
}

/** Chance without surprises: always the same, until a test says otherwise. */
export function evenChance(): { next: number; readonly chance: () => number } {
  const dice = { next: 0.5, chance: () => dice.next };
  return dice;
}

/** The same mark for the same secret. */
export function countingFingerprint(): (secret: Secret) => string {
  const seen: Secret[] = [];
  return (secret) => {
    const known = seen.findIndex((one) => one.equals(secret));
    return `mark-${known === -1 ? seen.push(secret) - 1 : known}`;
  };
}
