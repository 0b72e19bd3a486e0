import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aClientRecord, aGoogle, aGoogleAccount, aLooker, minutes, noon, secretOf } from '#support/builders';
import { aDesk, type DeskParts } from '#support/desk';
import { secretOfStudio, viewOf } from './google-desk';

const token = 'https://oauth2.googleapis.com/token';
const anaAtGoogle = (parts: DeskParts = {}) =>
  aDesk({ instances: [aGoogle()], accounts: [aGoogleAccount()], ...parts });

describe('a refresh at Google', () => {
  test('sends the client secret along, keeps the refresh token, and notes the use', async () => {
    const desk = anaAtGoogle();
    const before = desk.vault.tokenOf('ana');
    await desk.clock.pass(minutes(5));
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    expect(desk.google.secretsSent).toEqual([{ clientSecret: secretOfStudio(desk), address: token }]);
    expect(desk.server.received).toEqual([{ refreshToken: before, address: token }]);
    expect(desk.vault.tokenOf('ana')).toBe(before);
    expect(desk.accountOf().lastUsedAt).toBe(noon + minutes(5));
  });

  test('takes what Google says is granted now', async () => {
    const desk = anaAtGoogle({ accounts: [aGoogleAccount({ grantedScope: 'openid' })] });
    await desk.refreshes();
    expect(desk.accountOf().grantedScope).toBe('openid');
    expect(viewOf(desk)?.missingScopes).not.toEqual([]);
  });

  test('of a consent that is over asks to sign in again, and deletes nothing (SO40)', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.google.consentSeconds = 60;
    const { id } = await desk.signsIn(undefined, 'studio');
    await desk.clock.pass(minutes(70));
    expect(await desk.refreshes(id)).toMatchObject({ failure: { kind: 'sign-in-expired' } });
    expect(desk.stateOf(id)?.kind).toBe('needs-sign-in');
    expect(desk.vault.records.has(id)).toBe(true);
  });

  test('keeps the old refresh token unless there is a new one, and never sends a replaced one again (SO38)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), async (rotations) => {
        const desk = anaAtGoogle();
        const held: (string | null)[] = [];
        for (const isRotating of rotations) {
          desk.server.isRotating = isRotating;
          const before = desk.vault.tokenOf('ana');
          held.push(before);
          await desk.refreshes();
          expect(desk.vault.tokenOf('ana') === before).toBe(!isRotating);
        }
        expect(desk.server.received.map(({ refreshToken }) => refreshToken)).toEqual(held);
      }),
    );
  });
});

describe('without the client secret', () => {
  const missing = { ok: false, failure: { kind: 'client-secret-missing', clientId: aGoogle().clientId } };

  test.each([
    ['that the keychain no longer has', null],
    ['that belongs to another client', aClientRecord('x', { clientId: 'other' })],
    [
      'that may go to another endpoint only',
      {
        ...aClientRecord(),
        binding: { ...aClientRecord().binding, tokenEndpoint: 'https://evil.example/token' },
      },
    ],
    [
      'in whose place is a refresh token',
      {
        ...aClientRecord(),
        credential: { kind: 'refresh-token', refreshToken: aClientRecord().credential } as never,
      },
    ],
  ])('%s, nothing is sent, and the account is blocked, not signed out', async (_what, record) => {
    const desk = anaAtGoogle();
    if (record === null) desk.vault.records.delete('studio');
    else desk.vault.records.set('studio', record);
    expect(await desk.refreshes()).toEqual(missing);
    expect(desk.stateOf()).toEqual({ kind: 'blocked', failure: missing.failure });
    expect(desk.server.received).toEqual([]);
    expect(desk.vault.records.has('ana')).toBe(true);
  });

  test('a shut keychain locks the account', async () => {
    const desk = anaAtGoogle();
    desk.vault.trouble = { kind: 'keychain-locked' };
    await desk.refreshes();
    expect(desk.stateOf()?.kind).toBe('locked');
  });

  test('a wrong one blocks the account until the right one is given', async () => {
    const desk = anaAtGoogle();
    const right = secretOfStudio(desk);
    desk.vault.records.set('studio', aClientRecord('wrong'));
    await desk.refreshes();
    expect(desk.stateOf()).toMatchObject({ kind: 'blocked', failure: { kind: 'client-rejected' } });
    const change = {
      name: 'Looker Studio',
      redirectUri: '',
      audience: 'unknown',
      adsApiVersion: 'v26',
    } as const;
    await desk.googleClients.change('studio', { ...change, clientSecret: right });
    expect(desk.stateOf()).toEqual({ kind: 'resting' });
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    expect(desk.stateOf()?.kind).toBe('active');
  });

  test('a live token is still handed out while it lives', async () => {
    const desk = anaAtGoogle();
    await desk.refreshes();
    desk.vault.records.delete('studio');
    await desk.refreshes();
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: { kind: 'client-secret-missing' } });
    expect(await desk.copies()).toMatchObject({ ok: true });
  });
});

test('edited catalogs send neither secret nor token to anybody but Google (SO35)', async () => {
  const hosts = fc.constantFrom(
    'https://evil.example',
    'http://127.0.0.1:6666',
    'https://accounts.google.com.evil.example',
  );
  const client = fc.record(
    {
      redirectUri: fc.constantFrom('http://127.0.0.1:6666/', 'https://evil.example/'),
      projectId: fc.constantFrom(null, 'other'),
      clientType: fc.constantFrom('desktop' as const, 'web' as const),
      purpose: fc.constantFrom({ kind: 'ads' } as const, { kind: 'custom', scopes: ['x'] } as const),
      adsApiVersion: fc.constantFrom('v1', '@evil.example', '../../evil'),
    },
    { requiredKeys: [] },
  );
  const change = fc.record(
    {
      uiOrigin: hosts,
      apiOrigin: hosts,
      clientId: fc.constantFrom('evil', ''),
      provider: fc.constantFrom('looker' as const, 'google' as const),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(change, client, async (part, google) => {
      const desk = anaAtGoogle({ instances: [aGoogle(), aLooker()] });
      const [instance, ...others] = desk.file.content.instances;
      if (instance?.google == null) throw new Error('That is Google');
      const edited = { ...instance, ...part, google: { ...instance.google, ...google } };
      desk.file.content = { ...desk.file.content, instances: [edited, ...others] };
      const next = desk.restart();
      await next.refreshes();
      await next.checkHealth('ana');
      await next.inspection.inspect('ana');
      await next.setWorkspace('ana', 'dev');
      await next.signsOut();
      const { server, google: there, looker } = next;
      const asked = [
        ...server.received.map(({ address }) => address),
        ...server.revocations.map(({ address }) => address),
        ...there.secretsSent.map(({ address }) => address),
        ...there.calls.map(({ url }) => url),
        ...looker.calls.map(({ url }) => url),
      ];
      for (const url of asked) expect(new URL(url).origin).toMatch(/^https:\/\/\w+\.googleapis\.com$/);
    }),
    { numRuns: 300 },
  );
}, 20_000);

test('the fake would notice a secret that is not the client’s', () => {
  const desk = anaAtGoogle();
  expect(secretOf(aClientRecord('x'))).not.toBe(secretOfStudio(desk));
  expect(secretOfStudio(desk)).toBe(desk.google.clients.get(aGoogle().clientId)?.clientSecret);
});
