import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '#usecases/freshness/scheduler';
import { minutes } from '#support/builders';
import { acme, aStage, beta, broken, busyUntil, done, manyIds, unreachable } from './scheduler-stage';

const ids = manyIds(8);
const hostOf = (id: string): string => (Number(id.at(-1)) % 2 === 0 ? acme : beta);

const says = ['done', 'refused', 'broken', 'busy', 'unreachable', 'unsent'] as const;
type Says = (typeof says)[number];

type Step =
  | { readonly kind: 'plan'; readonly id: string; readonly wait: number | null }
  | { readonly kind: 'pass'; readonly time: number }
  | { readonly kind: 'sleep'; readonly time: number }
  | { readonly kind: 'network'; readonly isThere: boolean }
  | { readonly kind: 'server'; readonly says: Says };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('plan' as const),
      id: fc.constantFrom(...ids),
      wait: fc.option(fc.integer({ min: -minutes(5), max: minutes(30) }), { freq: 6 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      time: fc.integer({ min: 0, max: minutes(10) }),
    }),
  },
  fc.record({ kind: fc.constant('sleep' as const), time: fc.integer({ min: 0, max: minutes(60) }) }),
  fc.record({ kind: fc.constant('network' as const), isThere: fc.boolean() }),
  fc.record({ kind: fc.constant('server' as const), says: fc.constantFrom(...says) }),
);

/** Plays it, and keeps beside it what is known without looking inside: who wants to be renewed, and from when on. */
async function play(steps: readonly Step[]): Promise<void> {
  let answer: Says = 'done';
  const wanted = new Map<string, number>();
  const early: string[] = [];
  const { clock, network, plan, scheduler, isUnderWay, most } = aStage({
    latency: 700,
    answer({ id, at }): Outcome {
      if (at < (wanted.get(id) ?? Infinity)) early.push(id);
      if (['done', 'refused', 'unsent'].includes(answer)) wanted.delete(id);
      const busy = busyUntil(clock.now() + minutes(3));
      return { done, broken, unreachable, busy, refused: { kind: 'refused' }, unsent: { kind: 'unsent' } }[
        answer
      ] as Outcome;
    },
  });
  for (const one of steps) {
    if (one.kind === 'pass') await clock.pass(one.time);
    else if (one.kind === 'network') network.isThere = one.isThere;
    else if (one.kind === 'server') answer = one.says;
    else if (one.kind === 'sleep') {
      scheduler.hold(true);
      clock.jump(one.time);
      scheduler.hold(false);
    } else if (!isUnderWay(one.id)) {
      // What its end would mean for a plan that was made meanwhile is told elsewhere.
      const at = one.wait === null ? null : clock.now() + one.wait;
      if (at === null) wanted.delete(one.id);
      else wanted.set(one.id, at);
      plan(one.id, at, hostOf(one.id));
    }
  }
  answer = 'done';
  network.isThere = true;
  // The longest pause, and the longest wait of one account, one after the other.
  await clock.pass(minutes(45));
  expect(early).toEqual([]);
  expect([...wanted.keys()]).toEqual([]);
  expect(most.perId).toBeLessThanOrEqual(1);
  expect(most.perHost).toBeLessThanOrEqual(4);
}

test('whatever comes, nothing runs twice at once or before its time, and nothing is lost', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 40 }), play), { numRuns: 150 });
});
