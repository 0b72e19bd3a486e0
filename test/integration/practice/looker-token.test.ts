// The token endpoint of the practice Looker (Looker fact sheet, section 3).
import { once } from 'node:events';
import { connect } from 'node:net';
import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  None,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  validateAuthResponse,
} from 'oauth4webapi';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import type { PracticeLooker } from '#practice/looker/start';
import { createHttpWalker } from '#support/http-walker';
import {
  ask,
  askForToken,
  callApi,
  callbackUri,
  getCode,
  openLooker,
  refresh,
  signIn,
  toCodeGrant,
  toSignInUrl,
  verifier,
} from './looker-client.ts';

let looker: PracticeLooker;

beforeEach(async () => {
  looker = await openLooker();
});
afterEach(() => looker.close());

test('a code becomes tokens, and the answer has the four fields that Looker sends', async () => {
  const answer = await askForToken(looker, toCodeGrant(await getCode(looker)));
  expect(answer.status).toBe(200);
  expect(Object.keys(answer.json).sort()).toEqual([
    'access_token',
    'expires_in',
    'refresh_token',
    'token_type',
  ]);
  expect(answer.json).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
});

test('a form is taken as well as JSON', async () => {
  const answer = await ask(`${looker.apiOrigin}/api/token`, {
    method: 'POST',
    body: new URLSearchParams(toCodeGrant(await getCode(looker))),
  });
  expect(answer.status).toBe(200);
});

test('oauth4webapi signs in and refreshes', async () => {
  const client = { client_id: 'daypass' };
  const server = { issuer: looker.uiOrigin, token_endpoint: `${looker.apiOrigin}/api/token` };
  const insecure = { [allowInsecureRequests]: true };
  const stop = await createHttpWalker().signIn(toSignInUrl(looker), { email: 'ana.ruiz@acme.example' });
  const callback = validateAuthResponse(server, client, new URL(stop.sentTo ?? ''), 'state-1');
  const first = await processAuthorizationCodeResponse(
    server,
    client,
    await authorizationCodeGrantRequest(server, client, None(), callback, callbackUri, verifier, insecure),
  );
  const second = await processRefreshTokenResponse(
    server,
    client,
    await refreshTokenGrantRequest(server, client, None(), first.refresh_token ?? '', insecure),
  );
  expect(looker.isAccessTokenAlive(first.access_token)).toBe(true);
  expect(looker.isAccessTokenAlive(second.access_token)).toBe(true);
});

test('HTTP Basic fails, even with everything else right', async () => {
  const grant = toCodeGrant(await getCode(looker));
  const basic = { authorization: `Basic ${btoa('daypass:')}` };
  const answer = await askForToken(looker, grant, basic);
  expect(answer.status).toBe(401);
  expect(answer.text).toContain('Failed Basic Authentication');
  expect(looker.requests.at(-1)).toMatchObject({ hasAuthorization: true, status: 401 });
});

test('an Origin that is not on the allowlist is refused and recorded; an allowed one passes', async () => {
  const grant = toCodeGrant(await getCode(looker));
  const refused = await askForToken(looker, grant, { origin: 'null' });
  expect(refused.status).toBe(403);
  expect(looker.requests.at(-1)).toMatchObject({ hasOrigin: true, path: '/api/token' });
  await looker.close();
  looker = await openLooker({ allowedOrigins: ['https://app.example'] });
  const allowed = await askForToken(looker, toCodeGrant(await getCode(looker)), {
    origin: 'https://app.example',
  });
  expect(allowed.status).toBe(200);
});

test.each([
  ['a wrong verifier', { code_verifier: 'a'.repeat(43) }],
  ['no verifier', { code_verifier: '' }],
  ['another redirect URI', { redirect_uri: 'http://127.0.0.1:48517/other' }],
  ['an invented code', { code: 'invented' }],
])('%s gets invalid_grant', async (_case, changes) => {
  const answer = await askForToken(looker, { ...toCodeGrant(await getCode(looker)), ...changes });
  expect(answer.status).toBe(400);
  expect(answer.json['error']).toBe('invalid_grant');
});

test('a code works once; using it again ends what came of it', async () => {
  const grant = toCodeGrant(await getCode(looker));
  const first = await askForToken(looker, grant);
  expect((await askForToken(looker, grant)).json['error']).toBe('invalid_grant');
  expect(looker.isAccessTokenAlive(String(first.json['access_token']))).toBe(false);
});

