import { describe, expect, test } from 'vitest';
import { ana, aGoogle, aGoogleAccount, aKnownAccount, anAds, ben, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { adsScopes, secretOfStudio, studioScopes, viewOf } from './google-desk';

const token = 'https://oauth2.googleapis.com/token';
const failureOf = (desk: ReturnType<typeof aDesk>, at = 'studio') => {
  const progress = desk.attemptAt(at)?.progress;
  return progress?.kind === 'failed' ? progress.failure : progress;
};

describe('a sign-in at Google', () => {
  test('asks for the purpose’s scopes, listens on any free port, and sends the client secret with the code', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    const account = await desk.signsIn(ana, 'studio');
    expect(desk.oauth.requests[0]).toMatchObject({
      scope: studioScopes,
      extras: { access_type: 'offline', prompt: 'consent' },
      redirectUri: `http://127.0.0.1:${desk.receiver.latest.port}/`,
    });
    expect(desk.google.secretsSent).toEqual([{ clientSecret: secretOfStudio(desk), address: token }]);
    expect(account).toMatchObject({ grantedScope: studioScopes, lastUsedAt: noon, consentEndsAt: null });
    expect(viewOf(desk, account.id)).toMatchObject({ missingScopes: [], scope: studioScopes });
  });

  test('with a web client comes back to exactly what is registered', async () => {
    const redirectUri = 'http://localhost:8123/oauth2/callback';
    const desk = aDesk({ instances: [aGoogle({}, { clientType: 'web', redirectUri })] });
    await desk.signsIn(ana, 'studio');
    expect(desk.receiver.latest).toMatchObject({ redirectUri, port: 8123 });
    expect(desk.oauth.requests[0]).toMatchObject({ redirectUri });
  });

  test('of somebody who is on the list says who is meant, and does not ask which account', async () => {
    const desk = aDesk({ instances: [aGoogle()], accounts: [aGoogleAccount()] });
    await desk.startSignIn('studio', 'ana');
    expect(desk.oauth.requests[0]?.extras).toMatchObject({ login_hint: ana.email, prompt: 'consent' });
  });

  test('of one more person lets the browser ask which account', async () => {
    const desk = aDesk({ instances: [aGoogle()], accounts: [aGoogleAccount()] });
    await desk.startSignIn('studio');
    const extras = desk.oauth.requests[0]?.extras;
    expect(extras).toMatchObject({ prompt: 'consent select_account' });
    expect(extras).not.toHaveProperty('login_hint');
  });

  test('notes when the consent ends by itself', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.google.consentSeconds = 3 * 86_400;
    const account = await desk.signsIn(ana, 'studio');
    expect(viewOf(desk, account.id)?.signInEndsAt).toBe(noon + seconds(3 * 86_400));
  });
});

describe('without the client secret', () => {
  test('nothing listens and no browser opens', async () => {
    const desk = aDesk({ instances: [aGoogle({}, { secretIn: null })] });
    await expect(desk.startSignIn('studio')).rejects.toThrow('Nobody opened a door');
    expect(failureOf(desk)).toEqual({ kind: 'client-secret-missing', clientId: aGoogle().clientId });
    expect(desk.browser.opened).toEqual([]);
  });

  test('it is the same when the keychain no longer has it', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.vault.records.delete('studio');
    await expect(desk.startSignIn('studio')).rejects.toThrow();
    expect(failureOf(desk)).toMatchObject({ kind: 'client-secret-missing' });
  });

  test('a shut keychain is told as that', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.vault.trouble = { kind: 'keychain-locked' };
    await expect(desk.startSignIn('studio')).rejects.toThrow();
    expect(failureOf(desk)).toEqual({ kind: 'keychain-locked' });
    expect(desk.browser.opened).toEqual([]);
  });

  test('with a wrong one Google says no, and nothing is kept', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.google.clients.clear();
    desk.google.registers(aGoogle().clientId);
    await (await desk.startSignIn('studio')).browserAnswers();
    expect(failureOf(desk)).toMatchObject({ kind: 'client-rejected', error: 'invalid_client' });
    expect(desk.accountsAt('studio')).toEqual([]);
  });
});

