import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClientPreview } from '#support/answers';
import { chooseFile, openGoogleSide, readClient } from '#support/google-form-page';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, aGoogleInstance, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();
const readOnly = 'Looker Studio / Data Studio, read only';

test('a chosen client file shows its facts and where its secret lies; adding signs in at once', async () => {
  const window = await openGoogleSide(renderer);
  const { main, page, dialog, blocked } = window;
  expect(await dialog.getByRole('button', { name: 'Add and sign in' }).count()).toBe(0);
  await readClient(window, aClientPreview());
  for (const fact of ['Desktop app', 'acme-reporting', '418000000001-desktop.apps.googleusercontent.com']) {
    await dialog.getByText(fact, { exact: true }).waitFor();
  }
  await dialog.getByText(/keeps the client secret in your keychain \(GNOME Keyring\)/).waitFor();
  await dialog.getByText(/client_secret_4180\.json still holds it, and Daypass deletes nothing/).waitFor();
  expect(await dialog.getByRole('radio', { name: readOnly }).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Add and sign in' }).click();
  await page.getByRole('region', { name: 'Signing in to Looker Studio · acme-reporting' }).waitFor();
  expect(main.inputsOf('addImportedGoogleInstance')).toMatchObject([
    { importId: 'import-2', purpose: 'studio-read', audience: 'unknown' },
  ]);
  expect(main.inputsOf('startSignIn')).toEqual([{ instanceId: 'new', accountId: null }]);
  expect([await dialog.count(), main.inputsOf('discardImport'), blocked]).toEqual([0, [], []]);
});

test('the clipboard works as well, and says that it still holds the secret', async () => {
  const { main, page, dialog } = await openGoogleSide(renderer);
  main.when('previewImport', () => ({ ok: true, value: aClientPreview({ from: 'clipboard', path: null }) }));
  await page.keyboard.press('Control+v');
  await dialog.getByText('Read from the clipboard').waitFor();
  await dialog.getByText(/The clipboard still holds it/).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => main.inputsOf('discardImport')).toEqual([{ importId: 'import-2' }]);
});

test('each purpose says what it allows, and what to know before', async () => {
  const window = await openGoogleSide(renderer);
  const { dialog } = window;
  await readClient(window, aClientPreview());
  await dialog.getByText('Scopes it asks for').click();
  await dialog.getByText('https://www.googleapis.com/auth/datastudio.readonly').waitFor();
  await dialog.getByRole('radio', { name: 'Looker Studio / Data Studio, manage' }).check();
  await dialog.getByRole('group', { name: 'It may delete and purge reports' }).waitFor();
  await dialog.getByRole('radio', { name: 'Google Ads' }).check();
  await dialog
    .getByRole('group', { name: 'Google asks for a passkey' })
    .getByText(/seven days/)
    .waitFor();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Google Ads · acme-reporting');
});

test('scopes of one’s own are typed, never mixed, and refused at their field', async () => {
  const window = await openGoogleSide(renderer);
  const { main, dialog } = window;
  await readClient(window, aClientPreview());
  await dialog.getByRole('radio', { name: 'Another Google API' }).check();
  await dialog.getByText('One purpose per instance, never a mix').waitFor();
  const scopes = dialog.getByRole('textbox', { name: 'Scopes' });
  await scopes.fill('https://www.googleapis.com/auth/adwords https://www.googleapis.com/auth/datastudio');
  const fields = { scopes: { kind: 'mixes-purposes' } } as const;
  main.when('addImportedGoogleInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await expect.poll(() => scopes.getAttribute('aria-invalid')).toBe('true');
  await expect.poll(() => scopes.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(main.inputsOf('addImportedGoogleInstance')).toMatchObject([{ purpose: 'custom' }]);
});

test('who may sign in is asked, with what it means', async () => {
  const window = await openGoogleSide(renderer);
  const { main, dialog } = window;
  await readClient(window, aClientPreview());
  const audience = dialog.getByLabel('Who may sign in with this project’s clients?');
  await audience.selectOption({ label: 'Test users only (External, in testing)' });
  await dialog.getByText(/Sign-ins end after seven days/).waitFor();
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await expect
    .poll(() => main.inputsOf('addImportedGoogleInstance'))
    .toMatchObject([{ audience: 'testing' }]);
  expect(main.inputsOf('startSignIn')).toEqual([]);
});

test('a client that is here already is named with what it is for', async () => {
  const window = await openGoogleSide(renderer, aView({ instances: [aGoogleInstance()] }));
  const known = [{ instanceId: 'ads', name: 'Google Ads', purpose: 'ads' }] as const;
  await readClient(window, aClientPreview({ known }));
  await window.dialog
    .getByRole('group', { name: 'This client is already here' })
    .getByText('As “Google Ads”, for Google Ads.')
    .waitFor();
});

test('a malformed file says what is missing, and another one can be read', async () => {
  const window = await openGoogleSide(renderer);
  window.main.when('previewImportFile', () => ({
    ok: false,
    failure: { kind: 'client-file-incomplete', clientType: 'desktop', missing: ['client_secret'] },
  }));
  await chooseFile(window);
  await window.dialog
    .getByRole('alert')
    .getByText(/client_secret/)
    .waitFor();
  await readClient(window, aClientPreview());
  expect(await window.dialog.getByRole('alert').count()).toBe(0);
});

test('a keychain that does not open loses nothing, and can be tried again', async () => {
  const window = await openGoogleSide(renderer);
  const { main, dialog } = window;
  await readClient(window, aClientPreview());
  await dialog.getByLabel('Name').fill('Reports of the north');
  main.when('addImportedGoogleInstance', () => ({ ok: false, failure: failures['keychain-locked'] }));
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await dialog.getByRole('button', { name: 'Check again' }).click();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Reports of the north');
  await dialog.getByText('Read from the file').waitFor();
  expect([main.inputsOf('recheckKeychain').length, main.inputsOf('discardImport')]).toEqual([1, []]);
});

test('what main has forgotten has to be read again, and the choices are still there', async () => {
  const window = await openGoogleSide(renderer);
  const { main, dialog } = window;
  await readClient(window, aClientPreview());
  await dialog.getByRole('radio', { name: 'Google Ads' }).check();
  main.when('addImportedGoogleInstance', () => ({ ok: false, failure: failures['import-over'] }));
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await dialog.getByRole('alert').getByText('This import is no longer open').waitFor();
  await readClient(window, aClientPreview());
  expect(await dialog.getByRole('radio', { name: 'Google Ads' }).isChecked()).toBe(true);
});

test('going on with memory only takes the box about the keychain away', async () => {
  const trouble = { kind: 'trouble', name: 'Secret Service', failure: failures['keychain-missing'] } as const;
  const window = await openGoogleSide(renderer, aView({ vault: trouble }));
  const { main, dialog } = window;
  await readClient(window, aClientPreview());
  await dialog.getByText('keeps the client secret in a keychain, once one can be used').waitFor();
  main.when('addImportedGoogleInstance', () => ({ ok: false, failure: failures['keychain-missing'] }));
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await dialog.getByRole('button', { name: 'Go on with memory only' }).click();
  main.change({ vault: { kind: 'memory-only', name: 'memory' } });
  await dialog.getByText('keeps the client secret in memory until it quits').waitFor();
  expect(await dialog.getByText('No keychain was found').count()).toBe(0);
});
