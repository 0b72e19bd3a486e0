import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRenderer, type Renderer } from '#support/renderer-page';
import {
  activeFor,
  aDeskWith,
  aFailureOfEachKind,
  afternoon,
  anAccount,
  anInstance,
  aView,
  day,
  minute,
} from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();

test('copying shows what is on the clipboard and for how long, and clears it on request', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  await page.getByRole('button', { name: 'Copy token' }).click();
  const toast = page.getByRole('group', { name: 'Token copied' });
  await toast.getByText('clears in 45 s').waitFor();
  await page.clock.runFor(17_000);
  await toast.getByText('clears in 28 s').waitFor();
  await toast.getByRole('button', { name: 'Clear now' }).click();
  await toast.waitFor({ state: 'detached' });
  expect(main.asked.map(({ name }) => name)).toEqual(['copyToken', 'clearClipboard']);
});

test('Ctrl C copies the token, unless there is text it could mean; Ctrl Shift C always does', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  await page.getByRole('button', { name: 'Copy token' }).waitFor();
  await page.keyboard.press('Control+c');
  await page.getByText('Token copied ·').waitFor();
  await page.getByText('https://acme.cloud.looker.com').dblclick();
  await page.keyboard.press('Control+c');
  expect(main.inputsOf('copyToken')).toHaveLength(1);
  await page.keyboard.press('Control+Shift+c');
  await expect.poll(() => main.inputsOf('copyToken').length).toBe(2);
});

test('while a copy has to fetch a token first, the button says so and asks only once', async () => {
  const { page, main } = await renderer.open(aDeskWith({ state: { kind: 'resting' } }));
  await page.getByText('No live token right now. Copy fetches a fresh one first.').waitFor();
  const release = main.hold('copyToken');
  const copy = page.getByRole('button', { name: 'Copy token' });
  await copy.click();
  await page.locator('button[aria-busy="true"]').waitFor();
  await copy.click({ force: true });
  release();
  await page.getByText('Token copied ·').waitFor();
  expect(main.inputsOf('copyToken')).toHaveLength(1);
});

test('the tray and the menu can ask for a copy, the settings, the form and the search', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  await page.getByRole('button', { name: 'Copy token' }).waitFor();
  main.request('copy-token');
  await page.getByText('Token copied ·').waitFor();
  main.request('focus-search');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('search');
  main.request('open-settings');
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
  await page.keyboard.press('Escape');
  main.request('add-instance');
  await page.getByRole('dialog', { name: 'Add a Looker instance' }).waitFor();
});

test('the details say who, where, with which client, and where the sign-in is kept', async () => {
  const { page } = await renderer.open(aDeskWith({}));
  const details = page.getByRole('region', { name: 'Details' });
  const text = await details.innerText();
  for (const fact of [
    'Ana Ruiz · user 481',
    'ana.ruiz@acme.example',
    'daypass',
    'cors_api',
    'GNOME Keyring',
  ]) {
    expect(text).toContain(fact);
  }
  expect(text).not.toContain('API host');
  await details.getByRole('button', { name: 'Copy redirect URI' }).click();
  await page.getByText('Redirect URI copied').waitFor();
});

test('two hosts are told apart where they differ', async () => {
  const instance = anInstance({ apiOrigin: 'https://acme.cloud.looker.com:19999', accounts: [anAccount()] });
  const { page } = await renderer.open(aView({ instances: [instance] }));
  const text = await page.getByRole('region', { name: 'Details' }).innerText();
  expect(text).toMatch(/Sign-in host\s+https:\/\/acme\.cloud\.looker\.com\s+API host\s+https:.*:19999/);
});

test('a sign-in that is about to end says when to sign in again', async () => {
  const { page, main } = await renderer.open(aDeskWith({ signInAgainBy: afternoon + 3 * day }));
  await page.getByText('Sign in again by 18 September').waitFor();
  main.changeAccount('ana', { signInAgainBy: null });
  await page.getByText('Sign in again by').waitFor({ state: 'detached' });
});

test('an ended sign-in offers signing in and nothing that cannot work', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({ state: { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } }),
  );
  await page.getByText('This sign-in has ended').first().waitFor();
  expect(await page.getByRole('button', { name: 'Copy token' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Sign in again', exact: true }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: 'ana' }]);
});

test('a token that could not be renewed stays usable and says why', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({ state: activeFor(12 * minute, failures['provider-unreachable']) }),
  );
  const note = page.getByRole('group', { name: 'acme.cloud.looker.com cannot be reached' });
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => main.inputsOf('renewToken')).toEqual([{ accountId: 'ana' }]);
  await page.getByRole('button', { name: 'Copy token' }).waitFor();
});

test('a copy that failed says why, and the note can be put away', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  main.when('copyToken', () => ({ ok: false, failure: failures['clipboard-refused'] }));
  await page.getByRole('button', { name: 'Copy token' }).click();
  const note = page.getByRole('group', { name: 'The clipboard was not available' });
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await note.waitFor({ state: 'detached' });
});

test('the menu signs in as somebody else and copies what an admin needs', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  const menu = page.getByRole('button', { name: 'More for this account' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Copy registration for your admin' }).click();
  await page.getByText('Registration copied').waitFor();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Sign in as somebody else…' }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: null }]);
});

test('a locked keychain is said once, with what to do', async () => {
  const failure = failures['keychain-locked'];
  const { page, main } = await renderer.open(
    aDeskWith(
      { state: { kind: 'locked', failure } },
      { vault: { kind: 'trouble', name: 'GNOME Keyring', failure } },
    ),
  );
  const note = page.getByRole('group', { name: 'The keychain is locked' });
  await note.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => main.inputsOf('recheckKeychain').length).toBe(1);
  expect(await note.count()).toBe(1);
  await note.getByRole('button', { name: 'Go on with memory only' }).click();
  await page.getByText('sign-ins end when Daypass quits').waitFor();
});
