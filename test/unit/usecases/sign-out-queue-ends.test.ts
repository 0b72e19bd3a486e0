// How a sign-out that waits comes to its end otherwise: given up, or overtaken by the next sign-in.
import { describe, expect, test } from 'vitest';
import { ana, aKeyAccount, aLooker, aWaitingAccount, ben, minutes, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { anaWaiting, locked, offline, timesOfTries, waitingOf } from './waiting-desk';

describe('giving it up', () => {
  test('forgets what was kept for it, tries no more, and leaves the account on the list', async () => {
    const desk = await anaWaiting();
    expect(await desk.signOuts.forget('ana')).toMatchObject({ ok: true });
    expect(desk.vault.records.size).toBe(0);
    expect(desk.accountOf()).toMatchObject({ signedOut: true, storedIn: null, queuedSignOut: null });
    expect(await timesOfTries(desk, 600)).toEqual([]);
  });

  test('is not possible while the keychain is locked: the secret would stay behind', async () => {
    const desk = await anaWaiting();
    desk.vault.trouble = locked;
    expect(await desk.signOuts.forget('ana')).toEqual({ ok: false, failure: locked });
    expect(desk.accountOf().queuedSignOut).not.toBeNull();
  });

  test('while a try is on its way counts, whatever comes of that', async () => {
    const desk = await anaWaiting();
    const release = desk.story.hold('access token probed');
    desk.signOutQueue.look();
    await settle();
    const forgotten = desk.signOuts.forget('ana');
    await settle();
    await release();
    await forgotten;
    expect(desk.vault.records.size).toBe(0);
    expect(desk.accountOf()).toMatchObject({ storedIn: null, queuedSignOut: null });
  });
});

describe('signing in again where somebody waits', () => {
  test('ends the old sign-in first, so that the new one is not ended with it', async () => {
    const desk = await anaWaiting();
    desk.server.trouble = null;
    const old = desk.server.sessions[0];
    await desk.signsIn(ana);
    expect(old?.refreshToken).toBeNull();
    expect(desk.accountOf()).toMatchObject({ queuedSignOut: null, signedOut: false, storedIn: 'keychain' });
    await desk.clock.pass(minutes(30));
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('waits for a try that is under way before the code is redeemed', async () => {
    const desk = await anaWaiting();
    desk.server.trouble = null;
    const release = desk.story.hold('logged out');
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    expect(desk.story.events).not.toContain('code redeemed');
    await release();
    await settle();
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done', outcome: 'same-person' });
  });

  test('leaves those of another instance waiting', async () => {
    const desk = aDesk({
      instances: [aLooker(), aLooker({ id: 'other', name: 'Other' })],
      accounts: [aWaitingAccount({ id: 'elsewhere', instanceId: 'other' })],
    });
    desk.server.trouble = offline;
    await desk.safekeeping.recheck();
    await settle();
    desk.server.trouble = null;
    await desk.signsIn(ben);
    expect(desk.accountOf('elsewhere').queuedSignOut).not.toBeNull();
  });

  /** The network comes back only after the browser was opened. */
  async function anaBackEarly(accountId: string | null = null) {
    const desk = await anaWaiting();
    const old = desk.server.sessions[0];
    const signIn = await desk.startSignIn('acme', accountId);
    desk.server.trouble = null;
    await signIn.browserAnswers();
    return { desk, old };
  }

  test('with the old sign-in still out of reach gives an account of its own, until that one is ended', async () => {
    const { desk, old } = await anaBackEarly();
    expect(desk.accountsAt()).toMatchObject([
      { id: 'ana', signedOut: true, queuedSignOut: { thenRemove: true } },
      { identity: ana, signedOut: false, queuedSignOut: null },
    ]);
    await desk.clock.pass(minutes(10));
    expect(old?.refreshToken).toBeNull();
    const [left, ...others] = desk.accountsAt();
    expect(others).toEqual([]);
    expect(await desk.refreshes(left?.id)).toMatchObject({ ok: true });
    expect([...desk.vault.records.keys()]).toEqual([left?.id]);
  });

  test('is told as what it is: the same person', async () => {
    const { desk } = await anaBackEarly('ana');
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done', outcome: 'same-person' });
  });

  test('twice does not make a third account', async () => {
    const { desk } = await anaBackEarly();
    await desk.signsIn(ana);
    await desk.signsIn(ana);
    expect(desk.accountsAt().filter(({ signedOut }) => !signedOut)).toHaveLength(1);
  });

  test('while a try is on its way that began after the browser came back: the new sign-in stays', async () => {
    const desk = await anaWaiting();
    const signIn = await desk.startSignIn();
    const next = waitingOf(desk)?.next;
    await desk.clock.pass((next?.kind === 'at' ? next.at : noon) - noon - seconds(1));
    desk.server.trouble = null;
    const releaseCode = desk.story.hold('code redeemed');
    await signIn.browserAnswers();
    const releaseLogout = desk.story.hold('logged out');
    await desk.clock.pass(seconds(2));
    await releaseCode();
    await settle();
    await releaseLogout();
    await desk.clock.pass(minutes(10));
    expect(desk.vault.records.has('ana')).toBe(true);
    expect(desk.accountOf()).toMatchObject({ signedOut: false, storedIn: 'keychain', queuedSignOut: null });
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('with the same key while its sign-out is on its way: the key stays', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    await desk.refreshes('key');
    const release = desk.story.hold('logged out');
    const leaving = desk.signsOut('key');
    await settle();
    const added = desk.addsKey(desk.server.keys[0]!);
    await settle();
    await release();
    await Promise.all([leaving, added]);
    expect(await added).toMatchObject({ ok: true });
    expect(desk.vault.records.has('key')).toBe(true);
    expect(await desk.copies('key')).toMatchObject({ ok: true });
  });
});
