// "End all my Daypass sign-ins here": the person withdraws their own consent, and every sign-in of theirs with this app
// is void on every computer; other people, other apps and API keys are not touched (Looker fact sheet, section 6).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { ana, ben, failureOf, kindsOf, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
let desk: Desk;
let anas: string;
beforeEach(async () => {
  // The harder case: a logout alone would leave every refresh token alive.
  looker = await startCheckedLooker({ switches: { logoutKillsRefreshToken: false } });
  desk = openDeskAt(looker);
  anas = await desk.signedInAs(ana);
});
afterEach(() => looker.close());

function withdrawals(): PracticeLooker['requests'] {
  return looker.requests.filter(
    ({ method, path }) => method === 'DELETE' && path === '/api/4.0/oauth_client_apps/daypass/users/481',
  );
}

test('nothing of this person is alive afterwards, here or on another computer, and Looker agrees', async () => {
  const elsewhere = openDeskAt(looker);
  const same = await elsewhere.signedInAs(ana);
  const refreshTokens = [await desk.refreshTokenOf(anas), await elsewhere.refreshTokenOf(same)];
  expect(looker.sessionsOf('481')).toBe(2);
  const report = await desk.signedOut(anas, { everywhere: true });
  expect(kindsOf(report)).toEqual([
    'everywhere-ended',
    'access-token-dead',
    'refresh-token-dead',
    'forgotten-here',
  ]);
  expect(looker.sessionsOf('481')).toBe(0);
  expect(refreshTokens.map((token) => looker.isRefreshTokenAlive(token))).toEqual([false, false]);
  expect(failureOf(await elsewhere.renew(same)).kind).toBe('sign-in-expired');
});

test('other people at the same Looker, and the keys of the same person, go on working', async () => {
  const bens = await desk.signedInAs(ben);
  const key = await desk.keyAdded(anaKey);
  await desk.signedOut(anas, { everywhere: true });
  expect(looker.sessionsOf('512')).toBe(1);
  expect(looker.isAccessTokenAlive(desk.accessTokenOf(key))).toBe(true);
  expect(looker.sessionsOf('481')).toBe(1);
  valueOf(await desk.renew(bens));
  expect(looker.isRefreshTokenAlive(await desk.refreshTokenOf(bens))).toBe(true);
});

test('who is no admin may do this for themselves; consent is asked again at the next sign-in', async () => {
  await desk.signedOut(anas, { everywhere: true });
  expect(withdrawals()).toMatchObject([{ status: 204, hasOrigin: false }]);
  expect(looker.apps.find('daypass')?.activatedUserIds.has('481')).toBe(false);
  const before = looker.requests.length;
  expect(await desk.signedInAs(ana)).toBe(anas);
  expect(looker.requests.slice(before).some(({ body }) => body['step'] === 'consent')).toBe(true);
});

test('with only a refresh token left, an access token is fetched to do it with', async () => {
  const again = desk.restart();
  const report = await again.signedOut(anas, { everywhere: true });
  expect(kindsOf(report)).toEqual([
    'everywhere-ended',
    'access-token-dead',
    'refresh-token-dead',
    'forgotten-here',
  ]);
  expect(looker.sessionsOf('481')).toBe(0);
});

test('a sign-out that is not meant for everywhere sends no such request', async () => {
  await desk.signedOut(anas);
  expect(withdrawals()).toEqual([]);
});

test('a Looker that refuses it: said so, and this sign-in is ended on its own', async () => {
  looker.switches.clientAppFault = 'bad-request';
  const report = await desk.signedOut(anas, { everywhere: true });
  expect(kindsOf(report)).toEqual([
    'everywhere-refused',
    'access-token-dead',
    'refresh-token-alive',
    'forgotten-here',
  ]);
  expect(looker.sessionsOf('481')).toBe(0);
});

test('a busy Looker: it waits for the named time, through a restart, and is then done for everywhere', async () => {
  Object.assign(looker.switches, { clientAppFault: 'too-many-requests', retryAfter: '90' });
  const elsewhere = openDeskAt(looker);
  await elsewhere.signedInAs(ana);
  const report = await desk.signedOut(anas, { everywhere: true });
  expect(kindsOf(report)).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'queued']);
  expect(desk.accountOf(anas).queuedSignOut).toMatchObject({ everywhere: true });
  looker.switches.clientAppFault = 'none';
  desk.clock.skip(89_000);
  await desk.quiet();
  expect(withdrawals()).toHaveLength(1);
  const again = desk.restart();
  await again.quiet();
  expect(again.accountOf(anas).queuedSignOut).toBeNull();
  expect(withdrawals()).toHaveLength(2);
  expect(looker.sessionsOf('481')).toBe(0);
});

test('who asked for everywhere while a plain sign-out was waiting gets everywhere', async () => {
  const elsewhere = openDeskAt(looker);
  const same = await elsewhere.signedInAs(ana);
  await looker.goOffline();
  await desk.signedOut(anas);
  await desk.signedOut(anas, { everywhere: true });
  await looker.comeBack();
  await desk.signedOut(anas);
  expect(desk.accountOf(anas).queuedSignOut).toBeNull();
  expect(failureOf(await elsewhere.renew(same)).kind).toBe('sign-in-expired');
});
