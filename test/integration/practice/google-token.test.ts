// The token endpoint of the practice Google: who may ask, what it answers, how long tokens live, and how revoking works
// (Google fact sheet, sections 1.4 to 1.7, 1.9).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { googleAna, googleBen } from '#practice/google/registration';
import { openAudience } from '#practice/google/projects';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import type { TokenFault } from '#practice/google/switches';
import { createHttpWalker } from '#support/http-walker';
import {
  adsScope,
  ask,
  askToken,
  day,
  redeem,
  refresh,
  revoke,
  signIn,
  studioScopes,
  toSignInUrl,
  visit,
} from './google-client.ts';

let google: PracticeGoogle;

beforeEach(async () => {
  google = await startPracticeGoogle();
});
afterEach(() => google.close());

const revoked = {
  status: 400,
  body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' },
};

test('a refresh answer has no refresh token, and the old one goes on working', async () => {
  const { refresh_token: token } = await signIn(google);
  const { status, body } = await refresh(google, token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ expires_in: 3599, scope: studioScopes, token_type: 'Bearer' });
  expect(body).not.toHaveProperty('refresh_token');
  expect((await refresh(google, token)).status).toBe(200);
});

test('access tokens live as long as a test says', async () => {
  google.switches.expiresInSeconds = 120;
  const tokens = await signIn(google);
  expect(tokens['expires_in']).toBe(120);
  google.passTime(121_000);
  expect(google.isAccessTokenAlive(tokens.access_token)).toBe(false);
  expect(google.isRefreshTokenAlive(tokens.refresh_token)).toBe(true);
});

test.each(['desktop', 'web'] as const)(
  'a %s client without its secret is refused, and a wrong one too',
  async (key) => {
    const client = google.clients[key];
    const { refresh_token: token } = await signIn(google, { client });
    expect(await refresh(google, token, { client_secret: undefined }, client)).toEqual({
      status: 400,
      body: { error: 'invalid_request', error_description: 'client_secret is missing.' },
    });
    const wrong = await refresh(google, token, { client_secret: 'GOCSPX-wrong' }, client);
    expect(wrong).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    google.switches.requiresSecret = false;
    expect((await refresh(google, token, { client_secret: undefined }, client)).status).toBe(200);
  },
);

test('the secret may come by HTTP Basic', async () => {
  const { refresh_token: token } = await signIn(google);
  const { clientId, clientSecret } = google.client;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const answer = await ask(`${google.origin}/token`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
  });
  expect(answer.status).toBe(200);
});

test('unknown and deleted clients are told so', async () => {
  const { refresh_token: token } = await signIn(google);
  const unknown = await refresh(google, token, { client_id: 'nobody' });
  expect(unknown).toMatchObject({
    status: 401,
    body: { error_description: 'The OAuth client was not found.' },
  });
  const nameless = await refresh(google, token, { client_id: undefined });
  expect(nameless).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  google.deleteClient(google.client.clientId);
  expect(await refresh(google, token)).toMatchObject({ status: 401, body: { error: 'deleted_client' } });
  google.restoreClient(google.client.clientId);
  expect((await refresh(google, token)).status).toBe(200);
});

test('a refresh token of another client is refused for good, and stays alive for its own', async () => {
  const { refresh_token: token } = await signIn(google);
  expect(await refresh(google, token, {}, google.clients.desktop2)).toEqual({
    status: 401,
    body: { error: 'unauthorized_client', error_description: 'Unauthorized' },
  });
  expect(google.isRefreshTokenAlive(token)).toBe(true);
});

test.each([
  ['an odd code', { code: '4%2Fodd' }, 'invalid_grant', 'Malformed auth code.'],
  ['no verifier', { code_verifier: undefined }, 'invalid_grant', 'Missing code verifier.'],
  ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 'invalid_grant', 'Invalid code verifier.'],
  ['another redirect URI', { redirect_uri: 'http://127.0.0.1:1/' }, 'redirect_uri_mismatch', 'Bad Request'],
  ['no code', { code: undefined }, 'invalid_request', 'Missing required parameter: code'],
  ['an odd grant', { grant_type: 'password' }, 'unsupported_grant_type', 'Invalid grant_type: password'],
])('redeeming with %s is refused in Google’s words', async (_case, fields, error, description) => {
  const answer = await redeem(google, await visit(google), fields);
  expect(answer).toEqual({ status: 400, body: { error, error_description: description } });
});

