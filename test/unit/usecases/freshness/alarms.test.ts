import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createAlarms } from '#usecases/freshness/alarms';
import type { Clock } from '#usecases/ports';
import { days, minutes, noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';

const year = days(365);

/** Alarms, and how long their timers were. */
function anAlarmClock() {
  const clock = new HandClock(noon);
  const waits: number[] = [];
  const watched: Clock = {
    now: clock.now,
    monotonic: clock.monotonic,
    after(milliseconds, run) {
      waits.push(milliseconds);
      return clock.after(milliseconds, run);
    },
  };
  return {
    clock,
    waits,
    alarms: createAlarms({ clock: watched, onLook: () => undefined, onBug: () => undefined }),
  };
}

test('a deadline up to ten years away never comes early, and no timer is longer than a day (RT2)', async () => {
  const { clock, waits, alarms } = anAlarmClock();
  const deadlines = [2, 2 ** 31 - 1, 2 ** 31 + 1, days(30), year, 10 * year].map((wait) => noon + wait);
  const rang: number[] = [];
  for (const deadline of deadlines) alarms.add(() => void rang.push(deadline)).setFor(deadline);
  for (const [index, deadline] of deadlines.entries()) {
    clock.jump(deadline - clock.now() - 1);
    alarms.look();
    expect(rang).toHaveLength(index);
    await clock.pass(1);
    expect(rang).toEqual(deadlines.slice(0, index + 1));
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(days(1));
});

test('an hour in which nothing is due has six wake-ups at most, and one timer (H12)', async () => {
  const { clock, waits, alarms } = anAlarmClock();
  for (let count = 0; count < 10; count += 1) alarms.add(() => undefined).setFor(noon + year + count);
  expect(clock.waiting).toBe(1);
  const before = waits.length;
  await clock.pass(minutes(60));
  expect(waits.length - before).toBeLessThanOrEqual(6);
  expect(clock.waiting).toBe(1);
});

test('whatever sleep comes between, nothing rings early and what is due rings as soon as it is looked at (RT1)', async () => {
  const nap = fc.record({
    awake: fc.integer({ min: 0, max: minutes(20) }),
    asleep: fc.integer({ min: seconds(1), max: days(30) }),
  });
  const plan = fc.record({
    waits: fc.array(fc.integer({ min: 1, max: days(40) }), { minLength: 1, maxLength: 8 }),
    naps: fc.array(nap, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(plan, async ({ waits, naps }) => {
      const { clock, alarms } = anAlarmClock();
      const rang = new Map<number, number>();
      for (const [index, wait] of waits.entries()) {
        alarms.add(() => void rang.set(index, clock.now())).setFor(noon + wait);
      }
      for (const { awake, asleep } of naps) {
        await clock.pass(awake);
        clock.jump(asleep);
        alarms.look();
        for (const [index, wait] of waits.entries()) {
          expect(rang.has(index)).toBe(noon + wait <= clock.now());
          expect(rang.get(index) ?? Infinity).toBeGreaterThanOrEqual(noon + wait);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('a clock set back makes nothing early, and one set ahead is noticed within ten minutes (RT1)', async () => {
  const { clock, alarms } = anAlarmClock();
  let rang = 0;
  alarms.add(() => void (rang += 1)).setFor(noon + minutes(30));
  clock.set(-minutes(20));
  await clock.pass(minutes(49));
  expect(rang).toBe(0);
  const { alarms: others, clock: other } = anAlarmClock();
  others.add(() => void (rang += 1)).setFor(noon + days(1));
  other.set(days(1));
  await other.pass(minutes(10));
  expect(rang).toBe(1);
});
