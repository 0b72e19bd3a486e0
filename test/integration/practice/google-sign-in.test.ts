// Signing in at the practice Google: desktop and web clients, who is asked what, and how the browser comes back
// (Google fact sheet, sections 1.2 to 1.6).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { googleAna, googleBen, googleChika } from '#practice/google/registration';
import {
  cloudScope,
  emailScope,
  profileScope,
  studioManageScope,
  studioScope,
} from '#practice/google/scopes';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { createHttpWalker } from '#support/http-walker';
import {
  adsScope,
  answerOf,
  redeem,
  redirectUri,
  signIn,
  studioScopes,
  toSignInUrl,
  verifier,
  visit,
} from './google-client.ts';

let google: PracticeGoogle;

beforeEach(async () => {
  google = await startPracticeGoogle();
});
afterEach(() => google.close());

test('a delegated desktop sign-in shows no dialog and ends with a refresh token', async () => {
  const walker = createHttpWalker();
  const login = await walker.open(toSignInUrl(google, { params: { prompt: 'consent' } }));
  const stop = await walker.submit(login, { step: 'login', email: googleAna.email });
  const { status, body } = await redeem(google, stop);
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, scope: studioScopes });
  expect(body).not.toHaveProperty('id_token');
  expect(google.isAccessTokenAlive(String(body['access_token']))).toBe(true);
  expect(google.isRefreshTokenAlive(String(body['refresh_token']))).toBe(true);
});

test('a sign-in for Google Ads asks once, and again when the app wants it', async () => {
  const walker = createHttpWalker();
  const params = { scope: adsScope };
  await signIn(google, { walker, params });
  expect((await walker.open(toSignInUrl(google, { params }))).sentTo).toContain('code=');
  const again = await walker.open(toSignInUrl(google, { params: { ...params, prompt: 'consent' } }));
  expect(again.html).toContain('See, edit, create, and delete your Google Ads accounts');
});

test('the browser comes back with code, scope, state, issuer and, with sign-in scopes, the organisation', async () => {
  const answer = answerOf(await visit(google));
  expect(Object.fromEntries(answer)).toMatchObject({
    state: 'state-1',
    scope: studioScopes,
    iss: google.origin,
    hd: 'acme.example',
    authuser: '0',
  });
  google.switches.sendsIss = false;
  const ads = answerOf(await visit(google, { params: { scope: adsScope } }));
  expect([ads.get('iss'), ads.get('hd'), ads.get('scope')]).toEqual([null, null, adsScope]);
});

test('somebody says no, and the app hears access_denied', async () => {
  const walker = createHttpWalker();
  const wish = { email: googleBen.email, consent: 'deny' } as const;
  const stop = await walker.signIn(toSignInUrl(google, { params: { scope: adsScope } }), wish);
  expect([answerOf(stop).get('error'), answerOf(stop).get('iss')]).toEqual(['access_denied', google.origin]);
});

test.each([
  'http://127.0.0.1:50999/',
  'http://localhost:50999/any/path',
  'http://[::1]:50999/x',
  'http://127.0.0.1:1',
])('a desktop client comes back to %s without having registered it', async (uri) => {
  const stop = await visit(google, { params: { redirect_uri: uri } });
  expect(stop.sentTo?.startsWith(uri)).toBe(true);
  expect((await redeem(google, stop, { redirect_uri: uri })).status).toBe(200);
});

test('a web client comes back exactly where it registered, and nowhere else', async () => {
  await google.close();
  const registered = 'http://127.0.0.1:48917/back';
  google = await startPracticeGoogle({ webRedirectUris: [registered] });
  const client = google.clients.web;
  expect((await visit(google, { client })).sentTo).toContain(`${registered}?`);
  for (const uri of [`${registered}/`, 'http://127.0.0.1:48918/back', 'http://localhost:48917/back']) {
    const stop = await visit(google, { client, params: { redirect_uri: uri } });
    expect(stop.html).toContain('Error 400: redirect_uri_mismatch');
  }
});

test('a web client gets a refresh token for offline access at the first consent, or when it asks for consent', async () => {
  const client = google.clients.web;
  const walker = createHttpWalker();
  const scope = adsScope;
  const online = await signIn(google, { client, walker, params: { scope, access_type: undefined } });
  expect(online).not.toHaveProperty('refresh_token');
  google.revokeEverythingOf(googleAna.id);
  expect(await signIn(google, { client, walker, params: { scope } })).toHaveProperty('refresh_token');
  expect(await signIn(google, { client, walker, params: { scope } })).not.toHaveProperty('refresh_token');
  const asked = await signIn(google, { client, walker, params: { scope, prompt: 'consent' } });
  expect(asked).toHaveProperty('refresh_token');
});

