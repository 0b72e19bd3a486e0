import { expect, test } from 'vitest';
import { needsIn } from '#domain/attention';
import type { AccountView } from '#domain/view';
import { aKnownAccount, aKeyAccount, aWaitingAccount, days, noon } from '#support/builders';
import { aDesk } from '#support/desk';

const ended = { kind: 'sign-in-expired', interrupted: false } as const;
const view = aDesk({
  accounts: [
    aKnownAccount({ id: 'fine' }),
    aKnownAccount({ id: 'ended', endedBy: ended }),
    aKeyAccount({ id: 'key', endedBy: ended }),
    aKnownAccount({ id: 'soon', signedInAt: noon - days(29.5) }),
    aKnownAccount({ id: 'out', signedOut: true, signedInAt: noon - days(29.5) }),
    aWaitingAccount({ id: 'leaving', endedBy: ended }),
  ],
}).view();

test('what needs a person is named with its reason, and nothing else is', () => {
  expect(needsIn(view).map(({ accountId, why }) => `${accountId}: ${why}`)).toEqual([
    'ended: sign-in',
    'key: key',
    'soon: ends-soon',
  ]);
});

const changed = (change: Partial<AccountView>) => ({
  instances: view.instances.map((instance) => ({
    ...instance,
    accounts: instance.accounts.filter(({ id }) => id === 'fine').map((one) => ({ ...one, ...change })),
  })),
});

test.each<[string, Partial<AccountView>]>([
  ['set-up', { state: { kind: 'blocked', failure: { kind: 'client-secret-missing', clientId: 'x' } } }],
  ['keychain', { state: { kind: 'locked', failure: { kind: 'keychain-locked' } } }],
  ['keychain', { queuedSignOut: { since: noon, thenRemove: false, next: { kind: 'keychain' } } }],
])('%s', (why, change) => {
  expect(needsIn(changed(change)).map((need) => need.why)).toEqual([why]);
});

test('a sign-out that waits for its server needs nobody', () => {
  const queuedSignOut = { since: noon, thenRemove: false, next: { kind: 'at', at: noon } } as const;
  expect(needsIn(changed({ queuedSignOut, state: { kind: 'needs-sign-in', failure: ended } }))).toEqual([]);
});

test('the same need has the same key until the next sign-in, or the next date', () => {
  const keyOf = (change: Partial<AccountView>) => needsIn(changed(change)).map(({ key }) => key);
  const gone = { state: { kind: 'needs-sign-in', failure: ended } } as const;
  expect(keyOf({ ...gone, lastUsedAt: noon })).toEqual(keyOf(gone));
  expect(keyOf({ ...gone, signedInAt: noon })).not.toEqual(keyOf(gone));
  expect(keyOf({ signInAgainBy: noon })).not.toEqual(keyOf({ signInAgainBy: noon + 1 }));
});
