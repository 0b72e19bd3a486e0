// What can go wrong between an app and Looker, each as a switch of the practice Looker.
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anaKey, carlaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import {
  askForToken,
  callApi,
  logIn,
  openLooker,
  refresh,
  signIn,
  type Tokens,
  toSignInUrl,
} from './looker-client.ts';

let looker: PracticeLooker;
let tokens: Tokens;

beforeEach(async () => {
  looker = await openLooker();
  tokens = await signIn(looker);
});
afterEach(() => looker.close());

test('a token answer can be held back', async () => {
  looker.switches.tokenDelayMs = 150;
  const start = performance.now();
  expect((await refresh(looker, tokens.refreshToken)).status).toBe(200);
  expect(performance.now() - start).toBeGreaterThan(140);
});

test('the connection can be cut after a refresh took effect', async () => {
  Object.assign(looker.switches, { tokenFault: 'drops-answer', rotation: 'new' });
  await expect(refresh(looker, tokens.refreshToken)).rejects.toThrow('fetch failed');
  expect(looker.isRefreshTokenAlive(tokens.refreshToken)).toBe(false);
  expect(looker.requests.at(-1)?.status).toBeUndefined();
});

test.each([
  ['too-many-requests', 429],
  ['unavailable', 503],
] as const)('the token endpoint can be %s and say when to come back', async (fault, status) => {
  looker.switches.tokenFault = fault;
  const answer = await refresh(looker, tokens.refreshToken);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, '7']);
  looker.switches.retryAfter = undefined;
  expect((await refresh(looker, tokens.refreshToken)).headers.has('retry-after')).toBe(false);
  looker.switches.tokenFault = 'none';
  expect((await refresh(looker, tokens.refreshToken)).status).toBe(200);
});

test('a captive portal answers with a page and 200, and no token is touched', async () => {
  Object.assign(looker.switches, { tokenFault: 'captive-portal', apiFault: 'captive-portal' });
  const answers = [
    await refresh(looker, tokens.refreshToken),
    await callApi(looker, tokens.accessToken, 'GET /user'),
  ];
  for (const answer of answers) {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
  }
  expect(looker.isRefreshTokenAlive(tokens.refreshToken)).toBe(true);
});

