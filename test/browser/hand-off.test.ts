import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RegistrationCheck } from '#contract/bridge';
import { toSheetText } from '#renderer/text/hand-off.ts';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, aHandOff, anAccount, anInstance, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const instance = anInstance({ accounts: [anAccount()] });
const failures = aFailureOfEachKind();

async function openSheet(): Promise<AppWindow> {
  const window = await renderer.open(aView({ instances: [instance] }));
  await window.page.getByRole('button', { name: 'More for this account' }).click();
  await window.page.getByRole('menuitem', { name: 'Hand-off sheet for your admin' }).click();
  await window.page.getByRole('heading', { level: 1, name: 'Hand-off sheet for your admin' }).waitFor();
  return window;
}

async function check({ page, main }: AppWindow, value: RegistrationCheck): Promise<void> {
  main.when('checkRegistration', () => ({ ok: true, value }));
  await page.getByRole('button', { name: 'They say it is done: check' }).click();
}

test('the sheet shows every fact exactly as it has to be typed', async () => {
  const { page, blocked } = await openSheet();
  const sheet = page.getByRole('article', { name: 'Registering Daypass at Acme production' });
  const { clientId, redirectUri, call, explorer, undo, body } = aHandOff();
  const codes = await sheet.locator('pre').allTextContents();
  expect(codes).toEqual([clientId, redirectUri, body, explorer, call, undo]);
  for (const heading of ['What is asked', 'What is registered', 'How to take it back']) {
    await sheet.getByRole('heading', { name: heading }).waitFor();
  }
  expect(blocked).toEqual([]);
});

test('it leaves as text, by clipboard or as a file', async () => {
  const { page, main } = await openSheet();
  const text = toSheetText(instance);
  await page.getByRole('button', { name: 'Copy as text' }).click();
  await page.getByText('Sheet copied, ready to paste into a mail').waitFor();
  await page.getByRole('button', { name: 'Save as file…' }).click();
  await page.getByText('Sheet saved').waitFor();
  expect(main.inputsOf('copyText')).toEqual([{ text }]);
  expect(main.inputsOf('saveSheet')).toEqual([{ instanceId: 'acme', text }]);
});

test('a cancelled save says nothing, a failed one says why', async () => {
  const { page, main } = await openSheet();
  main.when('saveSheet', () => ({ ok: true, value: { isSaved: false } }));
  await page.getByRole('button', { name: 'Save as file…' }).click();
  await expect.poll(() => main.inputsOf('saveSheet')).toHaveLength(1);
  expect(await page.getByText('Sheet saved').count()).toBe(0);
  main.when('saveSheet', () => ({ ok: false, failure: failures['file-not-saved'] }));
  await page.getByRole('button', { name: 'Save as file…' }).click();
  await page.getByRole('group', { name: 'The file was not saved' }).waitFor();
});

test('the JSON alone can be copied', async () => {
  const { page, main } = await openSheet();
  await page.getByRole('button', { name: 'Copy the JSON' }).click();
  await expect.poll(() => main.inputsOf('copyRegistration')).toEqual([{ instanceId: 'acme' }]);
});

const verdicts = [
  { verdict: 'registered', says: 'It is registered', offers: 'Sign in' },
  { verdict: 'disabled', says: 'It is registered, but disabled', offers: null },
  { verdict: 'not-registered', says: 'It is not registered yet', offers: null },
  { verdict: 'not-refused', says: 'The sign-in page does not object', offers: 'Sign in' },
] as const;

test.each(verdicts)('$verdict is told in words', async ({ verdict, says, offers }) => {
  const window = await openSheet();
  await check(window, { verdict, by: 'sign-in-page', registeredUris: [] });
  const note = window.page.getByRole('group', { name: says, exact: true });
  await note.getByText(/the sign-in page of acme\.cloud\.looker\.com was asked/).waitFor();
  expect(await note.getByRole('button').allInnerTexts()).toEqual(offers === null ? [] : [offers]);
});

test('another redirect URI is shown beside the needed one', async () => {
  const window = await openSheet();
  const registeredUris = ['http://localhost:48517/callback'];
  await check(window, { verdict: 'uri-differs', by: 'api', registeredUris });
  const note = window.page.getByRole('group', { name: 'Another redirect URI is registered' });
  await note.getByText('http://127.0.0.1:48517/callback').waitFor();
  await note.getByText('http://localhost:48517/callback').waitFor();
  await note.getByText(/with an account of this instance/).waitFor();
  await note.getByRole('button', { name: 'Change instance…' }).click();
  await window.page.getByRole('dialog', { name: 'Change Acme production' }).waitFor();
});

test('where the sign-in page alone spoke, only the needed redirect URI is shown', async () => {
  const window = await openSheet();
  await check(window, { verdict: 'uri-differs', by: 'sign-in-page', registeredUris: [] });
  const note = window.page.getByRole('group', { name: 'Another redirect URI is registered' });
  expect(await note.getByRole('term').allInnerTexts()).toEqual(['Needed']);
});

test('Sign in starts a sign-in on the page of the instance', async () => {
  const window = await openSheet();
  await check(window, { verdict: 'not-refused', by: 'sign-in-page', registeredUris: [] });
  await window.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await window.page.getByRole('region', { name: 'Signing in to Acme production' }).waitFor();
  expect(window.main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: null }]);
});

test('a check that cannot be made says why', async () => {
  const { page, main } = await openSheet();
  main.when('checkRegistration', () => ({ ok: false, failure: failures.offline }));
  await page.getByRole('button', { name: 'They say it is done: check' }).click();
  await page.getByRole('group', { name: 'You are offline' }).waitFor();
});
