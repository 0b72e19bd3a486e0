// The pages of the practice Google that never lead back to the app (Google fact sheet, section 1.9).
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DeadEndName } from '#practice/google/dead-ends';
import { openAudience } from '#practice/google/projects';
import { googleAna, googleChika, googleDana } from '#practice/google/registration';
import { studioManageScope, studioScope } from '#practice/google/scopes';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { createHttpWalker } from '#support/http-walker';
import { adsScope, answerOf, studioScopes, toSignInUrl, visit } from './google-client.ts';

let google: PracticeGoogle;

beforeEach(async () => {
  google = await startPracticeGoogle();
});
afterEach(() => google.close());

test.each([
  ['an unknown scope', { scope: `${adsScope} moon` }, 'Error 400: invalid_scope', 'invalid=[moon]'],
  [
    'an unknown client',
    { client_id: 'nobody' },
    'Error 401: invalid_client',
    'The OAuth client was not found.',
  ],
  [
    'a foreign host',
    { redirect_uri: 'http://example.com/' },
    'Error 400: redirect_uri_mismatch',
    'example.com',
  ],
  ['https on this computer', { redirect_uri: 'https://127.0.0.1/' }, 'Error 400: redirect_uri_mismatch', ''],
  ['no scope', { scope: undefined }, 'Error 400: invalid_request', 'Missing required parameter: scope'],
  ['no response type', { response_type: undefined }, 'Error 400: invalid_request', 'response_type'],
  ['an odd challenge', { code_challenge: 'short' }, 'Error 400: invalid_request', 'code_challenge'],
  ['an odd method', { code_challenge_method: 'S512' }, 'Error 400: invalid_request', 'S512'],
])('%s ends on a page before anybody logs in', async (_case, params, error, words) => {
  const stop = await createHttpWalker().open(toSignInUrl(google, { params }));
  expect(stop).toMatchObject({ status: Number(error.slice(6, 9)), sentTo: undefined });
  expect(stop.html).toContain(error);
  expect(stop.html).toContain(words);
});

test('a deleted client ends on its page, and comes back with the client', async () => {
  google.deleteClient(google.client.clientId);
  expect((await visit(google)).html).toContain('Error 401: deleted_client');
  google.restoreClient(google.client.clientId);
  expect((await visit(google)).sentTo).toContain('code=');
});

test.each([
  ['access_denied', 403],
  ['admin_policy_enforced', 400],
  ['deleted_client', 401],
  ['disallowed_useragent', 403],
  ['invalid_client', 401],
  ['invalid_request', 400],
  ['invalid_scope', 400],
  ['org_internal', 403],
  ['redirect_uri_mismatch', 400],
  ['sign_in_disabled', 403],
] satisfies readonly (readonly [DeadEndName, number])[])(
  'the page %s can be switched on',
  async (name, status) => {
    google.switches.deadEnd = name;
    const stop = await visit(google);
    expect([stop.status, stop.sentTo]).toEqual([status, undefined]);
    expect(stop.html).toContain(
      name === 'sign_in_disabled' ? 'temporarily disabled' : `Error ${status}: ${name}`,
    );
  },
);

test('a window inside of Electron is turned away', async () => {
  const headers = { 'user-agent': 'Mozilla/5.0 Chrome/140.0 Electron/39.0 Safari/537.36' };
  const page = await fetch(toSignInUrl(google), { headers });
  expect([page.status, await page.text()]).toEqual([403, expect.stringContaining('disallowed_useragent')]);
});

test.each([
  ['whose admin did not delegate', googleChika.email, studioScopes],
  ['without an organisation', googleDana.email, studioScopes],
  ['whose admin delegated less', googleAna.email, `${studioManageScope} ${studioScopes}`],
])('Looker Studio ends on a page for somebody %s', async (_case, email, scope) => {
  const stop = await visit(google, { email, params: { scope } });
  expect(stop.html).toContain('Error 400: invalid_scope');
  expect(stop.html).toMatch(/invalid=\[[^\]]*datastudio/);
});

