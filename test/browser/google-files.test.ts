import { afterAll, beforeAll, expect, test } from 'vitest';
import { aClientPreview } from '#support/answers';
import { chooseFile, openGoogleSide, readClient } from '#support/google-form-page';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import { anImportPreview, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

async function drop({ page }: AppWindow, name: string): Promise<void> {
  await page.evaluate((fileName) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], fileName));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, name);
}

test('a client file in the import of keys opens the Google side with what was read', async () => {
  const window = await renderer.open(aView());
  window.main.when('previewImportFile', () => ({ ok: true, value: aClientPreview() }));
  await window.page.getByRole('button', { name: /^Import looker\.ini/ }).click();
  await chooseFile({ dialog: window.page.getByRole('dialog', { name: 'Import a file' }) });
  const dialog = window.page.getByRole('dialog', { name: 'Add a Google instance' });
  await dialog.getByText('Read from the file').waitFor();
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await expect
    .poll(() => window.main.inputsOf('addImportedGoogleInstance'))
    .toMatchObject([{ importId: 'import-2' }]);
  expect(window.main.inputsOf('discardImport')).toEqual([]);
});

test('a looker.ini on the Google side opens the import with what was read', async () => {
  const window = await openGoogleSide(renderer);
  window.main.when('previewImportFile', () => ({ ok: true, value: anImportPreview() }));
  await chooseFile(window, 'looker.ini');
  const dialog = window.page.getByRole('dialog', { name: 'Import a file' });
  await dialog.getByText('One key in the file').waitFor();
  await dialog.getByRole('button', { name: 'Import 1 key' }).click();
  await expect.poll(() => window.main.inputsOf('runImport')).toEqual([{ importId: 'import-1', chosen: [0] }]);
});

test('a client file dropped on the window opens the Google side; dropped there, it takes the place of the last', async () => {
  const window = await renderer.open(aView());
  window.main.when('previewImportFile', () => ({ ok: true, value: aClientPreview() }));
  await window.page.getByRole('heading', { level: 1 }).waitFor();
  await drop(window, 'client_secret_4180.json');
  const dialog = window.page.getByRole('dialog', { name: 'Add a Google instance' });
  await dialog.getByText('acme-reporting', { exact: true }).waitFor();
  const other = aClientPreview({ importId: 'import-3', projectId: 'acme-ads' });
  window.main.when('previewImportFile', () => ({ ok: true, value: other }));
  await drop(window, 'client_secret_4181.json');
  await dialog.getByText('acme-ads', { exact: true }).waitFor();
  expect(window.main.inputsOf('discardImport')).toEqual([{ importId: 'import-2' }]);
});

const web = aClientPreview({
  clientType: 'web',
  redirectUris: [
    { uri: 'https://acme.example/oauth', problem: { kind: 'not-loopback' } },
    { uri: 'http://localhost', problem: null },
    { uri: 'http://127.0.0.1:8080/back', problem: null },
  ],
});

test('a web client is given one of its registered addresses; the others say why not', async () => {
  const window = await openGoogleSide(renderer);
  const { main, dialog } = window;
  await readClient(window, web);
  const elsewhere = dialog.getByRole('radio', { name: 'https://acme.example/oauth' });
  expect(await elsewhere.isDisabled()).toBe(true);
  await dialog.getByText('leads to another computer').waitFor();
  expect(await dialog.getByRole('radio', { name: 'http://127.0.0.1:8080/back' }).isChecked()).toBe(true);
  await dialog.getByRole('radio', { name: 'http://localhost' }).check();
  await dialog.getByText(/uses a port below 1024/).waitFor();
  await dialog.getByRole('radio', { name: 'Another one that is registered' }).check();
  const typed = dialog.getByRole('textbox', { name: 'Registered redirect URI' });
  await typed.fill('http://127.0.0.1:9090/x');
  await dialog.getByRole('button', { name: 'Add only' }).click();
  await expect
    .poll(() => main.inputsOf('addImportedGoogleInstance'))
    .toMatchObject([{ redirectUri: 'http://127.0.0.1:9090/x' }]);
});

test('a web client without an address says what to register, with its port', async () => {
  const window = await openGoogleSide(renderer);
  await readClient(window, aClientPreview({ clientType: 'web' }));
  await window.dialog.getByRole('group', { name: 'The file names no redirect URI' }).waitFor();
  const typed = window.dialog.getByRole('textbox', { name: 'Registered redirect URI' });
  expect(await typed.inputValue()).toBe('http://127.0.0.1:48717/');
  const fields = { redirectUri: { kind: 'not-loopback' } } as const;
  window.main.when('addImportedGoogleInstance', () => ({
    ok: false,
    failure: { kind: 'input-invalid', fields },
  }));
  await window.dialog.getByRole('button', { name: 'Add only' }).click();
  await expect.poll(() => typed.getAttribute('aria-invalid')).toBe('true');
});
