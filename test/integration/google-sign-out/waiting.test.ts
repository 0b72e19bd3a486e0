// A revocation that Google did not hear: it waits and is done later, unless the same person has signed in meanwhile. Then it
// would end that sign-in, too, and is given up (Google fact sheet, section 1.7; SO41).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeGoogle } from '#practice/google/start';
import { kindsOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  anaMail,
  benMail,
  openDeskAtGoogle,
  requestsTo,
  signedInAgain,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
let anas: string;
let refreshToken: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  studio = await added(at, 'desktop');
  anas = await at.desk.signedIn(studio);
  refreshToken = await at.desk.refreshTokenOf(anas);
});
afterEach(() => at.google.close());

const isWaiting = (accountId = anas): boolean => accountViewOf(at.desk, accountId).queuedSignOut !== null;

/** Only the revocation endpoint is out of order. */
function breakRevocation(): void {
  at.desk.wire.instead = ({ what }) =>
    what === 'POST /revoke' ? Response.json({ error: 'temporarily_unavailable' }, { status: 503 }) : null;
}

function mendRevocation(): void {
  at.desk.wire.instead = () => null;
}

async function quarterOfAnHourLater(): Promise<void> {
  for (let nth = 0; nth < 15; nth += 1) {
    at.desk.clock.skip(60_000);
    await at.desk.quiet();
  }
}

describe('Google out of reach', () => {
  test('it waits with all it needs, nothing is claimed, and it is done as soon as Google is back', async () => {
    await at.google.goOffline();
    const report = await at.desk.signedOut(anas);
    expect(kindsOf(report)).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'queued']);
    expect(accountViewOf(at.desk, anas).state.kind).toBe('signed-out');
    expect(await at.desk.refreshTokenOf(anas)).toBe(refreshToken);
    await at.google.comeBack();
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(true);
    at.desk.clock.skip(15_000);
    await expect.poll(() => isWaiting()).toBe(false);
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
    expect(at.desk.keychain.entries.has(anas)).toBe(false);
  });

  test('also after a restart', async () => {
    await at.google.goOffline();
    await at.desk.signedOut(anas);
    await at.google.comeBack();
    const again = at.desk.restart();
    await expect.poll(() => accountViewOf(again, anas).queuedSignOut).toBeNull();
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
  });

  test('when it is done later, a sibling that dies with it is told apart then', async () => {
    const sibling = await at.desk.signedIn(await added(at, 'desktop2'));
    await at.google.goOffline();
    await at.desk.signedOut(anas);
    expect(accountViewOf(at.desk, sibling).state.kind).toBe('active');
    await at.google.comeBack();
    at.desk.clock.skip(15_000);
    await expect.poll(() => isWaiting()).toBe(false);
    expect(accountViewOf(at.desk, sibling).state.kind).toBe('needs-sign-in');
    expect(accountViewOf(at.desk, anas).signOut?.lines).toContainEqual({
      kind: 'also-ended',
      accountId: sibling,
      outcome: 'dead',
    });
  });

  test('a captive portal’s page is no revocation', async () => {
    at.desk.wire.instead = ({ what }) =>
      what === 'POST /revoke'
        ? new Response('<!doctype html><title>Wi-Fi</title>', { headers: { 'content-type': 'text/html' } })
        : null;
    expect(kindsOf(await at.desk.signedOut(anas))).toContain('queued');
    mendRevocation();
    at.desk.clock.skip(15_000);
    await expect.poll(() => isWaiting()).toBe(false);
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
  });

  test('busy: it waits as well', async () => {
    at.google.switches.isUnavailable = true;
    expect((await at.desk.signedOut(anas)).failure).toMatchObject({ kind: 'provider-busy' });
    at.google.switches.isUnavailable = false;
    at.desk.clock.skip(15_000);
    await expect.poll(() => isWaiting()).toBe(false);
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
  });
});

