// The page of client apps as its tests open it: seen by Ana and by Ben, who is an admin.
import type { Locator, Page } from 'playwright';
import type { CommandOutput, InstanceView } from '#contract/bridge';
import type { AppWindow, Renderer } from '#support/renderer-page';
import { aClientApp, anAccount, anInstance, aView } from '#support/views';

type Clients = CommandOutput<'readClientApps'>;

const ben = anAccount({
  id: 'ben',
  identity: { userId: '512', displayName: 'Ben Okafor', email: 'ben@acme.example' },
  isAdmin: true,
});

export const lkr = aClientApp({
  guid: 'lkr-cli',
  displayName: 'lkr',
  redirectUris: ['http://localhost:8000/callback'],
  groupId: '7',
  activatedUsers: [],
});

export const allClients: Clients = {
  apps: [aClientApp(), lkr],
  groups: [{ id: '7', name: 'Analytics' }],
};

export async function openClients(
  renderer: Renderer,
  clients: Clients = allClients,
  instance: Partial<InstanceView> = {},
): Promise<AppWindow> {
  const accounts = [anAccount(), ben];
  const window = await renderer.open(aView({ instances: [anInstance({ accounts, ...instance })] }));
  window.main.when('readClientApps', () => ({ ok: true, value: clients }));
  await window.page.getByRole('button', { name: 'More for this account' }).click();
  await window.page.getByRole('menuitem', { name: 'Client apps at Acme production' }).click();
  await window.page.getByRole('heading', { level: 1, name: 'Client apps at Acme production' }).waitFor();
  return window;
}

export function cardOf(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

export async function chooseIn(page: Page, app: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${app}` }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
}
