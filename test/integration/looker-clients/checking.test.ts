// "They say it is done: check" has five answers. Somebody signed in who may look knows for sure; the sign-in page is
// asked where nobody may, and only its known words count as no.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import { anaKey, carla } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { anInstance, openDesk, type Desk } from '../whole-app/desk';
import { answering, startOddServer } from '../whole-app/odd-server';
import { failureOf, valueOf } from '../whole-app/parts';
import { anAdminAt, findFreePort } from './parts';

let looker: PracticeLooker;
let desk: Desk;
let redirectUri: string;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two', apps: [] });
});
afterEach(() => looker.close());

async function check() {
  return valueOf(await desk.checkRegistration('instance-1'));
}

function register(changes: Partial<typeof daypassApp> = {}): void {
  looker.apps.put({ ...daypassApp, redirectUris: [redirectUri], ...changes });
}

describe('with an admin signed in', () => {
  beforeEach(async () => {
    ({ desk, redirectUri } = await anAdminAt(looker));
  });

  test('registered as it has to be', async () => {
    register();
    expect(await check()).toEqual({ verdict: 'registered', by: 'api', registeredUris: [redirectUri] });
  });

  test('registered, but switched off', async () => {
    register({ enabled: false });
    expect(await check()).toEqual({ verdict: 'disabled', by: 'api', registeredUris: [redirectUri] });
  });

  test.each([
    ['another port', (uri: string) => uri.replace(/:\d+/, ':1')],
    ['localhost instead of 127.0.0.1', (uri: string) => uri.replace('127.0.0.1', 'localhost')],
    ['one slash too many', (uri: string) => `${uri}/`],
  ])('registered with %s: what is registered is shown', async (_case, change) => {
    register({ redirectUris: [change(redirectUri)] });
    expect(await check()).toEqual({
      verdict: 'uri-differs',
      by: 'api',
      registeredUris: [change(redirectUri)],
    });
  });

  test('of several redirect URIs one has to be ours', async () => {
    looker.switches.redirectUris = true;
    register({ redirectUris: ['http://127.0.0.1:1/callback', redirectUri] });
    expect((await check()).verdict).toBe('registered');
  });

  test('not registered', async () => {
    expect(await check()).toEqual({ verdict: 'not-registered', by: 'api', registeredUris: [] });
  });

  test('it is asked with the token that is alive, and none is fetched for it', async () => {
    const again = desk.restart();
    register();
    expect(valueOf(await again.checkRegistration('instance-1')).by).toBe('sign-in-page');
    expect(looker.requests.filter(({ path }) => path === '/api/4.0/login')).toHaveLength(1);
  });
});

test('somebody who is no admin any more is not believed to know that it is missing', async () => {
  const users = [carla];
  const there = await startCheckedLooker({ users });
  const at = await anAdminAt(there);
  there.apps.put({ ...daypassApp, redirectUris: [at.redirectUri] });
  expect(at.desk.accountOf(at.admin).isAdmin).toBe(true);
  users[0] = { ...carla, roleIds: ['4'] };
  const checked = valueOf(await at.desk.checkRegistration('instance-1'));
  expect(checked).toMatchObject({ verdict: 'not-refused', by: 'sign-in-page' });
  await there.close();
});

describe('with nobody who may look', () => {
  beforeEach(async () => {
    const redirectPort = await findFreePort();
    redirectUri = `http://127.0.0.1:${redirectPort}/callback`;
    desk = openDesk([anInstance(looker, { redirectPort })]);
  });

  test('the sign-in page does not know the client', async () => {
    expect(await check()).toEqual({ verdict: 'not-registered', by: 'sign-in-page', registeredUris: [] });
  });

  test('the sign-in page knows the client with another redirect URI', async () => {
    register({ redirectUris: ['http://127.0.0.1:1/callback'] });
    expect(await check()).toEqual({ verdict: 'uri-differs', by: 'sign-in-page', registeredUris: [] });
  });

  test('the sign-in page goes on to the login: nothing speaks against it, and no more is claimed', async () => {
    register();
    expect(await check()).toEqual({ verdict: 'not-refused', by: 'sign-in-page', registeredUris: [] });
  });

  test('an analyst’s "not found" is not taken for "not registered"', async () => {
    await desk.keyAdded(anaKey);
    register();
    expect(await check()).toMatchObject({ verdict: 'not-refused', by: 'sign-in-page' });
  });

  test('only the request of a sign-in is made: no cookie, no token, no code, and nobody is signed in', async () => {
    register();
    await check();
    const asked = looker.requests.filter(({ door }) => door === 'ui');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'GET',
      path: '/auth',
      hasAuthorization: false,
      query: { client_id: 'daypass', redirect_uri: redirectUri, scope: 'cors_api' },
    });
    expect(asked[0]?.headers).not.toHaveProperty('cookie');
    expect(looker.requests.some(({ path }) => path === '/api/token')).toBe(false);
  });

  test('a page that is not Looker’s sign-in page is no verdict', async () => {
    const { origin } = await startOddServer(
      answering(502, '<h1>Bad gateway</h1>', { 'content-type': 'text/html' }),
    );
    const elsewhere = openDesk([
      anInstance({ uiOrigin: origin, apiOrigin: origin }, { redirectPort: 48517 }),
    ]);
    expect((await elsewhere.checkRegistration('instance-1')).ok).toBe(false);
  });

  test('a Looker that is gone is no verdict', async () => {
    await looker.goOffline();
    expect(failureOf(await desk.checkRegistration('instance-1')).kind).toBe('provider-unreachable');
  });
});
