import { describe, expect, test } from 'vitest';
import type { AccountView, View } from '#domain/view';
import type { TrayAction } from '#electron/tray-action';
import { toTrayMenu, type TrayEntry } from '#electron/tray-menu';
import {
  activeFor,
  afternoon,
  aDeskOf,
  aDeskWith,
  aKeyAccount,
  anAccount,
  anInstance,
  aView,
  day,
  minute,
  second,
} from '#support/views';

function words(entries: readonly TrayEntry[]): readonly string[] {
  return entries.map((entry) => (entry.kind === 'separator' ? '---' : entry.label));
}

const menuOf = (view: View) => words(toTrayMenu(view, afternoon));
const linesOf = (view: View, pattern: RegExp) => menuOf(view).filter((line) => pattern.test(line));

function find(view: View, label: RegExp): TrayEntry {
  const entry = toTrayMenu(view, afternoon).find((one) => one.kind !== 'separator' && label.test(one.label));
  if (entry === undefined) throw new Error(`No ${String(label)} in ${menuOf(view).join(' | ')}`);
  return entry;
}

function choose(view: View, label: RegExp): TrayAction {
  const entry = find(view, label);
  if (entry.kind !== 'item') throw new Error(`${String(label)} cannot be chosen`);
  return entry.action;
}

function submenu(view: View, label: RegExp): readonly string[] {
  const entry = find(view, label);
  if (entry.kind !== 'submenu') throw new Error(`${String(label)} has nothing below`);
  return words(entry.entries);
}

const name = 'Acme production · ana.ruiz@acme.example';
const expired: AccountView['state'] = {
  kind: 'needs-sign-in',
  failure: { kind: 'sign-in-expired', interrupted: false },
};
const inKeychain: AccountView['state'] = { kind: 'locked', failure: { kind: 'keychain-locked' } };

/** So many accounts at one instance, named in their order. */
function manyAccounts(count: number, part: (index: number) => Partial<AccountView> = () => ({})) {
  return Array.from({ length: count }, (_, index) =>
    anAccount({
      id: `a${index}`,
      identity: { userId: `${index}`, displayName: `Analyst ${index}`, email: `a${index}@acme.example` },
      ...part(index),
    }),
  );
}

test('without accounts the menu still opens the window and quits', () => {
  expect(menuOf(aView())).toEqual(['No accounts yet', '---', 'Open Daypass', '---', 'Quit']);
});

test('with two accounts a copy is one choice, and all else is below it', () => {
  const view = aDeskOf(anAccount(), aKeyAccount({ state: { kind: 'resting' } }));
  expect(menuOf(view)).toEqual([
    `Copy token: ${name} (42 min left)`,
    `Copy token: ${name} · key …1234 (fetches a fresh one)`,
    'Quick copy…',
    'Copy as Authorization header',
    'Refresh',
    '---',
    'Pause renewals',
    'Lock now',
    '---',
    'Open Daypass',
    '---',
    'Quit',
  ]);
  expect(submenu(view, /^Copy as/)).toEqual([name, `${name} · key …1234`]);
  expect(submenu(view, /^Refresh/)).toEqual(['All accounts', '---', name, `${name} · key …1234`]);
});

describe('an account offers its token with what is left of it', () => {
  test.each([
    [activeFor(42 * minute + 59 * second), `Copy token: ${name} (42 min left)`],
    [activeFor(minute), `Copy token: ${name} (1 min left)`],
    [activeFor(59 * second), `Copy token: ${name} (under a minute left)`],
    [activeFor(0), `Copy token: ${name} (fetches a fresh one)`],
    [{ kind: 'resting' } as const, `Copy token: ${name} (fetches a fresh one)`],
    [
      { kind: 'renewing', issuedAt: null, expiresAt: null } as const,
      `Copy token: ${name} (fetches a fresh one)`,
    ],
    [{ kind: 'signed-out' } as const, `${name}: signed out`],
    [expired, `${name}: sign in again`],
    [inKeychain, `${name}: the keychain is locked`],
  ])('%j', (state, label) => {
    expect(menuOf(aDeskWith({ state }))).toContain(label);
  });

  test('by name where there is no e-mail address', () => {
    const robot = { userId: '9', displayName: 'Reports robot', email: null };
    expect(menuOf(aDeskWith({ identity: robot }))[0]).toContain('Reports robot');
  });

  test('and says where a fresh one cannot be had for want of a network', () => {
    const renewals = { isPaused: false, isOffline: true };
    expect(menuOf(aDeskWith({ state: { kind: 'resting' } }, { renewals }))[0]).toBe(
      `Copy token: ${name} (no network)`,
    );
    expect(menuOf(aDeskWith({}, { renewals }))[0]).toBe(`Copy token: ${name} (42 min left)`);
  });
});

test('long names are shortened in their middle, so that both ends can be told apart', () => {
  const instance = anInstance({
    name: 'Northwind Traders, Europe, Middle East and Africa',
    accounts: [
      anAccount({
        identity: {
          userId: '1',
          displayName: 'x',
          email: 'ana.maria.ruiz-castellanos@analytics.northwind.example',
        },
      }),
    ],
  });
  expect(menuOf(aView({ instances: [instance] }))[0]).toBe(
    'Copy token: Northwind …nd Africa · ana.maria.…astellanos (42 min left)',
  );
});

