import { expect, test } from 'vitest';
import type { AccountView, View } from '#domain/view';
import { toTrayState, toTrayTip } from '#electron/tray-state';
import { afternoon, aDeskOf, aDeskWith, anAccount, aView, day } from '#support/views';

const offline = { isPaused: false, isOffline: true };
const paused = { isPaused: true, isOffline: false };
const expired: AccountView['state'] = {
  kind: 'needs-sign-in',
  failure: { kind: 'sign-in-expired', interrupted: false },
};
const signedOut: Partial<AccountView> = { state: { kind: 'signed-out' } };
const waitsFor = (kind: 'keychain' | 'trying'): Partial<AccountView> => ({
  ...signedOut,
  queuedSignOut: { since: afternoon, thenRemove: false, next: { kind } },
});

test.each<[string, View, ReturnType<typeof toTrayState>, string]>([
  ['all is well', aDeskWith({}), 'fresh', 'Daypass'],
  [
    'a token that has run out is fetched when it is wanted',
    aDeskWith({ state: { kind: 'resting' } }),
    'fresh',
    'Daypass',
  ],
  [
    'somebody has to sign in',
    aDeskOf(anAccount(), anAccount({ id: 'b', state: expired })),
    'needs-you',
    'Daypass: an account needs you',
  ],
  [
    'two have to',
    aDeskOf(anAccount({ state: expired }), anAccount({ id: 'b', state: expired })),
    'needs-you',
    'Daypass: 2 accounts need you',
  ],
  [
    'a sign-in ends soon',
    aDeskWith({ signInAgainBy: afternoon + day }),
    'needs-you',
    'Daypass: an account needs you',
  ],
  [
    'something has to be set up',
    aDeskWith({ state: { kind: 'blocked', failure: { kind: 'keychain-locked' } } }),
    'needs-you',
    'Daypass: an account needs you',
  ],
  [
    'the keychain is locked',
    aDeskWith({ state: { kind: 'locked', failure: { kind: 'keychain-locked' } } }),
    'needs-you',
    'Daypass: an account needs you',
  ],
  [
    'a sign-out waits for the keychain',
    aDeskWith(waitsFor('keychain')),
    'needs-you',
    'Daypass: an account needs you',
  ],
  [
    'a sign-out waits for the network only',
    aDeskOf(anAccount(), anAccount({ id: 'b', ...waitsFor('trying') })),
    'fresh',
    'Daypass',
  ],
  ['there is no network', aDeskWith({}, { renewals: offline }), 'offline', 'Daypass: no network'],
  [
    'no network, and somebody has to sign in',
    aDeskWith({ state: expired }, { renewals: offline }),
    'needs-you',
    'Daypass: an account needs you',
  ],
  ['she paused renewals', aDeskWith({}, { renewals: paused }), 'resting', 'Daypass: renewals are paused'],
  [
    'paused, and somebody has to sign in',
    aDeskWith({ state: expired }, { renewals: paused }),
    'needs-you',
    'Daypass: an account needs you',
  ],
  [
    'it is locked, whatever is behind that',
    aDeskWith({ state: expired }, { isLocked: true }),
    'resting',
    'Daypass: locked',
  ],
  ['nobody is signed in', aDeskWith(signedOut), 'resting', 'Daypass'],
  [
    'nobody is signed in, and there is no network',
    aDeskWith(signedOut, { renewals: offline }),
    'resting',
    'Daypass',
  ],
  ['it is empty', aView(), 'resting', 'Daypass'],
])('%s', (_when, view, state, tip) => {
  expect(toTrayState(view)).toBe(state);
  expect(toTrayTip(view)).toBe(tip);
});
