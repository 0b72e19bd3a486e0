// Several sign-ins at the same time do not get into each other's way (SO5, SO11, SO27).
import { expect, test } from 'vitest';
import { navigate, openWaiting, answerSoFar, type Waiting } from './door';

/** All orders of five. */
function toOrders(items: readonly number[]): number[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        toOrders(items.filter((other) => other !== first)).map((rest) => [first, ...rest]),
      );
}

async function openFive(): Promise<Waiting[]> {
  return Promise.all(Array.from({ length: 5 }, () => openWaiting()));
}

test('SO27: five wait at once, each with its own port and state', async () => {
  const five = await openFive();
  expect(new Set(five.map(({ port }) => port)).size).toBe(5);
  expect(new Set(five.map(({ state }) => state)).size).toBe(5);
});

test('SO27: in all 120 orders each answer reaches its own sign-in, and no wrong one gets in before', async () => {
  let crossings = 0;
  for (const order of toOrders([0, 1, 2, 3, 4])) {
    const five = await openFive();
    for (const [step, nth] of order.entries()) {
      const here = five[nth]!;
      const other = five[order[(step + 1) % 5]!]!;
      // The answer of somebody else arrives here first, then the right one.
      if ((await navigate(here, `/callback?code=of-${nth}-elsewhere&state=${other.state}`)).status === 303)
        crossings += 1;
      await navigate(here, `/callback?code=of-${nth}&state=${here.state}`);
    }
    const codes = await Promise.all(five.map((waiting) => answerSoFar(waiting)));
    crossings += codes.filter((code, nth) => code !== `of-${nth}`).length;
    for (const { door } of five) door.close();
    await Promise.all(five.map((waiting) => navigate(waiting, '/signed-in')));
  }
  expect(crossings).toBe(0);
});

test('SO27: one that is cancelled does not take the others along', async () => {
  const five = await openFive();
  five[2]!.door.close();
  await Promise.all(five.map((waiting) => navigate(waiting)));
  expect(await Promise.all(five.map((waiting) => answerSoFar(waiting)))).toEqual([
    'genuine-code',
    'genuine-code',
    'sign-in-cancelled',
    'genuine-code',
    'genuine-code',
  ]);
});
