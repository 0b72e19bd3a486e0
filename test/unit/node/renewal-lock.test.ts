import type { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#node/clock';
import { randomIds } from '#node/ids';
import { createRenewalLock, toLockName, toSocketPath, type LockPorts } from '#node/renewal-lock';
import { noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';
import { FakeLog } from '#support/fakes/log';

/** Locks on files as macOS has them: one opener at a time, until it closes or dies. */
class MacFiles {
  readonly paths: string[] = [];
  readonly #openers = new Map<number, string>();

  readonly openSync = ((path: string, flags: number) => {
    const isExclusive = (flags & 0x20) !== 0;
    if (isExclusive && [...this.#openers.values()].includes(path))
      throw Object.assign(new Error('locked'), { code: 'EAGAIN' });
    const file = this.paths.push(path);
    this.#openers.set(file, path);
    return file;
  }) as typeof openSync;

  readonly closeSync: typeof closeSync = (file) => {
    if (!this.#openers.delete(file)) throw Object.assign(new Error('closed twice'), { code: 'EBADF' });
  };

  /** Every program that has one open dies. */
  die(): void {
    this.#openers.clear();
  }
}

/** One program, with locks of its own. */
function aLock(changes: Partial<LockPorts> = {}) {
  const log = new FakeLog();
  const lock = createRenewalLock({
    name: (id) => toLockName('daypass-unit', id),
    clock: systemClock,
    log,
    ...changes,
  });
  return { lock, log };
}

async function taken(lock: ReturnType<typeof aLock>['lock'], id: string): Promise<() => void> {
  const turn = await lock.take(id);
  if (!turn.ok) throw new Error(turn.failure.kind);
  onTestFinished(turn.value);
  return turn.value;
}

describe('what a lock is called', () => {
  test('the same account in the same keychain has one name, whoever asks; any other has another', () => {
    const [ana, ben] = [randomIds.next(), randomIds.next()];
    expect(toLockName('Daypass', ana)).toBe(toLockName('Daypass', ana));
    const names = [toLockName('Daypass', ana), toLockName('Daypass', ben), toLockName('Daypass Dev', ana)];
    expect(new Set(names).size).toBe(3);
    expect(toLockName('a', 'bc')).not.toBe(toLockName('ab', 'c'));
  });

  test('it tells nothing of the account, and fits into every system', () => {
    const id = randomIds.next();
    const name = toLockName('Daypass', id);
    expect(name).toMatch(/^daypass-[\w-]{22}$/);
    expect(name).not.toContain(id);
    expect(toSocketPath('win32', name)).toBe(`\\\\.\\pipe\\${name}`);
  });

  test('on Linux it fills the whole address, which every version of Node then reads alike', () => {
    const path = toSocketPath('linux', toLockName('Daypass', randomIds.next()));
    expect(path.startsWith('\0daypass-')).toBe(true);
    expect(Buffer.byteLength(path)).toBe(108);
  });
});

describe.each([
  ['a name of the system', () => ({})],
  ['a locked file, as on macOS', () => ({ platform: 'darwin' as const, files: new MacFiles() })],
])('held by %s', (_name, world) => {
  test('a second one waits until the first gives it back, in the same program as well', async () => {
    const { lock } = aLock(world());
    const id = randomIds.next();
    const release = await taken(lock, id);
    const story: string[] = [];
    const second = taken(lock, id).then((releaseSecond) => {
      story.push('second has it');
      releaseSecond();
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    story.push('first gives it back');
    release();
    await second;
    expect(story).toEqual(['first gives it back', 'second has it']);
  });

  test('accounts do not wait for each other', async () => {
    const { lock } = aLock(world());
    await taken(lock, randomIds.next());
    await taken(lock, randomIds.next());
  });

  test('giving it back twice takes it from nobody', async () => {
    const shared = world();
    const { lock } = aLock(shared);
    const id = randomIds.next();
    const release = await taken(lock, id);
    release();
    await taken(aLock(shared).lock, id);
    release();
    const clock = new HandClock(noon);
    const third = aLock({ ...shared, clock }).lock.take(id);
    await waitFor(clock, 36);
    expect(await third).toEqual({ ok: false, failure: { kind: 'renewed-elsewhere' } });
  });

  test('after 35 seconds it is given up, and not before', async () => {
    const shared = world();
    const id = randomIds.next();
    await taken(aLock(shared).lock, id);
    const clock = new HandClock(noon);
    let outcome: unknown = null;
    void aLock({ ...shared, clock })
      .lock.take(id)
      .then((turn) => (outcome = turn));
    await waitFor(clock, 34);
    expect(outcome).toBe(null);
    await waitFor(clock, 2);
    expect(outcome).toEqual({ ok: false, failure: { kind: 'renewed-elsewhere' } });
    expect(clock.waiting).toBe(0);
  });
});

test('on macOS, a holder that dies frees the lock, and files are in one folder whatever the profile', async () => {
  const files = new MacFiles();
  const world = { platform: 'darwin' as const, files, folder: '/one/folder' };
  const id = randomIds.next();
  await aLock(world).lock.take(id);
  const second = taken(aLock(world).lock, id);
  files.die();
  await second;
  expect(files.paths).toEqual(Array(2).fill(`/one/folder/${toLockName('daypass-unit', id)}.lock`));
});

test('a system that gives no lock holds nothing up, and is noted once', async () => {
  const { lock, log } = aLock({ platform: 'darwin', folder: '/nowhere/at/all' });
  for (const id of ['ana', 'ana', 'ben']) await taken(lock, id);
  expect(log.lines).toEqual(['no renewal lock {"code":"ENOENT"}']);
});

test.skipIf(process.platform === 'darwin')(
  'somebody else who has the name and takes no visitors is waited for like a holder',
  async () => {
    const id = randomIds.next();
    const path = toSocketPath(process.platform, toLockName('daypass-unit', id));
    const rude = createServer((visitor) => visitor.destroy()).listen(path);
    onTestFinished(() => void rude.close());
    setTimeout(() => rude.close(), 300);
    const startedAt = performance.now();
    await taken(aLock().lock, id);
    expect(performance.now() - startedAt).toBeGreaterThan(290);
  },
);

/** Lets seconds pass on a clock, with real time for the system to answer in between. */
async function waitFor(clock: HandClock, count: number): Promise<void> {
  for (let nth = 0; nth < count * 4; nth += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    await clock.pass(seconds(1) / 4);
  }
}
