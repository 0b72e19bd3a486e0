import fc from 'fast-check';
import { expect, test } from 'vitest';
import { days, minutes, noon, seconds } from '#support/builders';
import { acme, aStage, beta, broken, busyUntil, done, manyIds } from './scheduler-stage';

test('whatever pause a server asks for, nothing comes by itself from any account there, up to a day (RT8)', async () => {
  const asked = fc.oneof(
    fc.integer({ min: -days(1), max: days(1) }),
    fc.constantFrom(0, 1, seconds(1), days(1), days(1) + 1, days(3650), Number.MAX_SAFE_INTEGER - noon),
  );
  await fc.assert(
    fc.asyncProperty(asked, async (wait) => {
      let isBusy = true;
      const { clock, plan, sentTo } = aStage({
        answer: ({ host }) => (host === acme && isBusy ? busyUntil(noon + 200 + wait) : done),
      });
      plan('first', noon);
      await clock.pass(200);
      isBusy = false;
      for (const id of manyIds(20)) plan(id, clock.now());
      plan('elsewhere', clock.now(), beta);
      const length = Math.min(Math.max(wait, 0), days(1));
      await clock.pass(Math.max(length - 1, 0));
      expect(sentTo(acme)).toHaveLength(length > 1 ? 1 : sentTo(acme).length);
      await clock.pass(minutes(2));
      expect(sentTo(acme).length).toBeGreaterThanOrEqual(21);
      expect(sentTo(beta)).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});

test('somebody may ask inside of a pause, and the others wait for its end all the same (RT8)', async () => {
  let isBusy = true;
  const { clock, plan, asks, sentTo } = aStage({
    answer: () => (isBusy ? busyUntil(noon + minutes(60)) : done),
  });
  plan('first', noon);
  await clock.pass(seconds(1));
  plan('second', clock.now());
  void asks('third');
  await clock.pass(minutes(10));
  isBusy = false;
  void asks('third');
  await clock.pass(minutes(49));
  expect(sentTo(acme).map(({ id }) => id)).toEqual(['first', 'third', 'third']);
  await clock.pass(minutes(2));
  expect(
    sentTo(acme)
      .map(({ id }) => id)
      .slice(3)
      .sort(),
  ).toEqual(['first', 'second']);
});

test('a renewal that never went out ends no pause (RT8)', async () => {
  const { clock, plan, scheduler, sentTo } = aStage({ answer: () => busyUntil(noon + minutes(60)) });
  plan('first', noon);
  await clock.pass(seconds(1));
  plan('second', clock.now());
  // Somebody asked, and the keychain was locked.
  scheduler.report('third', acme, { kind: 'unsent' });
  await clock.pass(minutes(30));
  expect(sentTo(acme)).toHaveLength(1);
});

test('of those under way at once, the first that is told to wait keeps the next from starting (RT8)', async () => {
  const { clock, plan, requests } = aStage({ answer: () => busyUntil(noon + minutes(60)) });
  for (const id of manyIds(100)) plan(id, noon);
  await clock.pass(minutes(59));
  expect(requests).toHaveLength(4);
});

test('a broken server gets sixty requests an hour at most, whatever chance says and however many wait (RT13)', async () => {
  for (const chance of [0, 0.5, 0.999]) {
    const { clock, plan, requests } = aStage({ answer: () => broken, chance: () => chance });
    for (const id of manyIds(500)) plan(id, noon);
    for (let hour = 0; hour < 5; hour += 1) {
      const before = requests.length;
      await clock.pass(minutes(60));
      expect(requests.length - before).toBeLessThanOrEqual(60);
      expect(requests.length - before).toBeGreaterThan(5);
    }
  }
});

test('when it is well again, one try shows it, and nobody is left behind (RT13)', async () => {
  let isWell = false;
  const { clock, plan, requests, most } = aStage({ answer: () => (isWell ? done : broken) });
  for (const id of manyIds(100)) plan(id, noon);
  await clock.pass(minutes(30));
  isWell = true;
  const before = requests.length;
  await clock.pass(minutes(12));
  expect(new Set(requests.slice(before).map(({ id }) => id)).size).toBe(100);
  expect(requests.slice(before)).toHaveLength(100);
  expect(most.perHost).toBe(4);
});

test('a clock that is set back makes a pause no longer (RT8)', async () => {
  let isBusy = true;
  const { clock, plan, sentTo } = aStage({ answer: () => (isBusy ? busyUntil(noon + minutes(5)) : done) });
  plan('first', noon);
  await clock.pass(seconds(1));
  isBusy = false;
  clock.set(-days(1));
  plan('second', clock.now());
  await clock.pass(minutes(10));
  expect(sentTo(acme).map(({ id }) => id)).toContain('second');
});
