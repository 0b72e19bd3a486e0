import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalog, readWindowPlace } from '#electron/catalog-schema';
import { defaultSettings } from '#domain/settings';
import {
  ana,
  aCatalog,
  aGoogle,
  aGoogleAccount,
  aKeyAccount,
  aKnownAccount,
  aLooker,
  anActivity,
  anAds,
  aWaitingAccount,
  aWish,
} from '#support/builders';

const full = aCatalog({
  instances: [aLooker(), aGoogle()],
  accounts: [
    aKnownAccount({
      endedBy: { kind: 'sign-in-expired', interrupted: true },
      activity: [anActivity('copied')],
    }),
  ],
});

test('what was written is read back the same', () => {
  expect(readCatalog(JSON.parse(JSON.stringify(full)))).toEqual({ kind: 'good', catalog: full });
});

test('a catalog of version 1 is still read: what it did not know is as it was for all accounts then', () => {
  const written = {
    version: 1,
    instances: [
      {
        id: 'acme',
        provider: 'looker',
        name: 'Acme production',
        uiOrigin: 'https://acme.cloud.looker.com',
        apiOrigin: 'https://acme.cloud.looker.com',
        clientId: 'daypass',
        redirectPort: 48_517,
        addedAt: aLooker().addedAt,
      },
    ],
    accounts: [
      {
        id: 'ana',
        instanceId: 'acme',
        identity: ana,
        storedIn: 'keychain',
        signedOut: false,
        signedInAt: aKnownAccount().signedInAt,
        renewalStartedAt: null,
        endedBy: null,
        activity: [{ at: 5, what: 'signed-in' }],
      },
    ],
    settings: defaultSettings,
  };
  expect(readCatalog(written)).toEqual({
    kind: 'good',
    catalog: aCatalog({ accounts: [aKnownAccount({ activity: [anActivity('signed-in', 5)] })] }),
  });
});

test('a catalog of version 2 is still read; a Google of then, which had no client, is left out', () => {
  // JSON leaves out what is undefined.
  const unknown = { grantedScope: undefined, consentEndsAt: undefined, lastUsedAt: undefined };
  const ofThen = { ...aKnownAccount(), ...unknown };
  const written = {
    ...full,
    version: 2,
    instances: [aLooker(), aGoogle()].map((instance) => ({ ...instance, google: undefined })),
    accounts: [ofThen, { ...ofThen, id: 'at-google', instanceId: 'studio' }],
  };
  expect(readCatalog(JSON.parse(JSON.stringify(written)))).toEqual({
    kind: 'good',
    catalog: aCatalog({ accounts: [aKnownAccount()] }),
  });
});

test('clients of Google and what is known of their sign-ins come back as they were', () => {
  const redirectUri = 'http://localhost:8080/cb';
  const scopes = ['https://www.googleapis.com/auth/drive', 'openid'];
  const catalog = aCatalog({
    instances: [
      aGoogle(),
      anAds({}, { audience: 'testing', adsApiVersion: 'v31', secretIn: 'memory', projectId: null }),
      aGoogle({ id: 'web' }, { clientType: 'web', redirectUri, secretIn: null }),
      aGoogle({ id: 'own' }, { purpose: { kind: 'custom', scopes } }),
    ],
    accounts: [
      aGoogleAccount({
        consentEndsAt: 7,
        lastUsedAt: 5,
        activity: [anActivity('config-saved'), anActivity('config-copied'), anActivity('forgotten')],
      }),
    ],
  });
  expect(readCatalog(JSON.parse(JSON.stringify(catalog)))).toEqual({ kind: 'good', catalog });
});

test('a Google without a client, or a Looker with one, is left out with its accounts', () => {
  const odd = aCatalog({
    instances: [aLooker({ google: aGoogle().google }), aGoogle({ google: null })],
    accounts: [aKnownAccount(), aGoogleAccount({ id: 'b' })],
  });
  expect(readCatalog(odd)).toEqual({ kind: 'good', catalog: aCatalog({ instances: [] }) });
});

test('keys, waiting sign-outs, workspaces and releases come back as they were', () => {
  const catalog = aCatalog({
    instances: [aLooker({ release: '26.12.3' })],
    accounts: [
      aKeyAccount({
        workspace: 'dev',
        isAdmin: true,
        endedBy: { kind: 'api-key-rejected', host: 'acme.cloud.looker.com', keyId: 'key-of-481' },
        activity: [anActivity('key-added'), anActivity('switched-to-dev')],
      }),
      aWaitingAccount({ queuedSignOut: aWish({ since: 7, everywhere: true, thenRemove: true }) }),
    ],
  });
  expect(readCatalog(JSON.parse(JSON.stringify(catalog)))).toEqual({ kind: 'good', catalog });
});

