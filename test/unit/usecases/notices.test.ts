// Notices of the desktop: for what needs a person, together, seldom, and never the same twice.
import { describe, expect, test } from 'vitest';
import type { Account } from '#domain/account';
import type { Failure } from '#domain/failure';
import { aKeyAccount, aKnownAccount, aLooker, days, minutes, noon, seconds } from '#support/builders';
import { aDesk, type Desk, type DeskParts } from '#support/desk';
import { accountIn, aFreshDesk, people, sleeps } from './fresh-desk';

const expired = { kind: 'sign-in-expired', interrupted: false } as const;
const blocked: Failure = { kind: 'client-rejected', clientId: 'daypass', error: 'x', description: null };
const ended = (id: string, part: Partial<Account> = {}) =>
  aKnownAccount({
    id,
    identity: { userId: id, displayName: id, email: null },
    endedBy: expired,
    keepFresh: 'never',
    ...part,
  });

/** The window has drawn itself once, and so has the tray. */
async function aDeskThatTells(parts: DeskParts): Promise<Desk> {
  const desk = await aFreshDesk(parts);
  desk.store.update((state) => ({ ...state, accounts: { ...state.accounts } }));
  await desk.clock.pass(seconds(1));
  return desk;
}

/** Something else fails now, too. */
async function breaks(desk: Desk, accountId: string): Promise<void> {
  desk.server.trouble = expired;
  await desk.refreshes(accountId);
  desk.server.trouble = null;
}

describe('a notice', () => {
  test('of one sign-in names it, a minute after it ended, and a click leads there', async () => {
    const desk = await aDeskThatTells({ accounts: [aKnownAccount(), ...people(2)] });
    await breaks(desk, 'p1');
    await desk.clock.pass(seconds(59));
    expect(desk.shell.notices).toEqual([]);
    await desk.clock.pass(seconds(2));
    expect(desk.shell.notices).toEqual([
      {
        title: 'Sign in again at Acme production',
        body: 'Its sign-in has ended. Daypass kept everything else.',
        accountId: 'p1',
      },
    ]);
  });

  test('of many is one, with three names at most, and leads to the first (anchors 3.13)', async () => {
    const names = ['One', 'Two', 'Three', 'Four', 'Five'];
    const desk = await aDeskThatTells({
      instances: names.map((name) => aLooker({ id: name, name })),
      accounts: names.map((name) => ended(name, { instanceId: name })),
    });
    await desk.clock.pass(minutes(2));
    expect(desk.shell.notices).toEqual([
      { title: '5 sign-ins need you', body: 'One, Two, Three and 2 more', accountId: 'One' },
    ]);
  });

  test('waits for what comes up within the minute, and is not put off by it', async () => {
    const desk = await aDeskThatTells({ accounts: people(3) });
    await breaks(desk, 'p0');
    await desk.clock.pass(seconds(30));
    await breaks(desk, 'p1');
    await desk.clock.pass(seconds(31));
    expect(desk.shell.notices.map(({ title }) => title)).toEqual(['2 sign-ins need you']);
  });

  test.each<[string, Account, Failure | null, string]>([
    [
      'a key that is refused',
      aKeyAccount({ endedBy: expired }),
      null,
      'The key for Acme production is refused',
    ],
    ['a client that is not set up', aKnownAccount(), blocked, 'Acme production has to be set up'],
    ['a keychain that is shut', aKnownAccount(), { kind: 'keychain-locked' }, 'Your keychain is locked'],
  ])('of %s says that', async (_what, account, trouble, title) => {
    const desk = await aDeskThatTells({ accounts: [account] });
    if (trouble?.kind === 'keychain-locked') desk.vault.trouble = trouble;
    else desk.server.trouble = trouble;
    if (trouble !== null) await desk.refreshes();
    await desk.clock.pass(minutes(2));
    expect(desk.shell.notices.map((notice) => notice.title)).toEqual([title]);
  });

  test('has nothing in it of what a server calls a person', async () => {
    const desk = await aDeskThatTells({ accounts: [ended('<b>Ana</b>')] });
    await desk.clock.pass(minutes(2));
    expect(`${desk.shell.notices[0]?.title} ${desk.shell.notices[0]?.body}`).not.toContain('Ana');
  });

  test('goes when everything is mended', async () => {
    const desk = await aDeskThatTells({ accounts: [ended('ana')] });
    await desk.clock.pass(minutes(2));
    expect(desk.shell.notice).not.toBeNull();
    await desk.signsIn({ userId: 'ana', displayName: 'Ana', email: null });
    await desk.clock.pass(seconds(1));
    expect(desk.shell.notice).toBeNull();
  });
});

