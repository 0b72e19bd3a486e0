import { describe, expect, test } from 'vitest';
import type { View } from '#domain/view';
import { toTrayMenu, type TrayEntry } from '#electron/tray-menu';
import {
  activeFor,
  afternoon,
  aKeyAccount,
  anAccount,
  anInstance,
  aView,
  minute,
  second,
} from '#support/views';

function words(entries: readonly TrayEntry[]): readonly string[] {
  return entries.map((entry) => (entry.kind === 'separator' ? '---' : entry.label));
}

const menuOf = (view: View) => words(toTrayMenu(view, afternoon));
const withAccount = (part: Parameters<typeof anAccount>[0]) =>
  aView({ instances: [anInstance({ accounts: [anAccount(part)] })] });

test('without accounts the menu still opens the window and quits', () => {
  expect(menuOf(aView())).toEqual(['No accounts yet', '---', 'Open Daypass', '---', 'Quit']);
});

describe('an account offers its token with what is left of it', () => {
  const name = 'Acme production · ana.ruiz@acme.example';
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
    [
      { kind: 'needs-sign-in', failure: { kind: 'sign-in-expired', interrupted: false } } as const,
      `${name}: sign in again`,
    ],
  ])('%j', (state, label) => {
    expect(menuOf(withAccount({ state }))).toContain(label);
  });

  test('by name where there is no e-mail address', () => {
    const robot = { userId: '9', displayName: 'Reports robot', email: null };
    expect(menuOf(withAccount({ identity: robot }))[0]).toContain('Reports robot');
  });
});

test('keys of one person are told apart, and ask for the key where others ask to sign in', () => {
  const name = 'Acme production · ana.ruiz@acme.example · key …1234';
  const menuOfKey = (part: Parameters<typeof aKeyAccount>[0] = {}) =>
    menuOf(aView({ instances: [anInstance({ accounts: [aKeyAccount(part)] })] }));
  expect(menuOfKey()[0]).toBe(`Copy token: ${name} (42 min left)`);
  const failure = { kind: 'api-key-rejected', host: 'acme', keyId: 'x' } as const;
  expect(menuOfKey({ state: { kind: 'needs-sign-in', failure } })[0]).toBe(`${name}: enter the key again`);
});

test('a sign-out that waits is said, and leads to the window', () => {
  const queuedSignOut = { since: afternoon, thenRemove: false, next: { kind: 'trying' } } as const;
  const [entry] = toTrayMenu(withAccount({ state: { kind: 'signed-out' }, queuedSignOut }), afternoon);
  expect(entry).toMatchObject({ action: { kind: 'open' } });
  expect(entry).toMatchObject({ label: expect.stringContaining('sign-out waiting') as string });
});

test('choosing an account copies its token; where nothing can be copied the window opens', () => {
  expect(toTrayMenu(withAccount({}), afternoon)[0]).toMatchObject({
    action: { kind: 'copy-token', accountId: 'ana' },
  });
  expect(toTrayMenu(withAccount({ state: { kind: 'signed-out' } }), afternoon)[0]).toMatchObject({
    action: { kind: 'open' },
  });
});

test('the clipboard entry is there only while a token of ours is on it', () => {
  const clipboard = {
    accountId: 'ana',
    what: 'token',
    copiedAt: afternoon,
    clearsAt: afternoon + 45 * second,
  } as const;
  const entry = 'Take the token off the clipboard';
  expect(menuOf({ ...withAccount({}), clipboard })).toContain(entry);
  expect(menuOf(withAccount({}))).not.toContain(entry);
});

test('refreshing all is offered only where somebody is signed in', () => {
  expect(menuOf(withAccount({}))).toContain('Refresh all');
  expect(menuOf(withAccount({ state: { kind: 'signed-out' }, storedIn: null }))).not.toContain('Refresh all');
});
