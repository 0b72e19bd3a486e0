// One renewal at a time per account among all programs of this computer. The lock is a name of the operating system,
// which frees it when its holder dies, so nothing stale is ever left behind (docs/decisions/0025-renewal-lock.md).
import { createHash, randomInt } from 'node:crypto';
import { closeSync, constants, openSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok, type Result } from '#domain/result';
import type { Clock, Log, RenewalLock } from '#usecases/ports';

/** Milliseconds; longer than a request and a write to the keychain may take together. */
const longestWait = 35_000;
/** Before each new try, at random between the two, so that those who wait do not all come at once. */
const shortestPause = 5;
const longestPause = 50;
const filePoll = 100;
/** Whoever comes when so many wait already is sent away, and tries again after a pause. */
const mostVisitors = 200;
/** What a socket's address has room for on Linux, the zero in front included. */
const abstractLength = 108;
/** O_EXLOCK of macOS, which is not among Node's constants: opens only what nobody else has open like this. */
const exclusiveLock = 0x20;

export type LockPorts = {
  /** What the lock of an account is called, as `toLockName` makes it. */
  readonly name: (accountId: string) => string;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Pick<Log, 'note'>;
  readonly platform?: NodeJS.Platform;
  /** For macOS: the same folder for every profile of this user. The files in it are empty and stay. */
  readonly folder?: string;
  readonly files?: { readonly openSync: typeof openSync; readonly closeSync: typeof closeSync };
};

type Attempt =
  | { readonly kind: 'mine'; readonly release: () => void }
  | { readonly kind: 'taken' }
  /** This system gives no lock at all. */
  | { readonly kind: 'impossible'; readonly code: string };

type Means = {
  readonly attempt: (name: string) => Attempt | Promise<Attempt>;
  /** Settles when another attempt may succeed, and no later than the signal. */
  readonly untilFreed: (name: string, signal: AbortSignal) => Promise<void>;
};

/**
 * The lock of one account in one keychain, whatever the profile. Account ids are 128 random bits, so nobody can work the
 * name out beforehand.
 */
export function toLockName(keychainService: string, accountId: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([keychainService, accountId]))
    .digest('base64url');
  return `daypass-${hash.slice(0, 22)}`;
}

/** Where the lock is listened at on Windows and Linux; a path for `net`. */
export function toSocketPath(platform: NodeJS.Platform, name: string): string {
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // Some versions of Node fill a short name with zeros and others do not, and those are two names.
  return `\0${name}`.padEnd(abstractLength, '-');
}

/** A system that gives no lock does not hold renewals up: it is noted once, and whoever asks may go on. */
export function createRenewalLock(ports: LockPorts): RenewalLock {
  const { clock, log, name, platform = process.platform } = ports;
  const means = platform === 'darwin' ? createFileMeans(ports) : createSocketMeans(platform);
  let isNoted = false;

  async function takeUntil(signal: AbortSignal, lock: string): Promise<Result<() => void>> {
    for (;;) {
      const attempt = await means.attempt(lock);
      if (attempt.kind === 'mine') return ok(attempt.release);
      if (attempt.kind === 'impossible') {
        if (!isNoted) log.note('no renewal lock', { code: attempt.code });
        isNoted = true;
        return ok(() => undefined);
      }
      await means.untilFreed(lock, signal);
      await pause(clock, randomInt(shortestPause, longestPause));
      if (signal.aborted) return fail({ kind: 'renewed-elsewhere' });
    }
  }

  return {
    async take(accountId) {
      const limit = new AbortController();
      const callOff = clock.after(longestWait, () => limit.abort());
      try {
        return await takeUntil(limit.signal, name(accountId));
      } finally {
        callOff();
      }
    },
  };
}

/** Listening is holding. Who finds the name taken connects to the holder, and is cut off when it lets go or dies. */
function createSocketMeans(platform: NodeJS.Platform): Means {
  return {
    attempt: (name) => listen(toSocketPath(platform, name)),
    untilFreed: (name, signal) => untilCutOff(toSocketPath(platform, name), signal),
  };
}

function untilCutOff(path: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    // Not by the option of the same name: that leaves its listener behind.
    const leave = (): void => void socket.destroy();
    signal.addEventListener('abort', leave);
    // Refused means that it was let go just now.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      signal.removeEventListener('abort', leave);
      resolve();
    });
    // What is not read is not seen to end.
    socket.resume();
    if (signal.aborted) leave();
  });
}

function listen(path: string): Promise<Attempt> {
  return new Promise((resolve) => {
    const visitors = new Set<Socket>();
    // Nothing that a visitor sends is read, and nothing is said to it.
    const server = createServer({ pauseOnConnect: true }, (visitor) => {
      visitors.add(visitor);
      visitor.unref();
      visitor.on('error', () => undefined);
      visitor.on('close', () => visitors.delete(visitor));
    });
    server.maxConnections = mostVisitors;
    server.unref();
    // Later ones are about a visitor that could not be let in.
    server.on('error', (error) => resolve(toAttempt(error, 'EADDRINUSE')));
    server.listen({ path, exclusive: true }, () =>
      resolve({
        kind: 'mine',
        release() {
          server.close();
          for (const visitor of visitors) visitor.destroy();
        },
      }),
    );
  });
}

/** macOS has no socket names outside of the file system, but locks on files that end with their holder. */
function createFileMeans({ clock, folder = tmpdir(), files = { openSync, closeSync } }: LockPorts): Means {
  const flags =
    constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW | constants.O_NONBLOCK | exclusiveLock;
  return {
    attempt(name) {
      try {
        const file = files.openSync(join(folder, `${name}.lock`), flags, 0o600);
        let isOpen = true;
        return {
          kind: 'mine',
          release() {
            // Closing twice would close whatever has the number by then.
            if (isOpen) files.closeSync(file);
            isOpen = false;
          },
        };
      } catch (error) {
        return toAttempt(error, 'EAGAIN');
      }
    },
    untilFreed: () => pause(clock, filePoll),
  };
}

function toAttempt(error: unknown, taken: string): Attempt {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return code === taken ? { kind: 'taken' } : { kind: 'impossible', code };
}

function pause(clock: LockPorts['clock'], milliseconds: number): Promise<void> {
  return new Promise((resolve) => void clock.after(milliseconds, resolve));
}
