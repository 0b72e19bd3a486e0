// Sign-outs that could not reach the provider: shown, tried again, done later, never lost.
import { describe, expect, test } from 'vitest';
import { ana, aKnownAccount, aWaitingAccount, aWish, ben, minutes, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { anaWaiting, locked, offline, timesOfTries, waitingOf } from './waiting-desk';

describe('a sign-out that waits', () => {
  test('is shown, with the time of the next try', async () => {
    const desk = await anaWaiting();
    expect(waitingOf(desk)).toEqual({
      since: noon,
      thenRemove: false,
      next: { kind: 'at', at: noon + seconds(15) },
    });
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
    expect(await desk.copies()).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
  });

  test('is done once the provider can be reached, and proved as any other', async () => {
    const desk = await anaWaiting();
    desk.server.trouble = null;
    await desk.clock.pass(seconds(15));
    expect(desk.view().instances[0]?.accounts[0]?.signOut).toMatchObject({
      lines: [{ kind: 'access-token-dead' }, { kind: 'refresh-token-dead' }, { kind: 'forgotten-here' }],
      failure: null,
    });
    expect(desk.accountOf()).toMatchObject({ queuedSignOut: null, storedIn: null, signedOut: true });
    expect(desk.server.livingTokens).toBe(0);
    expect(desk.vault.records.size).toBe(0);
    expect(desk.historyOf().slice(0, 2)).toEqual(['signed-out', 'sign-out-queued']);
  });

  test('is tried with growing pauses, five minutes at most', async () => {
    const desk = await anaWaiting();
    expect(await timesOfTries(desk, 1100)).toEqual([15, 45, 105, 225, 465, 765, 1065]);
  });

  test('is written into the history once, however often it is tried', async () => {
    const desk = await anaWaiting();
    await desk.clock.pass(minutes(30));
    expect(desk.historyOf()).toEqual(['sign-out-queued', 'renewed']);
    expect(waitingOf(desk)?.since).toBe(noon);
  });

  test('waits as long as the provider asks to', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.trouble = { kind: 'provider-busy', host: 'acme', retryAt: noon + minutes(20) };
    await desk.signsOut();
    expect(waitingOf(desk)?.next).toEqual({ kind: 'at', at: noon + minutes(20) });
    expect(await timesOfTries(desk, 1201)).toEqual([1200]);
  });

  test('is tried at once when the computer wakes up', async () => {
    const desk = await anaWaiting();
    await desk.clock.pass(minutes(10));
    desk.clock.jump(minutes(480));
    desk.server.trouble = null;
    desk.signOutQueue.look();
    await settle();
    expect(desk.accountOf().queuedSignOut).toBeNull();
  });

  test('waits no longer because two asked for the same try', async () => {
    const desk = await anaWaiting();
    desk.signOutQueue.look();
    desk.signOutQueue.look();
    await settle();
    expect(waitingOf(desk)?.next).toEqual({ kind: 'at', at: noon + seconds(30) });
  });

  test('shows no time while it is being tried', async () => {
    const desk = await anaWaiting();
    const release = desk.story.hold('access token probed');
    desk.signOutQueue.look();
    await settle();
    expect(waitingOf(desk)).toMatchObject({ next: { kind: 'trying' } });
    await release();
    expect(waitingOf(desk)?.next).toEqual({ kind: 'at', at: noon + seconds(30) });
  });

  test('is tried once at a time, however often somebody asks', async () => {
    const desk = await anaWaiting();
    desk.server.trouble = null;
    desk.story.forget();
    const release = desk.story.hold('logged out');
    desk.signOutQueue.look();
    desk.signOutQueue.look();
    const asked = desk.signsOut();
    await settle();
    await release();
    await asked;
    expect(desk.story.count('logged out')).toBe(1);
  });

  test('wished to be ended everywhere while it is being tried, is ended everywhere', async () => {
    const desk = await anaWaiting();
    const elsewhere = desk.server.open(ana);
    const release = desk.story.hold('access token probed');
    desk.signOutQueue.look();
    await settle();
    const asked = desk.signsOut('ana', { everywhere: true });
    await release();
    await asked;
    expect(desk.accountOf().queuedSignOut).toMatchObject({ everywhere: true });
    desk.server.trouble = null;
    await desk.clock.pass(minutes(5));
    expect(elsewhere.refreshToken).toBeNull();
  });

  test('that a bug interrupts is tried again', async () => {
    const desk = aDesk({ accounts: [aWaitingAccount()] });
    desk.server.bug = new TypeError('x is not a function');
    desk.signOutQueue.look();
    await settle();
    expect(desk.log.bugs).toHaveLength(1);
    desk.server.bug = null;
    await desk.clock.pass(seconds(15));
    expect(desk.accountOf().queuedSignOut).toBeNull();
  });

  test('finishes with the refresh token that replaced the first on the way', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.isRotating = true;
    const release = desk.story.hold('logged out');
    const leaving = desk.signsOut();
    await settle();
    desk.server.trouble = offline;
    await release();
    const report = await leaving;
    expect(report.lines.at(-1)).toEqual({ kind: 'queued' });
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
    desk.server.trouble = null;
    const next = desk.restart();
    next.signOutQueue.look();
    await settle();
    expect(next.accountOf().queuedSignOut).toBeNull();
    expect(next.server.sessions.every(({ refreshToken }) => refreshToken === null)).toBe(true);
  });
});