test('a delegated web client gets its refresh token, unless Google withholds it', async () => {
  const client = google.clients.web;
  expect(await signIn(google, { client })).toHaveProperty('refresh_token');
  google.switches.withholdsDelegatedRefreshToken = true;
  const params = { prompt: 'consent' };
  expect(await signIn(google, { client, params })).not.toHaveProperty('refresh_token');
});

test('prompt=consent can bring a dialog although everything is delegated', async () => {
  google.switches.asksDespiteDelegation = true;
  const walker = createHttpWalker();
  const login = await walker.open(toSignInUrl(google, { params: { prompt: 'consent' } }));
  const page = await walker.submit(login, { step: 'login', email: googleAna.email });
  expect(page.html).toContain('See your Looker Studio assets');
});

test('one scope more than delegated brings the dialog back', async () => {
  const walker = createHttpWalker();
  const login = await walker.open(toSignInUrl(google, { params: { scope: `${studioScopes} openid` } }));
  const page = await walker.submit(login, { step: 'login', email: googleAna.email });
  expect(page.html).toContain('wants access to your Google Account');
  expect(
    answerOf(await walker.submit(page, { step: 'consent', decision: 'approve' })).get('code'),
  ).not.toBeNull();
});

test('email and profile come back by their long names, with an ID token for openid', async () => {
  const tokens = await signIn(google, { params: { scope: `openid email profile ${adsScope}` } });
  expect(tokens.scope).toBe(`openid ${emailScope} ${profileScope} ${adsScope}`);
  expect(tokens).toHaveProperty('id_token');
});

test('of several scopes some can be unticked; the token tells what is left, and the next time the rest is asked for', async () => {
  const scope = `${adsScope} ${studioScope} ${studioManageScope} profile`;
  google.delegate('globex.example', google.client.clientId, [studioScope, studioManageScope]);
  google.switches.consentBoxes = 'always';
  const walker = createHttpWalker();
  const url = toSignInUrl(google, { params: { scope } });
  const page = await walker.submit(await walker.open(url), { step: 'login', email: googleChika.email });
  expect(page.html.match(/type="checkbox"/g)).toHaveLength(3);
  const fields = { step: 'consent', decision: 'approve', boxes: 'shown', [`tick ${studioScope}`]: 'on' };
  const { body } = await redeem(google, await walker.submit(page, fields));
  expect(body['scope']).toBe(`${studioScope} ${profileScope}`);
  expect((await walker.open(url)).html).toContain('type="checkbox"');
});

test('boxes come with several scopes and without delegation only, unless a test wants them', async () => {
  const walker = createHttpWalker();
  await signIn(google, { walker, params: { scope: 'openid' } });
  const hasBoxes = async (scope: string, client = google.clients.other): Promise<boolean> =>
    (await walker.open(toSignInUrl(google, { client, params: { scope } }))).html.includes('type="checkbox"');
  expect(await hasBoxes(`${adsScope} ${cloudScope} email`)).toBe(true);
  expect(await hasBoxes(`${adsScope} email`)).toBe(false);
  expect(await hasBoxes(`${adsScope} ${cloudScope}`, google.client)).toBe(false);
  google.switches.consentBoxes = 'always';
  expect(await hasBoxes(`${adsScope} email`)).toBe(true);
});

test('parameters of Google’s own are taken, and a proof of possession is not asked for', async () => {
  const params = { scope: adsScope, include_granted_scopes: 'true', enable_granular_consent: 'true' };
  const tokens = await signIn(google, { params });
  expect([tokens.scope, tokens['token_type']]).toEqual([adsScope, 'Bearer']);
  expect(google.requests[0]?.query).toMatchObject({ access_type: 'offline', include_granted_scopes: 'true' });
});

test('who unticks everything has allowed nothing', async () => {
  google.switches.consentBoxes = 'always';
  const walker = createHttpWalker();
  const login = await walker.open(toSignInUrl(google, { params: { scope: adsScope } }));
  const page = await walker.submit(login, { step: 'login', email: googleBen.email });
  const stop = await walker.submit(page, { step: 'consent', decision: 'approve', boxes: 'shown' });
  expect(answerOf(stop).get('error')).toBe('access_denied');
});

