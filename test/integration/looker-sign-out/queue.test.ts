// A sign-out that finds nobody there: nothing is lost, it is tried again by itself, survives a restart, and is then as
// true as any other.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { ana, ben, failureOf, kindsOf, valueOf } from '../whole-app/parts';
import { aliveAt, expectAllOverAt, isWaitingAt, nothing } from './parts';

let looker: PracticeLooker;
let desk: Desk;
let accountId: string;
beforeEach(async () => {
  looker = await startCheckedLooker();
  desk = openDeskAt(looker);
  accountId = await desk.signedInAs(ana);
});
afterEach(() => looker.close());

const isWaiting = (at: Desk = desk, id = accountId): boolean => isWaitingAt(at, id);
const expectAllOver = (at: Desk = desk): Promise<void> => expectAllOverAt(looker, at, accountId);

function nextTryIn(at: Desk = desk): number {
  const next = at.store.get().signOutTries[accountId];
  if (next?.kind !== 'at') throw new Error(`no time is set: ${next?.kind ?? 'nothing waits'}`);
  return next.at - at.clock.now();
}

describe('offline', () => {
  test('queued, the app restarted, and Looker back: done by itself, and nothing of it is alive there', async () => {
    await looker.goOffline();
    expect(kindsOf(await desk.signedOut(accountId))).toContain('queued');
    const again = desk.restart();
    await again.quiet();
    expect(isWaiting(again)).toBe(true);
    expect(again.stateOf(accountId)?.kind).toBe('signed-out');
    await looker.comeBack();
    expect(aliveAt(looker)).toEqual({ access: 1, refresh: 1 });
    again.clock.skip(15_000);
    await expectAllOver(again);
  });

  test('Looker back before the restart: done at the start of the app, without waiting', async () => {
    await looker.goOffline();
    await desk.signedOut(accountId);
    await looker.comeBack();
    await expectAllOver(desk.restart());
  });

  test('it is tried again after 15 seconds, then with growing pauses, up to five minutes', async () => {
    await looker.goOffline();
    await desk.signedOut(accountId);
    for (const seconds of [15, 30, 60, 120, 240, 300, 300]) {
      const wait = nextTryIn();
      expect(Math.round(wait / 1000)).toBe(seconds);
      desk.clock.skip(wait);
      await desk.quiet();
    }
    await looker.comeBack();
    desk.clock.skip(300_000);
    await expectAllOver();
  });

  test('of two people each is done, whoever else waits', async () => {
    const bens = await desk.signedInAs(ben);
    await looker.goOffline();
    await desk.signedOut(accountId);
    await desk.signedOut(bens);
    await looker.comeBack();
    desk.clock.skip(15_000);
    await expect.poll(() => isWaiting(desk, bens)).toBe(false);
    await expectAllOver();
  });

  test('what an admin ended meanwhile is found dead', async () => {
    await looker.goOffline();
    await desk.signedOut(accountId);
    looker.revokeEverythingOf('481');
    await looker.comeBack();
    expect(kindsOf(await desk.signedOut(accountId))).toEqual(['refresh-token-dead', 'forgotten-here']);
    await expectAllOver();
  });

  test('nobody is handed a token that is to be ended', async () => {
    await looker.goOffline();
    await desk.signedOut(accountId);
    await looker.comeBack();
    expect(failureOf(await desk.handOut.copyToken(accountId)).kind).toBe('not-signed-in');
    expect(failureOf(await desk.renew(accountId)).kind).toBe('not-signed-in');
    expect(failureOf(await desk.restart().handOut.copyToken(accountId)).kind).toBe('not-signed-in');
  });
});

describe('somebody else answers', () => {
  test('a captive portal in place of the API: nothing is taken for done', async () => {
    looker.switches.apiFault = 'captive-portal';
    const report = await desk.signedOut(accountId);
    expect(report.failure).toMatchObject({ kind: 'provider-misbehaved', what: 'html' });
    expect(isWaiting()).toBe(true);
    expect(aliveAt(looker)).toEqual({ access: 1, refresh: 1 });
    looker.switches.apiFault = 'none';
    desk.clock.skip(15_000);
    await expectAllOver();
  });

  test('a captive portal in place of the token endpoint: neither is a page an end of the refresh token', async () => {
    const again = desk.restart();
    looker.switches.tokenFault = 'captive-portal';
    const report = await again.signedOut(accountId);
    expect(kindsOf(report)).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'queued']);
    looker.switches.tokenFault = 'none';
    again.clock.skip(15_000);
    await expectAllOver(again);
  });

  test.each(['too-many-requests', 'unavailable'] as const)(
    '%s with Retry-After: not a request is sent before the named time, and then it is done',
    async (apiFault) => {
      Object.assign(looker.switches, { apiFault, retryAfter: '120' });
      expect((await desk.signedOut(accountId)).failure).toMatchObject({ kind: 'provider-busy' });
      expect(nextTryIn()).toBeGreaterThan(115_000);
      looker.switches.apiFault = 'none';
      const before = looker.requests.length;
      desk.clock.skip(100_000);
      await desk.quiet();
      expect(kindsOf(await desk.signedOut(accountId))).toContain('queued');
      expect(looker.requests).toHaveLength(before);
      desk.clock.skip(21_000);
      await expectAllOver();
    },
  );

  test('a client that was switched off meanwhile: Looker refuses for good, and the report says what was not checked', async () => {
    const again = desk.restart();
    looker.apps.put({ ...daypassApp, enabled: false });
    const report = await again.signedOut(accountId);
    expect(report.failure).toMatchObject({ kind: 'client-rejected' });
    expect(kindsOf(report)).toContain('refresh-token-unchecked');
  });
});

