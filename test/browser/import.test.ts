import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import {
  aFailureOfEachKind,
  aFoundAddress,
  anAccount,
  anImportEntry,
  anImportPreview,
  anInstance,
  aView,
} from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const secret = 'Sx9-never-in-the-window-0042';
const failures = aFailureOfEachKind();

async function openImport(view = aView()): Promise<AppWindow & { readonly dialog: Locator }> {
  const window = await renderer.open(view);
  await window.page.getByRole('button', { name: /^Import looker\.ini/ }).click();
  const dialog = window.page.getByRole('dialog', { name: 'Import a file' });
  await dialog.waitFor();
  return { ...window, dialog };
}

async function choose(dialog: Locator, name = 'looker.ini'): Promise<void> {
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(`client_secret=${secret}`) });
}

/** Everything a person could see or a script could read in the page. */
async function everythingIn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const typed = [...document.querySelectorAll('input, textarea')].map(
      (field) => (field as HTMLInputElement).value,
    );
    return [document.documentElement.outerHTML, ...typed].join('\n');
  });
}

test('a chosen file goes to main by its path; what is in it is shown before anything is imported', async () => {
  const { main, page, dialog, blocked } = await openImport();
  await choose(dialog);
  await dialog.getByText('One key in the file').waitFor();
  expect(main.inputsOf('previewImportFile')).toEqual([{ path: '/home/ana/looker.ini' }]);
  const row = dialog.getByRole('listitem').filter({ hasText: '[Looker]' });
  for (const fact of [
    'line 1',
    'https://acme.cloud.looker.com',
    'Qm7RkT2vXw9LbN4c1234',
    'Joins “Acme production”',
  ]) {
    await row.getByText(fact).waitFor();
  }
  expect(await row.getByRole('checkbox', { name: '[Looker]' }).isChecked()).toBe(true);
  await dialog.getByText('The file still holds the secrets in the clear.').waitFor();
  expect(await everythingIn(page)).not.toContain(secret);
  expect(main.inputsOf('runImport')).toEqual([]);
  expect(blocked).toEqual([]);
});

test('pasting reads nothing in the window: main reads the clipboard', async () => {
  const { main, page, dialog } = await openImport();
  const readsOfTheEvent = await page.evaluate(async (text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    let reads = 0;
    const read = data.getData.bind(data);
    data.getData = (format) => {
      reads += 1;
      return read(format);
    };
    document.activeElement?.dispatchEvent(event);
    await new Promise(requestAnimationFrame);
    return { reads, isPrevented: event.defaultPrevented };
  }, secret);
  expect(readsOfTheEvent).toEqual({ reads: 0, isPrevented: true });
  await dialog.getByText('One key on the clipboard').waitFor();
  expect(main.inputsOf('previewImport')).toEqual([{}]);
  await dialog.getByText('The clipboard still holds the secrets in the clear.').waitFor();
  expect(await everythingIn(page)).not.toContain(secret);
});

test.each(['Control+v', 'Meta+v'])('%s in the dialog reads the clipboard once', async (keys) => {
  const { main, page, dialog } = await openImport();
  await page.keyboard.press(keys);
  await dialog.getByText('One key on the clipboard').waitFor();
  expect(main.inputsOf('previewImport')).toHaveLength(1);
});

test('a file may be dropped anywhere on the dialog, which shows that it will be taken', async () => {
  const { main, page, dialog } = await openImport();
  const drag = (type: string) =>
    page.evaluate((kind) => {
      const dataTransfer = new DataTransfer();
      for (const name of ['one.ini', 'two.ini']) dataTransfer.items.add(new File(['x'], name));
      const event = new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true });
      document.querySelector('.dialog header')?.dispatchEvent(event);
      return event.defaultPrevented;
    }, type);
  expect(await drag('dragover')).toBe(true);
  await dialog.getByText('Drop it to read it').waitFor();
  expect(await drag('drop')).toBe(true);
  await dialog.getByText('Several files were dropped. Only the first was read.').waitFor();
  expect(main.inputsOf('previewImportFile')).toEqual([{ path: '/home/ana/one.ini' }]);
});

test('broken sections say why with their lines and cannot be taken; the others can', async () => {
  const { main, dialog } = await openImport();
  const broken = anImportEntry({
    index: 1,
    section: 'old',
    line: 9,
    apiOrigin: null,
    keyId: null,
    problems: [
      { kind: 'bad-address', line: 10, problem: { kind: 'insecure-address', host: 'old.acme.example' } },
      { kind: 'missing-key', line: 9, key: 'client_secret' },
    ],
  });
  main.when('previewImportFile', () => ({
    ok: true,
    value: anImportPreview([anImportEntry(), broken], { problems: [{ kind: 'not-a-setting', line: 14 }] }),
  }));
  await choose(dialog);
  await dialog
    .getByRole('group', { name: 'Lines that could not be read' })
    .getByText(/^Line 14: /)
    .waitFor();
  const box = dialog.getByRole('checkbox', { name: '[old]' });
  expect(await box.isDisabled()).toBe(true);
  const why = await box.evaluate(
    (field) => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
  );
  expect(why).toMatch(/Line 10: base_url: Please use https for old\.acme\.example/);
  expect(why).toMatch(/Line 9: .+client_secret/);
  await dialog.getByRole('button', { name: 'Import 1 key' }).click();
  await expect.poll(() => main.inputsOf('runImport')).toEqual([{ importId: 'import-1', chosen: [0] }]);
});

