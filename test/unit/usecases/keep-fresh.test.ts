// Tokens stay fresh without anybody thinking of it: whose, when, and whose not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from '#domain/account';
import type { Failure } from '#domain/failure';
import { aKeyAccount, aKnownAccount, aWaitingAccount, days, minutes, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { accountIn, aDeskAtWork, aFreshDesk, people, requestsAt } from './fresh-desk';

describe('a token that is kept fresh', () => {
  test('is there after the start without anybody asking, and renewed at 80 % of its life', async () => {
    const desk = await aFreshDesk();
    await desk.clock.pass(minutes(5));
    expect(desk.stateOf()?.kind).toBe('active');
    await desk.clock.pass(minutes(48) - 1);
    expect(requestsAt(desk)).toBe(1);
    await desk.clock.pass(1);
    expect(requestsAt(desk)).toBe(2);
    expect(desk.stateOf()).toMatchObject({ lease: { expiresAt: desk.clock.now() + minutes(60) } });
    expect(desk.historyOf()).toEqual(['renewed-ahead']);
  });

  test('is renewed between 75 % and 85 % of its life, whatever chance says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        fc.integer({ min: 300, max: 86_400 }),
        async (chance, life) => {
          const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
          desk.server.lifetimeSeconds = life;
          desk.dice.next = chance;
          await desk.refreshes();
          await desk.presence.start();
          await desk.clock.pass(seconds(life) * 0.75 - 2);
          expect(requestsAt(desk)).toBe(1);
          await desk.clock.pass(seconds(life) * 0.1 + 4);
          expect(requestsAt(desk)).toBe(2);
          desk.endLife();
        },
      ),
      { numRuns: 100 },
    );
  });

  test('never ends before its successor is there, day after day', async () => {
    const desk = await aDeskAtWork({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
    for (let hour = 0; hour < 72; hour += 1) {
      await desk.clock.pass(minutes(60));
      expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: null });
    }
    // One in 48 minutes.
    expect(requestsAt(desk)).toBeGreaterThan(85);
    expect(requestsAt(desk)).toBeLessThan(95);
  });

  test('says when it is renewed next', async () => {
    const desk = await aFreshDesk();
    expect(accountIn(desk).renewsAt).toBe(noon + minutes(5));
    await desk.clock.pass(minutes(5));
    expect(accountIn(desk)).toMatchObject({ isKeptFresh: true, renewsAt: noon + minutes(53) });
  });

  test('comes from a key as well', async () => {
    const desk = await aDeskAtWork({ accounts: [aKeyAccount()] });
    expect(desk.server.logins).toHaveLength(1);
    expect(desk.stateOf('key')?.kind).toBe('active');
  });

  test('is not asked for before the app says that it is ready', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.safekeeping.recheck();
    await desk.clock.pass(minutes(30));
    expect(requestsAt(desk)).toBe(0);
  });
});

describe('whose token is kept fresh', () => {
  test('by default of those that somebody used, or signed in, in the last three days (RT5)', async () => {
    const desk = await aDeskAtWork({
      accounts: [
        aKnownAccount({ id: 'signed in lately', signedInAt: noon - days(2) }),
        aKnownAccount({
          id: 'used lately',
          signedInAt: noon - days(9),
          lastHandOutAt: noon - days(2),
        }),
        aKnownAccount({ id: 'unused', signedInAt: noon - days(9), lastHandOutAt: noon - days(4) }),
      ],
    });
    expect(desk.stateOf('signed in lately')?.kind).toBe('active');
    expect(desk.stateOf('used lately')?.kind).toBe('active');
    expect(desk.stateOf('unused')?.kind).toBe('resting');
    expect(accountIn(desk, 'unused')).toMatchObject({ isKeptFresh: false, renewsAt: null });
  });

  test('20 used ones of 1,000 are asked for, and no other (RT5)', async () => {
    const desk = await aDeskAtWork({
      accounts: people(1_000, { signedInAt: noon - days(30) }).map((account, index) =>
        index % 50 === 0 ? { ...account, lastHandOutAt: noon - days(1) } : account,
      ),
    });
    expect(requestsAt(desk)).toBe(20);
  });

  test('three days after the last use it stops by itself (RT5)', async () => {
    const desk = await aDeskAtWork({ accounts: [aKnownAccount({ signedInAt: noon - days(9) })] });
    await desk.copies();
    await desk.clock.pass(days(3) - minutes(50));
    expect(desk.stateOf()?.kind).toBe('active');
    const before = requestsAt(desk);
    await desk.clock.pass(days(4));
    expect(requestsAt(desk) - before).toBeLessThanOrEqual(1);
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
    expect(accountIn(desk)).toMatchObject({ isKeptFresh: false, renewsAt: null });
  });

  test('one that nobody used is renewed when it is copied, and kept fresh from then on (RT5)', async () => {
    const desk = await aDeskAtWork({ accounts: [aKnownAccount({ signedInAt: noon - days(9) })] });
    expect(requestsAt(desk)).toBe(0);
    expect(await desk.copies()).toMatchObject({ ok: true });
    expect(requestsAt(desk)).toBe(1);
    await desk.clock.pass(minutes(48));
    expect(requestsAt(desk)).toBe(2);
  });

  test('always or never, if the person says so', async () => {
    const desk = await aDeskAtWork({
      accounts: [
        aKnownAccount({ id: 'always', signedInAt: noon - days(90), keepFresh: 'always' }),
        aKnownAccount({ id: 'never', lastHandOutAt: noon, keepFresh: 'never' }),
      ],
    });
    expect(desk.stateOf('always')?.kind).toBe('active');
    expect(desk.stateOf('never')?.kind).toBe('resting');
  });

  test('that is switched to never is not renewed any more, and to always at once', async () => {
    const desk = await aDeskAtWork();
    desk.wishes.setKeepFresh('ana', 'never');
    await desk.clock.pass(minutes(60));
    expect(requestsAt(desk)).toBe(1);
    desk.wishes.setKeepFresh('ana', 'always');
    await desk.clock.pass(0);
    expect(requestsAt(desk)).toBe(2);
  });

  test('a sign-in that is new is kept fresh from its first token on', async () => {
    const desk = await aFreshDesk({ accounts: [] });
    const { id } = await desk.signsIn();
    await desk.clock.pass(minutes(48));
    expect(desk.historyOf(id)[0]).toBe('renewed-ahead');
  });
});

