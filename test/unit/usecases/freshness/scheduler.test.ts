import { expect, test } from 'vitest';
import { renewAt } from '#domain/renewal-plan';
import { minutes, noon, seconds } from '#support/builders';
import { createDice } from '../../../simulation/world';
import { acme, aStage, beta, broken, busiestSecond, busyUntil, done, manyIds } from './scheduler-stage';

test('ten thousand tokens with one and the same end are renewed over minutes, and all before it (RT4)', async () => {
  const { clock, plan, requests } = aStage({ latency: 50 });
  const dice = createDice(4);
  const lease = { issuedAt: noon, expiresAt: noon + minutes(60) };
  const plans = manyIds(10_000).map((id) => ({ id, at: renewAt(lease, dice()) ?? 0 }));
  for (const { id, at } of plans) plan(id, at);
  expect(busiestSecond(plans.map(({ at }) => at))).toBeLessThanOrEqual(200);
  await clock.pass(minutes(59));
  expect(requests).toHaveLength(10_000);
  expect(busiestSecond(requests.map(({ at }) => at))).toBeLessThanOrEqual(200);
  expect(requests.every(({ at }) => at >= noon + minutes(45))).toBe(true);
});

test('waking with ten thousand due, four are under way at a host, eight in all, and nobody is left out (RT6) (H8)', async () => {
  const hosts = [acme, beta, 'gamma.example', 'delta.example'];
  const { clock, plan, requests, scheduler, most } = aStage();
  scheduler.hold(true);
  for (const [index, id] of manyIds(10_000).entries()) plan(id, noon, hosts[index % 4]);
  scheduler.hold(false);
  await clock.pass(minutes(6));
  expect(most).toEqual({ perHost: 4, inAll: 8, perId: 1 });
  expect(new Set(requests.map(({ id }) => id)).size).toBe(10_000);
  expect(requests).toHaveLength(10_000);
});

test('a server that wants a pause in the middle of it gets nothing while that lasts (H8) (RT8)', async () => {
  let answers = 0;
  const { clock, plan, requests } = aStage({
    answer: () => ((answers += 1) === 100 ? busyUntil(clock.now() + minutes(10)) : done),
  });
  for (const id of manyIds(1000)) plan(id, noon);
  await clock.pass(minutes(9));
  // The hundredth, and the three that were under way with it.
  const sent = requests.length;
  expect(sent).toBeLessThanOrEqual(103);
  await clock.pass(minutes(9));
  expect(new Set(requests.map(({ id }) => id)).size).toBe(1000);
});

test('who asks overtakes ten thousand that come by themselves, as soon as one has ended (RT6)', async () => {
  const { clock, plan, asks, requests } = aStage();
  for (const id of manyIds(10_000)) plan(id, noon);
  await clock.pass(seconds(10));
  await clock.pass(50);
  const before = requests.length;
  const askedAt = clock.now();
  await Promise.all([asks('somebody'), clock.pass(seconds(5))]);
  const place = requests.slice(before).findIndex(({ id }) => id === 'somebody');
  expect(place).toBe(0);
  expect((requests[before]?.at ?? 0) - askedAt).toBeLessThanOrEqual(200);
});

test('one timer is armed however much is planned, and none for nothing (PI2)', async () => {
  const { clock, plan, scheduler } = aStage();
  expect(clock.waiting).toBe(0);
  scheduler.look();
  expect(clock.waiting).toBe(0);
  plan('account-0', noon + minutes(48));
  expect(clock.waiting).toBe(1);
  const ids = manyIds(10_000);
  for (const [index, id] of ids.entries()) plan(id, noon + minutes(48) + index);
  expect(clock.waiting).toBe(1);
  await clock.pass(minutes(30));
  expect(clock.waiting).toBe(1);
  for (const id of ids) plan(id, null);
  expect(clock.waiting).toBe(0);
});

test('each failure doubles the longest wait, up to five minutes, and a success starts over (RT7)', async () => {
  let isWell = false;
  // Other accounts at the host do well, so that it is not left alone as a whole.
  const { clock, plan, scheduler, requests } = aStage({
    answer: () => (isWell ? done : broken),
    chance: () => 0.999,
    latency: 0,
  });
  const waits: number[] = [];
  plan('ana', noon);
  await clock.pass(0);
  for (let count = 0; count < 12; count += 1) {
    scheduler.report('ben', acme, done);
    waits.push((scheduler.plannedAt('ana') ?? 0) - clock.now());
    await clock.pass(waits.at(-1) ?? 0);
  }
  expect(waits.map((wait) => Math.round(wait / 1000))).toEqual([
    2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300, 300,
  ]);
  isWell = true;
  await clock.pass(minutes(6));
  isWell = false;
  const before = requests.length;
  plan('ana', clock.now());
  await clock.pass(0);
  expect(requests.length).toBe(before + 1);
  expect((scheduler.plannedAt('ana') ?? 0) - clock.now()).toBeLessThan(seconds(2));
});

test('nothing starts while it is held, and a change of plan counts at once', async () => {
  const { clock, plan, scheduler, requests } = aStage();
  scheduler.hold(true);
  plan('ana', noon);
  await clock.pass(minutes(10));
  expect(requests).toHaveLength(0);
  plan('ana', noon + minutes(60));
  scheduler.hold(false);
  await clock.pass(minutes(40));
  expect(requests).toHaveLength(0);
  plan('ana', clock.now() + 5);
  await clock.pass(5);
  expect(requests).toHaveLength(1);
});

test('an account that moves to another host in the middle of a renewal is renewed there, too', async () => {
  const { clock, plan, requests } = aStage({ answer: () => broken });
  plan('ana', noon, acme);
  await clock.pass(100);
  plan('ana', noon + minutes(5), beta);
  await clock.pass(minutes(6));
  expect(requests.map(({ host }) => host).slice(0, 2)).toEqual([acme, beta]);
});

test('one that is not wanted any more when its time comes is not tried over and over, also after failures', async () => {
  const { clock, plan, scheduler, requests } = aStage({ answer: () => broken });
  plan('ana', noon);
  await clock.pass(300);
  expect(requests).toHaveLength(1);
  // From here on whoever runs it does nothing.
  const other = aStage({ answer: () => ({ kind: 'unsent' }) });
  other.scheduler.report('ana', acme, broken);
  other.plan('ana', noon);
  await other.clock.pass(minutes(10));
  expect(other.requests).toHaveLength(1);
  expect(other.scheduler.plannedAt('ana')).toBeNull();
  expect(scheduler.plannedAt('ana')).not.toBeNull();
});
