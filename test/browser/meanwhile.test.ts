// What the window shows while something is still on its way, and when what a dialog is about goes away.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waiting } from '#support/key-scenes';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aDeskOf, afternoon, anAccount, anInstance, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const forTheKeychain = { since: afternoon, thenRemove: false, next: { kind: 'keychain' } } as const;

test('until the report is there, a sign-out is not called over', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  const release = main.hold('signOut');
  await page.getByRole('button', { name: 'Sign out…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out' }).click();
  main.changeAccount('ana', { state: { kind: 'signed-out' } });
  await page.getByText('Signing out, and looking what really ended…').waitFor();
  expect(await page.getByRole('button', { name: 'Sign in again' }).count()).toBe(0);
  release();
  await page.getByRole('button', { name: 'Sign in again' }).waitFor();
});

test('a sign-out that waits for the keychain says so, and offers to ask it again', async () => {
  const { page, main } = await renderer.open(
    aDeskOf(anAccount({ ...waiting, queuedSignOut: forTheKeychain })),
  );
  const note = page.getByRole('group', { name: 'Sign-out waiting' });
  await note.getByText('The keychain was not open when you signed out').waitFor();
  await note.getByText('It goes on once the keychain is open again.').waitFor();
  expect(await note.innerText()).not.toContain('could not be reached');
  await note.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => main.inputsOf('recheckKeychain')).toHaveLength(1);
});

test('one that is kept in memory only does not speak of the keychain', async () => {
  const { page } = await renderer.open(aDeskOf(anAccount({ ...waiting, storedIn: 'memory' })));
  const note = page.getByRole('group', { name: 'Sign-out waiting' });
  await note.getByText('stays in memory until that has worked, or Daypass quits').waitFor();
});

test('a question about an account that leaves the list goes with it, and the keys work again', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount(waiting)));
  await page.getByRole('button', { name: 'Remove account…' }).click();
  const question = page.getByRole('alertdialog');
  await question.waitFor();
  main.changeInstance('acme', { accounts: [] });
  await question.waitFor({ state: 'hidden' });
  main.request('open-settings');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
});

test('a key that is accepted after its dialog was closed leaves another dialog alone', async () => {
  const { page, main } = await renderer.open(aView({ instances: [anInstance()] }));
  const release = main.hold('addApiKey');
  await page.getByRole('button', { name: 'Add an API key…' }).click();
  await page.getByRole('dialog').getByLabel('Client ID').fill('key-1');
  await page.getByRole('dialog').getByLabel('Client secret', { exact: true }).fill('secret-1');
  await page.getByRole('button', { name: 'Check and add' }).click();
  await page.keyboard.press('Escape');
  main.request('add-instance');
  const form = page.getByRole('dialog', { name: 'Add a Looker instance' });
  await form.getByLabel('Name').fill('Half typed');
  release();
  await expect.poll(() => main.inputsOf('addApiKey')).toHaveLength(1);
  await page.waitForTimeout(300);
  expect(await form.getByLabel('Name').inputValue()).toBe('Half typed');
});