test.each([
  ['not-json', /^\{"access_token":"[^}]*$/],
  ['empty-answer', /^$/],
  ['no-access-token', /^\{"expires_in":3600,"token_type":"Bearer"\}$/],
  ['no-expires-in', /^\{"access_token":"[\w-]+","token_type":"Bearer"\}$/],
  ['other-token-type', /"token_type":"N_A"/],
] as const)('a token answer can be unusable: %s', async (fault, text) => {
  looker.switches.tokenFault = fault;
  const answer = await refresh(looker, tokens.refreshToken);
  expect(answer.status).toBe(200);
  expect(answer.text).toMatch(text);
});

test.each([
  ['403', 403, 'application/json'],
  ['404', 404, 'application/json'],
  ['html', 404, 'text/html'],
] as const)('asking who one is can fail with %s', async (userEndpoint, status, type) => {
  looker.switches.userEndpoint = userEndpoint;
  const answer = await callApi(looker, tokens.accessToken, 'GET /user');
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain(type);
  expect((await callApi(looker, tokens.accessToken, 'GET /session')).status).toBe(200);
});

test.each([
  ['too-many-requests', 429],
  ['unavailable', 503],
] as const)('the API can be %s', async (apiFault, status) => {
  looker.switches.apiFault = apiFault;
  const login = await logIn(looker, anaKey.clientId, anaKey.clientSecret);
  expect([login.status, login.headers.get('retry-after')]).toEqual([status, '7']);
  expect((await callApi(looker, tokens.accessToken, 'GET /user')).status).toBe(status);
  expect((await refresh(looker, tokens.refreshToken)).status).toBe(200);
});

test.each([
  ['too-many-requests', 429, '7'],
  ['html', 404, null],
  ['unauthorized', 401, null],
] as const)('logging in with a key can fail alone: %s', async (loginFault, status, retryAfter) => {
  looker.switches.loginFault = loginFault;
  const answer = await logIn(looker, anaKey.clientId, anaKey.clientSecret);
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([status, retryAfter]);
  expect((await callApi(looker, tokens.accessToken, 'GET /user')).status).toBe(200);
  looker.switches.loginFault = 'none';
  expect((await logIn(looker, anaKey.clientId, anaKey.clientSecret)).status).toBe(200);
});

test.each([
  ['bad-request', [400, 400, 400]],
  ['conflict', [409, 200, 204]],
  ['invalid', [422, 422, 204]],
  ['too-many-requests', [429, 429, 429]],
] as const)('changing client apps can fail: %s', async (clientAppFault, statuses) => {
  const { json } = await logIn(looker, carlaKey.clientId, carlaKey.clientSecret);
  const admin = String(json['access_token']);
  looker.switches.clientAppFault = clientAppFault;
  const answers = [
    await callApi(looker, admin, 'POST /oauth_client_apps/tool', {}),
    await callApi(looker, admin, 'PATCH /oauth_client_apps/daypass', { enabled: true }),
    await callApi(looker, admin, 'DELETE /oauth_client_apps/tool'),
  ];
  expect(answers.map(({ status }) => status)).toEqual(statuses);
  expect((await callApi(looker, admin, 'GET /oauth_client_apps')).status).toBe(200);
});

test('a refused form can name several fields, and one that no form has', async () => {
  const { json } = await logIn(looker, carlaKey.clientId, carlaKey.clientSecret);
  looker.switches.clientAppFault = 'invalid';
  const answer = await callApi(looker, String(json['access_token']), 'POST /oauth_client_apps/tool', {});
  const errors = answer.json['errors'] as readonly { readonly field: string }[];
  expect(errors.map(({ field }) => field)).toEqual(['redirect_uri', 'display_name', 'client_guid']);
});

test('Looker goes offline and comes back on the same address with everything kept', async () => {
  await looker.goOffline();
  await expect(fetch(toSignInUrl(looker))).rejects.toThrow('fetch failed');
  await looker.comeBack();
  expect((await callApi(looker, tokens.accessToken, 'GET /user')).status).toBe(200);
  expect((await refresh(looker, tokens.refreshToken)).status).toBe(200);
});

test('with two ports both go offline and come back', async () => {
  await looker.close();
  looker = await openLooker({ ports: 'two' });
  await looker.goOffline();
  await expect(fetch(`${looker.apiOrigin}/alive`)).rejects.toThrow('fetch failed');
  await looker.comeBack();
  expect((await fetch(`${looker.apiOrigin}/alive`)).status).toBe(200);
  expect((await fetch(looker.uiOrigin)).status).toBe(200);
});

test('an admin revokes everything of one person and of nobody else', async () => {
  const ben = await signIn(looker, 'ben.okafor@acme.example');
  const key = String((await logIn(looker, anaKey.clientId, anaKey.clientSecret)).json['access_token']);
  looker.revokeEverythingOf('481');
  expect(looker.isAccessTokenAlive(tokens.accessToken)).toBe(false);
  expect(looker.isRefreshTokenAlive(tokens.refreshToken)).toBe(false);
  expect(looker.isAccessTokenAlive(key)).toBe(false);
  expect(looker.isRefreshTokenAlive(ben.refreshToken)).toBe(true);
});

test('access tokens can expire now while refresh tokens stay', async () => {
  const key = String((await logIn(looker, anaKey.clientId, anaKey.clientSecret)).json['access_token']);
  looker.expireAccessTokens();
  expect((await callApi(looker, tokens.accessToken, 'GET /user')).status).toBe(401);
  expect((await callApi(looker, key, 'GET /user')).status).toBe(401);
  expect((await refresh(looker, tokens.refreshToken)).status).toBe(200);
});

test('a token request without a body is an error, not a crash', async () => {
  expect((await askForToken(looker, {})).status).toBe(400);
  expect((await fetch(`${looker.apiOrigin}/api/token`)).status).toBe(404);
});
