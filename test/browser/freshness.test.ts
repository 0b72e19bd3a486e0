// What the main window says and offers about tokens that stay fresh by themselves.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onPage } from '#support/app-pages';
import { startRenderer, type Renderer } from '#support/renderer-page';
import {
  aBusyDesk,
  aDeskOf,
  aDeskWith,
  aFailureOfEachKind,
  afternoon,
  anAccount,
  day,
  minute,
} from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();

test('beside "Copy token" the other forms, the favourite first, and the activity tells which it was', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({ activity: [{ at: afternoon, what: 'copied-as', format: 'curl' }] }),
  );
  await page.getByText('Copied as curl').waitFor();
  await page.getByRole('button', { name: 'Copy as…' }).click();
  expect(await page.getByRole('menuitem').first().innerText()).toBe('Authorization header');
  await page.getByRole('menuitem', { name: 'curl command' }).click();
  await expect.poll(() => main.inputsOf('copyToken')).toEqual([{ accountId: 'ana', format: 'curl' }]);
});

test('it says when a token renews by itself, and whether it does is chosen at the account', async () => {
  const { page, main } = await renderer.open(aDeskWith({ renewsAt: afternoon + 30 * minute }));
  await onPage(page).says('Renews by itself at 13:40.').waitFor();
  await page.getByText('Renewed ahead for 3 days after each use.').waitFor();
  await page.getByRole('combobox', { name: 'Kept fresh' }).selectOption('Never');
  await expect.poll(() => main.inputsOf('setKeepFresh')).toEqual([{ accountId: 'ana', keepFresh: 'never' }]);
  await page.getByText('A new one is fetched when you copy it.').waitFor();
});

test('a wish that main refused is as it was', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  main.when('setKeepFresh', () => ({ ok: false, failure: failures['catalog-not-saved'] }));
  const wish = page.getByRole('combobox', { name: 'Kept fresh' });
  await wish.selectOption('Always');
  await page.getByText('The last change was not saved').first().waitFor();
  expect(await wish.inputValue()).toBe('when-used');
});

test('pinned from the menu, an account stands first and carries a mark', async () => {
  const { page } = await renderer.open(aDeskOf(anAccount({ id: 'ben' }), anAccount({ id: 'ana' })));
  await page.locator('[data-row="ana"]').click();
  await onPage(page).menu('Pin to the top');
  await expect
    .poll(() => page.locator('[data-row]').evaluateAll((rows) => rows.map((row) => row.dataset['row'])))
    .toEqual(['ana', 'ben']);
  await page.getByRole('button', { name: /Acme production pinned/ }).waitFor();
});

test('paused renewals are said with a way to go on, and no network calmly', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({}, { renewals: { isPaused: true, isOffline: false } }),
  );
  await page.getByRole('group', { name: 'Renewals are paused' }).getByRole('button').click();
  await expect.poll(() => main.inputsOf('pauseRenewals')).toEqual([{ isPaused: false }]);
  main.change({ renewals: { isPaused: false, isOffline: true } });
  await page.getByText('There is no network. Tokens are renewed once it is back.').waitFor();
});

test('a clock that was set is said until it is put away, one that is wrong as long as it is', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({}, { clock: { kind: 'jumped', by: 10 * minute, at: afternoon } }),
  );
  const note = page.getByRole('group', { name: 'The clock of this computer was set 10 minutes ahead' });
  await note.getByRole('button', { name: 'Got it' }).click();
  await note.waitFor({ state: 'detached' });
  expect(main.inputsOf('putNoteAway')).toEqual([{ note: 'clock' }]);
  main.change({ clock: { kind: 'differs', by: -day, host: 'acme.cloud.looker.com' } });
  await page.getByText('The clock here is 1 day behind.').waitFor();
});

test('a desktop without a tray is told once what closing the window means', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({}, { tellsNoTray: true, desktop: { os: 'linux', tray: false } }),
  );
  const note = page.getByRole('group', { name: 'This desktop shows no tray icons' });
  await note.getByText('closing the window quits it').waitFor();
  await note.getByRole('button', { name: 'Got it' }).click();
  await note.waitFor({ state: 'detached' });
  expect(main.inputsOf('putNoteAway')).toEqual([{ note: 'no-tray' }]);
});

test('a shortcut that was taken at the start is said, and can be put away', async () => {
  const { page, main } = await renderer.open(
    aDeskWith({}, { shortcutTrouble: failures['shortcut-refused'] }),
  );
  const note = page.getByRole('group', { name: 'Ctrl Shift Y could not be taken' });
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await note.waitFor({ state: 'detached' });
  expect(main.inputsOf('putNoteAway')).toEqual([{ note: 'shortcut' }]);
});

test('"Lock" hides list and details; a keychain that stays shut is said, and unlocking brings them back', async () => {
  const { page, main } = await renderer.open(aBusyDesk());
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  const unlock = page.getByRole('button', { name: 'Unlock' });
  await unlock.waitFor();
  expect(await page.locator('[data-row], .card').count()).toBe(0);
  main.when('unlockApp', () => ({ ok: false, failure: failures['keychain-locked'] }));
  await unlock.click();
  await page.getByText('The keychain is locked').waitFor();
  main.change({ isLocked: false });
  await page.locator('[data-row]').first().waitFor();
});

test('locking closes what is open', async () => {
  const { page, main } = await renderer.open(aBusyDesk());
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').waitFor();
  main.change({ isLocked: true });
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Unlock' }).waitFor();
});

test('"Refresh all" asks for all', async () => {
  const { page, main } = await renderer.open(aBusyDesk());
  await page.getByRole('button', { name: 'Refresh all' }).click();
  await expect.poll(() => main.inputsOf('renewAll')).toHaveLength(1);
});

test('a click on a notice leads to its account, past what is open, but not past what is being typed', async () => {
  const { page, main } = await renderer.open(aBusyDesk());
  const title = page.getByRole('heading', { level: 1 });
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Done' }).waitFor();
  await page.getByRole('dialog').getByLabel('Clear a copied token after').waitFor();
  main.request({ accountId: 'ana-northwind' });
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(await title.innerText()).toBe('Northwind');
  await page.getByRole('button', { name: 'Add an instance' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Half typed');
  main.request({ accountId: 'ana' });
  await expect.poll(() => page.locator('[aria-current="true"]').innerText()).toContain('Acme production');
  expect(await page.getByRole('dialog').getByLabel('Name').inputValue()).toBe('Half typed');
});