describe('after a restart', () => {
  test('it still waits, and is done', async () => {
    const desk = (await anaWaiting()).restart();
    expect(desk.accountOf()).toMatchObject({ signedOut: true, queuedSignOut: { since: noon } });
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
    desk.server.trouble = null;
    desk.signOutQueue.look();
    await settle();
    expect(desk.accountOf()).toMatchObject({ queuedSignOut: null, storedIn: null });
    expect(desk.server.sessions.every(({ refreshToken }) => refreshToken === null)).toBe(true);
    expect(desk.vault.records.size).toBe(0);
  });

  test('without network it goes on waiting, from the first pause on', async () => {
    const desk = (await anaWaiting()).restart();
    desk.signOutQueue.look();
    await settle();
    expect(waitingOf(desk)?.next).toEqual({ kind: 'at', at: noon + seconds(15) });
  });

  test('an account that was to be removed is removed when it is done', async () => {
    const wish = aWish({ thenRemove: true });
    const desk = aDesk({ accounts: [aWaitingAccount({ queuedSignOut: wish })] });
    desk.signOutQueue.look();
    await settle();
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.vault.records.size).toBe(0);
  });

  test('an account that was to be removed stays with its report, if a refresh token is still alive', async () => {
    const wish = aWish({ thenRemove: true });
    const desk = aDesk({ accounts: [aWaitingAccount({ queuedSignOut: wish })] });
    desk.server.logoutEnds = 'access-token';
    desk.signOutQueue.look();
    await settle();
    expect(desk.view().instances[0]?.accounts[0]).toMatchObject({
      queuedSignOut: null,
      signOut: { canEndEverywhere: true },
    });
  });

  test('what was to be ended everywhere still is', async () => {
    const wish = aWish({ everywhere: true });
    const desk = aDesk({ accounts: [aWaitingAccount({ queuedSignOut: wish })] });
    const elsewhere = desk.server.open(ana);
    desk.signOutQueue.look();
    await settle();
    expect(elsewhere.refreshToken).toBeNull();
  });

  test('a sign-in kept in memory only is gone, and nothing waits for it', async () => {
    const desk = aDesk();
    desk.safekeeping.useMemoryOnly();
    const account = await desk.signsIn();
    desk.server.trouble = offline;
    await desk.signsOut(account.id);
    const next = desk.restart();
    expect(next.accountOf(account.id)).toMatchObject({ storedIn: null, queuedSignOut: null });
  });
});

describe('with a locked keychain', () => {
  async function anaLockedOut() {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.safekeeping.recheck();
    desk.vault.trouble = locked;
    await desk.signsOut();
    return desk;
  }

  test('it is not asked again and again: the desktop would show its prompt each time', async () => {
    const desk = await anaLockedOut();
    desk.story.forget();
    await desk.clock.pass(minutes(60));
    expect(desk.story.count('vault read')).toBe(0);
    expect(waitingOf(desk)).toMatchObject({ next: { kind: 'keychain' } });
  });

  test('nor is it asked when the computer wakes up or is unlocked', async () => {
    const desk = await anaLockedOut();
    desk.story.forget();
    desk.signOutQueue.look();
    await settle();
    expect(desk.story.count('vault read')).toBe(0);
    expect(waitingOf(desk)).toMatchObject({ next: { kind: 'keychain' } });
  });

  test('it is done as soon as the keychain was opened', async () => {
    const desk = await anaLockedOut();
    desk.vault.trouble = null;
    await desk.safekeeping.recheck();
    await settle();
    expect(desk.accountOf()).toMatchObject({ queuedSignOut: null, storedIn: null });
    expect(desk.server.livingTokens).toBe(0);
  });

  test('it is done as soon as something else showed that the keychain is open', async () => {
    const desk = await anaLockedOut();
    desk.vault.trouble = null;
    await desk.signsIn(ben);
    await settle();
    expect(desk.accountOf()).toMatchObject({ queuedSignOut: null, storedIn: null });
  });
});
