import { expect, test } from 'vitest';
import type { Account } from '#domain/account';
import { emptyCatalog } from '#domain/catalog';
import { createKeepFresh } from '#usecases/freshness/keep-fresh';
import { createStore, toInitialState } from '#usecases/store';
import { aKnownAccount, aLooker, days, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';
import { createDice } from '../../../simulation/world';
import { acme, manyIds } from './scheduler-stage';

const fresh = manyIds(8).map((id, index) =>
  aKnownAccount({
    id,
    keepFresh: 'always',
    identity: { userId: String(index), displayName: id, email: null },
  }),
);

/** A desk with eight accounts whose chance is a real one. */
function anEveningDesk() {
  const desk = aDesk({ accounts: fresh });
  const dice = createDice(8);
  Object.defineProperty(desk.dice, 'next', { get: dice });
  return desk;
}

test('a server that answers 500 gets at most sixty requests in any hour (RT13)', async () => {
  const desk = anEveningDesk();
  desk.server.trouble = { kind: 'provider-misbehaved', host: acme, status: 500, what: 'status' };
  await desk.presence.start();
  for (let hour = 0; hour < 4; hour += 1) {
    const before = desk.server.received.length;
    await desk.clock.pass(minutes(60));
    expect(desk.server.received.length - before).toBeLessThanOrEqual(60);
    expect(desk.server.received.length - before).toBeGreaterThan(5);
  }
});

test('a server whose tokens live for a second gets at most sixty requests in any hour (RT13)', async () => {
  const desk = anEveningDesk();
  desk.server.lifetimeSeconds = 1;
  await desk.presence.start();
  for (let hour = 0; hour < 4; hour += 1) {
    const before = desk.server.received.length;
    await desk.clock.pass(minutes(60));
    expect(desk.server.received.length - before).toBeLessThanOrEqual(60);
    desk.presence.onSuspend();
    desk.clock.jump(minutes(30));
    desk.presence.onResume();
  }
  expect(desk.server.received.length).toBeGreaterThanOrEqual(8);
});

test('a desk that waits for its next renewal has one timer armed (PI2) (H12)', async () => {
  const desk = anEveningDesk();
  expect(desk.clock.waiting).toBe(0);
  await desk.presence.start();
  await desk.clock.pass(minutes(20));
  expect(desk.server.received).toHaveLength(8);
  expect(desk.clock.waiting).toBe(1);
});

test('what ended overnight is spread over minutes after waking up, the first one, too (RT4) (H8)', async () => {
  const desk = anEveningDesk();
  await desk.presence.start();
  await desk.clock.pass(minutes(20));
  desk.presence.onSuspend();
  desk.clock.jump(minutes(600));
  const before = desk.server.received.length;
  const wokeAt = desk.clock.now();
  desk.presence.onResume();
  await desk.clock.pass(0);
  expect(desk.server.received.length).toBe(before);
  await desk.clock.pass(minutes(5));
  const early = desk.server.received.length - before;
  expect(early).toBeGreaterThan(0);
  expect(early).toBeLessThan(8);
  await desk.clock.pass(minutes(6));
  expect(desk.server.received.length).toBe(before + 8);
  expect(desk.clock.now() - wokeAt).toBe(minutes(11));
});

test('of ten thousand accounts the twenty that are used are renewed ahead, nobody else (RT5)', () => {
  const used = new Set(manyIds(20));
  const accounts = manyIds(10_000).map((id): Account =>
    aKnownAccount({
      id,
      signedInAt: noon - days(30),
      lastHandOutAt: used.has(id) ? noon - days(2) : noon - days(9),
    }),
  );
  const store = createStore({
    ...toInitialState({ ...emptyCatalog, instances: [aLooker()], accounts }, null),
    vault: { kind: 'works' },
  });
  const planned = new Set<string>();
  const keepFresh = createKeepFresh({
    store,
    clock: { now: () => noon },
    chance: createDice(1),
    scheduler: {
      plan(id, _host, dueAt) {
        if (dueAt === null) planned.delete(id);
        else planned.add(id);
      },
    },
    hostOf: () => acme,
  });
  keepFresh.replan();
  expect([...planned].sort()).toEqual([...used].sort());
});
