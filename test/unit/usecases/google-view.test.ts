import { describe, expect, test } from 'vitest';
import { configFormats } from '#domain/config-files/format';
import type { Instance } from '#domain/instance';
import { toInitialState } from '#usecases/store';
import { toView } from '#usecases/to-view';
import {
  aCatalog,
  aGoogle,
  aGoogleAccount,
  aKnownAccount,
  aLooker,
  anAds,
  ben,
  days,
  noon,
} from '#support/builders';
import { providers } from '#support/providers';
import { adsScopes, studioScopes } from './google-desk';

const surroundings = {
  providers,
  vaultName: 'GNOME Keyring',
  desktop: { os: 'linux', tray: true },
  renewsAt: () => null,
} as const;
const show = (instances: readonly Instance[], accounts = [aGoogleAccount()]) =>
  toView(toInitialState(aCatalog({ instances, accounts }), null), surroundings, noon, 1);
const accountsIn = (view: ReturnType<typeof show>) => view.instances.flatMap(({ accounts }) => accounts);

describe('an instance at Google shows', () => {
  test('its client, its purpose with its scopes, and that its secret is there', () => {
    const [studio] = show([aGoogle()]).instances;
    expect(studio).toMatchObject({
      google: {
        clientType: 'desktop',
        purpose: 'studio-read',
        scopes: studioScopes.split(' '),
        projectId: 'acme-tokens',
        redirectUri: null,
        audience: 'unknown',
        adsApiVersion: 'v26',
        hasSecret: true,
      },
      requestedScope: studioScopes,
      redirectUri: null,
      checksHealth: true,
      signsOutWidely: true,
      takesKeys: false,
      managesClients: false,
      handOff: { kind: 'delegation' },
    });
    expect(studio?.google).not.toHaveProperty('secretIn');
  });

  test('that its secret is gone', () => {
    expect(show([aGoogle({}, { secretIn: null })]).instances[0]?.google?.hasSecret).toBe(false);
    // What was kept in memory ended with the run before.
    expect(show([aGoogle({}, { secretIn: 'memory' })]).instances[0]?.google?.hasSecret).toBe(false);
  });

  test('the redirect URI of a web client as it is registered', () => {
    const redirectUri = 'http://localhost:8080/cb';
    expect(show([aGoogle({}, { clientType: 'web', redirectUri })]).instances[0]).toMatchObject({
      redirectUri,
    });
  });

  test('the configuration files that make sense for it', () => {
    const drive = aGoogle({ id: 'drive' }, { purpose: { kind: 'custom', scopes: ['drive'] } });
    const formats = show([aGoogle(), anAds(), drive, aLooker()]).instances.map((one) => one.configFormats);
    expect(formats).toEqual([['adc'], configFormats, ['adc'], []]);
  });
});

test('a Looker shows nothing of all that', () => {
  expect(show([aLooker()], []).instances[0]).toMatchObject({
    google: null,
    configFormats: [],
    checksHealth: false,
    signsOutWidely: false,
    handOff: { kind: 'registration' },
  });
});

describe('an account at Google shows', () => {
  test('what was granted, and what of it is missing', () => {
    const some = aGoogleAccount({ instanceId: 'ads', grantedScope: 'openid email' });
    expect(accountsIn(show([anAds()], [some]))).toMatchObject([
      { scope: 'openid email', missingScopes: ['https://www.googleapis.com/auth/adwords'] },
    ]);
    const unknown = aGoogleAccount({ instanceId: 'ads', grantedScope: null });
    expect(accountsIn(show([anAds()], [unknown]))).toMatchObject([{ scope: null, missingScopes: [] }]);
  });

  test('when its sign-in ends, by the project and by not being used', () => {
    const account = aGoogleAccount({ signedInAt: noon, lastUsedAt: noon });
    expect(accountsIn(show([aGoogle({}, { audience: 'testing' })], [account]))).toMatchObject([
      { signInEndsAt: noon + days(7), unusedEndsAt: Date.UTC(2027, 2, 15, 12), lastUsedAt: noon },
    ]);
    expect(accountsIn(show([aGoogle()], [account]))).toMatchObject([{ signInEndsAt: null }]);
  });

  test('nothing of that once it is signed out', () => {
    const gone = aGoogleAccount({ storedIn: null, grantedScope: 'openid', consentEndsAt: noon });
    expect(accountsIn(show([aGoogle(), anAds()], [gone]))).toMatchObject([
      { signInEndsAt: null, unusedEndsAt: null, missingScopes: [], alsoRevoked: [] },
    ]);
  });

  test('which others a revocation would end: signed in, same person, same project', () => {
    const accounts = [
      aGoogleAccount(),
      aGoogleAccount({ id: 'ana-ads', instanceId: 'ads', grantedScope: adsScopes }),
      aGoogleAccount({ id: 'ana-out', instanceId: 'third', storedIn: null }),
      aGoogleAccount({ id: 'ben', identity: ben }),
      aKnownAccount({ id: 'looker' }),
    ];
    const view = show([aGoogle(), anAds(), anAds({ id: 'third' }), aLooker()], accounts);
    expect(accountsIn(view).map(({ id, alsoRevoked }) => [id, alsoRevoked])).toEqual([
      ['ana', ['ana-ads']],
      ['ben', []],
      ['ana-ads', ['ana']],
      ['ana-out', []],
      ['looker', []],
    ]);
  });

  test('that it is blocked, with the reason', () => {
    const failure = { kind: 'client-secret-missing', clientId: 'c' } as const;
    const state = toInitialState(aCatalog({ instances: [aGoogle()], accounts: [aGoogleAccount()] }), null);
    const view = toView({ ...state, accounts: { ana: { kind: 'blocked', failure } } }, surroundings, noon, 1);
    expect(accountsIn(view)).toMatchObject([{ state: { kind: 'blocked', failure } }]);
  });
});

test('the form is told what each purpose asks for; one’s own starts empty', () => {
  expect(show([]).purposes).toMatchObject([
    { kind: 'studio-read', scopes: studioScopes.split(' ') },
    { kind: 'studio-manage' },
    { kind: 'ads', scopes: adsScopes.split(' ') },
    { kind: 'custom', scopes: [] },
  ]);
});