describe('nothing is renewed', () => {
  const gone = { kind: 'sign-in-expired', interrupted: false } as const;
  test.each<[string, Partial<Account>]>([
    ['that is signed out', { signedOut: true }],
    ['whose secret is gone', { storedIn: null }],
    ['whose sign-out waits', aWaitingAccount()],
    ['whose sign-in has ended', { endedBy: gone }],
  ])('%s', async (_what, part) => {
    const desk = aDesk({ accounts: [aKnownAccount({ ...part, keepFresh: 'always' })] });
    desk.server.trouble = { kind: 'offline', host: 'acme' };
    await desk.presence.start();
    await desk.clock.pass(minutes(120));
    expect(desk.story.count('refresh token sent')).toBe(0);
  });

  test.each<[string, Failure]>([
    ['that is blocked', { kind: 'client-rejected', clientId: 'daypass', error: 'x', description: null }],
    ['whose sign-in was refused', gone],
  ])('%s: it is asked for once', async (_what, failure) => {
    const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
    desk.server.trouble = failure;
    await desk.presence.start();
    await desk.clock.pass(days(2));
    expect(desk.story.count('refresh token sent')).toBe(1);
  });

  test('while the keychain is not known to be open: not one question is put to the person (anchors 3.3)', async () => {
    const desk = aDesk({ accounts: [aKnownAccount(), aKeyAccount()] });
    desk.vault.isShut = true;
    await desk.presence.start();
    await desk.clock.pass(minutes(600));
    expect(desk.vault.prompts).toBe(0);
    expect(requestsAt(desk)).toBe(0);
    desk.vault.isShut = false;
    desk.presence.onUnlockScreen();
    await desk.clock.pass(minutes(10));
    expect(requestsAt(desk)).toBe(2);
  });

  test('from a keychain that was locked since; when it is open again, everything goes on (anchors 3.3)', async () => {
    const desk = await aDeskAtWork();
    desk.vault.isShut = true;
    await desk.clock.pass(minutes(120));
    expect(desk.vault.prompts).toBe(0);
    expect(desk.view().vault).toMatchObject({ kind: 'trouble', failure: { kind: 'keychain-locked' } });
    desk.vault.isShut = false;
    desk.presence.onResume();
    await desk.clock.pass(minutes(10));
    expect(desk.stateOf()?.kind).toBe('active');
  });

  test('until somebody copies, who opens the keychain by that; then everything is kept fresh', async () => {
    const desk = aDesk({ accounts: [aKnownAccount(), aKeyAccount()] });
    desk.vault.isShut = true;
    await desk.presence.start();
    desk.vault.isShut = false;
    await desk.copies();
    await desk.clock.pass(minutes(10));
    expect(desk.view().vault.kind).toBe('keychain');
    expect(desk.stateOf('key')?.kind).toBe('active');
  });

  test('while a person has paused it; afterwards it goes on', async () => {
    const desk = await aDeskAtWork();
    desk.wishes.pauseRenewals(true);
    expect(desk.view().renewals.isPaused).toBe(true);
    await desk.clock.pass(minutes(120));
    expect(requestsAt(desk)).toBe(1);
    expect(await desk.copies()).toMatchObject({ ok: true });
    desk.wishes.pauseRenewals(false);
    await desk.clock.pass(minutes(48));
    expect(requestsAt(desk)).toBe(3);
  });

  test('while it is paused, and goes on, also for who has no keychain', async () => {
    const desk = await aFreshDesk({ accounts: [] });
    desk.safekeeping.useMemoryOnly();
    const { id } = await desk.signsIn();
    desk.wishes.pauseRenewals(true);
    await desk.clock.pass(minutes(70));
    expect(requestsAt(desk)).toBe(0);
    desk.wishes.pauseRenewals(false);
    await desk.clock.pass(minutes(10));
    expect(desk.stateOf(id)?.kind).toBe('active');
    await desk.appLock.lock();
    await desk.appLock.unlock();
    await desk.clock.pass(minutes(10));
    expect(desk.stateOf(id)?.kind).toBe('active');
  });

  test('ahead, that lives for less than five minutes: only who asks gets it', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
    desk.server.lifetimeSeconds = 299;
    await desk.presence.start();
    await desk.clock.pass(days(1));
    expect(requestsAt(desk)).toBe(1);
    expect(await desk.copies()).toMatchObject({ ok: true });
    expect(requestsAt(desk)).toBe(2);
    desk.server.lifetimeSeconds = 3600;
    await desk.refreshes();
    await desk.clock.pass(minutes(48));
    expect(requestsAt(desk)).toBe(4);
  });
});

test('an account that is removed leaves no plan behind', async () => {
  const desk = await aDeskAtWork();
  await desk.removes();
  expect(desk.accountsAt()).toEqual([]);
  const before = requestsAt(desk);
  await desk.clock.pass(minutes(120));
  expect(requestsAt(desk)).toBe(before);
  expect(desk.freshness.plannedAt('ana')).toBeNull();
});
