// What the practice Google tells about tokens and people, and its two APIs (Google fact sheet, sections 1.1, 1.9, 3.1,
// 4.1).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { googleAna, googleDana } from '#practice/google/registration';
import { emailScope, profileScope } from '#practice/google/scopes';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { adsScope, ask, callWith, signIn, studioScopes } from './google-client.ts';

const search = '/v1/assets:search?assetTypes=REPORT&pageSize=1';
const list = '/v26/customers:listAccessibleCustomers';
let google: PracticeGoogle;

beforeEach(async () => {
  google = await startPracticeGoogle();
});
afterEach(() => google.close());

async function tokenFor(scope: string, email = googleAna.email): Promise<string> {
  return (await signIn(google, { email, params: { scope } })).access_token;
}

test('the endpoints are where the fact sheet says, with both methods of authentication and PKCE', async () => {
  expect((await ask(`${google.origin}/.well-known/openid-configuration`)).body).toMatchObject({
    issuer: google.origin,
    authorization_endpoint: `${google.origin}/o/oauth2/v2/auth`,
    token_endpoint: `${google.origin}/token`,
    revocation_endpoint: `${google.origin}/revoke`,
    userinfo_endpoint: `${google.origin}/v1/userinfo`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    code_challenge_methods_supported: ['plain', 'S256'],
    authorization_response_iss_parameter_supported: true,
  });
});

test('tokeninfo tells client, person, scopes and times, numbers as text', async () => {
  const token = await tokenFor(studioScopes);
  const { status, body } = await callWith(google, '/tokeninfo', token, { method: 'POST' });
  expect(status).toBe(200);
  expect(body).toEqual({
    azp: google.client.clientId,
    aud: google.client.clientId,
    sub: googleAna.id,
    scope: studioScopes,
    exp: expect.stringMatching(/^\d{10}$/) as string,
    expires_in: expect.stringMatching(/^359\d$/) as string,
    access_type: 'offline',
  });
});

test('tokeninfo tells the email address to who asked for it, and takes the token as a field too', async () => {
  const token = await tokenFor('email');
  const told = { email: 'ana.ruiz@acme.example', email_verified: 'true', scope: emailScope };
  expect((await ask(`${google.origin}/tokeninfo?access_token=${token}`)).body).toMatchObject(told);
  const body = new URLSearchParams({ access_token: token });
  expect((await ask(`${google.origin}/tokeninfo`, { method: 'POST', body })).body).toMatchObject(told);
});

test('tokeninfo can keep the person to itself without a sign-in scope', async () => {
  google.switches.tokenInfoSub = 'with-sign-in-scope';
  expect((await callWith(google, '/tokeninfo', await tokenFor(adsScope))).body).not.toHaveProperty('sub');
  expect((await callWith(google, '/tokeninfo', await tokenFor('openid'))).body).toHaveProperty('sub');
});

test('tokeninfo refuses a dead token and a refresh token', async () => {
  const { access_token: token, refresh_token: refreshToken } = await signIn(google);
  google.expireAccessTokens();
  for (const dead of [token, refreshToken, 'nonsense'])
    expect(await callWith(google, '/tokeninfo', dead)).toEqual({
      status: 400,
      body: { error: 'invalid_token', error_description: 'Invalid Value' },
    });
});

test('userinfo tells as much as the scopes allow', async () => {
  const name = { name: 'Ana Ruiz', given_name: 'Ana', family_name: 'Ruiz' };
  const email = { email: 'ana.ruiz@acme.example', email_verified: true, hd: 'acme.example' };
  const sub = googleAna.id;
  const tell = async (scope: string): Promise<unknown> =>
    (await callWith(google, '/v1/userinfo', await tokenFor(scope))).body;
  expect(await tell('openid')).toEqual({ sub });
  expect(await tell(profileScope)).toEqual({ sub, ...name });
  expect(await tell('openid email profile')).toEqual({ sub, ...name, ...email });
  const dana = await callWith(google, '/v1/userinfo', await tokenFor('email', googleDana.email));
  expect(dana.body).toEqual({ sub: googleDana.id, email: googleDana.email, email_verified: true });
});

test('userinfo refuses tokens without a sign-in scope, dead ones, and by a switch those without openid', async () => {
  const refusal = { status: 403, body: { error: { status: 'PERMISSION_DENIED' } } };
  expect(await callWith(google, '/v1/userinfo', await tokenFor(adsScope))).toMatchObject(refusal);
  expect((await callWith(google, '/v1/userinfo', 'dead')).status).toBe(401);
  google.switches.userinfo = 'openid-only';
  expect(await callWith(google, '/v1/userinfo', await tokenFor(studioScopes))).toMatchObject(refusal);
  expect((await callWith(google, '/v1/userinfo', await tokenFor('openid email'))).status).toBe(200);
  google.switches.userinfo = 'unavailable';
  expect((await callWith(google, '/v1/userinfo', 'dead')).status).toBe(503);
});