test.each([
  ['absent', (json: object) => !('refresh_token' in json)],
  ['null', (json: Record<string, unknown>) => json['refresh_token'] === null],
] as const)('rotation %s: the old refresh token goes on working', async (rotation, isRight) => {
  looker.switches.rotation = rotation;
  const { refreshToken } = await signIn(looker);
  const answer = await refresh(looker, refreshToken);
  expect(isRight(answer.json)).toBe(true);
  expect((await refresh(looker, refreshToken)).status).toBe(200);
});

test('rotation same: the refresh answer repeats the refresh token', async () => {
  looker.switches.rotation = 'same';
  const { refreshToken } = await signIn(looker);
  expect((await refresh(looker, refreshToken)).json['refresh_token']).toBe(refreshToken);
});

test('rotation new: the new refresh token works, and using the old one ends the sign-in', async () => {
  looker.switches.rotation = 'new';
  const { refreshToken } = await signIn(looker);
  const next = String((await refresh(looker, refreshToken)).json['refresh_token']);
  expect(next).not.toBe(refreshToken);
  expect(looker.isRefreshTokenAlive(refreshToken)).toBe(false);
  expect(looker.isRefreshTokenAlive(next)).toBe(true);
  expect((await refresh(looker, refreshToken)).json['error']).toBe('invalid_grant');
  expect(looker.isRefreshTokenAlive(next)).toBe(false);
});

test('rotation new with replaced tokens that live: both refresh tokens work', async () => {
  Object.assign(looker.switches, { rotation: 'new', replacedRefreshToken: 'lives' });
  const { refreshToken } = await signIn(looker);
  const next = String((await refresh(looker, refreshToken)).json['refresh_token']);
  expect((await refresh(looker, refreshToken)).status).toBe(200);
  expect((await refresh(looker, next)).status).toBe(200);
});

test('the life of access tokens can be set, and they die at its end', async () => {
  looker.switches.expiresInSeconds = 1;
  const { accessToken, refreshToken } = await signIn(looker);
  expect(looker.isAccessTokenAlive(accessToken)).toBe(true);
  await expect.poll(() => looker.isAccessTokenAlive(accessToken), { timeout: 2500 }).toBe(false);
  expect((await callApi(looker, accessToken, 'GET /user')).status).toBe(401);
  expect((await refresh(looker, refreshToken)).json['expires_in']).toBe(1);
});

test.each([
  ['oauth', { error: 'invalid_grant' }],
  ['looker-message', { message: 'invalid_grant' }],
] as const)('an error can come in the form %s', async (errorBody, body) => {
  looker.switches.errorBody = errorBody;
  const answer = await refresh(looker, 'dead');
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject(body);
});

test('an error can come as a page or as nothing', async () => {
  looker.switches.errorBody = 'html';
  const page = await refresh(looker, 'dead');
  expect(page.headers.get('content-type')).toContain('text/html');
  looker.switches.errorBody = 'empty';
  const nothing = await refresh(looker, 'dead');
  expect([page.status, nothing.status, nothing.text]).toEqual([400, 400, '']);
});

test('a disabled client gets no tokens', async () => {
  const { refreshToken } = await signIn(looker);
  looker.apps.put({ ...daypassApp, enabled: false });
  expect((await refresh(looker, refreshToken)).json['error']).toBe('invalid_client');
});

test('a month later the refresh token is dead', async () => {
  const { refreshToken } = await signIn(looker);
  looker.expireRefreshTokens();
  expect(looker.isRefreshTokenAlive(refreshToken)).toBe(false);
  expect((await refresh(looker, refreshToken)).json['error']).toBe('invalid_grant');
});

test('two sign-ins of one person do not hang together', async () => {
  const walker = createHttpWalker();
  const first = await signIn(looker, undefined, walker);
  const second = await signIn(looker, undefined, walker);
  await callApi(looker, first.accessToken, 'DELETE /logout');
  expect(looker.isRefreshTokenAlive(first.refreshToken)).toBe(false);
  expect(looker.isRefreshTokenAlive(second.refreshToken)).toBe(true);
});

test('what a client had sent before it was gone is dealt with before anybody judges', async () => {
  looker.switches.rotation = 'new';
  looker.switches.replacedRefreshToken = 'dies';
  const { refreshToken } = await signIn(looker);
  const { host, hostname, port } = new URL(looker.apiOrigin);
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: 'daypass',
    refresh_token: refreshToken,
  }).toString();
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  const type = 'application/x-www-form-urlencoded';
  socket.write(
    `POST /api/token HTTP/1.1\r\nHost: ${host}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  await new Promise((resolve) => socket.once('close', resolve).destroySoon());
  await looker.settled();
  expect(looker.isRefreshTokenAlive(refreshToken)).toBe(false);
});
