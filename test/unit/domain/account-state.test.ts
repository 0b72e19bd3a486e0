import { describe, expect, test } from 'vitest';
import { leaseOf, step, type AccountEvent, type AccountState } from '#domain/account-state';
import type { Failure } from '#domain/failure';
import { aFailureOfEachKind } from '#support/views';
import { aLease, minutes, noon } from '#support/builders';

const offline: Failure = { kind: 'offline', host: 'acme.cloud.looker.com' };
const refused: Failure = { kind: 'sign-in-expired', interrupted: false };
const keyRefused: Failure = { kind: 'api-key-rejected', host: 'acme', keyId: 'k' };
const lockedUp: Failure = { kind: 'keychain-locked' };
const notInDev: Failure = { kind: 'workspace-not-set', host: 'acme', isAllowed: false };
const busy: Failure = { kind: 'provider-busy', host: 'acme', retryAt: noon + minutes(3) };
const noClient: Failure = {
  kind: 'client-rejected',
  clientId: 'c',
  error: 'invalid_client',
  description: null,
};
const living = aLease(minutes(42));
const dead = aLease(-1);
const fresh = aLease(minutes(60));
const inDev = { ...living, workspace: 'dev' } as const;

const states = {
  'signed out': { kind: 'signed-out' },
  resting: { kind: 'resting' },
  active: { kind: 'active', lease: living, trouble: null },
  'active with a trouble': { kind: 'active', lease: living, trouble: notInDev },
  'active in dev': { kind: 'active', lease: inDev, trouble: null },
  'active with an ended token': { kind: 'active', lease: dead, trouble: null },
  renewing: { kind: 'renewing', attempt: 'now', lease: null },
  'renewing a living token': { kind: 'renewing', attempt: 'now', lease: living },
  'renewing an ended token': { kind: 'renewing', attempt: 'now', lease: dead },
  waiting: { kind: 'waiting', failure: offline, retryAt: null },
  'needs sign-in': { kind: 'needs-sign-in', failure: refused },
  blocked: { kind: 'blocked', failure: noClient },
  locked: { kind: 'locked', failure: lockedUp },
} as const satisfies Record<string, AccountState>;

const failedWith = (failure: Failure, attempt = 'now'): AccountEvent => ({
  kind: 'renewal-failed',
  attempt,
  failure,
  now: noon,
});

const events = {
  'signed in': { kind: 'signed-in', lease: fresh, trouble: null },
  'signed out': { kind: 'signed-out' },
  'a renewal starts': { kind: 'renewal-started', attempt: 'next' },
  'the renewal worked': { kind: 'renewed', attempt: 'now', lease: fresh, trouble: null },
  'the renewal worked, its workspace did not': {
    kind: 'renewed',
    attempt: 'now',
    lease: fresh,
    trouble: notInDev,
  },
  'an older renewal worked': { kind: 'renewed', attempt: 'before', lease: fresh, trouble: null },
  'offline at renewal': failedWith(offline),
  'busy at renewal': failedWith(busy),
  'refused at renewal': failedWith(refused),
  'key refused at renewal': failedWith(keyRefused),
  'client refused at renewal': failedWith(noClient),
  'keychain locked at renewal': failedWith(lockedUp),
  'secret missing at renewal': failedWith({ kind: 'secret-missing' }),
  'an older renewal was refused': failedWith(refused, 'before'),
  'time to look at the token': { kind: 'token-expired', now: noon },
  'the keychain was opened': { kind: 'vault-opened' },
  'the client was changed': { kind: 'client-changed' },
  'switched to dev': { kind: 'workspace-switched', workspace: 'dev' },
  'seen in dev': { kind: 'workspace-seen', workspace: 'dev' },
} as const satisfies Record<string, AccountEvent>;

type StateName = keyof typeof states;
type EventName = keyof typeof events;
type Row = Partial<Record<EventName, AccountState>>;

const fromAnywhere: Row = {
  'signed in': { kind: 'active', lease: fresh, trouble: null },
  'signed out': { kind: 'signed-out' },
  'a renewal starts': { kind: 'renewing', attempt: 'next', lease: null },
};

const whileRenewing: Row = {
  ...fromAnywhere,
  'the renewal worked': { kind: 'active', lease: fresh, trouble: null },
  'the renewal worked, its workspace did not': { kind: 'active', lease: fresh, trouble: notInDev },
  'key refused at renewal': { kind: 'needs-sign-in', failure: keyRefused },
  'client refused at renewal': { kind: 'blocked', failure: noClient },
  'offline at renewal': { kind: 'waiting', failure: offline, retryAt: null },
  'busy at renewal': { kind: 'waiting', failure: busy, retryAt: noon + minutes(3) },
  'refused at renewal': { kind: 'needs-sign-in', failure: refused },
  'keychain locked at renewal': { kind: 'locked', failure: lockedUp },
  'secret missing at renewal': { kind: 'needs-sign-in', failure: { kind: 'secret-missing' } },
};

