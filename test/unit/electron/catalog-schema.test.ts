import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalog, readWindowPlace } from '#electron/catalog-schema';
import { defaultSettings } from '#domain/settings';
import {
  ana,
  aCatalog,
  aGoogleClient,
  aKeyAccount,
  aKnownAccount,
  aLooker,
  anActivity,
  aWaitingAccount,
  aWish,
} from '#support/builders';

const full = aCatalog({
  instances: [aLooker(), aGoogleClient()],
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
  expect(readCatalog({ version: 3, whatever: true })).toEqual({ kind: 'too-new', version: 3 });
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

  test.each([80, 1023, 65_536, 48_517.5, -1])('that listens on port %d', (redirectPort) => {
    expect(readCatalog({ ...full, instances: [aLooker({ redirectPort })], accounts: [] })).toEqual({
      kind: 'broken',
    });
  });

  test.each([
    ['two instances', { ...full, instances: [aLooker(), aLooker({ name: 'Twin' })] }],
    ['two accounts', { ...full, accounts: [aKnownAccount(), aKnownAccount({ instanceId: 'workspace' })] }],
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
