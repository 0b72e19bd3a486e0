// Calls with a token, API keys, logging out, and what is known without one (Looker fact sheet, sections 1, 4 and 6).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ana, anaKey, anaSecondKey, ben, carlaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { createHttpWalker } from '#support/http-walker';
import { ask, callApi, logIn, openLooker, refresh, signIn, toSignInUrl } from './looker-client.ts';

let looker: PracticeLooker;

beforeEach(async () => {
  looker = await openLooker();
});
afterEach(() => looker.close());

async function keyToken(key = anaKey): Promise<string> {
  return String((await logIn(looker, key.clientId, key.clientSecret)).json['access_token']);
}

test('a token tells whose it is, with the fields that were asked for', async () => {
  const { accessToken } = await signIn(looker);
  const answer = await callApi(looker, accessToken, 'GET /user?fields=id,display_name,email');
  expect(answer.json).toEqual({ id: '481', display_name: 'Ana Ruiz', email: 'ana.ruiz@acme.example' });
  expect((await callApi(looker, accessToken, 'GET /user')).json).toMatchObject({ group_ids: ['1', '12'] });
});

test('"token X" is as good as "Bearer X"', async () => {
  const headers = { authorization: `token ${await keyToken()}` };
  expect((await ask(`${looker.apiOrigin}/api/4.0/user`, { headers })).status).toBe(200);
});

test.each(['', 'dead'])('the token "%s" gets 401 in the form of Looker', async (token) => {
  const answer = await callApi(looker, token, 'GET /user');
  expect(answer.status).toBe(401);
  expect(answer.json).toEqual({
    message: 'Requires authentication.',
    documentation_url: expect.stringContaining('https://') as string,
  });
});

test('the workspace can be switched, and each new token starts in production', async () => {
  const { accessToken, refreshToken } = await signIn(looker);
  expect((await callApi(looker, accessToken, 'GET /session')).json['workspace_id']).toBe('production');
  await callApi(looker, accessToken, 'PATCH /session', { workspace_id: 'dev' });
  expect((await callApi(looker, accessToken, 'GET /session')).json['workspace_id']).toBe('dev');
  const next = String((await refresh(looker, refreshToken)).json['access_token']);
  expect((await callApi(looker, next, 'GET /session')).json['workspace_id']).toBe('production');
  expect((await callApi(looker, next, 'PATCH /session', { workspace_id: 'moon' })).status).toBe(422);
});

test('an API key logs in without a refresh token, every time with a new token', async () => {
  const answer = await logIn(looker, anaKey.clientId, anaKey.clientSecret);
  expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: null });
  expect(await keyToken()).not.toBe(answer.json['access_token']);
});

test('a wrong secret gets 404 Not found, no credentials get 401', async () => {
  const wrong = await logIn(looker, anaKey.clientId, 'wrong');
  expect(wrong.status).toBe(404);
  expect(wrong.json).toMatchObject({ message: 'Not found' });
  expect((await ask(`${looker.apiOrigin}/api/4.0/login`, { method: 'POST' })).status).toBe(401);
});

test('an admin gets a token of somebody else, others get 404', async () => {
  const admin = await callApi(looker, await keyToken(carlaKey), `POST /login/${ben.id}`);
  const token = String(admin.json['access_token']);
  expect((await callApi(looker, token, 'GET /user')).json['id']).toBe(ben.id);
  expect((await callApi(looker, token, 'GET /session')).json['sudo_user_id']).toBe('7');
  expect((await callApi(looker, await keyToken(), `POST /login/${ben.id}`)).status).toBe(404);
});

test.each(['/api/4.0/logout', '/api/logout'])('%s ends the sign-in, refresh token included', async (path) => {
  const { accessToken, refreshToken } = await signIn(looker);
  const headers = { authorization: `Bearer ${accessToken}` };
  const answer = await ask(`${looker.apiOrigin}${path}`, { method: 'DELETE', headers });
  expect([answer.status, answer.text, answer.headers.get('content-type')]).toEqual([204, '', null]);
  expect(looker.isAccessTokenAlive(accessToken)).toBe(false);
  expect(looker.isRefreshTokenAlive(refreshToken)).toBe(false);
  expect((await ask(`${looker.apiOrigin}${path}`, { method: 'DELETE', headers })).status).toBe(401);
});

test('logout can spare the refresh token', async () => {
  looker.switches.logoutKillsRefreshToken = false;
  const { accessToken, refreshToken } = await signIn(looker);
  await callApi(looker, accessToken, 'DELETE /logout');
  expect(looker.isAccessTokenAlive(accessToken)).toBe(false);
  expect((await refresh(looker, refreshToken)).status).toBe(200);
});

test('logout of an API key token ends that token only', async () => {
  const [one, other] = [await keyToken(), await keyToken()];
  expect((await callApi(looker, one, 'DELETE /logout')).status).toBe(204);
  expect([looker.isAccessTokenAlive(one), looker.isAccessTokenAlive(other)]).toEqual([false, true]);
});

test.each([
  ['401', 401],
  ['404', 404],
] as const)('logging out a dead token can answer %s', async (deadLogout, status) => {
  looker.switches.deadLogout = deadLogout;
  const token = await keyToken();
  await callApi(looker, token, 'DELETE /logout');
  expect((await callApi(looker, token, 'DELETE /logout')).status).toBe(status);
  expect((await ask(`${looker.apiOrigin}/api/4.0/logout`, { method: 'DELETE' })).status).toBe(401);
});

