// What the token endpoint refuses, and where that leaves a sign-in: the client is put right, the person signs in again, or it
// is tried later; in no case is the refresh token lost (Google fact sheet, section 1.9; SO39, SO40).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GoogleSwitches } from '#practice/google/switches';
import { startPracticeGoogle } from '#practice/google/start';
import { failureOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  failedSignIn,
  hour,
  openDeskAtGoogle,
  requestsTo,
  signedInAgain,
  timePasses,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
let anas: string;
let refreshToken: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  studio = await added(at, 'desktop');
  anas = await at.desk.signedIn(studio);
  refreshToken = await at.desk.refreshTokenOf(anas);
  // Without a live token, so that the state is that of the sign-in.
  timePasses(at, 2 * hour);
});
afterEach(() => at.google.close());

async function stateAfterRenewal(accountId = anas) {
  failureOf(await at.desk.renew(accountId));
  return accountViewOf(at.desk, accountId).state;
}

/** The record is as it was, and works again once the trouble is over. */
async function expectNothingLost(accountId = anas): Promise<void> {
  expect(await at.desk.refreshTokenOf(accountId)).toBe(refreshToken);
  valueOf(await at.desk.renew(accountId));
  expect(accountViewOf(at.desk, accountId).state.kind).toBe('active');
}

async function changeSecret(clientSecret: string, instanceId = studio): Promise<void> {
  const change = {
    name: 'Studio',
    redirectUri: '',
    audience: 'unknown',
    adsApiVersion: 'v26',
    clientSecret,
  } as const;
  valueOf(await at.desk.googleClients.change(instanceId, change));
}

function answering(status: number, body: unknown, type = 'application/json') {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ({ what }: { readonly what: string }): Response | null =>
    what === 'POST /token' ? new Response(text, { status, headers: { 'content-type': type } }) : null;
}

describe('the client has to be put right: blocked, and nothing lost', () => {
  test('a wrong secret', async () => {
    await changeSecret('GOCSPX-mistyped');
    expect(await stateAfterRenewal()).toMatchObject({
      kind: 'blocked',
      failure: { kind: 'client-rejected', error: 'invalid_client', clientId: at.google.client.clientId },
    });
    expect(await failedSignIn(at.desk, studio)).toMatchObject({
      kind: 'client-rejected',
      error: 'invalid_client',
    });
    await changeSecret(at.google.client.clientSecret);
    await expectNothingLost();
  });

  test('a secret that is gone from the keychain: nothing is sent without it, and no browser opened', async () => {
    at.desk.keychain.entries.delete(studio);
    const before = at.google.requests.length;
    const failure = { kind: 'client-secret-missing', clientId: at.google.client.clientId };
    expect(await stateAfterRenewal()).toEqual({ kind: 'blocked', failure });
    expect(await failedSignIn(at.desk, studio)).toEqual(failure);
    expect(at.google.requests).toHaveLength(before);
    await changeSecret(at.google.client.clientSecret);
    await expectNothingLost();
  });

  test('a Google that says the secret is missing', async () => {
    at.desk.wire.instead = answering(400, {
      error: 'invalid_request',
      error_description: 'client_secret is missing.',
    });
    expect(await stateAfterRenewal()).toMatchObject({
      kind: 'blocked',
      failure: { kind: 'client-secret-missing' },
    });
    at.desk.wire.instead = () => null;
    await expectNothingLost();
  });

  test('a client that was deleted, until it is restored', async () => {
    at.google.deleteClient(at.google.client.clientId);
    expect(await stateAfterRenewal()).toMatchObject({
      kind: 'blocked',
      failure: { kind: 'client-rejected', error: 'deleted_client' },
    });
    at.google.restoreClient(at.google.client.clientId);
    await expectNothingLost();
  });

  test('a client that is deleted while somebody logs in', async () => {
    at.habits.bend = () => at.google.deleteClient(at.google.client.clientId);
    expect(await failedSignIn(at.desk, studio)).toMatchObject({
      kind: 'client-rejected',
      error: 'deleted_client',
    });
  });

  test('the refresh token of another client: unauthorized_client', async () => {
    const other = await added(at, 'desktop2');
    const others = await at.desk.signedIn(other);
    const stray = valueOf(await at.desk.vault.read(others)).credential;
    valueOf(
      await at.desk.vault.write(anas, { ...valueOf(await at.desk.vault.read(anas)), credential: stray }),
    );
    expect(await stateAfterRenewal()).toMatchObject({
      kind: 'blocked',
      failure: { kind: 'client-rejected', error: 'unauthorized_client' },
    });
    expect(await at.desk.refreshTokenOf(anas)).toBe(await at.desk.refreshTokenOf(others));
    valueOf(await at.desk.renew(others));
  });

  test('an admin who restricts the app', async () => {
    at.google.switches.tokenFault = 'admin-policy-enforced';
    expect(await stateAfterRenewal()).toMatchObject({
      kind: 'blocked',
      failure: { kind: 'access-blocked', error: 'admin_policy_enforced' },
    });
    at.google.switches.tokenFault = 'none';
    await expectNothingLost();
  });

  test.each([
    [403, 'org_internal', 'access-blocked'],
    [403, 'access_denied', 'access-blocked'],
    [400, 'invalid_scope', 'scope-refused'],
    [400, 'unsupported_grant_type', 'request-not-understood'],
    [400, 'invalid_request', 'request-not-understood'],
  ])('%s %s is %s', async (status, error, kind) => {
    at.desk.wire.instead = answering(status, { error });
    expect(await stateAfterRenewal()).toMatchObject({ kind: 'blocked', failure: { kind } });
    at.desk.wire.instead = () => null;
    await expectNothingLost();
  });
});

