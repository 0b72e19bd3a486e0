// Signing in with a desktop client: what goes to the browser, what comes back, who it was (Google fact sheet, sections
// 1.2 to 1.5; SO2, SO3, SO7, SO29).
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adsScope, emailScope, profileScope, studioScope } from '#practice/google/scopes';
import { googleAna, googleBen } from '#practice/google/registration';
import { startPracticeGoogle } from '#practice/google/start';
import { valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  addedForAds,
  anaMail,
  benMail,
  danaMail,
  failedSignIn,
  lastRequestTo,
  openDeskAtGoogle,
  requestsTo,
  signedInAgain,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  studio = await added(at, 'desktop');
});
afterEach(() => at.google.close());

function lastAsked(): Readonly<Record<string, string>> {
  return Object.fromEntries(at.asked.at(-1)?.searchParams ?? []);
}

describe('what the browser is sent to Google with', () => {
  test('any free port of 127.0.0.1, S256, a state, offline access and consent, and no grant of before', async () => {
    await at.desk.signedIn(studio);
    const { state, code_challenge, redirect_uri, ...rest } = lastAsked();
    const { code_verifier } = lastRequestTo(at.google, '/token').body;
    expect(redirect_uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(state).toMatch(/^[\w-]{43}$/);
    expect(code_challenge).toBe(createHash('sha256').update(String(code_verifier)).digest('base64url'));
    expect(rest).toEqual({
      response_type: 'code',
      client_id: at.google.client.clientId,
      scope: `${studioScope} ${profileScope}`,
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
    });
  });

  test('each sign-in has a port, a state and a challenge of its own', async () => {
    await at.desk.signedIn(studio);
    await at.desk.signedIn(studio);
    for (const name of ['redirect_uri', 'state', 'code_challenge'])
      expect(new Set(at.asked.map(({ searchParams }) => searchParams.get(name))).size).toBe(2);
  });

  test('a further account is asked for with the account chooser, and nobody is hinted at', async () => {
    await at.desk.signedIn(studio);
    const bens = await at.desk.signedInAs(benMail, studio);
    expect(lastAsked()).toMatchObject({ prompt: 'consent select_account' });
    expect(lastAsked()).not.toHaveProperty('login_hint');
    expect(at.desk.accountOf(bens).identity.userId).toBe(googleBen.id);
  });

  test('signing in again hints at who it was: by e-mail address where it is known, else by Google’s id', async () => {
    const anas = await at.desk.signedIn(studio);
    expect(await signedInAgain(at.desk, anas)).toBe(anas);
    expect(lastAsked()).toMatchObject({ prompt: 'consent', login_hint: googleAna.id });
    const ads = await at.desk.signedIn(await addedForAds(at));
    expect(await signedInAgain(at.desk, ads)).toBe(ads);
    expect(lastAsked()).toMatchObject({ prompt: 'consent', login_hint: anaMail });
  });

  test('the client secret is in the body of the exchange, and nowhere else', async () => {
    await at.desk.signedIn(studio);
    const { clientSecret, clientId } = at.google.client;
    const exchange = lastRequestTo(at.google, '/token');
    expect(exchange).toMatchObject({ hasAuthorization: false, hasOrigin: false, query: {} });
    expect(exchange.body).toMatchObject({ client_id: clientId, client_secret: clientSecret });
    expect(at.asked.join()).not.toContain(clientSecret);
    expect(JSON.stringify(at.desk.store.get())).not.toContain(clientSecret);
    expect(at.desk.disk.text()).not.toContain(clientSecret);
    const others = at.google.requests.filter(({ path }) => path !== '/token');
    expect(JSON.stringify(others)).not.toContain(clientSecret);
  });
});

describe('what comes of it', () => {
  test('the account has a name, its tokens live, and the record is bound to Google’s endpoints', async () => {
    const accountId = await at.desk.signedIn(studio);
    const { google, desk } = at;
    expect(desk.accountOf(accountId).identity).toEqual({
      userId: googleAna.id,
      displayName: 'Ana Ruiz',
      email: null,
    });
    expect(google.isAccessTokenAlive(desk.accessTokenOf(accountId))).toBe(true);
    expect(google.isRefreshTokenAlive(await desk.refreshTokenOf(accountId))).toBe(true);
    expect(valueOf(await desk.vault.read(accountId)).binding).toEqual({
      issuer: google.origin,
      tokenEndpoint: `${google.origin}/token`,
      identityEndpoint: `${google.origin}/v1/userinfo`,
      revocationEndpoint: `${google.origin}/revoke`,
      clientId: google.client.clientId,
    });
    expect(accountViewOf(desk, accountId)).toMatchObject({ state: { kind: 'active' }, missingScopes: [] });
  });

  test('for Google Ads people agree on a page, and are known by their e-mail address', async () => {
    const accountId = await at.desk.signedInAs(danaMail, await addedForAds(at));
    expect(lastAsked()['scope']).toBe(`${adsScope} openid ${emailScope}`);
    expect(at.desk.accountOf(accountId).identity).toMatchObject({ displayName: danaMail, email: danaMail });
    expect(accountViewOf(at.desk, accountId).missingScopes).toEqual([]);
  });

  test('with all of it delegated, no page is shown after the login', async () => {
    await at.desk.signedIn(studio);
    const stop = await at.desk.person.errand;
    const steps = at.google.requests.filter(({ method, body }) => method === 'POST' && 'step' in body);
    expect(steps.map(({ body }) => body['step'])).toEqual(['login']);
    expect(stop?.sentTo).toContain('code=');
  });

  test('where userinfo refuses, the token itself says whose it is', async () => {
    at.google.switches.userinfo = 'openid-only';
    const accountId = await at.desk.signedIn(studio);
    expect(at.desk.accountOf(accountId).identity.userId).toBe(googleAna.id);
    expect(lastRequestTo(at.google, '/tokeninfo')).toMatchObject({ method: 'POST', query: {}, bodyText: '' });
  });

  test('where Google does not tell who it is, nothing is kept, and nothing of anybody is revoked', async () => {
    const anas = await at.desk.signedIn(studio);
    at.google.switches.userinfo = 'unavailable';
    expect(await failedSignIn(at.desk, studio)).toMatchObject({ kind: 'provider-busy' });
    expect(at.desk.store.get().catalog.accounts.map(({ id }) => id)).toEqual([anas]);
    expect(requestsTo(at.google, '/revoke')).toEqual([]);
    expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(anas))).toBe(true);
  });

  test('whoever says no at Google is back in the app, with Google’s word for it', async () => {
    at.habits.consent = 'deny';
    const ads = await addedForAds(at);
    expect(await failedSignIn(at.desk, ads)).toMatchObject({
      kind: 'sign-in-refused',
      error: 'access_denied',
    });
    expect(requestsTo(at.google, '/token')).toEqual([]);
  });
});

describe('who the answer is from', () => {
  test('SO29: an answer with Google’s own issuer, or with none, is taken', async () => {
    await at.desk.signedIn(studio);
    at.google.switches.sendsIss = false;
    await at.desk.signedInAs(benMail, studio);
    expect(at.desk.store.get().catalog.accounts).toHaveLength(2);
  });

  test('SO29: an answer with another issuer is refused, and its code goes nowhere', async () => {
    at.habits.bend = ({ searchParams }) => searchParams.set('iss', 'https://accounts.google.example');
    expect(await failedSignIn(at.desk, studio)).toEqual({
      kind: 'issuer-mismatch',
      expected: at.google.origin,
    });
    expect(requestsTo(at.google, '/token')).toEqual([]);
  });
});
