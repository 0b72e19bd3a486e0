// Walking away from a sign-in, at every point of it: nothing of it may show up later, here or at the provider.
import { describe, expect, test } from 'vitest';
import { ana, aKnownAccount, aLooker, minutes, seconds, secretOf } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

const points = [
  'vault checked',
  'receiver opened',
  'address made',
  'browser opened',
  'code redeemed',
  'identity asked',
  'vault written',
];

/** A sign-in that stands still at one point; gives the way to let it go on. */
async function stopAt(desk: Desk, point: string): Promise<() => Promise<void>> {
  const release = desk.story.hold(point);
  desk.signIn.start('acme', null);
  await settle();
  desk.receiver.doors.at(-1)?.receive({ code: desk.server.secret('code') });
  await settle();
  expect(desk.story.events.at(-1)).toBe(point);
  return release;
}

function kept(desk: Desk) {
  return {
    accounts: desk.store.get().catalog.accounts,
    states: desk.store.get().accounts,
    secrets: [...desk.vault.records].map(([id, record]) => [id, secretOf(record)]),
    liveTokens: desk.accountsAt().map(({ id }) => desk.liveTokens.get(id)),
  };
}

describe.each(points)('cancelling at "%s"', (point) => {
  test('leaves nothing behind on this computer', async () => {
    const desk = aDesk();
    const before = kept(desk);
    const release = await stopAt(desk, point);
    desk.signIn.cancel('acme');
    await release();
    expect(kept(desk)).toEqual(before);
    expect(desk.receiver.openDoors).toEqual([]);
    expect(desk.attemptAt()?.progress).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
  });

  test('leaves no token alive at the provider', async () => {
    const desk = aDesk();
    const release = await stopAt(desk, point);
    desk.signIn.cancel('acme');
    await release();
    expect(desk.server.livingTokens).toBe(0);
  });

  test('leaves the sign-in of the same person from before as it was', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ identity: ana })] });
    const before = kept(desk);
    const release = await stopAt(desk, point);
    desk.signIn.cancel('acme');
    await release();
    expect(kept(desk)).toEqual(before);
    expect(await desk.copies()).toMatchObject({ ok: true });
  });

  test('does nothing further: no browser opens, nothing is written', async () => {
    const desk = aDesk();
    const release = await stopAt(desk, point);
    const done = desk.story.events.slice();
    desk.signIn.cancel('acme');
    await release();
    const further = desk.story.events.slice(done.length);
    expect(further).not.toContain('browser opened');
    expect(further).not.toContain('vault written');
  });

  test('does not bring the window to the front', async () => {
    const desk = aDesk();
    const release = await stopAt(desk, point);
    desk.signIn.cancel('acme');
    await release();
    expect(desk.cameBack).toEqual([]);
  });
});

describe('the time limit', () => {
  test('a sign-in nobody finishes ends after five minutes', async () => {
    const desk = aDesk();
    const signIn = await desk.startSignIn();
    await desk.clock.pass(minutes(5) - 1);
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'under-way', step: 'answer' });
    await desk.clock.pass(1);
    expect(desk.attemptAt()?.progress).toEqual({
      kind: 'failed',
      step: 'answer',
      failure: { kind: 'sign-in-timed-out', minutes: 5 },
    });
    expect(signIn.door.isClosed).toBe(true);
  });

  test('an answer after that changes nothing', async () => {
    const desk = aDesk();
    const signIn = await desk.startSignIn();
    await desk.clock.pass(minutes(6));
    await signIn.browserAnswers();
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.cameBack).toEqual([]);
  });

  test('tokens that arrive too late are ended', async () => {
    const desk = aDesk();
    const release = desk.story.hold('code redeemed');
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    await desk.clock.pass(minutes(5));
    await release();
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('what was in the keychain by then goes, also when that was locked meanwhile', async () => {
    const desk = aDesk();
    const release = desk.story.hold('vault written');
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    await desk.clock.pass(minutes(5));
    desk.vault.trouble = { kind: 'keychain-locked' };
    await release();
    desk.vault.trouble = null;
    await desk.safekeeping.recheck();
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.vault.records.size).toBe(0);
  });

  test('a finished sign-in leaves no timer of its own running', async () => {
    const desk = aDesk();
    await desk.signsIn();
    await desk.clock.pass(seconds(10));
    const withTokenDeadlineOnly = desk.clock.waiting;
    expect(withTokenDeadlineOnly).toBe(1);
  });
});

test.each(['code redeemed', 'identity asked', 'vault written'])(
  'another sign-in for the same port lets one be that is back from the browser: "%s"',
  async (point) => {
    const desk = aDesk({ instances: [aLooker(), aLooker({ id: 'other', name: 'Other' })] });
    const release = await stopAt(desk, point);
    await desk.startSignIn('other');
    await release();
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done' });
    expect(await desk.refreshes(desk.accountsAt()[0]?.id)).toMatchObject({ ok: true });
    expect(desk.attemptAt('other')?.progress).toMatchObject({ kind: 'under-way', step: 'answer' });
  },
);

test('removing the instance cancels its sign-in', async () => {
  const desk = aDesk();
  const signIn = await desk.startSignIn();
  expect(await desk.removesInstance()).toMatchObject({ ok: true });
  expect(signIn.door.isClosed).toBe(true);
  await signIn.browserAnswers();
  expect(desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
  expect(desk.vault.records.size).toBe(0);
});
