// The lock between real programs: never two at a time, however they end (RR7).
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { systemClock } from '#node/clock';
import { randomIds } from '#node/ids';
import { createRenewalLock, toLockName, toSocketPath } from '#node/renewal-lock';
import {
  aDiary,
  bundleProgram,
  figures,
  overlaps,
  service,
  startProgram,
  takeovers,
  type Program,
} from './parts';
import type { Task } from './program';

let bundle: Awaited<ReturnType<typeof bundleProgram>>;
beforeAll(async () => void (bundle = await bundleProgram()));
afterAll(() => bundle.remove());

const hasSockets = process.platform !== 'darwin';

async function aPlace() {
  const account = randomIds.next();
  const diary = await aDiary();
  const start = (task: Partial<Task> = {}): Promise<Program> =>
    startProgram(bundle.file, { account, diary: diary.path, way: 'stays', holds: 0, ...task });
  return {
    account,
    diary,
    path: toSocketPath(process.platform, toLockName(service, account)),
    start,
    /** Started, and has the lock. */
    startHolder: async (task: Partial<Task> = {}): Promise<Program> => {
      const holder = await start(task);
      holder.tell();
      await holder.hasIt;
      return holder;
    },
  };
}

/** The lock in this process. */
function lockHere(changes: Partial<Parameters<typeof createRenewalLock>[0]> = {}) {
  return createRenewalLock({
    name: (id) => toLockName(service, id),
    clock: systemClock,
    log: { note: (event) => expect.unreachable(event) },
    ...changes,
  });
}

async function untilTaken(account: string): Promise<number> {
  const startedAt = performance.now();
  const turn = await lockHere().take(account);
  if (!turn.ok) throw new Error(turn.failure.kind);
  onTestFinished(turn.value);
  return performance.now() - startedAt;
}

async function startMany(
  count: number,
  start: (nth: number) => Promise<Program>,
): Promise<readonly Program[]> {
  const programs: Program[] = [];
  // Ten at a time: they are to ask at once, not to start at once.
  for (let nth = 0; nth < count; nth += 10) {
    const some = Array.from({ length: Math.min(10, count - nth) }, (_, more) => start(nth + more));
    programs.push(...(await Promise.all(some)));
  }
  return programs;
}

test(
  'a hundred programs that want to renew one account at once do so one after the other, also when every fifth is killed in the middle (RR7)',
  { timeout: 240_000 },
  async () => {
    const { diary, start } = await aPlace();
    const programs = await startMany(100, (nth) =>
      start({ way: nth % 5 === 0 ? 'dies' : 'works', holds: 1 + (nth % 7) }),
    );
    for (const program of programs) program.tell();
    await Promise.all(programs.map(({ over }) => over));
    const entries = await diary.read();
    expect(new Set(entries.filter(({ what }) => what === '+').map(({ who }) => who)).size).toBe(100);
    expect(entries.filter(({ what }) => what === '-')).toHaveLength(80);
    expect(overlaps(entries)).toBe(0);
    console.log(figures('given back, 100 programs', takeovers(entries, ['-'])));
    console.log(figures('killed, 100 programs', takeovers(entries, ['x'])));
    expect(Math.max(...takeovers(entries, ['-', 'x']))).toBeLessThan(1_000);
  },
);

test('the diary of this test shows two at a time where there are: programs with a lock each', async () => {
  const { diary, start } = await aPlace();
  const programs = await startMany(10, () => start({ account: randomIds.next(), way: 'works', holds: 200 }));
  for (const program of programs) program.tell();
  await Promise.all(programs.map(({ over }) => over));
  expect(overlaps(await diary.read())).toBeGreaterThan(0);
});

test(
  'whoever is killed while renewing is followed by the next within a second, thirty times (RR7)',
  { timeout: 240_000 },
  async () => {
    const { diary, start } = await aPlace();
    let waiting = await startMany(8, () => start());
    for (const program of waiting) program.tell();
    const times: number[] = [];
    let killedAt: number | null = null;
    for (let kills = 0; kills <= 30; kills += 1) {
      const holder = await Promise.race(waiting.map((program) => program.hasIt.then(() => program)));
      if (killedAt !== null) times.push(performance.now() - killedAt);
      waiting = waiting.filter((program) => program !== holder);
      const another = await start();
      another.tell();
      await delay(Math.random() * 40);
      // Nobody else got it while this one was alive.
      expect((await diary.read()).filter(({ what }) => what === '+')).toHaveLength(kills + 1);
      waiting = [...waiting, another];
      killedAt = performance.now();
      await holder.kill();
    }
    console.log(figures('killed from outside, 8 programs', times));
    expect(times).toHaveLength(30);
    expect(Math.max(...times)).toBeLessThan(1_000);
  },
);

