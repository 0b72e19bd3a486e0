// Renewing at Google: the refresh token stays when the answer has none, a new one is taken, everything outlives a restart
// (Google fact sheet, sections 1.5 and 1.6; SO35, SO38).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPracticeGoogle } from '#practice/google/start';
import { valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  benMail,
  hour,
  instanceViewOf,
  lastRequestTo,
  openDeskAtGoogle,
  requestsTo,
  timePasses,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
let anas: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  studio = await added(at, 'desktop');
  anas = await at.desk.signedIn(studio);
});
afterEach(() => at.google.close());

/** Google, for once, answers a renewal with a new refresh token. */
async function renewedWithAnother(refreshToken: string): Promise<void> {
  at.desk.wire.instead = ({ what }) =>
    what === 'POST /token'
      ? Response.json({
          access_token: 'ya29.new',
          token_type: 'Bearer',
          expires_in: 3599,
          refresh_token: refreshToken,
        })
      : null;
  valueOf(await at.desk.renew(anas));
  at.desk.wire.instead = () => null;
}

test('SO38: an answer without a refresh token leaves the one that is there', async () => {
  const [token, refreshToken] = [at.desk.accessTokenOf(anas), await at.desk.refreshTokenOf(anas)];
  valueOf(await at.desk.renew(anas));
  expect(at.desk.accessTokenOf(anas)).not.toBe(token);
  expect(at.google.isAccessTokenAlive(at.desk.accessTokenOf(anas))).toBe(true);
  expect(await at.desk.refreshTokenOf(anas)).toBe(refreshToken);
  expect(valueOf(await at.desk.vault.read(anas)).generation).toBe(1);
});

test('SO38: a new one takes its place in the keychain, and only that one is sent from then on', async () => {
  await renewedWithAnother('1//another');
  expect(await at.desk.refreshTokenOf(anas)).toBe('1//another');
  await at.desk.renew(anas);
  expect(lastRequestTo(at.google, '/token').body).toMatchObject({ refresh_token: '1//another' });
});

test('a renewal sends client, secret and refresh token in the body, to the token endpoint only', async () => {
  const refreshToken = await at.desk.refreshTokenOf(anas);
  const before = at.google.requests.length;
  valueOf(await at.desk.renew(anas));
  const sent = at.google.requests.slice(before);
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /token']);
  expect(sent[0]).toMatchObject({ query: {}, hasAuthorization: false, hasOrigin: false });
  expect(sent[0]?.body).toEqual({
    grant_type: 'refresh_token',
    client_id: at.google.client.clientId,
    client_secret: at.google.client.clientSecret,
    refresh_token: refreshToken,
  });
});

test('a restart keeps clients and people: the secret comes from the keychain, and the catalog has none', async () => {
  const bens = await at.desk.signedInAs(benMail, studio);
  const again = at.desk.restart();
  expect(instanceViewOf(again, studio)).toMatchObject({
    clientId: at.google.client.clientId,
    google: {
      clientType: 'desktop',
      purpose: 'studio-read',
      projectId: 'acme-analytics-431207',
      hasSecret: true,
    },
  });
  for (const id of [anas, bens]) {
    expect(accountViewOf(again, id).state.kind).toBe('resting');
    expect(at.google.isAccessTokenAlive(await again.copied(id))).toBe(true);
  }
  expect(again.disk.text()).not.toContain(at.google.client.clientSecret);
  expect(again.disk.text()).not.toContain(await again.refreshTokenOf(anas));
});

test('a person who uses no keychain signs in and renews, and after a restart the secret is asked for again', async () => {
  at.desk.safekeeping.useMemoryOnly();
  const instanceId = await added(at, 'desktop2');
  const accountId = await at.desk.signedIn(instanceId);
  valueOf(await at.desk.renew(accountId));
  expect(at.desk.keychain.entries.has(instanceId)).toBe(false);
  const again = at.desk.restart();
  expect(instanceViewOf(again, instanceId).google).toMatchObject({ hasSecret: false });
  again.signIn.start(instanceId, null);
  expect(await again.outcome(instanceId)).toMatchObject({ failure: { kind: 'client-secret-missing' } });
});

test('a copy an hour later is a fresh token; copies before that share one', async () => {
  const first = await at.desk.copied(anas);
  expect(await at.desk.copied(anas)).toBe(first);
  timePasses(at, hour);
  const second = await at.desk.copied(anas);
  expect(second).not.toBe(first);
  expect(at.google.isAccessTokenAlive(second)).toBe(true);
  expect(requestsTo(at.google, '/token')).toHaveLength(2);
});

test('ten copies at once make one renewal', async () => {
  timePasses(at, hour);
  await Promise.all(Array.from({ length: 10 }, () => at.desk.copied(anas)));
  expect(requestsTo(at.google, '/token')).toHaveLength(2);
});
