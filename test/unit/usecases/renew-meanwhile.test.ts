// What becomes of a renewal when somebody signs out, removes the account or signs in again before its answer.
import { describe, expect, test } from 'vitest';
import { aKnownAccount, minutes } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { aDeskAtWork, people } from './fresh-desk';

const anaSignedIn = () => aDesk({ accounts: [aKnownAccount()] });

describe('somebody acts while a renewal is under way (RR12)', () => {
  async function renewing() {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    const release = desk.story.hold('refresh token sent');
    const renewal = desk.refreshes();
    await desk.clock.pass(0);
    return { desk, release, renewal };
  }

  test('signing out: its answer brings nothing back to life', async () => {
    const { desk, release, renewal } = await renewing();
    const signedOut = desk.signsOut();
    await release();
    await Promise.all([renewal, signedOut]);
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
    expect(desk.liveTokens.get('ana')).toBeNull();
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.accountOf().storedIn).toBeNull();
  });

  test('signing out: the last thing in the history is that', async () => {
    const { desk, release, renewal } = await renewing();
    const signedOut = desk.signsOut();
    await release();
    await Promise.all([renewal, signedOut]);
    expect(desk.historyOf()[0]).toBe('signed-out');
    expect(desk.historyOf()).not.toContain('renewal-failed');
  });

  test('signing out: what the renewal fetched does not live on at the provider', async () => {
    const { desk, release, renewal } = await renewing();
    const signedOut = desk.signsOut();
    await release();
    await Promise.all([renewal, signedOut]);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('removing the account: it does not come back', async () => {
    const { desk, release, renewal } = await renewing();
    const removed = desk.removes();
    await release();
    await Promise.all([renewal, removed]);
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.store.get().accounts).toEqual({});
    expect(desk.vault.records.size).toBe(0);
  });

  test('signing in again: a late refusal of the old token says nothing about the new one', async () => {
    const desk = anaSignedIn();
    const release = desk.story.hold('refresh token sent');
    desk.server.forgetEverybody();
    const renewal = desk.refreshes();
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    await release();
    await renewal;
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done' });
    expect(desk.stateOf()?.kind).toBe('active');
    expect(desk.accountOf().endedBy).toBeNull();
    expect(desk.restart().stateOf()).toEqual({ kind: 'resting' });
  });
});

describe('a sign-in of the same person and a renewal cross', () => {
  async function anaSigningIn(heldAt: string) {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    const signIn = await desk.startSignIn();
    const releaseSignIn = desk.story.hold(heldAt);
    await signIn.browserAnswers();
    return { desk, releaseSignIn };
  }

  test('a renewal begun while the new record is written keeps what replaced its refresh token', async () => {
    const { desk, releaseSignIn } = await anaSigningIn('vault written');
    const releaseRenewal = desk.story.hold('refresh token sent');
    const renewal = desk.refreshes();
    await desk.clock.pass(0);
    await releaseSignIn();
    await releaseRenewal();
    await renewal;
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('a renewal begun with the old record does not put its successor over the new one', async () => {
    const { desk, releaseSignIn } = await anaSigningIn('identity asked');
    const releaseRenewal = desk.story.hold('refresh token sent');
    const renewal = desk.refreshes();
    await desk.clock.pass(0);
    await releaseSignIn();
    await releaseRenewal();
    await renewal;
    await desk.clock.pass(0);
    expect(desk.vault.tokenOf('ana')).toBe(desk.server.sessions.at(-1)?.refreshToken);
  });
});

test('a renewal that answers while a new sign-in is being written does not overwrite it', async () => {
  const desk = anaSignedIn();
  desk.server.isRotating = true;
  const releaseRenewal = desk.story.hold('refresh token sent');
  const renewal = desk.refreshes();
  const signIn = await desk.startSignIn();
  const releaseWrite = desk.story.hold('vault written');
  await signIn.browserAnswers();
  const newest = desk.server.sessions.at(-1)?.refreshToken;
  await releaseRenewal();
  await releaseWrite();
  await renewal;
  await desk.clock.pass(0);
  expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done' });
  expect(desk.vault.tokenOf('ana')).toBe(newest);
});

describe('somebody acts while tokens are renewed by themselves (RR12)', () => {
  /** The lid was closed for the night, and a request hangs. */
  async function renewingAhead(count = 1): Promise<{ desk: Desk; release: () => Promise<void> }> {
    const desk = await aDeskAtWork({ accounts: people(count) });
    desk.server.isRotating = true;
    const release = desk.story.hold('refresh token sent');
    desk.dice.next = 0;
    desk.presence.onSuspend();
    desk.clock.jump(minutes(500));
    desk.presence.onResume();
    await settle();
    return { desk, release };
  }

  const acts: readonly (readonly [string, (desk: Desk, id: string) => Promise<unknown>])[] = [
    ['signing out', (desk, id) => desk.signsOut(id)],
    ['removing the account', (desk, id) => desk.removes(id)],
    ['removing its instance', (desk) => desk.removesInstance('acme', true)],
    ['forgetting it here', (desk, id) => desk.signOuts.forgetHere(id)],
  ];

  test.each(acts)(
    '%s: the answer brings nothing back, in the list, the keychain or memory',
    async (_what, act) => {
      const { desk, release } = await renewingAhead();
      const over = act(desk, 'p0');
      await settle();
      await release();
      await over;
      await desk.clock.pass(minutes(120));
      expect(['signed-out', undefined]).toContain(desk.stateOf('p0')?.kind);
      expect(desk.vault.records.size).toBe(0);
      expect(desk.liveTokens.get('p0')).toBeNull();
      expect(desk.renewalLock.held).toEqual([]);
    },
  );

  test.each(acts)('%s while it waits in line behind others: nothing of it comes back', async (_what, act) => {
    const { desk, release } = await renewingAhead(6);
    const asked = desk.refreshes('p5');
    const over = act(desk, 'p5');
    await settle();
    await release();
    await Promise.all([asked, over]);
    await desk.clock.pass(minutes(30));
    expect(desk.vault.records.has('p5')).toBe(false);
    expect(desk.liveTokens.get('p5')).toBeNull();
    expect(['signed-out', undefined]).toContain(desk.stateOf('p5')?.kind);
  });

  test('quitting: what hangs is not waited for by anything new, and what it brings is in the keychain', async () => {
    const { desk, release } = await renewingAhead();
    desk.endLife();
    desk.signOutQueue.stop();
    const settled = desk.allSettled();
    await release();
    await settled;
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('p0') ?? '')).toBe(true);
    const sent = desk.story.count('refresh token sent');
    await desk.clock.pass(minutes(600));
    expect(desk.story.count('refresh token sent')).toBe(sent);
    expect(desk.clock.waiting).toBe(0);
  });
});