describe('somebody who grants less than was asked for', () => {
  test('is signed in, and what is missing is said', async () => {
    const desk = aDesk({ instances: [anAds()] });
    desk.google.grants = adsScopes.replace('https://www.googleapis.com/auth/adwords ', '');
    const account = await desk.signsIn(ana, 'ads');
    expect(account.grantedScope).toBe(desk.google.grants);
    expect(viewOf(desk, account.id)).toMatchObject({
      missingScopes: ['https://www.googleapis.com/auth/adwords'],
      scope: desk.google.grants,
    });
  });

  test('and signs in again with all of it misses nothing any more', async () => {
    const desk = aDesk({ instances: [anAds()] });
    desk.google.grants = 'openid';
    const { id } = await desk.signsIn(ana, 'ads');
    desk.google.grants = null;
    await desk.signsIn(ana, 'ads');
    expect(viewOf(desk, id)).toMatchObject({ missingScopes: [], scope: adsScopes });
  });
});

describe('who it is', () => {
  test('is told by the token itself where the usual page tells nobody', async () => {
    const desk = aDesk({ instances: [anAds()] });
    desk.google.isUserInfoClosed = true;
    const account = await desk.signsIn(ana, 'ads');
    expect(account.identity).toEqual({ ...ana, displayName: ana.email });
  });

  test('told by nobody, is nobody: nothing is kept, and nothing revoked', async () => {
    const desk = aDesk({ instances: [anAds()] });
    desk.google.isUserInfoClosed = true;
    const host = 'oauth2.googleapis.com';
    desk.google.failures.set('tokeninfo', { kind: 'request-refused', host, status: 400, description: null });
    await (await desk.startSignIn('ads')).browserAnswers();
    expect(failureOf(desk, 'ads')).toMatchObject({ kind: 'request-refused', status: 403 });
    expect(desk.accountsAt('ads')).toEqual([]);
    expect(desk.server.revocations).toEqual([]);
  });

  test('is not asked twice where the network is gone', async () => {
    const desk = aDesk({ instances: [anAds()] });
    const release = desk.story.hold('identity asked');
    await (await desk.startSignIn('ads')).browserAnswers();
    desk.server.trouble = { kind: 'offline', host: 'openidconnect.googleapis.com' };
    await release();
    expect(failureOf(desk, 'ads')).toMatchObject({ kind: 'offline' });
    expect(desk.google.calls).toEqual([]);
  });
});

describe('a sign-in that is not kept', () => {
  test.each([
    ['cancelled while the code was traded', (desk: ReturnType<typeof aDesk>) => desk.signIn.cancel('studio')],
    [
      'that the keychain refused',
      (desk: ReturnType<typeof aDesk>) => void (desk.vault.writeTrouble = { kind: 'keychain-locked' }),
    ],
  ])('%s, is not revoked: that would end the others of the project', async (_why, spoil) => {
    const desk = aDesk({ instances: [aGoogle(), anAds()], accounts: [aKnownAccount({ instanceId: 'ads' })] });
    const release = desk.story.hold('code redeemed');
    await (await desk.startSignIn('studio')).browserAnswers();
    spoil(desk);
    await release();
    expect(desk.accountsAt('studio')).toEqual([]);
    expect(desk.server.revocations).toEqual([]);
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });
});

test('two people are two accounts at one client', async () => {
  const desk = aDesk({ instances: [aGoogle()] });
  await desk.signsIn(ana, 'studio');
  await desk.signsIn(ben, 'studio');
  expect(desk.accountsAt('studio').map(({ identity }) => identity.displayName)).toEqual([
    'Ana Ruiz',
    'Ben Okafor',
  ]);
});
