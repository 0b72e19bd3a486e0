import { describe, expect, test } from 'vitest';
import type { AccountState } from '#domain/account-state';
import { toInitialState } from '#usecases/store';
import { toView } from '#usecases/to-view';
import {
  aCatalog,
  aGoogleClient,
  aKnownAccount,
  aLease,
  aLooker,
  days,
  minutes,
  noon,
} from '#support/builders';

const surroundings = { vaultName: 'GNOME Keyring', desktop: { os: 'linux', tray: true } } as const;

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
      instances: [aLooker(), aGoogleClient()],
      accounts: [aKnownAccount({ storedIn: null }), aKnownAccount({ id: 'google', instanceId: 'workspace' })],
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

test('a new instance is offered a port that no other one uses', () => {
  const portsOf = (instances: Parameters<typeof aLooker>[0][]) => {
    const state = toInitialState(aCatalog({ instances: instances.map(aLooker) }), null);
    return toView(state, surroundings, noon, 1).newInstance;
  };
  expect(portsOf([]).looker).toEqual({ clientId: 'daypass', redirectPort: 48_517 });
  const taken = [
    { id: 'a', redirectPort: 48_517 },
    { id: 'b', redirectPort: 48_518 },
  ];
  expect(portsOf(taken).looker.redirectPort).toBe(48_519);
  expect(portsOf(taken).google.redirectPort).toBeNull();
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
