import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright';
import { aClientPreview } from '#support/answers';
import { openGoogleSide, readClient } from '#support/google-form-page';
import { startRenderer, type Renderer } from '#support/renderer-page';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const secret = 'GOCSPX-typed-by-hand-0042';
const clientId = '418000000001-typed.apps.googleusercontent.com';

async function openTyped() {
  const window = await openGoogleSide(renderer);
  await window.dialog.getByRole('button', { name: 'Or type the client in…' }).click();
  const typedSecret = window.dialog.getByRole('textbox', { name: 'Client secret' });
  await typedSecret.waitFor();
  return { ...window, typedSecret };
}

/** Everything a script could read in the page. */
async function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const typed = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    );
    return [document.documentElement.outerHTML, ...typed].join('\n');
  });
}

test('a typed client goes to main with its secret, which is hidden and then gone from the window', async () => {
  const { main, page, dialog, typedSecret } = await openTyped();
  await expect
    .poll(() => dialog.getByLabel('Client ID').evaluate((field) => field === document.activeElement))
    .toBe(true);
  await dialog.getByLabel('Client ID').fill(clientId);
  expect(await typedSecret.getAttribute('type')).toBe('password');
  await typedSecret.fill(secret);
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(main.inputsOf('addGoogleInstance')).toMatchObject([
    { clientType: 'desktop', clientId, clientSecret: secret, projectId: '', name: 'Looker Studio' },
  ]);
  expect(await everythingIn(page)).not.toContain(secret);
});

test('closing, or reading a file instead, forgets the typed secret', async () => {
  const { dialog, typedSecret, page, ...window } = await openTyped();
  await typedSecret.fill(secret);
  await dialog.getByRole('button', { name: 'Read the file instead…' }).click();
  await dialog.getByRole('button', { name: 'Or type the client in…' }).click();
  expect(await typedSecret.inputValue()).toBe('');
  await typedSecret.fill(secret);
  await dialog.getByRole('button', { name: 'Read the file instead…' }).click();
  await readClient({ ...window, page, dialog }, aClientPreview());
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  expect(await everythingIn(page)).not.toContain(secret);
});

test('pasting into a field is no reading of the clipboard', async () => {
  const { main, page, typedSecret } = await openTyped();
  await typedSecret.focus();
  await page.keyboard.press('Control+v');
  expect(main.inputsOf('previewImport')).toEqual([]);
});

test('each field shows its own problem, and the first of them has the focus', async () => {
  const { main, dialog, typedSecret } = await openTyped();
  await typedSecret.fill(secret);
  const fields = {
    clientId: { kind: 'has-spaces' },
    clientSecret: { kind: 'has-spaces' },
    projectId: { kind: 'too-long', limit: 64 },
    name: { kind: 'duplicate-name', name: 'Looker Studio' },
  } as const;
  main.when('addGoogleInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await dialog.getByRole('button', { name: 'Add and sign in' }).click();
  for (const label of ['Client ID', 'Client secret', 'Project ID (optional)', 'Name']) {
    const field = dialog.getByRole('textbox', { name: label, exact: true });
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  }
  const first = dialog.getByLabel('Client ID');
  expect(await first.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await typedSecret.inputValue()).toBe(secret);
});

test('a web client that is typed says what has to be registered', async () => {
  const { main, page, dialog } = await openTyped();
  await dialog.getByRole('radio', { name: 'Web application' }).check();
  await dialog.getByRole('group', { name: 'It has to be registered for this client' }).waitFor();
  const uri = dialog.getByRole('textbox', { name: 'Registered redirect URI' });
  expect(await uri.inputValue()).toBe('http://127.0.0.1:48717/');
  await dialog.getByRole('button', { name: 'Copy redirect URI' }).click();
  await page.getByText('Redirect URI copied').waitFor();
  expect(main.inputsOf('copyText')).toEqual([{ text: 'http://127.0.0.1:48717/' }]);
});

test('what was typed on one side is still there after a look at the other', async () => {
  const { page, dialog, typedSecret } = await openTyped();
  await typedSecret.fill(secret);
  await dialog.getByRole('radio', { name: 'Looker', exact: true }).check();
  const looker = page.getByRole('dialog', { name: 'Add a Looker instance' });
  await looker.getByLabel('Address').fill('acme.cloud.looker.com');
  await looker.getByRole('radio', { name: 'Google', exact: true }).check();
  expect(await typedSecret.inputValue()).toBe(secret);
  await dialog.getByRole('radio', { name: 'Looker', exact: true }).check();
  expect(await looker.getByLabel('Address').inputValue()).toBe('acme.cloud.looker.com');
});
