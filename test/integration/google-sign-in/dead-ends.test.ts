// Pages at Google that never come back: the attempt waits, nothing is asked of the token endpoint, and cancelling ends it
// (Google fact sheet, sections 1.9 and 3.3; SO22).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeadEndName } from '#practice/google/dead-ends';
import { startPracticeGoogle } from '#practice/google/start';
import { isReachable } from '#support/raw-http';
import {
  added,
  addedForAds,
  anaMail,
  danaMail,
  failedSignIn,
  instanceViewOf,
  openDeskAtGoogle,
  requestsTo,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  studio = await added(at, 'desktop');
});
afterEach(() => at.google.close());

/** Starts, lets somebody walk as far as it goes, and cancels; what the last page said. */
async function stuckAt(instanceId: string, email = anaMail): Promise<string> {
  const { desk, google } = at;
  desk.person.email = email;
  desk.signIn.start(instanceId, null);
  await expect.poll(() => at.asked.length).toBe(1);
  const stop = await desk.person.errand;
  await desk.quiet();
  expect(stop?.sentTo).toBeUndefined();
  const attempt = desk.store.get().signIns[instanceId];
  expect(attempt?.progress).toEqual({ kind: 'under-way', step: 'answer' });
  expect(await isReachable(attempt?.port ?? 0)).toBe(true);
  desk.signIn.cancel(instanceId);
  expect(await desk.outcome(instanceId)).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
  expect(await isReachable(attempt?.port ?? 0)).toBe(false);
  expect(requestsTo(google, '/token')).toEqual([]);
  expect(desk.store.get().catalog.accounts).toEqual([]);
  return stop?.html ?? '';
}

const pages: readonly DeadEndName[] = [
  'access_denied',
  'admin_policy_enforced',
  'deleted_client',
  'disallowed_useragent',
  'invalid_client',
  'invalid_request',
  'invalid_scope',
  'org_internal',
  'redirect_uri_mismatch',
  'sign_in_disabled',
];

describe('a page without a way back', () => {
  test.each(pages)('%s: the attempt waits for as long as somebody looks at it', async (deadEnd) => {
    at.google.switches.deadEnd = deadEnd;
    await stuckAt(studio);
  });

  test('after five minutes the attempt is over by itself', async () => {
    at.google.switches.deadEnd = 'org_internal';
    at.desk.signIn.start(studio, null);
    await expect.poll(() => at.asked.length).toBe(1);
    await at.desk.person.errand;
    at.desk.clock.skip(5 * 60_000);
    expect(await at.desk.outcome(studio)).toMatchObject({
      failure: { kind: 'sign-in-timed-out', minutes: 5 },
    });
  });

  test('an admin who does what the sheet says puts it right, and the next attempt works', async () => {
    at.google.withdrawDelegation('acme.example', at.google.client.clientId);
    expect(await stuckAt(studio)).toContain('invalid_scope');
    const { handOff } = instanceViewOf(at.desk, studio);
    if (handOff?.kind !== 'delegation') throw new Error('there is no sheet for the admin');
    expect(handOff.console).toBe('https://admin.google.com/ac/owl/domainwidedelegation');
    at.google.delegate('acme.example', handOff.clientId, handOff.scopes.split(','));
    await at.desk.signedIn(studio);
    const steps = at.google.requests.map(({ body }) => body['step']).filter((step) => step === 'consent');
    expect(steps).toEqual([]);
  });
});

describe('what it comes from', () => {
  test('Looker Studio with a consumer account: no organisation could delegate', async () => {
    expect(await stuckAt(studio, danaMail)).toContain('invalid_scope');
  });

  test('Looker Studio to manage, where only reading was delegated', async () => {
    const manage = await added(at, 'desktop', { purpose: 'studio-manage' });
    expect(await stuckAt(manage)).toContain('invalid_scope');
  });

  test('an app for its own organisation only, and somebody from outside', async () => {
    at.google.project('A').audience = {
      userType: 'internal',
      publishing: 'production',
      testUsers: [],
      isVerified: true,
    };
    expect(await stuckAt(await addedForAds(at), danaMail)).toContain('org_internal');
  });

  test('an app in testing, and somebody who is not on its list', async () => {
    at.google.project('A').audience = {
      userType: 'external',
      publishing: 'testing',
      testUsers: [anaMail],
      isVerified: true,
    };
    expect(await stuckAt(await addedForAds(at), danaMail)).toContain('access_denied');
  });

  test('a client that was deleted', async () => {
    at.google.deleteClient(at.google.client.clientId);
    expect(await stuckAt(studio)).toContain('deleted_client');
  });

  test('an admin who restricts the app: on a page it waits, sent back it is named', async () => {
    const ads = await addedForAds(at);
    at.google.switches.adminPolicy = 'page';
    expect(await stuckAt(ads)).toContain('admin_policy_enforced');
    at.google.switches.adminPolicy = 'redirect';
    expect(await failedSignIn(at.desk, ads)).toMatchObject({
      kind: 'access-blocked',
      error: 'admin_policy_enforced',
    });
  });
});

test('a delegated sign-in without a refresh token is not kept, and says so', async () => {
  at.google.switches.withholdsDelegatedRefreshToken = true;
  expect(await failedSignIn(at.desk, studio)).toEqual({ kind: 'no-refresh-token' });
  expect(at.desk.store.get().catalog.accounts).toEqual([]);
  expect(requestsTo(at.google, '/revoke')).toEqual([]);
});

test('with prompt=consent shown despite the delegation, a yes leads on', async () => {
  at.google.switches.asksDespiteDelegation = true;
  await at.desk.signedIn(studio);
});
