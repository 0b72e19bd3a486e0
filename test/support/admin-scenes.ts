// The views around keys and client apps, as walks: importing, the page of client apps, the sheet for an admin.
import type { CommandOutput } from '#contract/bridge';
import type { AppWindow } from '#support/renderer-page';
import type { Scene } from '#support/scenes';
import {
  aClientApp,
  aFailureOfEachKind,
  aFoundAddress,
  afternoon,
  anAccount,
  anImportEntry,
  anImportPreview,
  anInstance,
  aView,
  day,
} from '#support/views';

const failures = aFailureOfEachKind();
const view = aView({ instances: [anInstance({ accounts: [anAccount({ isAdmin: true })] })] });

const clients: CommandOutput<'readClientApps'> = {
  apps: [
    aClientApp({
      tokensInvalidBefore: afternoon - 3 * day,
      activatedUsers: Array.from({ length: 7 }, (_, index) => ({ id: String(index), name: null })),
    }),
    aClientApp({ guid: 'lkr-cli', displayName: 'lkr', enabled: false, groupId: '7', activatedUsers: [] }),
  ],
  groups: [{ id: '7', name: 'Analytics' }],
};

const elsewhere = aFoundAddress({
  entered: 'https://northwind.looker.com:19999',
  apiOrigin: 'https://api.northwind.example',
  uiOrigin: 'https://northwind.looker.com',
  differs: true,
});

const preview = anImportPreview(
  [
    anImportEntry({ isKnown: true, turnsOffTls: true, ignored: [{ line: 7, key: 'timeout' }] }),
    anImportEntry({ index: 1, section: 'Northwind', apiOrigin: elsewhere.entered, found: elsewhere }),
    anImportEntry({
      index: 2,
      section: 'old',
      apiOrigin: null,
      keyId: null,
      problems: [{ kind: 'missing-key', line: 20, key: 'client_secret' }],
    }),
  ],
  { problems: [{ kind: 'not-a-setting', line: 14 }] },
);

async function openImport({ page }: AppWindow): Promise<void> {
  await page.getByRole('button', { name: /^Import looker\.ini/ }).click();
  await page.getByRole('dialog').waitFor();
}

async function readKeys(window: AppWindow): Promise<void> {
  window.main.when('previewImport', () => ({ ok: true, value: preview }));
  await openImport(window);
  await window.page.getByRole('button', { name: 'Read the clipboard' }).click();
  await window.page.getByText('[Northwind]').waitFor();
}

async function openPage({ page }: AppWindow, item: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await page.getByRole('button', { name: 'Back' }).waitFor();
}

async function openClients(window: AppWindow): Promise<void> {
  window.main.when('readClientApps', () => ({ ok: true, value: clients }));
  await openPage(window, /^Client apps/);
  await window.page.getByRole('heading', { name: 'lkr' }).waitFor();
}

const importScenes: readonly Scene[] = [
  { name: 'importing, at the start', view: aView(), open: openImport },
  { name: 'importing, what was read', view: aView(), open: readKeys },
  {
    name: 'importing, what became of it',
    view: aView(),
    open: async (window) => {
      await readKeys(window);
      window.main.when('runImport', () => ({
        ok: true,
        value: {
          outcomes: [
            { index: 0, accountId: 'ana', failure: null },
            { index: 1, accountId: null, failure: failures['api-key-rejected'] },
          ],
        },
      }));
      await window.page.getByRole('button', { name: 'Import 2 keys' }).click();
      await window.page.getByText('1 imported, 1 did not work').waitFor();
    },
  },
];

const clientScenes: readonly Scene[] = [
  { name: 'client apps', view, open: openClients },
  {
    name: 'no client app to be seen',
    view,
    open: async (window) => {
      window.main.when('readClientApps', () => ({ ok: true, value: { apps: [], groups: null } }));
      await openPage(window, /^Client apps/);
      await window.page.getByRole('button', { name: 'Register Daypass here' }).waitFor();
    },
  },
  {
    name: 'a client app that is changed and refused',
    view,
    open: async (window) => {
      const said = { kind: 'refused-by-server', said: 'is not allowed' } as const;
      const fields = { guid: said, redirectUris: said, description: said, groupId: said, enabled: said };
      window.main.when('saveClientApp', () => ({
        ok: false,
        failure: { kind: 'fields-refused', host: 'acme.cloud.looker.com', fields: { ...fields, can: said } },
      }));
      await openClients(window);
      await window.page.getByRole('button', { name: 'Edit lkr' }).click();
      await window.page.getByRole('button', { name: 'Save' }).click();
      await window.page.getByRole('alert').first().waitFor();
    },
  },
  {
    name: 'a user to activate, and a question',
    view,
    open: async (window) => {
      await openClients(window);
      await window.page.getByRole('button', { name: 'More for lkr' }).click();
      await window.page.getByRole('menuitem', { name: 'Deactivate a user…' }).click();
      await window.page.getByLabel('User ID or e-mail address').fill('481');
      await window.page.getByLabel('User ID or e-mail address').press('Enter');
      await window.page.getByRole('alertdialog').waitFor();
    },
  },
];

const sheetScenes: readonly Scene[] = [
  {
    name: 'the sheet for an admin, with another URI registered',
    view,
    open: async (window) => {
      window.main.when('checkRegistration', () => ({
        ok: true,
        value: { verdict: 'uri-differs', by: 'api', registeredUris: ['http://localhost:48517/callback'] },
      }));
      await openPage(window, /^Hand-off sheet/);
      await window.page.getByRole('button', { name: /check$/ }).click();
      await window.page.getByText('Another redirect URI is registered').waitFor();
    },
  },
];

export const adminScenes: readonly Scene[] = [...importScenes, ...clientScenes, ...sheetScenes];