describe('a keychain that is shut', () => {
  test('it waits for the keychain, and is done as soon as that opens', async () => {
    const again = desk.restart();
    again.keychain.mood = 'locked';
    expect(kindsOf(await again.signedOut(accountId))).toEqual(['queued']);
    expect(isWaiting(again)).toBe(true);
    again.keychain.mood = 'open';
    valueOf(await again.safekeeping.recheck());
    await expectAllOver(again);
  });
});

describe('signing in again while it waits', () => {
  test('the old sign-in is ended first, and the new one lives', async () => {
    const old = await desk.refreshTokenOf(accountId);
    await looker.goOffline();
    await desk.signedOut(accountId, { everywhere: true });
    await looker.comeBack();
    expect(await desk.signedInAs(ana)).toBe(accountId);
    expect(isWaiting()).toBe(false);
    expect(looker.isRefreshTokenAlive(old)).toBe(false);
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(accountId))).toBe(true);
    valueOf(await desk.renew(accountId));
  });

  /** Everything is answered but the logout, which is to be tried again in ten minutes. */
  async function signedOutInVain(): Promise<void> {
    looker.switches.retryAfter = '600';
    desk.wire.before = ({ what }) => {
      looker.switches.apiFault = what === 'DELETE /api/4.0/logout' ? 'too-many-requests' : 'none';
    };
    expect(kindsOf(await desk.signedOut(accountId))).toContain('queued');
    desk.wire.before = () => undefined;
    looker.switches.apiFault = 'none';
  }

  test('while Looker still asks for patience, the old one goes on waiting, is ended in time, and the new one lives', async () => {
    const old = await desk.refreshTokenOf(accountId);
    await signedOutInVain();
    const next = await desk.signedInAs(ana);
    expect(looker.isRefreshTokenAlive(old)).toBe(true);
    expect(isWaiting()).toBe(true);
    desk.clock.skip(600_000);
    await expect.poll(() => isWaiting()).toBe(false);
    expect(looker.isRefreshTokenAlive(old)).toBe(false);
    expect(desk.store.get().catalog.accounts.map(({ id }) => id)).toEqual([next]);
    valueOf(await desk.renew(next));
    expect(looker.isRefreshTokenAlive(await desk.refreshTokenOf(next))).toBe(true);
    expect([...desk.keychain.entries.keys()].sort()).toEqual(['sentinel', next].sort());
  });

  test('signing in once more meanwhile keeps the new account, and makes no third', async () => {
    await signedOutInVain();
    const next = await desk.signedInAs(ana);
    expect(await desk.signedInAs(ana)).toBe(next);
    expect(desk.store.get().catalog.accounts).toHaveLength(2);
  });
});

describe('taking it off the list', () => {
  test('it stays until it is done, and then goes by itself, also after a restart', async () => {
    await looker.goOffline();
    expect(failureOf(await desk.instances.removeAccount(accountId, false)).kind).toBe('sign-out-waiting');
    const again = desk.restart();
    await again.quiet();
    expect(again.store.get().catalog.accounts).toHaveLength(1);
    await looker.comeBack();
    again.clock.skip(15_000);
    await expect.poll(() => again.store.get().catalog.accounts).toEqual([]);
    expect([...again.keychain.entries.keys()]).toEqual(['sentinel']);
    expect(aliveAt(looker)).toEqual(nothing);
  });

  test('given up, it is gone from here at once, and nothing is sent any more', async () => {
    await looker.goOffline();
    await desk.signedOut(accountId);
    valueOf(await desk.instances.removeAccount(accountId, true));
    expect(desk.store.get().catalog.accounts).toEqual([]);
    expect([...desk.keychain.entries.keys()]).toEqual(['sentinel']);
    await looker.comeBack();
    const before = looker.requests.length;
    desk.clock.skip(600_000);
    await desk.quiet();
    expect(looker.requests).toHaveLength(before);
  });

  test('an instance with one that waits stays as well, and goes when it is given up', async () => {
    await looker.goOffline();
    expect(failureOf(await desk.instances.remove('instance-1', false)).kind).toBe('sign-out-waiting');
    expect(desk.store.get().catalog.instances).toHaveLength(1);
    valueOf(await desk.instances.remove('instance-1', true));
    expect(desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
    expect([...desk.keychain.entries.keys()]).toEqual(['sentinel']);
  });
});
