// Killed with SIGKILL at random moments of a renewal, against the three kinds of server; `npm run torture` does it 10,000
// times. The seed of a run stands in the title of what failed.
import { beforeAll, describe, expect, test } from 'vitest';
import { inCheckout } from '#support/checkout';
import { openPrivateBus } from '#support/keyring';
import { bundlePrograms, openStageOn } from '../../torture/bundled';
import { runTorture } from '../../torture/run';
import type { Tally } from '../../torture/tally';

const kills = 300;
const keyringKills = 30;
const seed = Date.now() % 1_000_000;

let bundle: string;
beforeAll(async () => {
  bundle = await bundlePrograms('kill');
}, 120_000);

describe(`${kills} kills, the vault in files, seed ${seed}`, () => {
  let tally: Tally;
  beforeAll(async () => {
    const stage = await openStageOn(bundle);
    tally = await runTorture(stage, { kills, seed }).finally(stage.close);
  }, 600_000);

  test('where refresh tokens are not replaced, every account works again after the kill (RR1)', () => {
    const { kills: done, unexplained, explained, torn } = tally.A;
    expect({ done, unexplained, explained, torn }).toEqual({
      done: 100,
      unexplained: [],
      explained: 0,
      torn: [],
    });
  });

  test('where a replaced refresh token is taken for 30 seconds, every account works again after the kill (RR2)', () => {
    const { kills: done, unexplained, explained, torn } = tally.B;
    expect({ done, unexplained, explained, torn }).toEqual({
      done: 100,
      unexplained: [],
      explained: 0,
      torn: [],
    });
  });

  test('where each works once only, a sign-in is lost in the window alone, and said so (RR3)', () => {
    const { kills: done, unexplained, torn, recovered, explained } = tally.C;
    expect({ done, unexplained, torn }).toEqual({ done: 100, unexplained: [], torn: [] });
    expect(recovered + explained).toBeGreaterThan(0);
  });

  test('the kills fell before, into and after the renewal, and some into the window (RR3)', () => {
    const sum = (pick: (of: Tally['A']) => number): number => pick(tally.A) + pick(tally.B) + pick(tally.C);
    expect(sum((of) => of.before)).toBeGreaterThan(0);
    expect(sum((of) => of.inside)).toBeGreaterThan(kills / 10);
    expect(sum((of) => of.after)).toBeGreaterThan(0);
    expect(sum((of) => of.inWindow)).toBeGreaterThan(0);
  });
});

test(`${keyringKills} kills with the keyring of the desktop: nothing unexplained, seed ${seed} (RR1, RR2, RR3)`, async () => {
  const bus = await openPrivateBus();
  try {
    await bus.startKeyring();
    const keychainProgram = inCheckout('out/main/keychain-process.js');
    const stage = await openStageOn(bundle, { keychainProgram, env: bus.env });
    const { A, B, C } = await runTorture(stage, { kills: keyringKills, seed }).finally(stage.close);
    expect([A, B, C].flatMap(({ unexplained, torn }) => [...unexplained, ...torn])).toEqual([]);
    expect(A.kills + B.kills + C.kills).toBe(keyringKills);
  } finally {
    await bus.close();
  }
}, 300_000);
