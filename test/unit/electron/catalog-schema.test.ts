import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCatalog, readWindowPlace } from '#electron/catalog-schema';
import { defaultSettings } from '#domain/settings';
import {
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
  expect(readCatalog({ version: 5, whatever: true })).toEqual({ kind: 'too-new', version: 5 });
});

test('one setting that makes no sense falls back alone, the others stay as chosen', () => {
  const chosen = { ...defaultSettings, theme: 'dark', notifies: false, quickCopyShortcut: 'Alt+Y' };
  const odd = { ...full, settings: { ...chosen, clearClipboardAfterSeconds: -1, favouriteFormat: 'perl' } };
  expect(readCatalog(odd)).toEqual({ kind: 'good', catalog: { ...full, settings: chosen } });
  expect(readCatalog({ ...full, settings: 'none' })).toEqual({ kind: 'good', catalog: full });
});

test('wishes, marks, formats and what was told come back as they were', () => {
  const catalog = aCatalog({
    accounts: [
      aKnownAccount({
        keepFresh: 'always',
        isPinned: true,
        lastHandOutAt: 5,
        renewalStartedAt: 6,
        renewalMark: 'a mark',
        activity: [{ at: 7, what: 'copied-as', format: 'curl' }, anActivity('renewed-ahead')],
      }),
    ],
    told: { noTray: true, noticeAt: 9, about: ['ana:needs-sign-in'] },
  });
  expect(readCatalog(JSON.parse(JSON.stringify(catalog)))).toEqual({ kind: 'good', catalog });
});

test('a line of history that makes no sense costs that line, not the account', () => {
  const activity = [anActivity('copied'), { at: 'noon', what: 'copied' }, { at: 1, what: 'danced' }];
  const odd = { ...full, accounts: [{ ...full.accounts[0], activity }] };
  expect(readCatalog(odd)).toEqual({
    kind: 'good',
    catalog: { ...full, accounts: [{ ...full.accounts[0], activity: [anActivity('copied')] }] },
  });
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
    ['without instances', { ...full, instances: undefined }],
  ])('%s', (_which, content) => {
    expect(readCatalog(content)).toEqual({ kind: 'broken' });
  });
});

describe('one entry is left out, and that is said,', () => {
  test.each<[string, unknown]>([
    ['with a workspace that is none', { ...full, accounts: [aKnownAccount({ workspace: 'moon' as never })] }],
    ['with half a waiting sign-out', { ...full, accounts: [aKnownAccount({ queuedSignOut: {} as never })] }],
    ['with a way in that is none', { ...full, accounts: [aKnownAccount({ signsInWith: {} as never })] }],
    ['with half an account', { ...full, accounts: [{ id: 'ana' }] }],
    ['with accounts that are no list', { ...full, accounts: 'many' }],
    [
      'with an account ended by something else',
      { ...full, accounts: [aKnownAccount({ endedBy: { kind: 'offline' } as never })] },
    ],
  ])('%s', (_which, content) => {
    expect(readCatalog(content)).toEqual({ kind: 'in-part', catalog: { ...full, accounts: [] } });
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
    const nothing = { kind: 'in-part', catalog: { ...full, instances: [], accounts: [] } };
    for (const part of [{ apiOrigin: address }, { uiOrigin: address }]) {
      expect(readCatalog({ ...full, instances: [aLooker(part)] })).toEqual(nothing);
    }
  });

  test.each<[string, object]>([
    ['a purpose that is none', { purpose: { kind: 'everything' } }],
    ['a redirect URI that is somewhere else', { redirectUri: 'https://evil.example/cb' }],
    ['an API version that leads somewhere else', { adsApiVersion: '../../evil' }],
    ['a type that is none', { clientType: 'android' }],
    ['a place that is none', { secretIn: 'catalog' }],
  ])('with a client of Google with %s', (_what, part) => {
    const odd = { ...full, instances: [aLooker(), aGoogle({}, part)] };
    expect(readCatalog(odd)).toEqual({ kind: 'in-part', catalog: { ...full, instances: [aLooker()] } });
  });

  test.each([80, 1023, 65_536, 48_517.5, -1])('that listens on port %d', (redirectPort) => {
    const odd = { ...full, instances: [aLooker({ redirectPort }), aGoogle()], accounts: [] };
    expect(readCatalog(odd)).toEqual({
      kind: 'in-part',
      catalog: { ...full, instances: [aGoogle()], accounts: [] },
    });
  });

  test('of two with the same id the second', () => {
    const accounts = [
      ...full.accounts,
      aKnownAccount({ instanceId: 'studio' }),
      aKnownAccount({ id: 'studio' }),
    ];
    const odd = { ...full, instances: [...full.instances, aLooker({ name: 'Twin' })], accounts };
    expect(readCatalog(odd)).toEqual({ kind: 'in-part', catalog: full });
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
        expect(['good', 'in-part', 'too-new', 'broken']).toContain(readCatalog(content).kind);
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