test('keys of one user do not hang together, and a deleted key takes its tokens along', async () => {
  const [one, two, other] = [await keyToken(), await keyToken(), await keyToken(anaSecondKey)];
  const signedIn = await signIn(looker);
  expect(looker.sessionsOf(ana.id)).toBe(4);
  looker.deleteApiKey(anaKey.clientId);
  expect([one, two, other].map((token) => looker.isAccessTokenAlive(token))).toEqual([false, false, true]);
  expect(looker.isAccessTokenAlive(signedIn.accessToken)).toBe(true);
  expect(looker.sessionsOf(ana.id)).toBe(2);
  expect((await logIn(looker, anaKey.clientId, anaKey.clientSecret)).status).toBe(404);
  expect(looker.apiKeys).not.toContain(anaKey);
});

test('every new API key token starts in production', async () => {
  const token = await keyToken();
  await callApi(looker, token, 'PATCH /session', { workspace_id: 'dev' });
  expect(looker.workspaceOf(token)).toBe('dev');
  expect(looker.workspaceOf(await keyToken())).toBe('production');
  expect(looker.workspaceOf('dead')).toBeUndefined();
});

test('/alive says nothing but 200', async () => {
  const answer = await ask(`${looker.apiOrigin}/alive`);
  expect([answer.status, answer.text]).toEqual([200, '']);
});

test.each(['/versions', '/api/4.0/versions'])('%s names both hosts', async (path) => {
  await looker.close();
  looker = await openLooker({ ports: 'two' });
  const { json } = await ask(`${looker.apiOrigin}${path}`);
  expect(json).toMatchObject({
    looker_release_version: '26.12.3',
    api_server_url: looker.apiOrigin,
    web_server_url: looker.uiOrigin,
  });
});

test.each([
  ['401', 401, 'json'],
  ['404', 404, 'json'],
  ['html', 200, 'html'],
] as const)('/versions and the published spec can be %s', async (versions, status, type) => {
  looker.switches.versions = versions;
  for (const path of ['/versions', '/api/4.0/swagger.json']) {
    const answer = await ask(`${looker.apiOrigin}${path}`);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain(type);
  }
});

test('the published spec tells the release', async () => {
  const { json } = await ask(`${looker.apiOrigin}/api/4.0/swagger.json`);
  expect(json['info']).toMatchObject({ 'x-looker-release-version': '26.12.3' });
});

test('the metadata document is there only when switched on', async () => {
  const url = `${looker.uiOrigin}/.well-known/oauth-authorization-server`;
  expect((await ask(url)).status).toBe(404);
  looker.switches.wellKnown = true;
  expect((await ask(url)).json).toMatchObject({
    issuer: looker.uiOrigin,
    authorization_endpoint: `${looker.uiOrigin}/auth`,
    token_endpoint: `${looker.apiOrigin}/api/token`,
  });
});

test('who forgets /api/4.0 on the API host gets 403', async () => {
  await looker.close();
  looker = await openLooker({ ports: 'two' });
  const { accessToken } = await signIn(looker);
  const headers = { authorization: `Bearer ${accessToken}` };
  expect((await ask(`${looker.apiOrigin}/user`, { headers })).status).toBe(403);
  expect((await ask(`${looker.apiOrigin}/auth`)).status).toBe(403);
  expect((await callApi(looker, accessToken, 'GET /dashboards')).status).toBe(404);
});

test('who ends all own sign-ins kills every token of the app and is asked again', async () => {
  const [one, two] = [await signIn(looker), await signIn(looker)];
  const others = await signIn(looker, ben.email);
  const answer = await callApi(looker, one.accessToken, `DELETE /oauth_client_apps/daypass/users/${ana.id}`);
  expect(answer.status).toBe(204);
  for (const tokens of [one, two]) {
    expect(looker.isAccessTokenAlive(tokens.accessToken)).toBe(false);
    expect(looker.isRefreshTokenAlive(tokens.refreshToken)).toBe(false);
  }
  expect(looker.isRefreshTokenAlive(others.refreshToken)).toBe(true);
  expect(looker.apps.find('daypass')?.activatedUserIds.has(ana.id)).toBe(false);
});

test('ending all own sign-ins needs a live token, and the same browser is asked for consent afterwards', async () => {
  const walker = createHttpWalker();
  const { accessToken } = await signIn(looker, ana.email, walker);
  expect((await walker.open(toSignInUrl(looker))).sentTo).toContain('code=');
  const path = `DELETE /oauth_client_apps/daypass/users/${ana.id}`;
  expect((await callApi(looker, accessToken, path)).status).toBe(204);
  expect((await callApi(looker, accessToken, path)).status).toBe(401);
  expect((await walker.open(toSignInUrl(looker))).html).toContain('value="consent"');
});

test('nobody but an admin ends the sign-ins of others; ending nothing is fine too', async () => {
  const path = `DELETE /oauth_client_apps/daypass/users/${ben.id}`;
  expect((await callApi(looker, await keyToken(), path)).status).toBe(404);
  expect((await callApi(looker, await keyToken(carlaKey), path)).status).toBe(204);
});
