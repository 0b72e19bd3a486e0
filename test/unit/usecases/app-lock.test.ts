// "Lock now": what lives is put away, and nothing comes back before somebody opens the keychain.
import { describe, expect, test } from 'vitest';
import { aGoogle, aGoogleAccount, aKeyAccount, aKnownAccount, minutes, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { aDeskAtWork, accountIn, people, requestsAt } from './fresh-desk';
import { aConfigWish } from './google-desk';

const locked = { ok: false, failure: { kind: 'app-locked' } };

describe('locking', () => {
  test('takes every token out of memory and off the clipboard, and lets go of the keychain', async () => {
    const desk = await aDeskAtWork({ accounts: [aKnownAccount(), aKeyAccount()] });
    await desk.copies();
    await desk.appLock.lock();
    expect(desk.liveTokens.all('ana')).toEqual([]);
    expect(desk.liveTokens.get('key')).toBeNull();
    expect(desk.clipboard.text).toBe('');
    expect(desk.vault.closed).toBe(1);
    expect(desk.view().isLocked).toBe(true);
    expect(accountIn(desk).state).toEqual({ kind: 'resting' });
    expect(accountIn(desk).renewsAt).toBeNull();
  });

  test('refuses to hand out a token, a configuration or an answer, and asks no server', async () => {
    const desk = await aDeskAtWork({ instances: [aGoogle()], accounts: [aGoogleAccount()] });
    await desk.appLock.lock();
    const before = requestsAt(desk);
    expect(await desk.copies()).toEqual(locked);
    expect(await desk.refreshes()).toEqual(locked);
    expect(await desk.checkHealth('ana')).toEqual(locked);
    expect(await desk.configFiles.copy('ana', aConfigWish())).toEqual(locked);
    expect(await desk.configFiles.save('ana', aConfigWish())).toEqual(locked);
    await desk.renewAll();
    await desk.clock.pass(minutes(120));
    expect(requestsAt(desk)).toBe(before);
    expect(desk.clipboard.text).toBe('');
    expect(desk.vault.prompts).toBe(0);
  });

  test('while a renewal is under way: what replaced its refresh token is kept, its token is not', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.isRotating = true;
    const release = desk.story.hold('refresh token sent');
    const renewal = desk.refreshes();
    await settle();
    await desk.appLock.lock();
    await release();
    expect(await renewal).toMatchObject({ ok: false });
    expect(desk.liveTokens.all('ana')).toEqual([]);
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
    await desk.appLock.unlock();
    expect(await desk.copies()).toMatchObject({ ok: true });
  });

  test('while one is under way: a refusal later on is not blamed on that', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    const release = desk.story.hold('refresh token sent');
    const renewal = desk.refreshes();
    await settle();
    await desk.appLock.lock();
    await release();
    await renewal;
    await desk.appLock.unlock();
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toMatchObject({
      failure: { kind: 'sign-in-expired', interrupted: false },
    });
  });

  test('while others wait in line: none of them starts', async () => {
    const desk = aDesk({ accounts: people(9) });
    const release = desk.story.hold('refresh token sent');
    const all = desk.renewAll();
    await settle();
    await desk.appLock.lock();
    const before = requestsAt(desk);
    expect(before).toBe(4);
    await release();
    await all;
    expect(requestsAt(desk)).toBe(before);
    for (const { id } of people(9)) expect(desk.liveTokens.all(id)).toEqual([]);
  });

  test('while one waits for another program: the keychain is not asked afterwards', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    let goOn = (): void => undefined;
    const take = desk.renewalLock.take;
    Object.assign(desk.renewalLock, {
      take: async (id: string) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        return take(id);
      },
    });
    const renewal = desk.refreshes();
    await settle();
    await desk.appLock.lock();
    goOn();
    await renewal;
    expect(desk.story.count('vault read')).toBe(0);
    expect(requestsAt(desk)).toBe(0);
    expect(desk.renewalLock.held).toEqual([]);
  });

  test('while a copy is on its way to the clipboard: it does not stay there', async () => {
    const desk = await aDeskAtWork();
    const put = desk.clipboard.put;
    let arrive = (): void => undefined;
    Object.assign(desk.clipboard, {
      put: async (...text: Parameters<typeof put>) => {
        await new Promise<void>((resolve) => (arrive = resolve));
        return put(...text);
      },
    });
    const copied = desk.copies();
    await settle();
    await desk.appLock.lock();
    arrive();
    expect(await copied).toMatchObject({ ok: false });
    expect(desk.clipboard.text).toBe('');
    expect(desk.view().clipboard).toBeNull();
  });

  test('while somebody signs in: the sign-in is kept, its token is not in memory', async () => {
    const desk = aDesk({ accounts: [] });
    const signIn = await desk.startSignIn();
    await desk.appLock.lock();
    await signIn.browserAnswers();
    const [account] = desk.accountsAt();
    expect(desk.attemptAt()?.progress.kind).toBe('done');
    expect(desk.liveTokens.all(account?.id ?? '')).toEqual([]);
    expect(desk.stateOf(account?.id)).toEqual({ kind: 'resting' });
  });

  test('does not forget which tokens may still live when it comes to a sign-out', async () => {
    const desk = await aDeskAtWork();
    const report = desk.accountOf().tokensEndAt;
    await desk.appLock.lock();
    expect(desk.store.get().earlierTokens['ana']).toBe(report);
  });
});

describe('unlocking', () => {
  test('asks the keychain, and then everything is kept fresh again', async () => {
    const desk = await aDeskAtWork();
    await desk.appLock.lock();
    desk.story.forget();
    expect(await desk.appLock.unlock()).toEqual({ ok: true, value: undefined });
    expect(desk.story.events).toContain('vault checked');
    expect(desk.view().isLocked).toBe(false);
    await desk.clock.pass(minutes(10));
    expect(desk.stateOf()?.kind).toBe('active');
  });

  test('with a keychain that stays shut leaves everything locked', async () => {
    const desk = await aDeskAtWork();
    await desk.appLock.lock();
    desk.vault.isShut = true;
    expect(await desk.appLock.unlock()).toEqual({ ok: false, failure: { kind: 'keychain-locked' } });
    expect(desk.view().isLocked).toBe(true);
    expect(await desk.copies()).toEqual(locked);
    desk.vault.isShut = false;
    await desk.appLock.unlock();
    expect(await desk.copies()).toMatchObject({ ok: true });
  });

  test('who has no keychain is not asked', async () => {
    const desk = aDesk({ accounts: [] });
    desk.safekeeping.useMemoryOnly();
    const { id } = await desk.signsIn();
    await desk.appLock.lock();
    desk.story.forget();
    await desk.appLock.unlock();
    expect(desk.story.events).toEqual([]);
    expect(await desk.copies(id)).toMatchObject({ ok: true });
  });

  test('what is not locked asks nobody', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.appLock.unlock();
    expect(desk.story.events).toEqual([]);
  });

  test('does not happen by waking up or by unlocking the screen', async () => {
    const desk = await aDeskAtWork();
    await desk.appLock.lock();
    desk.presence.onResume();
    desk.presence.onUnlockScreen();
    await desk.clock.pass(seconds(30));
    expect(desk.view().isLocked).toBe(true);
    expect(desk.vault.prompts).toBe(0);
  });
});
