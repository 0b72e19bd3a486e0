import { expect, test } from 'vitest';
import { minutes, noon, seconds } from '#support/builders';
import { acme, aStage, done, manyIds, unreachable } from './scheduler-stage';

test('while there is no network nothing starts, and each of a thousand returns begins with one probe (RT9)', async () => {
  const { clock, network, plan, requests } = aStage({ latency: 300 });
  const ids = manyIds(20);
  let offline = 0;
  let returns = 0;
  for (let flap = 0; flap < 1000; flap += 1) {
    network.isThere = false;
    for (const id of ids) plan(id, clock.now());
    const before = requests.length;
    // Time for what was under way to end, and for the question whether it is back.
    await clock.pass(seconds(21));
    offline += requests.length - before;
    network.isThere = true;
    await clock.pass(seconds(25));
    const back = requests.slice(before);
    const first = back[0]?.at ?? 0;
    // Nobody else before the first has its answer.
    expect(back.filter(({ at }) => at < first + 300)).toHaveLength(1);
    returns += 1;
    expect(back).toHaveLength(ids.length);
  }
  expect(offline).toBe(0);
  expect(returns).toBe(1000);
});

test('a network that is there by name only gets single tries with growing pauses, and then everybody (RT9)', async () => {
  let isUp = false;
  const { clock, plan, requests, scheduler, most } = aStage({
    answer: () => (isUp ? done : unreachable),
    chance: () => 0.5,
  });
  scheduler.hold(true);
  for (const id of manyIds(40)) plan(id, noon);
  scheduler.hold(false);
  await clock.pass(minutes(2));
  expect(most.inAll).toBe(1);
  expect(requests.length).toBeLessThan(10);
  isUp = true;
  await clock.pass(minutes(12));
  expect(new Set(requests.map(({ id }) => id)).size).toBe(40);
  expect(most.inAll).toBe(4);
});

test('this computer itself needs no network (RT9)', async () => {
  const { clock, network, plan, sentTo } = aStage();
  network.isThere = false;
  plan('here', noon, '127.0.0.1:8080');
  plan('there', noon, acme);
  await clock.pass(minutes(5));
  expect(sentTo('127.0.0.1:8080')).toHaveLength(1);
  expect(sentTo(acme)).toHaveLength(0);
});