describe('never a storm (anchors 3.13)', () => {
  test('the same need is told once, however long it lasts, and not again after a restart', async () => {
    const desk = await aDeskThatTells({ accounts: [ended('ana')] });
    await desk.clock.pass(days(20));
    sleeps(desk, days(1));
    await desk.clock.pass(days(2));
    const next = desk.restart();
    await next.presence.start();
    next.store.update((state) => ({ ...state, accounts: { ...state.accounts } }));
    await next.clock.pass(days(3));
    expect(next.shell.notices).toHaveLength(1);
  });

  test('what comes up later on the same day waits for the next', async () => {
    const desk = await aDeskThatTells({ accounts: [ended('p'), ...people(1)] });
    await desk.clock.pass(minutes(2));
    await breaks(desk, 'p0');
    await desk.clock.pass(minutes(23 * 60));
    expect(desk.shell.notices).toHaveLength(1);
    await desk.clock.pass(minutes(61));
    expect(desk.shell.notices).toHaveLength(2);
    expect(desk.shell.notices[1]?.accountId).toBe('p0');
  });

  test('or until the computer wakes', async () => {
    const desk = await aDeskThatTells({ accounts: [ended('p'), ...people(1)] });
    await desk.clock.pass(minutes(2));
    await breaks(desk, 'p0');
    sleeps(desk, minutes(60));
    await desk.clock.pass(minutes(2));
    expect(desk.shell.notices).toHaveLength(2);
  });

  test('a hundred that fail one after the other, all day: two notices at most', async () => {
    const desk = await aDeskThatTells({ accounts: people(100, { keepFresh: 'never' }) });
    for (const { id } of people(100)) {
      await breaks(desk, id);
      await desk.clock.pass(minutes(14));
    }
    expect(desk.shell.notices).toHaveLength(1);
    await desk.clock.pass(days(1));
    expect(desk.shell.notices).toHaveLength(2);
    expect(desk.shell.notices[1]?.title).toMatch(/^\d\d sign-ins need you$/);
  });

  test('trying again in vain is no news', async () => {
    const desk = await aDeskThatTells({ accounts: [aKnownAccount({ keepFresh: 'never' })] });
    desk.server.trouble = blocked;
    await desk.refreshes();
    for (let day = 0; day < 5; day += 1) {
      const release = desk.story.hold('refresh token sent');
      const again = desk.renewAll();
      // The window shows meanwhile that it is being tried.
      await desk.clock.pass(seconds(10));
      await release();
      await again;
      await desk.clock.pass(days(1));
    }
    expect(desk.shell.notices).toHaveLength(1);
  });

  test('what was mended and broke again is told again', async () => {
    const desk = await aDeskThatTells({ accounts: [aKnownAccount({ keepFresh: 'never' })] });
    desk.server.trouble = blocked;
    await desk.refreshes();
    await desk.clock.pass(days(1));
    desk.server.trouble = null;
    await desk.refreshes();
    await desk.clock.pass(days(1));
    desk.server.trouble = blocked;
    desk.clock.jump(minutes(90));
    await desk.refreshes();
    await desk.clock.pass(days(1));
    expect(desk.shell.notices).toHaveLength(2);
  });
});

describe('silence', () => {
  test('while the screen is locked; told when it is unlocked', async () => {
    const desk = await aDeskThatTells({ accounts: people(1) });
    desk.presence.onLockScreen();
    await breaks(desk, 'p0');
    await desk.clock.pass(days(1));
    expect(desk.shell.notices).toEqual([]);
    desk.presence.onUnlockScreen();
    await desk.clock.pass(minutes(2));
    expect(desk.shell.notices).toHaveLength(1);
  });

  test('while somebody looks at the window, who sees it there; not told again afterwards', async () => {
    const desk = await aDeskThatTells({ accounts: people(1) });
    desk.eyes.onWindow = true;
    await breaks(desk, 'p0');
    await desk.clock.pass(minutes(2));
    desk.eyes.onWindow = false;
    await desk.clock.pass(days(3));
    expect(desk.shell.notices).toEqual([]);
  });

  test('where the person switched it off', async () => {
    const desk = await aDeskThatTells({ accounts: people(1), settings: { notifies: false } });
    await breaks(desk, 'p0');
    await desk.clock.pass(days(3));
    expect(desk.shell.notices).toEqual([]);
  });

  test('about everything that mends itself', async () => {
    const desk = await aDeskThatTells({ accounts: [aKnownAccount(), ...people(1)] });
    desk.server.trouble = { kind: 'provider-unreachable', host: 'acme', reason: 'timed-out' };
    await desk.clock.pass(days(2));
    expect(desk.shell.notices).toEqual([]);
  });
});

describe('a sign-in that will end', () => {
  const month = aKnownAccount({ keepFresh: 'never', signedInAt: noon - days(2) });

  test('is said ahead, in the window and by a notice, although nothing else happens (anchors 3.1)', async () => {
    const desk = await aDeskThatTells({ accounts: [month] });
    const endsAt = accountIn(desk).signInEndsAt ?? 0;
    const left = endsAt - days(1) - desk.clock.now();
    await desk.clock.pass(left - minutes(1));
    expect(accountIn(desk).signInAgainBy).toBeNull();
    expect(desk.shell.notices).toEqual([]);
    await desk.clock.pass(minutes(3));
    expect(accountIn(desk).signInAgainBy).toBe(endsAt);
    expect(desk.shell.notices).toMatchObject([
      { title: expect.stringMatching(/^Sign in again by \d+ October$/) as string, accountId: 'ana' },
    ]);
  });

  test('is said once, however often its token is renewed in the last day', async () => {
    const desk = await aDeskThatTells({ accounts: [{ ...month, keepFresh: 'always' }] });
    await desk.clock.pass((accountIn(desk).signInEndsAt ?? 0) - desk.clock.now() - minutes(30));
    expect(desk.shell.notices).toHaveLength(1);
  });

  test('is not said where the person does not want forecasts', async () => {
    const desk = await aDeskThatTells({ accounts: [month], settings: { forecasts: false } });
    await desk.clock.pass((accountIn(desk).signInEndsAt ?? 0) - desk.clock.now() - minutes(30));
    expect(accountIn(desk).signInAgainBy).toBeNull();
    expect(desk.shell.notices).toEqual([]);
  });

  test('is not said of one that was signed out', () => {
    const desk = aDesk({ accounts: [aKnownAccount({ signedInAt: noon - days(29), signedOut: true })] });
    expect(accountIn(desk).signInAgainBy).toBeNull();
  });
});
