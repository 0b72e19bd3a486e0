import { beforeAll, expect, test } from 'vitest';
import { inCheckout } from '#support/checkout';
import { killApp } from '../torture/app-kills';
import { bundlePrograms, openStageOn } from '../torture/bundled';

// The whole app with the keychain of the session, against the three kinds of server; `npm run torture -- 500 --app` does
// it as often as there is time for. The seed of a run stands in the title of what failed.
const kills = 9;
const seed = Date.now() % 1_000_000;

let bundle: string;
beforeAll(async () => {
  bundle = await bundlePrograms('app');
}, 120_000);

test(`${kills} kills in the middle of a renewal: each account works again, or is told to have been interrupted (RR5), seed ${seed}`, async () => {
  const keychainProgram = inCheckout('out/main/keychain-process.js');
  const stage = await openStageOn(bundle, { keychainProgram, warm: 0 });
  const { A, B, C } = await killApp(stage, { kills, seed }).finally(stage.close);
  expect([A, B, C].flatMap(({ unexplained, torn }) => [...unexplained, ...torn])).toEqual([]);
  expect([A.kills, B.kills, C.kills]).toEqual([3, 3, 3]);
}, 300_000);
