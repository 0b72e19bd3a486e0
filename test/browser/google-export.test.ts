import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { understood } from '#support/google-scenes';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aDeskOf, aFailureOfEachKind, aGoogleDesk, anAccount } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

async function open(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Configuration file…' }).click();
  return page.getByRole('dialog', { name: 'Configuration file' });
}

async function openPastWarning(page: Page): Promise<Locator> {
  const dialog = await open(page);
  await dialog.getByRole('checkbox', { name: understood }).check();
  return dialog;
}

const nothingChosen = { developerToken: '', loginCustomerId: '', linkedCustomerId: '' };

test('before anything can be written, somebody has to have seen what the file gives away', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  const dialog = await open(page);
  await dialog.getByText('They can act as Ana Ruiz at Google until the sign-in is revoked.').waitFor();
  for (const name of ['Save…', 'Copy']) expect(await dialog.getByRole('button', { name }).count()).toBe(0);
  await dialog.getByRole('checkbox', { name: understood }).check();
  await dialog.getByRole('button', { name: 'Save…' }).waitFor();
  await page.keyboard.press('Escape');
  const again = await open(page);
  expect(await again.getByRole('checkbox', { name: understood }).isChecked()).toBe(false);
  expect(main.inputsOf('saveConfig')).toEqual([]);
});

test('the preview shows the file with stars for its secrets, and follows what is typed', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  const dialog = await openPastWarning(page);
  await dialog.getByText('refresh_token: "************"').waitFor();
  await dialog.getByText('Customer ids and developer token').click();
  await dialog.getByLabel('Login customer id').fill('123-456-7890');
  await page.clock.runFor(400);
  await dialog.getByText('login_customer_id: "123-456-7890"').waitFor();
  await dialog.getByRole('radio', { name: 'Ruby' }).check();
  await dialog.getByText('google_ads_config.rb', { exact: true }).waitFor();
  expect(main.inputsOf('previewConfig').at(-1)).toEqual({
    ...nothingChosen,
    accountId: 'ana-ads',
    format: 'ruby',
    loginCustomerId: '123-456-7890',
  });
});

test('a customer id that is none is refused at its field, and nothing is written', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  const dialog = await openPastWarning(page);
  const fields = { loginCustomerId: { kind: 'not-a-customer-id' } } as const;
  main.when('saveConfig', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.getByText('A customer id has ten digits, such as 123-456-7890.').waitFor();
  expect(await dialog.getByLabel('Login customer id').getAttribute('aria-invalid')).toBe('true');
});

test('saved default credentials say where they are, who may read them, and which variable to set', async () => {
  const { page, main } = await renderer.open(aGoogleDesk({}, { purpose: 'studio-read' }));
  const savedAs = '/home/ana/adc.json';
  main.when('saveConfig', () => ({ ok: true, value: { savedAs } }));
  const dialog = await openPastWarning(page);
  expect(await dialog.getByRole('radio').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.getByText(savedAs, { exact: true }).waitFor();
  await dialog.getByText('mode 0600').waitFor();
  await dialog.getByText(`$env:GOOGLE_APPLICATION_CREDENTIALS = '${savedAs}'`).waitFor();
  await dialog.getByRole('button', { name: 'Copy the line for a POSIX shell' }).click();
  const line = `export GOOGLE_APPLICATION_CREDENTIALS='${savedAs}'`;
  await expect.poll(() => main.inputsOf('copyText')).toEqual([{ text: line }]);
  expect(main.inputsOf('saveConfig')).toEqual([{ ...nothingChosen, accountId: 'ana-ads', format: 'adc' }]);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('a copied configuration leaves the clipboard by itself, and the bar says what it is', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  const dialog = await openPastWarning(page);
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  const toast = page.getByRole('group', { name: 'Configuration copied' });
  await toast.getByText('clears in 45 s').waitFor();
  expect(main.inputsOf('copyConfig')).toEqual([{ ...nothingChosen, accountId: 'ana-ads', format: 'python' }]);
});

test('a disk that is full is said, and the choice stays', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  main.when('saveConfig', () => ({ ok: false, failure: aFailureOfEachKind()['file-not-saved'] }));
  const dialog = await openPastWarning(page);
  await dialog.getByRole('radio', { name: 'Java' }).check();
  await dialog.getByRole('button', { name: 'Save…' }).click();
  await dialog.getByRole('group', { name: 'The file was not saved' }).waitFor();
  expect(await dialog.getByRole('radio', { name: 'Java' }).isChecked()).toBe(true);
});

test('there is nothing to export at Looker, nor once signed out', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  const items = page.getByRole('menuitem', { name: 'Configuration file…' });
  for (const view of [null, aGoogleDesk({ state: { kind: 'signed-out' } })]) {
    if (view !== null) main.show(view);
    await page.getByRole('button', { name: 'More for this account' }).click();
    await page.getByRole('menuitem', { name: 'Remove account…' }).waitFor();
    expect(await items.count()).toBe(0);
    await page.keyboard.press('Escape');
  }
});
