// The practice Google as a desktop app meets it (Google fact sheet, section 1).
import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  discoveryRequest,
  generateRandomCodeVerifier,
  None,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processRefreshTokenResponse,
  processUserInfoResponse,
  refreshTokenGrantRequest,
  userInfoRequest,
  validateAuthResponse,
  type AuthorizationServer,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { googleAna, googleBen, studioScope } from '#practice/google/registration';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { createHttpWalker, type HttpWalker } from '#support/http-walker';

const insecure = { [allowInsecureRequests]: true };
const redirectUri = 'http://127.0.0.1:50123/';
const scope = `openid email profile ${studioScope}`;
const verifier = generateRandomCodeVerifier();
let google: PracticeGoogle;
let server: AuthorizationServer;

async function discover(): Promise<AuthorizationServer> {
  const issuer = new URL(google.origin);
  return processDiscoveryResponse(issuer, await discoveryRequest(issuer, insecure));
}

beforeEach(async () => {
  google = await startPracticeGoogle();
  server = await discover();
});
afterEach(() => google.close());

async function toSignInUrl(changes: Readonly<Record<string, string>> = {}): Promise<string> {
  const parameters = {
    response_type: 'code',
    client_id: google.client.clientId,
    redirect_uri: redirectUri,
    scope,
    state: 'state-1',
    access_type: 'offline',
    code_challenge_method: 'S256',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    ...changes,
  };
  return `${server.authorization_endpoint ?? ''}?${new URLSearchParams(parameters).toString()}`;
}

async function signIn(walker: HttpWalker = createHttpWalker()): Promise<TokenEndpointResponse> {
  const stop = await walker.signIn(await toSignInUrl(), { email: googleAna.email });
  const client = { client_id: google.client.clientId };
  const callback = validateAuthResponse(server, client, new URL(stop.sentTo ?? ''), 'state-1');
  return processAuthorizationCodeResponse(
    server,
    client,
    await authorizationCodeGrantRequest(server, client, None(), callback, redirectUri, verifier, insecure),
  );
}

async function refresh(refreshToken = ''): Promise<TokenEndpointResponse> {
  const client = { client_id: google.client.clientId };
  const response = await refreshTokenGrantRequest(server, client, None(), refreshToken, insecure);
  return processRefreshTokenResponse(server, client, response);
}

function revoke(token: string): Promise<Response> {
  return fetch(`${google.origin}/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });
}

test('the endpoints are where the fact sheet says', () => {
  expect(server).toMatchObject({
    issuer: google.origin,
    authorization_endpoint: `${google.origin}/o/oauth2/v2/auth`,
    token_endpoint: `${google.origin}/token`,
    revocation_endpoint: `${google.origin}/revoke`,
    userinfo_endpoint: `${google.origin}/v1/userinfo`,
    authorization_response_iss_parameter_supported: true,
  });
});

test('somebody signs in on any loopback port; the answer tells the granted scope and has a refresh token', async () => {
  const tokens = await signIn();
  expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3599, scope });
  expect(google.isAccessTokenAlive(tokens.access_token)).toBe(true);
  expect(google.isRefreshTokenAlive(tokens.refresh_token ?? '')).toBe(true);
});

test('userinfo tells who it is', async () => {
  const { access_token: token } = await signIn();
  const client = { client_id: google.client.clientId };
  const response = await userInfoRequest(server, client, token, insecure);
  expect(await processUserInfoResponse(server, client, googleAna.id, response)).toMatchObject({
    email: 'ana.ruiz@acme.example',
    name: 'Ana Ruiz',
  });
});

test('a refresh answer has no refresh token, and the old one goes on working', async () => {
  const { refresh_token: token } = await signIn();
  expect(await refresh(token)).not.toHaveProperty('refresh_token');
  expect(await refresh(token)).toMatchObject({ scope });
});

test('who agreed once is asked again only when the app wants it', async () => {
  const walker = createHttpWalker();
  await signIn(walker);
  expect((await walker.open(await toSignInUrl())).sentTo).toContain('code=');
  expect((await walker.open(await toSignInUrl({ prompt: 'consent' }))).html).toContain('Accept');
});

test('the redirect names the issuer, and denial comes back as access_denied', async () => {
  const wish = { email: googleBen.email, consent: 'deny' } as const;
  const stop = await createHttpWalker().signIn(await toSignInUrl(), wish);
  const answer = new URL(stop.sentTo ?? '').searchParams;
  expect([answer.get('error'), answer.get('iss')]).toEqual(['access_denied', google.origin]);
});

test('revoking any token ends everything the person allowed, and the consent with it', async () => {
  const walker = createHttpWalker();
  const [one, two] = [await signIn(walker), await signIn(walker)];
  expect((await revoke(one.access_token)).status).toBe(200);
  expect(google.isRefreshTokenAlive(one.refresh_token ?? '')).toBe(false);
  expect(google.isRefreshTokenAlive(two.refresh_token ?? '')).toBe(false);
  expect((await walker.open(await toSignInUrl())).html).toContain('Accept');
  const again = await revoke(one.access_token);
  expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_token' }]);
});

test('a dead refresh token gets invalid_grant', async () => {
  const { refresh_token: token } = await signIn();
  google.revokeEverythingOf(googleAna.id);
  await expect(refresh(token)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test.each([
  ['an unknown scope', { scope: 'openid moon' }, 'invalid_scope'],
  ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
  ['a foreign path', { redirect_uri: 'http://127.0.0.1:50123/elsewhere' }, 'invalid_redirect_uri'],
])('%s ends on a page of Google', async (_case, changes, words) => {
  const stop = await createHttpWalker().open(await toSignInUrl(changes));
  expect(stop).toMatchObject({ status: 400, sentTo: undefined });
  expect(stop.html).toContain(words);
});

test('the secret can be demanded, and a wrong one is refused', async () => {
  const { refresh_token: token = '' } = await signIn();
  const ask = (extra: Record<string, string>): Promise<Response> => {
    const grant = { grant_type: 'refresh_token', client_id: google.client.clientId, refresh_token: token };
    return fetch(`${google.origin}/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...grant, ...extra }),
    });
  };
  google.switches.requiresSecret = true;
  expect(await (await ask({})).json()).toMatchObject({ error_description: 'client_secret is missing.' });
  expect((await ask({ client_secret: 'wrong' })).status).toBe(401);
  expect((await ask({ client_secret: google.client.clientSecret })).status).toBe(200);
});

test('Google can be unavailable, or gone and back, with everything kept', async () => {
  const { refresh_token: token } = await signIn();
  google.switches.isUnavailable = true;
  expect((await revoke('x')).status).toBe(503);
  google.switches.isUnavailable = false;
  await google.goOffline();
  await expect(fetch(google.origin)).rejects.toThrow('fetch failed');
  await google.comeBack();
  expect(await refresh(token)).toMatchObject({ scope });
});

test('tokens carry the marker and can expire now', async () => {
  await google.close();
  google = await startPracticeGoogle({ tokenMarker: 'canary-2-' });
  server = await discover();
  const tokens = await signIn();
  expect([tokens.access_token, tokens.refresh_token].join()).toMatch(/^canary-2-[\w-]+,canary-2-[\w-]+$/);
  google.expireAccessTokens();
  expect(google.isAccessTokenAlive(tokens.access_token)).toBe(false);
});
