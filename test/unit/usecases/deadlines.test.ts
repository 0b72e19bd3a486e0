import { describe, expect, test } from 'vitest';
import { aKnownAccount, days, minutes, seconds } from '#support/builders';
import { aDesk } from '#support/desk';

const people = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    aKnownAccount({
      id: `p${index}`,
      identity: { userId: `${index}`, displayName: `Person ${index}`, email: null },
    }),
  );

describe('a token that ends', () => {
  test('is seen at its moment, without anybody asking', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    await desk.clock.pass(minutes(60) - 1);
    expect(desk.stateOf()?.kind).toBe('active');
    await desk.clock.pass(1);
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
  });

  test('while the computer slept is seen on waking up', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    desk.clock.jump(minutes(90));
    expect(desk.stateOf()?.kind).toBe('active');
    desk.freshness.alarms.look();
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
  });

  test('in a month is still waited for, although no timer runs that long', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.lifetimeSeconds = 30 * 86_400;
    await desk.refreshes();
    await desk.clock.pass(days(30) - 1);
    expect(desk.stateOf()?.kind).toBe('active');
    await desk.clock.pass(1);
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
  });

  test('is seen at its moment also when the clock was set back meanwhile', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    desk.clock.set(-minutes(30));
    desk.freshness.alarms.look();
    await desk.clock.pass(minutes(60) - 1);
    expect(desk.stateOf()?.kind).toBe('active');
    await desk.clock.pass(1);
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
  });
});

describe('one timer', () => {
  test('waits for the nearest of many deadlines', async () => {
    const desk = aDesk({ accounts: people(8) });
    for (const [index] of people(8).entries()) {
      desk.server.lifetimeSeconds = 600 + index * 60;
      await desk.refreshes(`p${index}`);
    }
    await desk.copies('p3');
    await desk.clock.pass(seconds(1));
    expect(desk.clock.waiting).toBe(1);
    await desk.clock.pass(minutes(11));
    const kinds = Object.values(desk.store.get().accounts).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'resting')).toHaveLength(2);
    expect(desk.clock.waiting).toBe(1);
  });

  test('none is left when nothing is due any more', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.copies();
    await desk.clock.pass(minutes(61));
    expect(desk.clock.waiting).toBe(0);
  });

  test('after waking up there is no second one beside it', async () => {
    const desk = aDesk({ accounts: people(2) });
    await desk.refreshes('p0');
    await desk.clock.pass(seconds(1));
    desk.clock.jump(minutes(10));
    desk.freshness.alarms.look();
    desk.freshness.alarms.look();
    await desk.clock.pass(seconds(1));
    expect(desk.clock.waiting).toBe(1);
  });

  test('after waking up with everything over, none is left', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    await desk.clock.pass(seconds(1));
    desk.clock.jump(minutes(90));
    desk.freshness.alarms.look();
    await desk.clock.pass(minutes(1));
    expect(desk.clock.waiting).toBe(0);
  });

  test('is called off when the app ends', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.copies();
    await desk.clock.pass(seconds(1));
    desk.endLife();
    expect(desk.clock.waiting).toBe(0);
  });
});

test('a clipboard that was due while the computer slept is cleared on waking up', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.copies();
  desk.clock.jump(minutes(5));
  desk.freshness.alarms.look();
  await desk.clock.pass(0);
  expect(desk.clipboard.text).toBe('');
});