describe('killed in its middle', () => {
  test('Google had heard it: the next start finds that out, and tells the sibling apart', async () => {
    const sibling = await at.desk.signedIn(await added(at, 'desktop2'));
    at.desk.wire.after = ({ what }) => (what === 'POST /revoke' ? new Promise(() => undefined) : undefined);
    void at.desk.signedOut(anas);
    await expect.poll(() => requestsTo(at.google, '/revoke').length).toBe(1);
    await expect.poll(() => at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
    at.desk.wire.after = () => undefined;
    const again = at.desk.restart();
    await expect.poll(() => accountViewOf(again, anas).queuedSignOut).toBeNull();
    expect(at.desk.keychain.entries.has(anas)).toBe(false);
    expect(accountViewOf(again, sibling).state.kind).toBe('needs-sign-in');
  });

  test('Google had not heard it: the next start does it', async () => {
    at.desk.wire.before = ({ what }) => (what === 'POST /revoke' ? new Promise(() => undefined) : undefined);
    void at.desk.signedOut(anas);
    await at.desk.disk.settled();
    await expect.poll(() => accountViewOf(at.desk, anas).state.kind).toBe('signed-out');
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(true);
    at.desk.wire.before = () => undefined;
    const again = at.desk.restart();
    await expect.poll(() => accountViewOf(again, anas).queuedSignOut).toBeNull();
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
  });
});

describe('the same person signs in while it waits', () => {
  test('in the same row: the revocation is given up, and the new sign-in lives on', async () => {
    breakRevocation();
    await at.desk.signedOut(anas);
    expect(await signedInAgain(at.desk, anas)).toBe(anas);
    mendRevocation();
    const asked = requestsTo(at.google, '/revoke').length;
    await quarterOfAnHourLater();
    expect(requestsTo(at.google, '/revoke')).toHaveLength(asked);
    expect(accountViewOf(at.desk, anas)).toMatchObject({ state: { kind: 'active' }, queuedSignOut: null });
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(anas))).toBe(true);
  });

  test('at another client of the project: the waiting one is given up there, and both say what is true', async () => {
    breakRevocation();
    await at.desk.signedOut(anas);
    const sibling = await at.desk.signedIn(await added(at, 'desktop2'));
    expect(isWaiting()).toBe(false);
    mendRevocation();
    await quarterOfAnHourLater();
    expect(requestsTo(at.google, '/revoke')).toEqual([]);
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(sibling))).toBe(true);
    expect(accountViewOf(at.desk, sibling).state.kind).toBe('active');
    expect(accountViewOf(at.desk, anas).state.kind).toBe('signed-out');
    expect(at.desk.keychain.entries.has(anas)).toBe(false);
  });

  test('at a client of another project it goes on waiting, and is done', async () => {
    breakRevocation();
    await at.desk.signedOut(anas);
    const elsewhere = await at.desk.signedIn(await added(at, 'other', { purpose: 'ads' }));
    expect(isWaiting()).toBe(true);
    mendRevocation();
    await quarterOfAnHourLater();
    expect(isWaiting()).toBe(false);
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(elsewhere))).toBe(true);
  });

  test('somebody else’s sign-in gives nothing up', async () => {
    breakRevocation();
    await at.desk.signedOut(anas);
    const bens = await at.desk.signedInAs(benMail, studio);
    expect(isWaiting()).toBe(true);
    mendRevocation();
    await quarterOfAnHourLater();
    expect(isWaiting()).toBe(false);
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(bens))).toBe(true);
  });

  test('with Google back it is done first, while the browser is open, and the new sign-in lives', async () => {
    await at.google.goOffline();
    await at.desk.signedOut(anas);
    await at.google.comeBack();
    await at.desk.signedInAs(anaMail, studio);
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
    const [only, ...others] = at.desk.store.get().catalog.accounts;
    expect(others).toEqual([]);
    expect(accountViewOf(at.desk, only?.id ?? '').state.kind).toBe('active');
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(only?.id ?? ''))).toBe(true);
  });

  test('a sign-in that comes to nothing gives nothing up', async () => {
    breakRevocation();
    await at.desk.signedOut(anas);
    at.google.switches.deadEnd = 'org_internal';
    at.desk.signIn.start(studio, anas);
    await expect.poll(() => at.asked.length).toBe(2);
    at.desk.signIn.cancel(studio);
    expect(isWaiting()).toBe(true);
    mendRevocation();
    await quarterOfAnHourLater();
    expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
  });
});

describe('a revocation that is on its way for long, while the same person signs in', () => {
  /** Waits, is tried again with the sign-in that starts now, and hangs; the code is redeemed meanwhile. */
  async function hangsDuring(instanceId: string): Promise<() => void> {
    await at.google.goOffline();
    await at.desk.signedOut(anas);
    await at.google.comeBack();
    let letGo = (): void => undefined;
    at.desk.wire.before = ({ what }) =>
      what === 'POST /revoke' ? new Promise<void>((resolve) => (letGo = resolve)) : undefined;
    at.desk.signIn.start(instanceId, null);
    await expect
      .poll(() => at.desk.store.get().signIns[instanceId]?.progress)
      .toMatchObject({ step: 'exchange' });
    at.desk.clock.skip(5_000);
    await expect.poll(() => requestsTo(at.google, '/v1/userinfo').length).toBe(2);
    return () => letGo();
  }

  test('in the same row: the sign-in that it ended is not called one', async () => {
    const letGo = await hangsDuring(studio);
    letGo();
    expect(await at.desk.outcome(studio)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'request-refused' },
    });
    await at.desk.quiet();
    expect(accountViewOf(at.desk, anas)).toMatchObject({
      state: { kind: 'signed-out' },
      queuedSignOut: null,
    });
    at.desk.wire.before = () => undefined;
    expect(await signedInAgain(at.desk, anas)).toBe(anas);
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(anas))).toBe(true);
  });

  test('at another client of the project: neither is that one', async () => {
    const there = await added(at, 'desktop2');
    const letGo = await hangsDuring(there);
    letGo();
    expect(await at.desk.outcome(there)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'request-refused' },
    });
    expect(at.desk.store.get().catalog.accounts.map(({ id }) => id)).toEqual([anas]);
    at.desk.wire.before = () => undefined;
    const sibling = await at.desk.signedIn(there);
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(sibling))).toBe(true);
  });
});

test('removing one that waits asks first; given up, it lives on at Google', async () => {
  await at.google.goOffline();
  await at.desk.signedOut(anas);
  expect(await at.desk.instances.removeAccount(anas, false)).toMatchObject({
    failure: { kind: 'sign-out-waiting' },
  });
  valueOf(await at.desk.instances.removeAccount(anas, true));
  await at.google.comeBack();
  await quarterOfAnHourLater();
  expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(true);
  expect(at.desk.store.get().catalog.accounts).toEqual([]);
});
