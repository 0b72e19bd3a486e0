// Every view of the window once, as a walk: what main shows, and how to get to what lies behind a click.
import { keyScenes } from '#support/key-scenes';
import type { AppWindow } from '#support/renderer-page';
import { pressing, withAccount, withSignIn, type Scene } from '#support/scene-parts';
import {
  aBusyDesk,
  aFailureOfEachKind,
  aFoundAddress,
  activeFor,
  afternoon,
  anInstance,
  aSignIn,
  aSignOutReport,
  aView,
  day,
  minute,
  second,
} from '#support/views';

export type { Scene } from '#support/scene-parts';

const failures = aFailureOfEachKind();

const elsewhere = aFoundAddress({
  entered: 'https://looker.acme.example',
  uiOrigin: 'https://acme.cloud.looker.com',
  apiOrigin: 'https://acme.cloud.looker.com:19999',
  differs: true,
});

async function fillForm(window: AppWindow): Promise<void> {
  await pressing('Add an instance', 'dialog')(window);
  const form = window.page.getByRole('dialog');
  await form.getByLabel('Name').fill('Acme');
  await form.getByLabel('Address').fill('looker.acme.example');
  await form.getByRole('button', { name: 'Check' }).click();
  await form.getByRole('group').first().waitFor();
}

const accountScenes: readonly Scene[] = [
  { name: 'every state in the list', view: aBusyDesk() },
  {
    name: 'a token about to end, a sign-in about to end',
    view: withAccount({ state: activeFor(58 * second), signInAgainBy: afternoon + 3 * day }),
  },
  { name: 'resting', view: withAccount({ state: { kind: 'resting' }, scope: null }) },
  { name: 'renewing', view: withAccount({ state: { kind: 'renewing', issuedAt: null, expiresAt: null } }) },
  {
    name: 'waiting',
    view: withAccount({
      state: { kind: 'waiting', failure: failures['provider-busy'], retryAt: afternoon + 3 * minute },
    }),
  },
  {
    name: 'needs a sign-in',
    view: withAccount({ state: { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } }),
  },
  {
    name: 'a locked keychain',
    view: withAccount(
      { state: { kind: 'locked', failure: failures['keychain-locked'] } },
      { vault: { kind: 'trouble', name: 'GNOME Keyring', failure: failures['keychain-locked'] } },
    ),
  },
  {
    name: 'memory only, and two troubles',
    view: withAccount(
      { state: activeFor(12 * minute, failures['provider-unreachable']), storedIn: 'memory' },
      {
        vault: { kind: 'memory-only', name: 'GNOME Keyring' },
        catalogTrouble: failures['catalog-not-saved'],
      },
    ),
  },
  {
    name: 'signed out, not everything ended',
    view: withAccount({
      state: { kind: 'signed-out' },
      signOut: aSignOutReport(
        [
          { kind: 'access-token-dead' },
          { kind: 'refresh-token-alive', until: afternoon + 20 * day },
          { kind: 'access-token-unchecked' },
          { kind: 'forgotten-here' },
        ],
        failures['provider-unreachable'],
      ),
    }),
  },
];

const signInScenes: readonly Scene[] = [
  { name: 'an instance nobody is signed in at', view: aView({ instances: [anInstance()] }) },
  {
    name: 'waiting for the browser, with help',
    view: withSignIn({ kind: 'under-way', step: 'answer' }),
    open: async ({ page }) => page.getByText('What does the browser show?').click(),
  },
  {
    name: 'a failed sign-in',
    view: withSignIn({ kind: 'failed', step: 'exchange', failure: failures['client-rejected'] }),
  },
  {
    name: 'signed in as somebody else',
    view: withAccount(
      {},
      {},
      {
        signIn: aSignIn({
          kind: 'done',
          accountId: 'ana',
          displayName: 'Ana Ruiz',
          outcome: 'another-person',
        }),
      },
    ),
  },
];

const openedScenes: readonly Scene[] = [
  { name: 'no instance yet', view: aView() },
  {
    name: 'a token on the clipboard',
    view: withAccount(
      {},
      {
        clipboard: {
          accountId: 'ana',
          what: 'token',
          copiedAt: afternoon,
          clearsAt: afternoon + 45 * second,
        },
      },
    ),
  },
  { name: 'the menu', view: withAccount({}), open: pressing('More for this account', 'menu') },
  {
    name: 'the question before signing out',
    view: withAccount({}),
    open: pressing('Sign out…', 'alertdialog'),
  },
  { name: 'settings', view: withAccount({}), open: pressing('Settings', 'dialog') },
  { name: 'the empty form', view: withAccount({}), open: pressing('Add an instance', 'dialog') },
  {
    name: 'the form with other hosts found',
    view: withAccount({}),
    open: async (window) => {
      window.main.when('checkAddress', () => ({ ok: true, value: elsewhere }));
      await fillForm(window);
    },
  },
  {
    name: 'the form with every field refused',
    view: withAccount({}),
    open: async (window) => {
      const refused = {
        name: { kind: 'duplicate-name', name: 'Acme' },
        uiAddress: { kind: 'no-host' },
        clientId: { kind: 'empty' },
        redirectPort: { kind: 'port-out-of-range' },
      } as const;
      window.main.when('checkAddress', () => ({ ok: false, failure: failures['provider-unreachable'] }));
      window.main.when('addInstance', () => ({
        ok: false,
        failure: { kind: 'input-invalid', fields: refused },
      }));
      await fillForm(window);
      await window.page.getByRole('button', { name: 'Add only' }).click();
      await window.page.locator('[aria-invalid="true"]').first().waitFor();
    },
  },
];

export const scenes: readonly Scene[] = [...accountScenes, ...signInScenes, ...keyScenes, ...openedScenes];
