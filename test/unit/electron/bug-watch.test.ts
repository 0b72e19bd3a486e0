import { expect, test } from 'vitest';
import { createBugWatch } from '#electron/bug-watch';
import { HandClock } from '#support/fakes/clock';
import { FakeLog } from '#support/fakes/log';

function aWatch(restart: () => void = () => undefined) {
  const clock = new HandClock(0);
  const log = new FakeLog();
  const told: string[] = [];
  const seen = { restarts: 0 };
  const watch = createBugWatch({
    log,
    monotonic: clock.monotonic,
    restartRenewals() {
      seen.restarts += 1;
      restart();
    },
    tell: (reference) => told.push(reference),
  });
  return { watch, clock, log, told, seen };
}

test('a bug is logged, the renewals start afresh, and she is told under which reference (RS13)', () => {
  const { watch, log, told, seen } = aWatch();
  watch(new Error('a bug'));
  expect(log.bugs).toHaveLength(1);
  expect(seen.restarts).toBe(1);
  expect(told).toEqual(['bug-1']);
});

test('a storm of bugs is one dialog and one fresh start a minute, and every one is in the log (RS13)', async () => {
  const { watch, clock, log, told, seen } = aWatch();
  for (let times = 0; times < 100; times += 1) watch(new Error('again'));
  expect(seen.restarts).toBe(1);
  await clock.pass(60_000);
  watch(new Error('again'));
  expect(seen.restarts).toBe(2);
  expect(told).toHaveLength(1);
  expect(log.bugs).toHaveLength(101);
});

test.each([undefined, null, 'words', { toString: null }])('whatever was thrown is survived: %j', (thrown) => {
  const { watch, told } = aWatch();
  expect(() => watch(thrown)).not.toThrow();
  expect(told).toHaveLength(1);
});

test('renewals that cannot be started afresh are one more bug in the log, and nothing else', () => {
  const { watch, log, told } = aWatch(() => {
    throw new Error('not even that');
  });
  expect(() => watch(new Error('a bug'))).not.toThrow();
  expect(log.bugs).toHaveLength(2);
  expect(told).toEqual(['bug-1']);
});