test('the account chooser comes although somebody is logged in, and another account can be taken', async () => {
  const walker = createHttpWalker();
  await signIn(google, { walker });
  const url = toSignInUrl(google, { params: { prompt: 'consent select_account' } });
  const chooser = await walker.open(url);
  expect(chooser.html).toContain('Choose an account');
  const same = await walker.submit(chooser, { step: 'choose', account: googleAna.id });
  expect((await redeem(google, same)).status).toBe(200);
  const login = await walker.submit(await walker.open(url), { step: 'choose', account: 'other' });
  const other = await walker.submit(login, { step: 'login', email: googleBen.email });
  const { body } = await redeem(google, other);
  const info = await fetch(`${google.origin}/tokeninfo?access_token=${String(body['access_token'])}`);
  expect(await info.json()).toMatchObject({ sub: googleBen.id });
});

test('a login hint fills in the login page, and leads there when somebody else is logged in', async () => {
  const walker = createHttpWalker();
  const params = { login_hint: googleBen.email };
  expect((await walker.open(toSignInUrl(google, { params }))).html).toContain(`value="${googleBen.email}"`);
  await signIn(google, { walker });
  const login = await walker.open(toSignInUrl(google, { params }));
  expect(login.html).toContain(`value="${googleBen.email}"`);
  expect((await walker.submit(login, { step: 'login', email: googleBen.email })).sentTo).toContain('code=');
  const byId = toSignInUrl(google, { params: { login_hint: googleBen.id } });
  expect((await walker.open(byId)).sentTo).toContain('code=');
});

test('prompt=none comes back with an error while somebody would have to do something', async () => {
  const walker = createHttpWalker();
  const params = { prompt: 'none', scope: adsScope };
  const url = toSignInUrl(google, { params });
  expect(answerOf(await walker.open(url)).get('error')).toBe('login_required');
  await signIn(google, { walker });
  expect(answerOf(await walker.open(url)).get('error')).toBe('consent_required');
  await signIn(google, { walker, params: { scope: adsScope } });
  expect(answerOf(await walker.open(url)).get('code')).not.toBeNull();
});

test('the legacy path and its older spelling of consent still work', async () => {
  const walker = createHttpWalker();
  await signIn(google, { walker, params: { scope: adsScope } });
  const url = toSignInUrl(google, { params: { scope: adsScope, approval_prompt: 'force' } });
  expect((await walker.open(url.replace('/o/oauth2/v2/auth', '/o/oauth2/auth'))).html).toContain('Accept');
});

test.each([
  ['S256', {}, {}],
  ['plain', { code_challenge: verifier, code_challenge_method: 'plain' }, {}],
  [
    'plain, which is meant without a method',
    { code_challenge: verifier, code_challenge_method: undefined },
    {},
  ],
  [
    'none at all',
    { code_challenge: undefined, code_challenge_method: undefined },
    { code_verifier: undefined },
  ],
])('PKCE works with %s', async (_case, params, fields) => {
  const stop = await visit(google, { params });
  expect((await redeem(google, stop, fields)).status).toBe(200);
});

test('tokens look as at Google by default, and carry the marker when a test wants one', async () => {
  const usual = await signIn(google);
  expect([usual.access_token, usual.refresh_token].join()).toMatch(/^ya29\.[\w-]+,1\/\/[\w-]+$/);
  expect(answerOf(await visit(google)).get('code')).toMatch(/^4\//);
  await google.close();
  google = await startPracticeGoogle({ tokenMarker: 'canary-2-' });
  const marked = await signIn(google);
  expect([marked.access_token, marked.refresh_token].join()).toMatch(/^canary-2-[\w-]+,canary-2-[\w-]+$/);
  expect(answerOf(await visit(google)).get('code')).toMatch(/^canary-2-/);
});

test('the console’s files are as Google writes them', () => {
  expect(JSON.parse(google.clientFile('desktop'))).toEqual({
    installed: {
      client_id: '418000000001-desktop.apps.googleusercontent.com',
      project_id: 'acme-analytics-431207',
      auth_uri: 'https://accounts.google.com/o/oauth2/auth',
      token_uri: 'https://oauth2.googleapis.com/token',
      auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
      client_secret: 'GOCSPX-practice-desktop',
      redirect_uris: ['http://localhost'],
    },
  });
  const web = JSON.parse(google.clientFile('web')) as { web: { redirect_uris: string[] } };
  expect(web.web.redirect_uris).toEqual(google.clients.web.redirectUris);
  expect(redirectUri).not.toBe(web.web.redirect_uris[0]);
});

test('a web client without registered URIs has none in its file', async () => {
  await google.close();
  google = await startPracticeGoogle({ webRedirectUris: [] });
  expect(google.clientFile('web')).not.toContain('redirect_uris');
});
