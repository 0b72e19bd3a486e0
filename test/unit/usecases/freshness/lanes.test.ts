import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLanes } from '#usecases/freshness/lanes';
import { noon } from '#support/builders';
import { HandClock } from '#support/fakes/clock';

test('never more than four are under way at a host and eight in all, and everybody gets a turn (RT6)', async () => {
  const wish = fc.record({
    host: fc.constantFrom('a', 'b', 'c', 'd'),
    takes: fc.integer({ min: 0, max: 50 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(wish, { maxLength: 60 }), async (wishes) => {
      const clock = new HandClock(noon);
      const lanes = createLanes();
      const going: string[] = [];
      const most = { there: 0, inAll: 0 };
      const all = wishes.map(({ host, takes }) =>
        lanes.take(host, async () => {
          going.push(host);
          most.there = Math.max(most.there, going.filter((one) => one === host).length);
          most.inAll = Math.max(most.inAll, going.length);
          await new Promise<void>((resolve) => void clock.after(takes, resolve));
          going.splice(going.indexOf(host), 1);
        }),
      );
      await clock.pass(60 * 50);
      await Promise.all(all);
      expect(most.there).toBeLessThanOrEqual(4);
      expect(most.inAll).toBeLessThanOrEqual(8);
    }),
    { numRuns: 60 },
  );
});

test('who asked first goes first, and one that fails leaves its lane to the next (RT6)', async () => {
  const lanes = createLanes();
  const order: number[] = [];
  const ends: ((error: Error) => void)[] = [];
  const all = [0, 1, 2, 3, 4, 5].map((number) =>
    lanes
      .take('a', () => {
        order.push(number);
        return new Promise<void>((_resolve, reject) => ends.push(reject));
      })
      .catch(() => undefined),
  );
  expect(order).toEqual([0, 1, 2, 3]);
  expect(lanes.hasRoom('b')).toBe(true);
  for (const [number, ended] of all.entries()) {
    ends[number]?.(new Error('refused'));
    await ended;
  }
  expect(order).toEqual([0, 1, 2, 3, 4, 5]);
  expect(lanes.hasRoom('a')).toBe(true);
});