test('what is not ours in the file does no harm and does not come along', () => {
  const extended = {
    ...full,
    window: { x: 1 },
    injected: 'x',
    instances: [{ ...aLooker(), secret: 'x' }],
    accounts: [],
  };
  expect(readCatalog(extended)).toEqual({ kind: 'good', catalog: aCatalog({ accounts: [] }) });
});

test('a file of a newer Daypass is told from a broken one', () => {
  expect(readCatalog({ version: 4, whatever: true })).toEqual({ kind: 'too-new', version: 4 });
});

test('settings that make no sense fall back, the rest stays', () => {
  const odd = { ...full, settings: { theme: 'pink', clearClipboardAfterSeconds: -1 } };
  expect(readCatalog(odd)).toEqual({ kind: 'good', catalog: { ...full, settings: defaultSettings } });
});

test('an account whose instance is gone is left out', () => {
  const orphaned = { ...full, accounts: [...full.accounts, aKnownAccount({ id: 'b', instanceId: 'gone' })] };
  expect(readCatalog(orphaned)).toEqual({ kind: 'good', catalog: full });
});

describe('a file is broken', () => {
  test.each<[string, unknown]>([
    ['that is not JSON', undefined],
    ['that is empty', {}],
    ['of an unknown older kind', { ...full, version: 0 }],
    ['with a workspace that is none', { ...full, accounts: [aKnownAccount({ workspace: 'moon' as never })] }],
    ['with half a waiting sign-out', { ...full, accounts: [aKnownAccount({ queuedSignOut: {} as never })] }],
    ['with a way in that is none', { ...full, accounts: [aKnownAccount({ signsInWith: {} as never })] }],
    ['without instances', { ...full, instances: undefined }],
    ['with half an account', { ...full, accounts: [{ id: 'ana' }] }],
    [
      'with an account ended by something else',
      { ...full, accounts: [aKnownAccount({ endedBy: { kind: 'offline' } as never })] },
    ],
  ])('%s', (_which, content) => {
    expect(readCatalog(content)).toEqual({ kind: 'broken' });
  });

  test.each([
    'http://evil.example',
    'http://127.0.0.1.evil.example',
    'javascript:alert(1)',
    'file:///etc',
    'https://evil.example/path',
    'https://ana:pw@evil.example',
    'evil.example',
    'https://acme.example:443',
    ' https://acme.example',
    '',
  ])('that sends tokens to %j', (address) => {
    expect(readCatalog({ ...full, instances: [aLooker({ apiOrigin: address })], accounts: [] })).toEqual({
      kind: 'broken',
    });
    expect(readCatalog({ ...full, instances: [aLooker({ uiOrigin: address })], accounts: [] })).toEqual({
      kind: 'broken',
    });
  });

  test.each<[string, object]>([
    ['a purpose that is none', { purpose: { kind: 'everything' } }],
    ['a redirect URI that is somewhere else', { redirectUri: 'https://evil.example/cb' }],
    ['an API version that leads somewhere else', { adsApiVersion: '../../evil' }],
    ['a type that is none', { clientType: 'android' }],
    ['a place that is none', { secretIn: 'catalog' }],
  ])('with a client of Google with %s', (_what, part) => {
    expect(readCatalog({ ...full, instances: [aGoogle({}, part)], accounts: [] })).toEqual({
      kind: 'broken',
    });
  });

  test.each([80, 1023, 65_536, 48_517.5, -1])('that listens on port %d', (redirectPort) => {
    expect(readCatalog({ ...full, instances: [aLooker({ redirectPort })], accounts: [] })).toEqual({
      kind: 'broken',
    });
  });

  test.each([
    ['two instances', { ...full, instances: [aLooker(), aLooker({ name: 'Twin' })] }],
    ['two accounts', { ...full, accounts: [aKnownAccount(), aKnownAccount({ instanceId: 'studio' })] }],
  ])('in which %s share an id', (_which, content) => {
    expect(readCatalog(content)).toEqual({ kind: 'broken' });
  });
});

test('no content whatsoever makes reading throw', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (whole, part) => {
      for (const content of [
        whole,
        { ...full, instances: part },
        { ...full, accounts: part },
        { ...full, version: part },
      ]) {
        expect(['good', 'too-new', 'broken']).toContain(readCatalog(content).kind);
      }
      readWindowPlace(whole);
    }),
  );
});

test('the place of the window is read, or not there', () => {
  const window = { x: 10, y: null, width: 800, height: 600, maximized: false };
  expect(readWindowPlace({ window })).toEqual(window);
  expect(readWindowPlace({ window: { ...window, width: 'wide' } })).toBeNull();
  expect(readWindowPlace({})).toBeNull();
});
