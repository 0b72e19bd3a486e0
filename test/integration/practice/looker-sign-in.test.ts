// What the browser meets at the practice Looker (Looker fact sheet, section 2).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import type { PracticeLooker } from '#practice/looker/start';
import { createHttpWalker } from '#support/http-walker';
import {
  askForToken,
  callbackUri,
  getCode,
  openLooker,
  signIn,
  toCodeGrant,
  toSignInUrl,
} from './looker-client.ts';

const ana = { email: 'ana.ruiz@acme.example' };
let looker: PracticeLooker;

beforeEach(async () => {
  looker = await openLooker();
});
afterEach(() => looker.close());

test('somebody logs in, reads what the app is for, accepts, and goes back to the app in the odd form', async () => {
  const walker = createHttpWalker();
  const login = await walker.open(toSignInUrl(looker));
  expect(login.html).toContain('Practice Looker');
  expect(login.html).toContain('ana.ruiz@acme.example');
  const consent = await walker.submit(login, { step: 'login', ...ana });
  expect(consent.html).toContain(daypassApp.description);
  const end = await walker.submit(consent, { step: 'consent', decision: 'approve' });
  expect(end.sentTo).toMatch(/^http:\/\/127\.0\.0\.1:48517\/callback\?&code=[\w-]+&state=state-1$/);
});

test('the second time the browser goes back at once, because of the cookie', async () => {
  const walker = createHttpWalker();
  await walker.signIn(toSignInUrl(looker), ana);
  expect((await walker.open(toSignInUrl(looker))).sentTo).toContain('code=');
});

test('in another browser the same person logs in again but is not asked again', async () => {
  await createHttpWalker().signIn(toSignInUrl(looker), ana);
  const walker = createHttpWalker();
  const login = await walker.open(toSignInUrl(looker));
  const end = await walker.submit(login, { step: 'login', ...ana });
  expect(end.sentTo).toContain('code=');
});

test('somebody unknown stays on the login page and is told so', async () => {
  const walker = createHttpWalker();
  const page = await walker.submit(await walker.open(toSignInUrl(looker)), {
    step: 'login',
    email: 'x@acme.example',
  });
  expect(page.html).toContain('Nobody here has this email address.');
});

test('who denies is sent back with access_denied, and is asked again next time', async () => {
  const walker = createHttpWalker();
  const end = await walker.signIn(toSignInUrl(looker), { ...ana, consent: 'deny' });
  expect(end.sentTo).toMatch(/\?&error=access_denied&/);
  expect(end.sentTo).toContain('state=state-1');
  expect((await walker.open(toSignInUrl(looker))).html).toContain('Accept');
});

test("who is outside of the app's group sees a 403 page after accepting, and nothing comes back", async () => {
  looker.apps.put({ ...daypassApp, groupId: '12' });
  const outside = await createHttpWalker().signIn(toSignInUrl(looker), { email: 'ben.okafor@acme.example' });
  expect(outside).toMatchObject({ status: 403, sentTo: undefined });
  const inside = await createHttpWalker().signIn(toSignInUrl(looker), ana);
  expect(inside.sentTo).toContain('code=');
});

test.each([
  ['an unknown client', { client_id: 'nobody' }, 'The OAuth client was not found'],
  ['a foreign redirect URI', { redirect_uri: 'http://127.0.0.1:48517/other' }, 'redirect_uri mismatch'],
  ['another port', { redirect_uri: 'http://127.0.0.1:48518/callback' }, 'redirect_uri mismatch'],
  ['localhost for 127.0.0.1', { redirect_uri: 'http://localhost:48517/callback' }, 'redirect_uri mismatch'],
])('%s ends on a page of Looker', async (_case, changes, words) => {
  const stop = await createHttpWalker().open(toSignInUrl(looker, changes));
  expect(stop.sentTo).toBeUndefined();
  expect(stop.status).toBe(400);
  expect(stop.html).toContain(words);
});