/** What changes; every event that is not named leaves the state as it is. */
const table: Record<StateName, Row> = {
  'signed out': { 'signed in': { kind: 'active', lease: fresh, trouble: null } },
  resting: fromAnywhere,
  active: {
    ...fromAnywhere,
    'a renewal starts': { kind: 'renewing', attempt: 'next', lease: living },
    'switched to dev': { kind: 'active', lease: inDev, trouble: null },
    'seen in dev': { kind: 'active', lease: inDev, trouble: null },
  },
  'active with a trouble': {
    ...fromAnywhere,
    'a renewal starts': { kind: 'renewing', attempt: 'next', lease: living },
    'switched to dev': { kind: 'active', lease: inDev, trouble: null },
    'seen in dev': { kind: 'active', lease: inDev, trouble: notInDev },
  },
  'active in dev': {
    ...fromAnywhere,
    'a renewal starts': { kind: 'renewing', attempt: 'next', lease: inDev },
  },
  'active with an ended token': {
    ...fromAnywhere,
    'a renewal starts': { kind: 'renewing', attempt: 'next', lease: dead },
    'time to look at the token': { kind: 'resting' },
    'switched to dev': { kind: 'active', lease: { ...dead, workspace: 'dev' }, trouble: null },
    'seen in dev': { kind: 'active', lease: { ...dead, workspace: 'dev' }, trouble: null },
  },
  renewing: whileRenewing,
  'renewing a living token': {
    ...whileRenewing,
    'a renewal starts': { kind: 'renewing', attempt: 'next', lease: living },
    'client refused at renewal': { kind: 'active', lease: living, trouble: noClient },
    'offline at renewal': { kind: 'active', lease: living, trouble: offline },
    'busy at renewal': { kind: 'active', lease: living, trouble: busy },
    'keychain locked at renewal': { kind: 'active', lease: living, trouble: lockedUp },
  },
  'renewing an ended token': {
    ...whileRenewing,
    'a renewal starts': { kind: 'renewing', attempt: 'next', lease: dead },
    'time to look at the token': { kind: 'renewing', attempt: 'now', lease: null },
  },
  waiting: fromAnywhere,
  'needs sign-in': fromAnywhere,
  blocked: { ...fromAnywhere, 'the client was changed': { kind: 'resting' } },
  locked: { ...fromAnywhere, 'the keychain was opened': { kind: 'resting' } },
};

const cells = (Object.keys(states) as StateName[]).flatMap((state) =>
  (Object.keys(events) as EventName[]).map((event) => ({ state, event })),
);

describe('every state meets every event', () => {
  test.each(cells)('$state, then $event', ({ state, event }) => {
    expect(step(states[state], events[event])).toEqual(table[state][event] ?? states[state]);
  });
});

test('no failure of a renewal ends a sign-in, except a refusal, of the sign-in or of the key, and a secret that is gone', () => {
  const ending = Object.values(aFailureOfEachKind())
    .filter((failure) => step(states.renewing, failedWith(failure)).kind === 'needs-sign-in')
    .map(({ kind }) => kind);
  expect(ending).toEqual(['sign-in-expired', 'api-key-rejected', 'secret-missing']);
});

test('what is wrong with the client or its project blocks the account, and asks nobody to sign in', () => {
  const blocking = Object.values(aFailureOfEachKind())
    .filter((failure) => step(states.renewing, failedWith(failure)).kind === 'blocked')
    .map(({ kind }) => kind);
  expect(blocking.sort()).toEqual([
    'access-blocked',
    'client-rejected',
    'client-secret-missing',
    'request-not-understood',
    'scope-refused',
  ]);
});

test('every trouble with the keychain locks the account and forgets nothing', () => {
  const locking = Object.values(aFailureOfEachKind())
    .filter((failure) => step(states.renewing, failedWith(failure)).kind === 'locked')
    .map(({ kind }) => kind);
  expect(locking).toEqual(['keychain-missing', 'keychain-locked', 'keychain-timed-out', 'keychain-failed']);
});

test('a token counts as usable while it is live, also during its renewal', () => {
  expect(leaseOf(states.active)).toBe(living);
  expect(leaseOf(states['renewing a living token'])).toBe(living);
  expect(leaseOf(states.waiting)).toBeNull();
  expect(leaseOf(states.blocked)).toBeNull();
  expect(leaseOf(states['signed out'])).toBeNull();
});
