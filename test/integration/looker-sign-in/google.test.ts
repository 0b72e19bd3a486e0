// The same parts at the practice Google: sign in, renew, revoke by RFC 7009 (SO6 in part, SO41).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { providers } from '#providers/registry';
import { anInstance, aPersonAtTheBrowser, openDesk } from './desk';
import { ana, kindsOf, valueOf } from './parts';

let google: PracticeGoogle;
let desk: ReturnType<typeof openDesk>;

beforeEach(async () => {
  google = await startPracticeGoogle();
  const { origin, client } = google;
  const instance = anInstance(
    { uiOrigin: origin, apiOrigin: origin },
    { id: 'google-1', provider: 'google', clientId: client.clientId },
  );
  desk = openDesk([instance], aPersonAtTheBrowser(ana));
});
afterEach(() => google.close());

async function signedIn() {
  const accountId = await desk.signedIn('google-1');
  const accessToken = desk.accessTokenOf(accountId);
  const refreshToken = await desk.refreshTokenOf(accountId);
  return { accountId, accessToken, refreshToken };
}

describe('Google', () => {
  test('signing in gives an account with its name and both tokens, on any free port', async () => {
    const { accessToken, refreshToken } = await signedIn();
    expect(desk.store.get().catalog.accounts[0]?.identity).toMatchObject({
      displayName: 'Ana Ruiz',
      email: ana,
    });
    expect(google.isAccessTokenAlive(accessToken)).toBe(true);
    expect(google.isRefreshTokenAlive(refreshToken)).toBe(true);
    const asked = google.requests[0];
    expect(asked?.query).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      access_type: 'offline',
      scope: providers.google.scope,
    });
    expect(asked?.query['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test('the exchange carries the client id in the body and neither Authorization nor Origin', async () => {
    await signedIn();
    const exchange = google.requests.find(({ path }) => path === '/token');
    expect(exchange).toMatchObject({ hasAuthorization: false, hasOrigin: false });
    expect(exchange?.body).toMatchObject({
      client_id: google.client.clientId,
      grant_type: 'authorization_code',
    });
  });

  test('renewing gives another access token; the refresh token stays as it was', async () => {
    const { accountId, accessToken, refreshToken } = await signedIn();
    expect((await desk.renew(accountId)).ok).toBe(true);
    const renewed = desk.accessTokenOf(accountId);
    expect(renewed).not.toBe(accessToken);
    expect(google.isAccessTokenAlive(renewed)).toBe(true);
    const record = valueOf(await desk.vault.read(accountId));
    expect(await desk.refreshTokenOf(accountId)).toBe(refreshToken);
    expect(record.generation).toBe(1);
  });

  test('the scope that was granted is kept with the token', async () => {
    const { accountId } = await signedIn();
    const state = desk.store.get().accounts[accountId];
    if (state?.kind !== 'active') throw new Error(state?.kind);
    expect(state.lease.scope.split(' ').sort()).toEqual(providers.google.scope.split(' ').sort());
  });

  test('SO41: signing out revokes with the token in the body, and Google agrees that both are dead', async () => {
    const { accountId, accessToken, refreshToken } = await signedIn();
    const report = await desk.signedOut(accountId);
    expect(kindsOf(report)).toEqual(['access-token-dead', 'refresh-token-revoked', 'forgotten-here']);
    expect(google.isAccessTokenAlive(accessToken)).toBe(false);
    expect(google.isRefreshTokenAlive(refreshToken)).toBe(false);
    const revocation = google.requests.find(({ path }) => path === '/revoke');
    expect(revocation).toMatchObject({
      method: 'POST',
      query: {},
      hasAuthorization: false,
      hasOrigin: false,
    });
    expect(revocation?.body).toMatchObject({ token: refreshToken, token_type_hint: 'refresh_token' });
  });

  test('SO41: what was revoked in the account settings before counts as dead', async () => {
    const { accountId } = await signedIn();
    google.revokeEverythingOf(google.users[0]?.id ?? '');
    const report = await desk.signedOut(accountId);
    expect(kindsOf(report)).toContain('refresh-token-revoked');
  });

  test('SO41: while Google is busy nothing is claimed, and the sign-out waits with all it needs', async () => {
    const { accountId, refreshToken } = await signedIn();
    google.switches.isUnavailable = true;
    const report = await desk.signedOut(accountId);
    expect(report.failure).toMatchObject({ kind: 'provider-busy' });
    expect(kindsOf(report)).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'queued']);
    expect(google.isRefreshTokenAlive(refreshToken)).toBe(true);
    google.switches.isUnavailable = false;
    desk.clock.skip(15_000);
    await expect.poll(() => google.isRefreshTokenAlive(refreshToken)).toBe(false);
    await desk.quiet();
    expect(desk.accountOf(accountId)).toMatchObject({ signedOut: true, storedIn: null, queuedSignOut: null });
  });

  test('SO39: a revoked refresh token asks for a new sign-in, a busy Google does not', async () => {
    const { accountId } = await signedIn();
    google.switches.isUnavailable = true;
    expect(await desk.renew(accountId)).toMatchObject({ ok: false, failure: { kind: 'provider-busy' } });
    google.switches.isUnavailable = false;
    google.revokeEverythingOf(google.users[0]?.id ?? '');
    expect(await desk.renew(accountId)).toMatchObject({ ok: false, failure: { kind: 'sign-in-expired' } });
  });

  test('a Google that wants the secret of the client says so, and the sign-in is not kept', async () => {
    google.switches.requiresSecret = true;
    desk.signIn.start('google-1', null);
    expect(await desk.outcome('google-1')).toMatchObject({
      kind: 'failed',
      failure: { kind: 'request-refused', description: 'client_secret is missing.' },
    });
    expect(desk.store.get().catalog.accounts).toEqual([]);
  });
});