test('a disabled client is not found', async () => {
  looker.apps.put({ ...daypassApp, enabled: false });
  expect((await createHttpWalker().open(toSignInUrl(looker))).html).toContain(
    'The OAuth client was not found',
  );
});

test.each(['all', 'api', 'openid', 'cors_api api', undefined])('scope %s is refused', async (scope) => {
  const stop = await createHttpWalker().open(toSignInUrl(looker, { scope }));
  expect(stop.sentTo).toMatch(/^http:\/\/127\.0\.0\.1:48517\/callback\?&error=invalid_scope/);
  expect(stop.sentTo).toContain('state=state-1');
});

test.each([
  ['without a challenge', { code_challenge: undefined, code_challenge_method: undefined }],
  ['with a plain challenge', { code_challenge_method: 'plain' }],
])('a request %s is refused', async (_case, changes) => {
  const stop = await createHttpWalker().open(toSignInUrl(looker, changes));
  expect(stop.sentTo).toContain('error=invalid_request');
});

test('iss is not sent, unless it is switched on', async () => {
  const without = await createHttpWalker().signIn(toSignInUrl(looker), ana);
  looker.switches.sendsIss = true;
  const withIss = await createHttpWalker().signIn(toSignInUrl(looker), ana);
  expect(new URL(without.sentTo ?? '').searchParams.get('iss')).toBeNull();
  expect(new URL(withIss.sentTo ?? '').searchParams.get('iss')).toBe(looker.uiOrigin);
});

test('other client apps and redirect URIs can be registered, custom schemes too', async () => {
  await looker.close();
  const redirectUris = ['http://127.0.0.1:7777', 'daypass://oauth/callback'];
  looker = await openLooker({ apps: [{ ...daypassApp, guid: 'other', redirectUris }] });
  for (const redirectUri of redirectUris) {
    const url = toSignInUrl(looker, { client_id: 'other', redirect_uri: redirectUri });
    const end = await createHttpWalker().signIn(url, ana);
    expect(end.sentTo).toMatch(new RegExp(`^${redirectUri}\\?&code=`));
  }
});

test('UI and API can be two hosts that know only their own part', async () => {
  await looker.close();
  looker = await openLooker({ ports: 'two' });
  expect(looker.apiOrigin).not.toBe(looker.uiOrigin);
  const tokens = await signIn(looker);
  expect(looker.isAccessTokenAlive(tokens.accessToken)).toBe(true);
  const missed = await fetch(`${looker.uiOrigin}/api/4.0/user`);
  expect(missed.status).toBe(404);
  expect(await missed.text()).toContain('Looker Not Found (404)');
});

test('every code and token contains the marker', async () => {
  await looker.close();
  looker = await openLooker({ tokenMarker: 'canary-1-', switches: { rotation: 'new' } });
  const code = await getCode(looker);
  const first = await askForToken(looker, toCodeGrant(code));
  const second = await askForToken(looker, {
    grant_type: 'refresh_token',
    client_id: 'daypass',
    refresh_token: String(first.json['refresh_token']),
  });
  expect(code).toMatch(/^canary-1-/);
  for (const { json } of [first, second]) {
    expect(json['access_token']).toMatch(/^canary-1-/);
    expect(json['refresh_token']).toMatch(/^canary-1-/);
  }
});

test('the record of requests tells what was sent, and what was answered', async () => {
  await getCode(looker);
  expect(looker.requests[0]).toMatchObject({
    door: 'ui',
    method: 'GET',
    path: '/auth',
    status: 303,
    hasOrigin: false,
    query: { redirect_uri: callbackUri, scope: 'cors_api' },
  });
  looker.switches.tokenFault = 'too-many-requests';
  await askForToken(looker, { grant_type: 'refresh_token' });
  expect(looker.requests.at(-1)).toMatchObject({
    bodyText: '{"grant_type":"refresh_token"}',
    answer: {
      status: 429,
      headers: { 'content-type': 'application/json; charset=utf-8', 'retry-after': '7' },
      json: { message: 'Too Many Requests' },
    },
  });
});