test('both hosts are shown before a key goes to one that names others', async () => {
  const { main, dialog } = await openImport();
  const apiOrigin = 'https://northwind.looker.com:19999';
  const found = aFoundAddress({
    entered: apiOrigin,
    uiOrigin: 'https://northwind.looker.com',
    apiOrigin: 'https://api.northwind.example',
    differs: true,
  });
  main.when('previewImportFile', () => ({
    ok: true,
    value: anImportPreview([anImportEntry({ apiOrigin, found, isKnown: true, turnsOffTls: true })]),
  }));
  await choose(dialog);
  const note = dialog.getByRole('group', { name: 'Two hosts: look before you import' });
  await note.getByText('The key is sent to northwind.looker.com:19999').waitFor();
  await note.getByText('https://api.northwind.example').waitFor();
  await note.getByText('https://northwind.looker.com', { exact: true }).waitFor();
  await dialog.getByText('Already in your list: importing replaces the stored secret.').waitFor();
  await dialog.getByText('verify_ssl is off in the file; Daypass always checks certificates.').waitFor();
});

test('each key tells what became of it; what failed can be tried again, what worked leads to its account', async () => {
  const view = aView({ instances: [anInstance({ accounts: [anAccount(), anAccount({ id: 'second' })] })] });
  const { main, page } = await renderer.open(view);
  await page.getByRole('button', { name: 'Add an instance' }).click();
  await page.getByRole('button', { name: /^Or import looker\.ini/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a file' });
  main.when('previewImportFile', () => ({
    ok: true,
    value: anImportPreview([anImportEntry(), anImportEntry({ index: 1, section: 'Northwind', line: 8 })]),
  }));
  main.when('runImport', () => ({
    ok: true,
    value: {
      outcomes: [
        { index: 0, accountId: 'second', failure: null },
        { index: 1, accountId: null, failure: failures['api-key-rejected'] },
      ],
    },
  }));
  await choose(dialog);
  await dialog.getByRole('button', { name: 'Import 2 keys' }).click();
  await dialog.getByText('1 imported, 1 did not work').waitFor();
  const failed = dialog.getByRole('listitem').filter({ hasText: '[Northwind]' });
  await failed.getByRole('group', { name: 'The API key was not accepted' }).waitFor();
  expect(await failed.getByRole('checkbox').isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Try 1 key again' }).click();
  await expect.poll(() => main.inputsOf('runImport')[1]).toEqual({ importId: 'import-1', chosen: [1] });
  await dialog.getByRole('button', { name: 'Show the account' }).first().click();
  expect(await dialog.count()).toBe(0);
  await expect.poll(() => main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
});

test('when everything is in, Done closes, and main forgets what it read', async () => {
  const { main, page, dialog } = await openImport();
  await choose(dialog);
  await dialog.getByRole('button', { name: 'Import 1 key' }).click();
  await dialog.getByText('1 imported', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
  await page.keyboard.press('Control+v');
  expect(main.inputsOf('previewImport')).toEqual([]);
});

test('Escape closes and makes main forget, and the same file can be read again after a mistake', async () => {
  const { main, page, dialog } = await openImport();
  main.when('previewImportFile', () => ({ ok: false, failure: failures['import-unreadable'] }));
  await choose(dialog);
  await dialog.getByRole('group', { name: 'Nothing to import in this file' }).waitFor();
  main.when('previewImportFile', () => ({ ok: true, value: anImportPreview() }));
  await choose(dialog);
  await dialog.getByText('One key in the file').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => main.inputsOf('discardImport')).toEqual([{ importId: 'import-1' }]);
});

test('the file field is reached by keyboard first, and shows that it has the focus', async () => {
  const { page, dialog } = await openImport();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('file');
  await dialog.getByLabel('Choose a file…').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await dialog.getByText('One key on the clipboard').waitFor();
});

test('an import that is over says what to do', async () => {
  const { main, dialog } = await openImport();
  main.when('runImport', () => ({ ok: false, failure: failures['import-over'] }));
  await choose(dialog);
  await dialog.getByRole('button', { name: 'Import 1 key' }).click();
  await dialog.getByRole('alert').getByText('This import is no longer open').waitFor();
  await dialog.getByRole('button', { name: 'Read something else' }).click();
  await dialog.getByText('Choose a file…').waitFor();
});

test('a file dropped on the window opens the import with it; over another dialog it changes nothing', async () => {
  const { page, main } = await renderer.open(aView());
  const drop = (name: string) =>
    page.evaluate((fileName) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], fileName));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, name);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await drop('one.ini');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await drop('two.ini');
  await page.getByRole('dialog', { name: 'Import a file' }).getByText('One key in the file').waitFor();
  expect(main.inputsOf('previewImportFile')).toEqual([{ path: '/home/ana/two.ini' }]);
});
