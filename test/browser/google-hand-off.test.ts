import { afterAll, beforeAll, expect, test } from 'vitest';
import { toSheetText } from '#renderer/text/hand-off.ts';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import { aGoogleInstance, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const instance = aGoogleInstance({}, { purpose: 'studio-read' });
const scopes =
  'https://www.googleapis.com/auth/datastudio.readonly,https://www.googleapis.com/auth/userinfo.profile';

async function openSheet(): Promise<AppWindow> {
  const window = await renderer.open(aView({ instances: [instance] }));
  await window.page.getByRole('button', { name: 'Hand-off sheet…' }).click();
  await window.page.getByRole('heading', { level: 1, name: 'Hand-off sheet for your admin' }).waitFor();
  return window;
}

test('the sheet says where, what and how, exactly as it has to be entered', async () => {
  const { page, blocked } = await openSheet();
  const sheet = page.getByRole('article');
  expect(await sheet.locator('pre').allTextContents()).toEqual([
    'https://admin.google.com/ac/owl/domainwidedelegation',
    instance.clientId,
    scopes,
  ]);
  for (const heading of [
    'What is asked',
    'Where',
    'What to enter',
    'Steps',
    'If “Authorize” fails',
    'What it means',
    'The check afterwards',
    'How to take it back',
  ]) {
    await sheet.getByRole('heading', { name: heading }).waitFor();
  }
  expect(blocked).toEqual([]);
});

test('client ID and scopes are copied one by one', async () => {
  const { page, main } = await openSheet();
  await page.getByRole('button', { name: 'Copy client ID' }).click();
  await page.getByRole('button', { name: 'Copy scopes' }).click();
  await expect.poll(() => main.inputsOf('copyText')).toEqual([{ text: instance.clientId }, { text: scopes }]);
});

test('it leaves as text, by clipboard or as a file', async () => {
  const { page, main } = await openSheet();
  const text = toSheetText(instance);
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await page.getByText('Sheet copied, ready to paste into a mail').waitFor();
  await page.getByRole('button', { name: 'Save as file…' }).click();
  await page.getByText('Sheet saved').waitFor();
  expect([main.inputsOf('copyText'), main.inputsOf('saveSheet')]).toEqual([
    [{ text }],
    [{ instanceId: 'ads', text }],
  ]);
});

test('what the admin entered is compared here, and nothing of it is sent', async () => {
  const { page, main } = await openSheet();
  await page.getByText('Does it still not work? Compare what your admin entered').click();
  const field = page.getByLabel('Client ID and scopes from the Admin console');
  await field.fill(`https://www.googleapis.com/auth/datastudio.readonly, openid`);
  const note = page.getByRole('group', { name: 'This is not what Daypass asks for' });
  await note.getByText('https://www.googleapis.com/auth/userinfo.profile').waitFor();
  await note.getByText('openid').waitFor();
  await field.fill(scopes);
  await page.getByRole('group', { name: 'These are exactly the right scopes' }).waitFor();
  expect(main.asked).toEqual([]);
});

test('when it is done, a sign-in on the page of the instance proves it', async () => {
  const { page, main } = await openSheet();
  await page.getByText(/no consent dialog appears: your admin has agreed for everybody/).waitFor();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('region', { name: 'Signing in to Looker Studio' }).waitFor();
  expect(main.inputsOf('startSignIn')).toEqual([{ instanceId: 'ads', accountId: null }]);
});