test('each organisation delegates for itself and for one client at a time', async () => {
  google.delegate('globex.example', google.client.clientId, studioScopes.split(' '));
  expect((await visit(google, { email: googleChika.email })).sentTo).toContain('code=');
  const web = { client: google.clients.web, email: googleChika.email };
  expect((await visit(google, web)).html).toContain('invalid_scope');
  google.withdrawDelegation('acme.example', google.client.clientId);
  expect((await visit(google)).html).toContain('invalid_scope');
  google.delegate('acme.example', google.client.clientId, [studioScope]);
  expect((await visit(google, { params: { scope: studioScope } })).sentTo).toContain('code=');
});

test('an internal app is for its own organisation', async () => {
  google.project('A').audience = { ...openAudience, userType: 'internal' };
  const params = { scope: adsScope };
  expect((await visit(google, { params })).sentTo).toContain('code=');
  for (const email of [googleChika.email, googleDana.email]) {
    const stop = await visit(google, { email, params });
    expect([stop.status, stop.html]).toEqual([403, expect.stringContaining('Error 403: org_internal')]);
  }
});

test('in Testing only test users come in, of whatever organisation', async () => {
  const params = { scope: adsScope };
  google.project('A').audience = { ...openAudience, publishing: 'testing', testUsers: [googleDana.email] };
  expect((await visit(google, { email: googleDana.email, params })).sentTo).toContain('code=');
  const stop = await visit(google, { params });
  expect([stop.status, stop.html]).toEqual([403, expect.stringContaining('Error 403: access_denied')]);
  expect((await visit(google, { client: google.clients.other, params })).sentTo).toContain('code=');
});

test('an admin’s policy ends on a page or comes back to the app, and does not concern consumers', async () => {
  const params = { scope: adsScope };
  google.switches.adminPolicy = 'page';
  expect((await visit(google, { params })).html).toContain('Error 400: admin_policy_enforced');
  google.switches.adminPolicy = 'redirect';
  expect(answerOf(await visit(google, { params })).get('error')).toBe('admin_policy_enforced');
  expect((await visit(google, { email: googleDana.email, params })).sentTo).toContain('code=');
});

test('an app that is not verified brings a warning, behind which one can go on or back', async () => {
  google.project('A').audience = { ...openAudience, isVerified: false };
  const walker = createHttpWalker();
  const url = toSignInUrl(google, { params: { scope: adsScope } });
  const warning = await walker.submit(await walker.open(url), { step: 'login', email: googleAna.email });
  expect(warning.html).toContain('Google hasn’t verified this app');
  expect(warning.html).toContain('Go to Daypass (unsafe)');
  const back = await walker.submit(warning, { step: 'warning', decision: 'back' });
  expect(answerOf(back).get('error')).toBe('access_denied');
  const consent = await walker.submit(await walker.open(url), { step: 'warning', decision: 'continue' });
  expect(consent.html).toContain('Accept');
  const stop = await walker.submit(consent, { step: 'consent', decision: 'approve' });
  expect(answerOf(stop).get('code')).not.toBeNull();
});

test('no warning comes for who somebody is, nor for what an admin delegated', async () => {
  google.project('A').audience = { ...openAudience, isVerified: false };
  expect((await visit(google)).sentTo).toContain('code=');
  expect((await visit(google, { params: { scope: 'openid email' } })).sentTo).toContain('code=');
});

test('a login page that was left open too long says so, and so does an address that nobody has', async () => {
  const walker = createHttpWalker();
  expect((await walker.open(`${google.origin}/interaction/none`)).status).toBe(400);
  const login = await walker.open(toSignInUrl(google));
  const nobody = await walker.submit(login, { step: 'login', email: 'nobody@acme.example' });
  expect(nobody.html).toContain('Couldn’t find your Google Account.');
  const nowhere = await fetch(`${google.origin}/favicon.ico`);
  expect([nowhere.status, (await fetch(google.origin)).status]).toEqual([404, 200]);
});