describe('SO40: the person has to sign in again, and even then the record stays', () => {
  test('what was revoked in the account settings', async () => {
    at.google.revokeEverythingOf(at.google.users[0]?.id ?? '');
    expect(await stateAfterRenewal()).toEqual({
      kind: 'needs-sign-in',
      failure: { kind: 'sign-in-expired', interrupted: false },
    });
    expect(await at.desk.refreshTokenOf(anas)).toBe(refreshToken);
    expect(await signedInAgain(at.desk, anas)).toBe(anas);
    expect(accountViewOf(at.desk, anas).state.kind).toBe('active');
  });

  test.each(['invalid-rapt', 'rapt-required'] as const)(
    'a session that the organisation ended: %s',
    async (tokenFault) => {
      at.google.switches.tokenFault = tokenFault;
      expect((await stateAfterRenewal()).kind).toBe('needs-sign-in');
      expect(await at.desk.refreshTokenOf(anas)).toBe(refreshToken);
      expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(true);
      expect(accountViewOf(at.desk.restart(), anas).state).toMatchObject({
        kind: 'needs-sign-in',
        failure: { why: 'session-rule' },
      });
    },
  );
});

describe('SO39: it is tried later, nothing lost', () => {
  test.each<[string, Partial<GoogleSwitches>, string]>([
    ['503', { isUnavailable: true }, 'provider-busy'],
    ['internal_failure', { tokenFault: 'internal-failure' }, 'provider-misbehaved'],
    ['too many requests', { tokenFault: 'too-many-requests' }, 'provider-busy'],
    ['a captive portal', { tokenFault: 'captive-portal' }, 'provider-misbehaved'],
    ['half an answer', { tokenFault: 'not-json' }, 'provider-misbehaved'],
    ['an answer without a token', { tokenFault: 'no-access-token' }, 'provider-misbehaved'],
    ['an answer that is cut off', { tokenFault: 'drops-answer' }, 'provider-unreachable'],
  ])('%s', async (_what, switches, kind) => {
    Object.assign(at.google.switches, switches);
    expect(await stateAfterRenewal()).toMatchObject({ kind: 'waiting', failure: { kind } });
    Object.assign(at.google.switches, { isUnavailable: false, tokenFault: 'none' });
    await expectNothingLost();
  });

  const portal = '<!doctype html><title>Guest Wi-Fi</title>{"error":"invalid_grant"}';
  test.each<[string, ReturnType<typeof answering>]>([
    ['a web page with 200', answering(200, portal, 'text/html')],
    ['a web page with 400', answering(400, portal, 'text/html')],
    ['401 of a proxy', answering(401, 'Unauthorized', 'text/plain')],
    ['407', answering(407, 'Proxy Authentication Required', 'text/plain')],
    ['511', answering(511, portal, 'text/html')],
    ['an empty 200', answering(200, '')],
    ['an empty 400', answering(400, '')],
    ['JSON cut off in invalid_grant', answering(400, '{"error":"invalid_gra')],
    ['JSON cut off after invalid_grant', answering(400, '{"error":"invalid_grant","error_desc')],
    ['invalid_grant with 200', answering(200, { error: 'invalid_grant' })],
    ['invalid_grant with 500', answering(500, { error: 'invalid_grant' })],
    ['invalid_client with 502', answering(502, { error: 'invalid_client' })],
    ['temporarily_unavailable', answering(400, { error: 'temporarily_unavailable' })],
  ])('%s on the way', async (_what, instead) => {
    at.desk.wire.instead = instead;
    expect((await stateAfterRenewal()).kind).toBe('waiting');
    at.desk.wire.instead = () => null;
    await expectNothingLost();
  });

  test('Google out of reach, and a restart before it is back', async () => {
    await at.google.goOffline();
    expect(await stateAfterRenewal()).toMatchObject({
      kind: 'waiting',
      failure: { kind: 'provider-unreachable' },
    });
    const again = at.desk.restart();
    await at.google.comeBack();
    valueOf(await again.renew(anas));
    expect(await again.refreshTokenOf(anas)).toBe(refreshToken);
  });

  test('a token that is still alive stays usable through all of it', async () => {
    valueOf(await at.desk.renew(anas));
    at.google.switches.isUnavailable = true;
    failureOf(await at.desk.renew(anas));
    expect(accountViewOf(at.desk, anas).state).toMatchObject({
      kind: 'active',
      trouble: { kind: 'provider-busy' },
    });
    expect(at.google.isAccessTokenAlive(await at.desk.copied(anas))).toBe(true);
  });

  test('nobody asks again by itself: one renewal is one request', async () => {
    at.google.switches.tokenFault = 'internal-failure';
    const before = requestsTo(at.google, '/token').length;
    await stateAfterRenewal();
    await at.desk.quiet();
    expect(requestsTo(at.google, '/token')).toHaveLength(before + 1);
  });
});
