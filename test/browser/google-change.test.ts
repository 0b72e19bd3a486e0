import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GoogleView } from '#contract/bridge';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, aGoogleInstance, aSignIn, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const secret = 'GOCSPX-new-one-0042';
const redirectUri = 'http://127.0.0.1:48717/';

async function openInstance(google: Partial<GoogleView> = {}) {
  const instance = aGoogleInstance({ redirectUri: google.redirectUri ?? null }, google);
  const window = await renderer.open(aView({ instances: [instance] }));
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  return window;
}

async function openChange(google: Partial<GoogleView> = {}) {
  const window = await openInstance(google);
  await window.page.getByRole('button', { name: 'More for this instance' }).click();
  await window.page.getByRole('menuitem', { name: 'Change instance…' }).click();
  const dialog = window.page.getByRole('dialog', { name: /^Change / });
  await dialog.waitFor();
  return { ...window, dialog };
}

test('an instance at Google tells its purpose, client, project and way back, and no addresses', async () => {
  const { page } = await openInstance();
  const details = page.getByRole('region', { name: 'Details' });
  for (const fact of [
    'Google Ads',
    'Desktop app',
    'acme-reporting',
    'Any free port on 127.0.0.1',
    'Everybody (External, in production)',
    'v26',
  ]) {
    await details.getByText(fact, { exact: true }).waitFor();
  }
  expect(await details.getByText('oauth2.googleapis.com').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Copy registration for your admin' }).count()).toBe(0);
});

test('name, version and audience change; client and purpose stay, and it says why', async () => {
  const { main, page, dialog } = await openChange();
  await dialog.getByText('Client and purpose stay as they are').waitFor();
  await dialog.getByText(/another client or purpose is another instance/).waitFor();
  expect(await dialog.getByLabel('Redirect URI').count()).toBe(0);
  await dialog.getByLabel('Name').fill('Ads of the north');
  await dialog.getByLabel('Google Ads API version').fill('v27');
  await dialog.getByLabel('Who may sign in').selectOption('internal');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Ads of the north' }).waitFor();
  expect(main.inputsOf('changeGoogleInstance')).toEqual([
    {
      instanceId: 'ads',
      name: 'Ads of the north',
      redirectUri: '',
      audience: 'internal',
      adsApiVersion: 'v27',
      clientSecret: '',
    },
  ]);
});

test('a web client’s redirect URI can be changed, and is refused at its field', async () => {
  const { main, dialog } = await openChange({ clientType: 'web', redirectUri, purpose: 'studio-read' });
  expect(await dialog.getByLabel('Google Ads API version').count()).toBe(0);
  const uri = dialog.getByLabel('Redirect URI');
  expect(await uri.inputValue()).toBe(redirectUri);
  const fields = { redirectUri: { kind: 'not-plain-http' } } as const;
  main.when('changeGoogleInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await uri.fill('https://127.0.0.1:48717/');
  await uri.press('Enter');
  await expect.poll(() => uri.getAttribute('aria-invalid')).toBe('true');
});

test('a missing secret is said, and given again', async () => {
  const { main, page } = await openInstance({ hasSecret: false });
  await page
    .getByRole('group', { name: 'The client secret is missing' })
    .getByRole('button', { name: 'Give it again…' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Change Google Ads' });
  const field = dialog.getByRole('textbox', { name: 'New client secret' });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  await dialog.getByText('Daypass has none any more, so give it again.').waitFor();
  await field.fill(secret);
  main.when('changeGoogleInstance', () => ({ ok: false, failure: aFailureOfEachKind()['keychain-locked'] }));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('button', { name: 'Check again' }).waitFor();
  expect(await field.inputValue()).toBe(secret);
  main.when('changeGoogleInstance', () => ({ ok: true, value: {} }));
  await field.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(secret);
});

test('once the secret is given again, the sign-in that missed it is only tried again', async () => {
  const failure = aFailureOfEachKind()['client-secret-missing'];
  const signIn = aSignIn({ kind: 'failed', step: 'receiver', failure });
  const { main, page } = await renderer.open(
    aView({ instances: [aGoogleInstance({ signIn }, { hasSecret: false })] }),
  );
  const strip = page.getByRole('region', { name: 'Signing in to Google Ads' });
  await strip.getByRole('group', { name: 'The client secret is missing' }).waitFor();
  main.show(aView({ instances: [aGoogleInstance({ signIn }, { hasSecret: true })] }));
  await strip.getByText('Its client secret is there again.').waitFor();
  expect(await page.getByText('The client secret is missing').count()).toBe(0);
  await strip.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId: 'ads', accountId: null }]);
});
