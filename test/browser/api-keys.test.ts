import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRenderer, type Renderer } from '#support/renderer-page';
import {
  aDeskOf,
  aFailureOfEachKind,
  aKeyAccount,
  anAccount,
  anInspection,
  anInstance,
  aView,
} from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();
const keyId = 'Qm7RkT2vXw9LbN4c1234';

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^More for this/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a key is checked and added, its account is shown, and the secret is nowhere in the window', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  await choose(page, 'Add an API key…');
  const dialog = page.getByRole('dialog', { name: 'Add an API key to Acme production' });
  await dialog.getByText('The secret goes only to https://acme.cloud.looker.com').waitFor();
  await dialog.getByText('keeps it in the keychain (GNOME Keyring)').waitFor();
  await page.keyboard.type(keyId);
  await dialog.getByLabel('Client secret').fill('s3cr3t-of-the-key');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  expect(main.inputsOf('addApiKey')).toEqual([{ instanceId: 'acme', keyId, keySecret: 's3cr3t-of-the-key' }]);
  await page.getByText('Access token for Ana Ruiz · API key Qm7R…1234.').waitFor();
  expect(await page.content()).not.toContain('s3cr3t');
  await choose(page, 'Add an API key…');
  expect(await dialog.getByLabel('Client secret').inputValue()).toBe('');
});

test('the secret is hidden until one asks to see it, and gone when the dialog closes', async () => {
  const { page } = await renderer.open(aView({ instances: [anInstance()] }));
  await page.getByRole('button', { name: 'Add an API key…' }).click();
  const secret = page.getByRole('dialog').getByLabel('Client secret');
  await secret.fill('half typed');
  expect(await secret.getAttribute('type')).toBe('password');
  expect(await secret.getAttribute('autocomplete')).toBe('off');
  await page.getByRole('button', { name: 'Show the secret' }).click();
  expect(await secret.getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: 'Hide the secret' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Add an API key…' }).click();
  expect(await secret.inputValue()).toBe('');
});

test('a key that Looker does not know stays typed, and the dialog says what the answer can mean', async () => {
  const { page, main } = await renderer.open(aView({ instances: [anInstance()] }));
  main.when('addApiKey', () => ({ ok: false, failure: failures['api-key-rejected'] }));
  await page.getByRole('button', { name: 'Add an API key…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Client ID').fill(keyId);
  await dialog.getByLabel('Client secret').fill('almost right');
  await dialog.getByRole('button', { name: 'Check and add' }).click();
  const note = dialog.getByRole('group', { name: 'The API key was not accepted' });
  await note.getByText('whether the id or the secret is wrong or the key was deleted').waitFor();
  expect(await dialog.getByLabel('Client ID').inputValue()).toBe(keyId);
  expect(await dialog.getByLabel('Client secret').inputValue()).toBe('almost right');
  await dialog.getByLabel('Client secret').press('End');
  await page.keyboard.type('er');
  await note.waitFor({ state: 'detached' });
});

test('an empty field is named at the field and gets the keyboard', async () => {
  const { page, main } = await renderer.open(aView({ instances: [anInstance()] }));
  const fields = { keySecret: { kind: 'empty' } } as const;
  main.when('addApiKey', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await page.getByRole('button', { name: 'Add an API key…' }).click();
  await page.getByRole('button', { name: 'Check and add' }).click();
  const secret = page.getByRole('dialog').getByLabel('Client secret');
  await expect.poll(() => secret.getAttribute('aria-invalid')).toBe('true');
  expect(await secret.evaluate((input) => input === document.activeElement)).toBe(true);
});

test('the page of a key speaks of the key and of nothing that only a browser sign-in has', async () => {
  const { page } = await renderer.open(aDeskOf(anAccount(), aKeyAccount()));
  await page
    .getByRole('button', { name: 'Acme production ana.ruiz@acme.example · key …1234 42 min left' })
    .click();
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByText(keyId).waitFor();
  const text = await details.innerText();
  expect(text).toMatch(/Signed in with\s+API key/);
  expect(text).toMatch(/Release\s+26\.12\.3/);
  expect(text).not.toMatch(/Client|Scope|Redirect URI|Sign in again by/);
  await page.getByRole('button', { name: 'Acme production ana.ruiz@acme.example 42 min left' }).click();
  await details.getByText('Browser (OAuth)').waitFor();
});

test('a key that no longer works is entered again, or tried again', async () => {
  const state = { kind: 'needs-sign-in', failure: failures['api-key-rejected'] } as const;
  const { page, main } = await renderer.open(aDeskOf(aKeyAccount({ state })));
  await page.getByRole('navigation').getByText('Key needed').waitFor();
  const card = page.getByRole('region', { name: 'Access token' });
  await card.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => main.inputsOf('renewToken')).toEqual([{ accountId: 'ana-key' }]);
  await card.getByRole('button', { name: 'Enter the key again…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Enter the API key again' });
  expect(await dialog.getByLabel('Client ID').inputValue()).toBe(keyId);
  await page.keyboard.type('the new one');
  await dialog.getByRole('button', { name: 'Check and keep' }).click();
  await expect
    .poll(() => main.inputsOf('addApiKey'))
    .toEqual([{ instanceId: 'acme', keyId, keySecret: 'the new one' }]);
});

test('an admin role is pointed out once, calmly, and can be put away', async () => {
  const { page, main } = await renderer.open(aDeskOf(aKeyAccount({ isAdmin: true })));
  const note = page.getByRole('group', { name: 'This key has the admin role' });
  await note.getByText('a service account with only the permissions the job needs').waitFor();
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await note.waitFor({ state: 'detached' });
  main.changeAccount('ana-key', { isAdmin: true });
  expect(await note.count()).toBe(0);
});

test('the inspector says who, with which roles, until when, and by what it is renewed; never the token', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  const release = main.hold('inspectAccount');
  await choose(page, 'Inspect token…');
  const dialog = page.getByRole('dialog', { name: 'Token of Ana Ruiz' });
  await dialog.getByRole('status').getByText('Asking acme.cloud.looker.com…').waitFor();
  release();
  await dialog.getByText('Developer').waitFor();
  const text = await dialog.innerText();
  for (const fact of [
    '481',
    '14 · name not visible to this person',
    'Analytics',
    'Production',
    'Looker 26.12.3',
  ]) {
    expect(text).toContain(fact);
  }
  expect(text).toMatch(/Ends\s+13:52 · 42 min left/);
  expect(text).toMatch(/Renewed by\s+The sign-in, until 11 October/);
  expect(main.inputsOf('inspectAccount')).toEqual([{ accountId: 'ana' }]);
});

test('the inspector of a key names the key, and a sudo token its admin', async () => {
  const { page, main } = await renderer.open(aDeskOf(aKeyAccount()));
  main.when('inspectAccount', () => ({
    ok: true,
    value: anInspection({ renewedBy: 'api-key', isServiceAccount: true, sudoUserId: '7', isAdmin: null }),
  }));
  await choose(page, 'Inspect token…');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('API key Qm7R…1234, until somebody deletes it there').waitFor();
  await dialog.getByText('Service account').waitFor();
  await dialog.getByText('Yes: user 7 acts as this person').waitFor();
});

test('an inspector without an answer says why and asks again', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  main.when('inspectAccount', () => ({ ok: false, failure: failures['provider-unreachable'] }));
  await choose(page, 'Inspect token…');
  const note = page.getByRole('dialog').getByRole('group');
  await note.waitFor();
  main.when('inspectAccount', () => ({ ok: true, value: anInspection() }));
  await note.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('dialog').getByText('Developer').waitFor();
});
