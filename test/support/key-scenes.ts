// Scenes around API keys, workspaces, the inspector, and sign-outs that wait or leave something open.
import type { AccountView } from '#contract/bridge';
import { choosing, withAccount, withAccounts, type Scene } from '#support/scene-parts';
import {
  aFailureOfEachKind,
  activeFor,
  afternoon,
  aKeyAccount,
  anAccount,
  aSignOutReport,
  day,
  minute,
} from '#support/views';

const failures = aFailureOfEachKind();

const inDev = { wanted: 'dev', actual: 'dev' } as const;

/** Of an account whose sign-out waits. */
export const waiting: Partial<AccountView> = {
  state: { kind: 'signed-out' },
  storedIn: 'keychain',
  queuedSignOut: {
    since: afternoon - 20 * minute,
    thenRemove: false,
    next: { kind: 'at', at: afternoon + 4 * minute },
  },
};

const strayed = { wanted: 'dev', actual: 'production' } as const;

export const keyScenes: readonly Scene[] = [
  {
    name: 'an API key of an admin, beside a sign-in of the same person in development',
    view: withAccounts(aKeyAccount({ isAdmin: true }), anAccount({ workspace: inDev })),
  },
  {
    name: 'an API key that was refused',
    view: withAccounts(
      aKeyAccount({ state: { kind: 'needs-sign-in', failure: failures['api-key-rejected'] } }),
    ),
  },
  {
    name: 'a person who may not develop',
    view: withAccount({
      state: activeFor(42 * minute, failures['workspace-not-set']),
      workspace: strayed,
    }),
  },
  { name: 'the development workspace', view: withAccount({ workspace: inDev }) },
  {
    name: 'a sign-out that waits',
    view: withAccount({
      ...waiting,
      signOut: aSignOutReport([{ kind: 'access-token-dead' }, { kind: 'queued' }]),
    }),
  },
  {
    name: 'signed out, and other sign-ins can be ended',
    view: withAccount({
      state: { kind: 'signed-out' },
      signOut: aSignOutReport(
        [
          { kind: 'access-token-dead' },
          { kind: 'older-tokens-dead', count: 2 },
          { kind: 'refresh-token-alive', until: afternoon + 20 * day },
          { kind: 'forgotten-here' },
        ],
        null,
        true,
      ),
    }),
  },
  {
    name: 'an API key, signed out',
    view: withAccounts(
      aKeyAccount({
        state: { kind: 'signed-out' },
        signOut: aSignOutReport([
          { kind: 'access-token-dead' },
          { kind: 'api-key-lives', keyId: 'Qm7RkT2vXw9LbN4c1234' },
          { kind: 'forgotten-here' },
        ]),
      }),
    ),
  },
  { name: 'an empty key', view: withAccount({}), open: choosing('Add an API key…', 'dialog') },
  {
    name: 'a key that was refused',
    view: withAccount({}),
    open: async (window) => {
      window.main.when('addApiKey', () => ({ ok: false, failure: failures['api-key-rejected'] }));
      await choosing('Add an API key…', 'dialog')(window);
      const form = window.page.getByRole('dialog');
      await form.getByLabel('Client ID').fill('Qm7RkT2vXw9LbN4c1234');
      await form.getByLabel('Client secret').fill('not the right one');
      await form.getByRole('button', { name: 'Check and add' }).click();
      await form.getByRole('group').waitFor();
    },
  },
  {
    name: 'the inspector',
    view: withAccount({}),
    open: async (window) => {
      await choosing('Inspect token…', 'dialog')(window);
      await window.page.getByText('Developer', { exact: true }).waitFor();
    },
  },
  {
    name: 'the inspector without an answer',
    view: withAccount({}),
    open: async (window) => {
      window.main.when('inspectAccount', () => ({ ok: false, failure: failures['provider-unreachable'] }));
      await choosing('Inspect token…', 'dialog')(window);
      await window.page.getByRole('dialog').getByRole('group').waitFor();
    },
  },
  {
    name: 'the question before removing what waits',
    view: withAccount(waiting),
    open: choosing('Remove account…', 'alertdialog'),
  },
];