test('Looker Studio answers a search, and insists on the type of asset', async () => {
  const token = await tokenFor(studioScopes);
  const { status, body } = await callWith(google, search, token);
  expect(status).toBe(200);
  expect(body).toMatchObject({ assets: [{ title: 'Quarterly orders', assetType: 'REPORT' }] });
  const wrong = [
    '/v1/assets:search',
    '/v1/assets:search?assetTypes=BOOK',
    `${search}&assetTypes=DATA_SOURCE`,
  ];
  for (const path of wrong)
    expect(await callWith(google, path, token)).toMatchObject({
      status: 400,
      body: { error: { code: 400, status: 'INVALID_ARGUMENT' } },
    });
});

test.each([search, list])('%s refuses a dead token', async (path) => {
  const token = await tokenFor(adsScope);
  google.revokeEverythingOf(googleAna.id);
  expect(await callWith(google, path, token)).toMatchObject({
    status: 401,
    body: { error: { code: 401, status: 'UNAUTHENTICATED' } },
  });
});

test.each([
  [search, adsScope, 'datastudio.googleapis.com'],
  [list, studioScopes, 'googleads.googleapis.com'],
])('%s refuses a token with other scopes, and says why', async (path, scope, service) => {
  const { status, body } = await callWith(google, path, await tokenFor(scope));
  expect(status).toBe(403);
  expect(body).toMatchObject({
    error: {
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
          domain: 'googleapis.com',
          metadata: { service },
        },
      ],
    },
  });
});

test.each([
  [search, studioScopes, 'datastudio.googleapis.com'],
  [list, adsScope, 'googleads.googleapis.com'],
])('%s can be not enabled in the project of the client', async (path, scope, service) => {
  google.switches.studioApi = 'service-disabled';
  google.switches.adsApi = 'service-disabled';
  const { body } = await callWith(google, path, await tokenFor(scope));
  const activationUrl = `https://console.developers.google.com/apis/api/${service}/overview?project=418000000001`;
  const metadata = { service, consumer: 'projects/418000000001', activationUrl };
  expect(body).toMatchObject({
    error: {
      code: 403,
      details: [{ reason: 'SERVICE_DISABLED', metadata }, { links: [{ url: activationUrl }] }],
    },
  });
});

test('Looker Studio can be off for the person’s organisational unit, without a reason given', async () => {
  google.switches.studioApi = 'off-for-unit';
  expect(await callWith(google, search, await tokenFor(studioScopes))).toEqual({
    status: 403,
    body: {
      error: { code: 403, message: 'The caller does not have permission', status: 'PERMISSION_DENIED' },
    },
  });
});

test.each([
  [search, studioScopes],
  [list, adsScope],
])('%s can be asked too often, be unavailable, or hidden behind a portal', async (path, scope) => {
  const token = await tokenFor(scope);
  const askWith = (fault: 'too-many-requests' | 'unavailable' | 'captive-portal'): Promise<Response> => {
    google.switches.studioApi = fault;
    google.switches.adsApi = fault;
    return fetch(`${google.origin}${path}`, { headers: { authorization: `Bearer ${token}` } });
  };
  const busy = await askWith('too-many-requests');
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
  expect((await askWith('unavailable')).status).toBe(503);
  expect((await askWith('captive-portal')).headers.get('content-type')).toContain('text/html');
});

test('Google Ads lists the customers, with or without the header of old', async () => {
  const token = await tokenFor(adsScope);
  const customers = { resourceNames: ['customers/1234567890', 'customers/9876543210'] };
  expect((await callWith(google, list, token)).body).toEqual(customers);
  const old = await callWith(google, list, token, { headers: { 'developer-token': 'practice' } });
  expect(old.body).toEqual(customers);
  const empty = await callWith(google, list, token, { headers: { 'developer-token': '' } });
  const code = { authenticationError: 'DEVELOPER_TOKEN_PARAMETER_MISSING' };
  expect(empty.body).toMatchObject({ error: { details: [{ errors: [{ errorCode: code }] }] } });
});

test.each([
  ['authorizationError', 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION', 403, 'PERMISSION_DENIED'],
  ['authenticationError', 'NOT_ADS_USER', 401, 'UNAUTHENTICATED'],
])('Google Ads can refuse with %s.%s', async (category, code, status, name) => {
  google.switches.adsError = { category, code, status };
  const answer = await callWith(google, list, await tokenFor(adsScope));
  expect(answer).toMatchObject({
    status,
    body: {
      error: {
        code: status,
        status: name,
        details: [
          {
            '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
            errors: [{ errorCode: { [category]: code } }],
          },
        ],
      },
    },
  });
});

test('an unknown version of Google Ads is a web page', async () => {
  const headers = { authorization: `Bearer ${await tokenFor(adsScope)}` };
  const page = await fetch(`${google.origin}/v99/customers:listAccessibleCustomers`, { headers });
  expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
});

test('every request is kept with its head and its answer', async () => {
  await callWith(google, search, await tokenFor(studioScopes));
  expect(google.requests.at(-1)).toMatchObject({
    method: 'GET',
    path: '/v1/assets:search',
    query: { assetTypes: 'REPORT', pageSize: '1' },
    hasAuthorization: true,
    hasOrigin: false,
    status: 200,
  });
});