test('choosing an account copies its token, plain or in her favourite format', () => {
  const settings = { ...aView().settings, favouriteFormat: 'curl' as const };
  expect(choose(aDeskWith({}), /^Copy token/)).toEqual({
    kind: 'copy-token',
    accountId: 'ana',
    format: 'token',
  });
  expect(choose(aDeskWith({}, { settings }), /^Copy as curl command$/)).toEqual({
    kind: 'copy-token',
    accountId: 'ana',
    format: 'curl',
  });
});

test('who has one account refreshes it without choosing from a list', () => {
  expect(choose(aDeskWith({}), /^Refresh$/)).toEqual({ kind: 'renew', accountId: 'ana' });
});

describe('what needs somebody comes first', () => {
  test('a sign-in that ended starts anew with one choice, and needs no window', () => {
    const view = aDeskOf(anAccount(), anAccount({ id: 'ben', state: expired }));
    expect(menuOf(view).slice(0, 3)).toEqual([
      `${name}: sign in again`,
      '---',
      `Copy token: ${name} (42 min left)`,
    ]);
    expect(choose(view, /sign in again/)).toEqual({ kind: 'sign-in', instanceId: 'acme', accountId: 'ben' });
  });

  test('a sign-in that ends soon is said with its day, and can still be copied', () => {
    const view = aDeskWith({ signInAgainBy: afternoon + 3 * day });
    expect(menuOf(view).slice(0, 3)).toEqual([
      expect.stringMatching(/ana\.ruiz@acme\.example: sign in again by Fri 18 Sept?$/),
      '---',
      `Copy token: ${name} (42 min left)`,
    ]);
  });

  test('what is put right in the window leads there', () => {
    const failure = { kind: 'api-key-rejected', host: 'acme', keyId: 'x' } as const;
    const key = aDeskOf(aKeyAccount({ state: { kind: 'needs-sign-in', failure } }));
    expect(menuOf(key)[0]).toBe(`${name} · key …1234: enter the key again`);
    expect(choose(key, /key again/)).toEqual({ kind: 'show-account', accountId: 'ana-key' });
    const next = { kind: 'keychain' } as const;
    const waiting = aDeskWith({
      state: { kind: 'signed-out' },
      queuedSignOut: { since: afternoon, thenRemove: false, next },
    });
    expect(menuOf(waiting)[0]).toBe(`${name}: sign-out waits for the keychain`);
    expect(choose(waiting, /waits/)).toEqual({ kind: 'show-account', accountId: 'ana' });
  });

  test('a locked keychain is said once, however many accounts are in it', () => {
    expect(menuOf(aDeskOf(...manyAccounts(7, () => ({ state: inKeychain }))))[0]).toBe(
      '7 accounts: the keychain is locked',
    );
  });
});

test('a sign-out that waits for the network is said last and leads to its account', () => {
  const queuedSignOut = { since: afternoon, thenRemove: false, next: { kind: 'trying' } } as const;
  const view = aDeskOf(anAccount({ id: 'ben', state: { kind: 'signed-out' }, queuedSignOut }), anAccount());
  expect(menuOf(view).slice(0, 2)).toEqual([
    `Copy token: ${name} (42 min left)`,
    `${name}: sign-out waiting`,
  ]);
  expect(choose(view, /waiting/)).toEqual({ kind: 'show-account', accountId: 'ben' });
});

test('the clipboard entry is there only while something of ours is on it', () => {
  const clipboard = {
    accountId: 'ana',
    what: 'token',
    copiedAt: afternoon,
    clearsAt: afternoon + 45 * second,
  } as const;
  expect(menuOf(aDeskWith({}, { clipboard }))).toContain('Take the token off the clipboard');
  expect(menuOf(aDeskWith({}, { clipboard: { ...clipboard, what: 'config' } }))).toContain(
    'Take the configuration off the clipboard',
  );
  expect(linesOf(aDeskWith({}), /clipboard/)).toEqual([]);
});

test('renewals are paused and resumed with the same entry', () => {
  expect(choose(aDeskWith({}), /^Pause renewals$/)).toEqual({ kind: 'pause', isPaused: true });
  const paused = aDeskWith({}, { renewals: { isPaused: true, isOffline: false } });
  expect(choose(paused, /^Resume renewals$/)).toEqual({ kind: 'pause', isPaused: false });
});

test('nothing to refresh, pause or lock is offered where nobody is signed in', () => {
  expect(menuOf(aDeskWith({ state: { kind: 'signed-out' }, storedIn: null }))).toEqual([
    `${name}: signed out`,
    '---',
    'Open Daypass',
    '---',
    'Quit',
  ]);
});

test('while it is locked the menu names nobody and offers to unlock', () => {
  const view = aDeskWith({}, { isLocked: true });
  expect(menuOf(view)).toEqual(['Unlock…', '---', 'Open Daypass', '---', 'Quit']);
  expect(choose(view, /Unlock/)).toEqual({ kind: 'unlock' });
});
