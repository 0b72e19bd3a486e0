// Killed at every step of a renewal, answers that never arrive, and two programs at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlePrograms, openStageOn } from '../../torture/bundled';
import { killAtEveryStep } from '../../torture/every-step';
import { loseAnswers } from '../../torture/lost-answers';
import type { Stage } from '../../torture/run';
import { troublesOf } from '../../torture/tally';
import { runTwoPrograms } from '../../torture/two-programs';

let stage: Stage;
beforeAll(async () => {
  stage = await openStageOn(await bundlePrograms('steps'));
}, 120_000);
afterAll(() => stage.close());

test('killed before and after every call of a port, only what the table allows comes of it (RR4)', async () => {
  const repeats = 2;
  const { steps, tally } = await killAtEveryStep(stage, { repeats, lanesPerMode: 2 });
  expect(troublesOf(tally)).toEqual([]);
  for (const mode of ['A', 'B', 'C'] as const) {
    expect(steps[mode].length).toBeGreaterThan(30);
    expect(tally[mode].kills).toBeGreaterThan(steps[mode].length * repeats * 0.9);
  }
  expect(tally.A.recovered).toBe(tally.A.kills);
  expect(tally.B.recovered).toBe(tally.B.kills);
  // The steps between the server's answer and the vault.
  expect(tally.C.explained).toBeGreaterThan(0);
  expect(tally.C.explained).toBe(tally.C.inWindow);
}, 600_000);

describe('an answer that is lost after the server has replaced the refresh token', () => {
  const count = 10;

  test('is asked for again within 2 seconds, and where there is a grace, all is well (RR9)', async () => {
    const outcomes = await loseAnswers(stage, 'B', count);
    expect(outcomes.filter(({ works }) => works)).toHaveLength(count);
    for (const { reuses, retriedAfter } of outcomes) {
      expect(reuses).toBe(1);
      expect(retriedAfter).toBeLessThan(2000);
    }
  }, 120_000);

  test('costs the sign-in where each works once only: asked again once, and said so (RR9)', async () => {
    const outcomes = await loseAnswers(stage, 'C', count);
    expect(outcomes.filter(({ isSaid }) => isSaid)).toHaveLength(count);
    for (const { reuses } of outcomes) expect(reuses).toBeLessThanOrEqual(1);
  }, 120_000);

  test('does no harm where nothing is replaced (RR9)', async () => {
    const outcomes = await loseAnswers(stage, 'A', count);
    expect(outcomes.filter(({ works }) => works)).toHaveLength(count);
  }, 120_000);
});

test('two programs with one keychain ask at once, 50 times: no replaced refresh token is ever sent (RR7)', async () => {
  const { worked, reuses, said } = await runTwoPrograms(stage, 50);
  expect(said).toEqual([]);
  expect({ worked, reuses }).toEqual({ worked: 100, reuses: 0 });
}, 120_000);