test('a verifier that nobody announced is refused', async () => {
  const params = { code_challenge: undefined, code_challenge_method: undefined };
  const answer = await redeem(google, await visit(google, { params }));
  expect(answer.body['error_description']).toContain('not needed');
});

test('a code works once, for its own client, and not for long', async () => {
  const stop = await visit(google);
  const other = await redeem(google, stop, {}, google.clients.desktop2);
  expect(other).toMatchObject({ status: 401, body: { error: 'unauthorized_client' } });
  const { body } = await redeem(google, stop);
  expect(await redeem(google, stop)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(google.isRefreshTokenAlive(String(body['refresh_token']))).toBe(false);
  const late = await visit(google);
  google.passTime(61_000);
  expect(await redeem(google, late)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
});

test('in Testing a refresh token dies after seven days, used or not, unless it only tells who somebody is', async () => {
  google.project('A').audience = { ...openAudience, publishing: 'testing', testUsers: [googleAna.email] };
  const studio = await signIn(google);
  const identity = await signIn(google, { params: { scope: 'openid email' } });
  google.passTime(6 * day);
  expect((await refresh(google, studio.refresh_token)).status).toBe(200);
  google.project('A').audience = openAudience;
  google.passTime(1.1 * day);
  expect(await refresh(google, studio.refresh_token)).toEqual(revoked);
  expect((await refresh(google, identity.refresh_token)).status).toBe(200);
});

test('six months without use end a refresh token, and each use puts that off', async () => {
  const used = await signIn(google);
  const unused = await signIn(google);
  for (const days of [100, 179, 100, 179, 100]) {
    google.passTime(days * day);
    expect((await refresh(google, used.refresh_token)).status).toBe(200);
  }
  expect(await refresh(google, unused.refresh_token)).toEqual(revoked);
});

test('of more refresh tokens than the limit the oldest is dropped without a word, per person and client', async () => {
  expect(google.switches.refreshTokenCap).toBe(100);
  google.switches.refreshTokenCap = 2;
  const walker = createHttpWalker();
  const [first, second, third] = [
    await signIn(google, { walker }),
    await signIn(google, { walker }),
    await signIn(google, { walker }),
  ];
  await signIn(google, { client: google.clients.desktop2, walker });
  await signIn(google, { email: googleBen.email });
  expect(google.liveRefreshTokens(googleAna.id, google.client.clientId)).toBe(2);
  expect(google.isRefreshTokenAlive(first.refresh_token)).toBe(false);
  expect(google.isAccessTokenAlive(first.access_token)).toBe(true);
  expect((await refresh(google, second.refresh_token)).status).toBe(200);
  expect((await refresh(google, third.refresh_token)).status).toBe(200);
});

test('time-limited consent is announced and kept', async () => {
  google.switches.refreshTokenExpiresIn = 3600;
  const tokens = await signIn(google);
  expect(tokens['refresh_token_expires_in']).toBe(3600);
  google.passTime(3_601_000);
  expect(await refresh(google, tokens.refresh_token)).toEqual(revoked);
});

test('revoking any token ends all clients of the project, the consents too, and leaves the other project alone', async () => {
  const walker = createHttpWalker();
  const scope = adsScope;
  const one = await signIn(google, { walker, params: { scope } });
  const two = await signIn(google, { walker, client: google.clients.desktop2 });
  const other = await signIn(google, { walker, client: google.clients.other, params: { scope } });
  const ben = await signIn(google, { email: googleBen.email });
  expect((await revoke(google, two.access_token)).status).toBe(200);
  expect(await refresh(google, one.refresh_token)).toEqual(revoked);
  expect(google.isAccessTokenAlive(one.access_token)).toBe(false);
  expect(google.isRefreshTokenAlive(other.refresh_token)).toBe(true);
  expect(google.isRefreshTokenAlive(ben.refresh_token)).toBe(true);
  expect((await walker.open(toSignInUrl(google, { params: { scope } }))).html).toContain('Accept');
  const again = await revoke(google, two.access_token);
  expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_token' }]);
});

test('the token to revoke may stand in the address, GET is unknown, and a refresh token does too', async () => {
  const { refresh_token: token } = await signIn(google);
  const url = `${google.origin}/revoke?token=${encodeURIComponent(token)}`;
  expect((await fetch(url)).status).toBe(404);
  expect(google.isRefreshTokenAlive(token)).toBe(true);
  expect((await fetch(url, { method: 'POST' })).status).toBe(200);
  expect(google.isRefreshTokenAlive(token)).toBe(false);
  expect((await fetch(`${google.origin}/revoke`, { method: 'POST' })).status).toBe(400);
});

test('what a person revokes in the account settings can be one project or all', async () => {
  const scope = adsScope;
  const a = await signIn(google);
  const b = await signIn(google, { client: google.clients.other, params: { scope } });
  google.revokeEverythingOf(googleAna.id, 'A');
  expect(google.isRefreshTokenAlive(a.refresh_token)).toBe(false);
  expect(google.isRefreshTokenAlive(b.refresh_token)).toBe(true);
  google.revokeEverythingOf(googleAna.id);
  expect(google.isRefreshTokenAlive(b.refresh_token)).toBe(false);
});

test.each([
  ['internal-failure', 500, { error: 'internal_failure' }],
  ['too-many-requests', 429, { error: 'rate_limit_exceeded' }],
  ['admin-policy-enforced', 400, { error: 'admin_policy_enforced' }],
  ['invalid-rapt', 400, { error: 'invalid_grant', error_subtype: 'invalid_rapt' }],
  ['rapt-required', 400, { error: 'invalid_grant', error_subtype: 'rapt_required' }],
] satisfies readonly (readonly [TokenFault, number, object])[])(
  'a refresh can fail with %s, and the token lives on',
  async (fault, status, body) => {
    const { refresh_token: token } = await signIn(google);
    google.switches.tokenFault = fault;
    expect(await refresh(google, token)).toMatchObject({ status, body });
    google.switches.tokenFault = 'none';
    expect((await refresh(google, token)).status).toBe(200);
  },
);

test('a refresh can end on a web page, without an answer, or with one nobody can use', async () => {
  const { refresh_token: token } = await signIn(google);
  google.switches.tokenFault = 'captive-portal';
  await expect(refresh(google, token)).rejects.toThrow('JSON');
  google.switches.tokenFault = 'not-json';
  await expect(refresh(google, token)).rejects.toThrow('JSON');
  google.switches.tokenFault = 'drops-answer';
  await expect(refresh(google, token)).rejects.toThrow('fetch failed');
  google.switches.tokenFault = 'no-access-token';
  expect((await refresh(google, token)).body).not.toHaveProperty('access_token');
});

test('faults are marked in the record of requests, ordinary refusals are not', async () => {
  await askToken(google, { grant_type: 'refresh_token', refresh_token: 'x' });
  google.switches.tokenFault = 'internal-failure';
  await askToken(google, { grant_type: 'refresh_token', refresh_token: 'x' });
  expect(google.requests.map((request) => [request.path, request.status, request.isFault])).toEqual([
    ['/token', 400, false],
    ['/token', 500, true],
  ]);
});

test('Google can be unavailable, or gone and back, with everything kept', async () => {
  const { refresh_token: token } = await signIn(google);
  google.switches.isUnavailable = true;
  for (const path of ['/token', '/revoke', '/tokeninfo'])
    expect((await fetch(`${google.origin}${path}`, { method: 'POST' })).status).toBe(503);
  google.switches.isUnavailable = false;
  await google.goOffline();
  await expect(fetch(google.origin)).rejects.toThrow('fetch failed');
  await google.comeBack();
  expect((await refresh(google, token)).status).toBe(200);
});
