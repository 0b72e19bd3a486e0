import { describe, expect, test } from 'vitest';
import type { AccountState } from '#domain/account-state';
import { toInitialState } from '#usecases/store';
import { toView } from '#usecases/to-view';
import {
  aCatalog,
  aGoogle,
  aKeyAccount,
  aKnownAccount,
  aLease,
  aLooker,
  aWaitingAccount,
  ben,
  days,
  minutes,
  noon,
} from '#support/builders';
import { providers } from '#support/providers';

const surroundings = {
  providers,
  vaultName: 'GNOME Keyring',
  desktop: { os: 'linux', tray: true },
  renewsAt: () => null,
} as const;

function viewOf(state: AccountState) {
  const initial = toInitialState(aCatalog({ accounts: [aKnownAccount()] }), null);
  const view = toView({ ...initial, accounts: { ana: state } }, surroundings, noon, 1);
  return view.instances[0]?.accounts[0];
}

test('a live token shows its times and scope', () => {
  expect(viewOf({ kind: 'active', lease: aLease(minutes(42)), trouble: null })).toMatchObject({
    state: { kind: 'active', issuedAt: noon, expiresAt: noon + minutes(42), trouble: null },
    scope: 'cors_api',
  });
});

test('a renewal shows the token it replaces, if there is one, and not its own number', () => {
  expect(viewOf({ kind: 'renewing', attempt: 'x', lease: aLease(minutes(1)) })?.state).toEqual({
    kind: 'renewing',
    issuedAt: noon,
    expiresAt: noon + minutes(1),
  });
  expect(viewOf({ kind: 'renewing', attempt: 'x', lease: null })?.state).toEqual({
    kind: 'renewing',
    issuedAt: null,
    expiresAt: null,
  });
});

test.each<AccountState>([
  { kind: 'signed-out' },
  { kind: 'resting' },
  { kind: 'waiting', failure: { kind: 'offline', host: 'acme' }, retryAt: null },
  { kind: 'needs-sign-in', failure: { kind: 'sign-in-expired', interrupted: true } },
  { kind: 'locked', failure: { kind: 'keychain-locked' } },
])('$kind shows as it is, without a scope', (state) => {
  expect(viewOf(state)).toMatchObject({ state, scope: null });
});

describe('when a sign-in ends', () => {
  test('is known for Looker, counted from the sign-in', () => {
    expect(viewOf({ kind: 'resting' })?.signInEndsAt).toBe(noon - days(2) + days(30));
  });

  test('is not known for Google, nor for who is signed out', () => {
    const catalog = aCatalog({
      instances: [aLooker(), aGoogle()],
      accounts: [
        aKnownAccount({ storedIn: null }),
        aKnownAccount({ id: 'google', instanceId: 'studio', identity: ben }),
      ],
    });
    const view = toView(toInitialState(catalog, null), surroundings, noon, 1);
    const ends = view.instances.flatMap(({ accounts }) => accounts.map(({ signInEndsAt }) => signInEndsAt));
    expect(ends).toEqual([null, null]);
  });
});

test('an instance shows the redirect address to register', () => {
  const view = toView(toInitialState(aCatalog(), null), surroundings, noon, 7);
  expect(view).toMatchObject({ revision: 7, now: noon, vault: { kind: 'unchecked', name: 'GNOME Keyring' } });
  expect(view.instances[0]).toMatchObject({
    providerLabel: 'Looker',
    redirectUri: 'http://127.0.0.1:48517/callback',
    requestedScope: 'cors_api',
    signIn: null,
  });
});

test('an instance shows what can be done there', () => {
  const state = toInitialState(aCatalog({ instances: [aLooker({ release: '26.12.3' }), aGoogle()] }), null);
  const [looker, google] = toView(state, surroundings, noon, 1).instances;
  expect(looker).toMatchObject({ release: '26.12.3', takesKeys: true, managesClients: true });
  expect(looker?.handOff).toMatchObject({
    clientId: 'daypass',
    redirectUri: 'http://127.0.0.1:48517/callback',
  });
  expect(google).toMatchObject({ release: null, takesKeys: false, managesClients: false });
});

describe('an account shows', () => {
  test('the key it signs in with, by id, and no end that a provider would publish', () => {
    const catalog = aCatalog({ accounts: [aKeyAccount({ isAdmin: true })] });
    const view = toView(toInitialState(catalog, null), surroundings, noon, 1);
    expect(view.instances[0]?.accounts[0]).toMatchObject({
      signsInWith: { kind: 'api-key', keyId: 'key-of-481' },
      isAdmin: true,
      signInEndsAt: null,
    });
  });

  test('the workspace wished for, and the one its token is in', () => {
    const catalog = aCatalog({ accounts: [aKnownAccount({ workspace: 'dev' })] });
    const state = toInitialState(catalog, null);
    const shown = (one: typeof state) =>
      toView(one, surroundings, noon, 1).instances[0]?.accounts[0]?.workspace;
    expect(shown(state)).toEqual({ wanted: 'dev', actual: null });
    const active: AccountState = { kind: 'active', lease: aLease(), trouble: null };
    expect(shown({ ...state, accounts: { ana: active } })).toEqual({ wanted: 'dev', actual: 'production' });
  });

  test('that its sign-out waits, and until when', () => {
    const state = toInitialState(aCatalog({ accounts: [aWaitingAccount()] }), null);
    const shown = (one: typeof state) => toView(one, surroundings, noon, 1).instances[0]?.accounts[0];
    const since = noon - minutes(5);
    expect(shown(state)).toMatchObject({
      state: { kind: 'signed-out' },
      signInEndsAt: null,
      queuedSignOut: { since, thenRemove: false, next: { kind: 'trying' } },
    });
    const tries = { ana: { kind: 'at', at: noon + 7 } } as const;
    expect(shown({ ...state, signOutTries: tries })?.queuedSignOut?.next).toEqual(tries.ana);
  });
});

test('a new instance is offered a port that no other one uses', () => {
  const portsOf = (instances: Parameters<typeof aLooker>[0][]) => {
    const state = toInitialState(aCatalog({ instances: instances.map(aLooker) }), null);
    return toView(state, surroundings, noon, 1).newInstance;
  };
  expect(portsOf([])).toEqual({ clientId: 'daypass', redirectPort: 48_517 });
  const taken = [
    { id: 'a', redirectPort: 48_517 },
    { id: 'b', redirectPort: 48_518 },
  ];
  expect(portsOf(taken).redirectPort).toBe(48_519);
});

test('trouble with the catalog at the start is shown', () => {
  const trouble = { kind: 'catalog-too-new', version: 2 } as const;
  expect(toView(toInitialState(aCatalog(), trouble), surroundings, noon, 1).catalogTrouble).toBe(trouble);
});

test('an instance that a hostile file named after a part of every object shows like any other', () => {
  const catalog = aCatalog({
    instances: ['constructor', 'toString', '__proto__'].map((id) => aLooker({ id })),
  });
  const view = toView(toInitialState(catalog, null), surroundings, noon, 1);
  expect(view.instances.map(({ signIn }) => signIn)).toEqual([null, null, null]);
});