test(
  'a program killed while it only waits, or while it just gets its turn, keeps nobody from theirs (RR7)',
  { timeout: 120_000 },
  async () => {
    const { diary, start, account } = await aPlace();
    const programs = await startMany(20, () => start({ way: 'works', holds: 3 }));
    const killed = programs.filter((_, nth) => nth % 2 === 0);
    for (const program of programs) program.tell();
    await Promise.all(killed.map((program) => delay(Math.random() * 250).then(program.kill)));
    await Promise.all(programs.map(({ over }) => over));
    expect(await untilTaken(account)).toBeLessThan(1_000);
    const entries = await diary.read();
    for (const { child } of programs.filter((program) => !killed.includes(program)))
      expect(entries.filter(({ who, what }) => who === child.pid && what === '-')).toHaveLength(1);
  },
);

describe('a holder', () => {
  test('that dies frees the lock although a program that it started lives on', async () => {
    const { account, startHolder } = await aPlace();
    const holder = await startHolder({ way: 'has-child' });
    const [message] = (await once(holder.child, 'message')) as [{ readonly child: number }];
    onTestFinished(() => void process.kill(message.child, 'SIGKILL'));
    await holder.kill();
    expect(await untilTaken(account)).toBeLessThan(1_000);
    expect(process.kill(message.child, 0)).toBe(true);
  });

  test('is not kept alive by the lock: it ends when it has nothing else to do', async () => {
    const { account, startHolder } = await aPlace();
    const holder = await startHolder({ way: 'forgets' });
    expect(await holder.over).toEqual([0, null]);
    expect(await untilTaken(account)).toBeLessThan(1_000);
  });

  test('that hangs is waited for, and the renewal given up as one that happens elsewhere', async () => {
    const { account, startHolder } = await aPlace();
    const holder = await startHolder();
    holder.child.kill('SIGSTOP');
    // 35 seconds become one.
    const clock = {
      after: (milliseconds: number, run: () => void) => systemClock.after(milliseconds / 35, run),
    };
    const startedAt = performance.now();
    expect(await lockHere({ clock }).take(account)).toEqual({
      ok: false,
      failure: { kind: 'renewed-elsewhere' },
    });
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    holder.child.kill('SIGCONT');
  });
});

describe.runIf(hasSockets)('a stranger', () => {
  test('that connects, talks and stays hears nothing and delays nobody (RR7)', async () => {
    const { account, path, startHolder } = await aPlace();
    const holder = await startHolder();
    const strangers = Array.from({ length: 30 }, () => connect({ path, allowHalfOpen: true }));
    let heard = 0;
    for (const stranger of strangers) {
      stranger.on('error', () => undefined);
      stranger.on('data', (data) => (heard += data.length));
      stranger.write('x'.repeat(100_000));
      onTestFinished(() => void stranger.destroy());
    }
    await delay(200);
    holder.tell();
    await holder.over;
    expect(await untilTaken(account)).toBeLessThan(1_000);
    expect(heard).toBe(0);
  });

  test('that fills every place keeps nobody from their turn (RR7)', async () => {
    const { account, path, startHolder } = await aPlace();
    const holder = await startHolder();
    const strangers = Array.from({ length: 400 }, () => connect({ path }));
    for (const stranger of strangers) {
      stranger.on('error', () => undefined);
      onTestFinished(() => void stranger.destroy());
    }
    await delay(200);
    const taken = untilTaken(account);
    await delay(200);
    const toldAt = performance.now();
    holder.tell();
    await taken;
    expect(performance.now() - toldAt).toBeLessThan(1_000);
  });

  test('that sits on the name makes a renewal wait, not loop', async () => {
    const { account, path } = await aPlace();
    let visits = 0;
    const squatter = createServer((visitor) => {
      visits += 1;
      visitor.destroy();
    }).listen(path);
    await once(squatter, 'listening');
    const taken = untilTaken(account);
    const before = process.cpuUsage();
    await delay(1_000);
    const { user, system } = process.cpuUsage(before);
    expect(visits).toBeGreaterThan(5);
    expect(visits).toBeLessThan(200);
    expect(user + system).toBeLessThan(500_000);
    squatter.close();
    await taken;
  });
});
