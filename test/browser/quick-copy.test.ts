// The quick copy in the small window of its own, and over the main one.
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLongList, aQuickDesk } from '#support/quick-scenes';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aDeskWith, aFailureOfEachKind, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();
const quick = { isQuick: true };

/** Not the choice of an account's page behind it. */
const field = (page: Page) => page.locator('input[role="combobox"]');
const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-row') ?? null);
/** What a screen reader says is chosen. */
const chosen = (page: Page) =>
  page.evaluate(() => {
    const id = document.activeElement?.getAttribute('aria-activedescendant');
    return id == null ? null : (document.getElementById(id)?.innerText ?? null);
  });

test('three letters and Enter copy a token; it says for how long, and the window goes', async () => {
  const { page, main, blocked } = await renderer.open(aQuickDesk(), quick);
  await field(page).waitFor();
  await page.keyboard.type('ads');
  expect(await page.getByRole('option').count()).toBe(1);
  await page.keyboard.press('Enter');
  await page.getByRole('option').getByText('Copied. Clears in 45 s').waitFor();
  expect(main.inputsOf('copyToken')).toEqual([{ accountId: 'ana-ads', format: 'token' }]);
  expect(main.inputsOf('closeQuickCopy')).toEqual([]);
  await page.clock.runFor(1000);
  await expect.poll(() => main.inputsOf('closeQuickCopy')).toHaveLength(1);
  expect(blocked).toEqual([]);
});

test('what is pinned and what was used lately stands first; the keys walk the list and stay in the field', async () => {
  const { page } = await renderer.open(aQuickDesk(), quick);
  await field(page).waitFor();
  expect(await chosen(page)).toContain('Reports robot');
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page)).toContain('4 min');
  await page.keyboard.press('End');
  expect(await chosen(page)).toContain('Google Ads');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Home');
  expect(await chosen(page)).toContain('Reports robot');
  expect(await page.locator('[aria-selected="true"]').count()).toBe(1);
});

test('a token that has to be fetched first says so in its row, and is copied when it is there', async () => {
  const { page, main } = await renderer.open(aQuickDesk(), quick);
  const release = main.hold('copyToken');
  await field(page).press('Enter');
  const row = page.getByRole('option', { name: /Reports robot/ });
  await row.getByText('Getting a fresh token…').waitFor();
  release();
  await row.getByText('Copied. Clears in 45 s').waitFor();
});

test('Shift Enter picks the format, beginning with the favourite; Escape goes back, then out', async () => {
  const view = aQuickDesk();
  const settings = { ...view.settings, favouriteFormat: 'python' as const };
  const { page, main } = await renderer.open({ ...view, settings }, quick);
  await field(page).press('Shift+Enter');
  await page.getByRole('listbox', { name: 'Formats' }).waitFor();
  expect(await chosen(page)).toContain('Python headers');
  await page.getByRole('combobox', { name: /^Copy Reports robot at .+ as…$/ }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox', { name: 'Accounts' }).waitFor();
  expect(main.inputsOf('closeQuickCopy')).toEqual([]);
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('curl');
  await page.keyboard.press('Enter');
  await expect.poll(() => main.inputsOf('copyToken')).toEqual([{ accountId: 'reports', format: 'curl' }]);
  await page.keyboard.press('Escape');
  await expect.poll(() => main.inputsOf('closeQuickCopy')).toHaveLength(1);
});

test('an ended sign-in says so, and Enter begins it anew and leads to it', async () => {
  const { page, main } = await renderer.open(aQuickDesk(), quick);
  await field(page).fill('northwind');
  await page.getByRole('option', { name: /Northwind.*Sign in again/s }).waitFor();
  await page.locator('footer').getByText('Sign in').waitFor();
  await page.keyboard.press('Enter');
  const instanceId = 'northwind';
  const accountId = 'ana-northwind';
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId, accountId }]);
  await expect.poll(() => main.inputsOf('showMainWindow')).toEqual([{ accountId }]);
});

test('a copy that failed says why, with its remedy; the rest is in the main window', async () => {
  const { page, main } = await renderer.open(aQuickDesk(), quick);
  main.when('copyToken', () => ({ ok: false, failure: failures['sign-in-expired'] }));
  await field(page).press('Enter');
  const alert = page.getByRole('alert');
  await alert.getByText('This sign-in has ended').waitFor();
  await alert.getByRole('button', { name: 'Open in Daypass' }).waitFor();
  await alert.getByRole('button', { name: 'Sign in again' }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toHaveLength(1);
});

test('after a copy that failed, Enter tries the same once more, and says so', async () => {
  const { page, main } = await renderer.open(aQuickDesk(), quick);
  main.when('copyToken', () => ({ ok: false, failure: failures['clipboard-refused'] }));
  await field(page).press('Shift+Enter');
  await page.keyboard.type('curl');
  await page.keyboard.press('Enter');
  await page.locator('footer').getByText('Try again').waitFor();
  await page.keyboard.press('Enter');
  const again = { accountId: 'reports', format: 'curl' };
  await expect.poll(() => main.inputsOf('copyToken')).toEqual([again, again]);
});

test('shown once more, it begins anew', async () => {
  const { page, main } = await renderer.open(aQuickDesk(), quick);
  await field(page).fill('northwind');
  main.request('quick-copy');
  await expect.poll(() => field(page).inputValue()).toBe('');
  expect(await field(page).evaluate((node) => node === document.activeElement)).toBe(true);
});

test('a locked app shows no account here and offers to unlock', async () => {
  const { page, main } = await renderer.open(aQuickDesk({ isLocked: true }), quick);
  await page.getByRole('button', { name: 'Unlock' }).waitFor();
  expect(await page.getByText('Acme').count()).toBe(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => main.inputsOf('unlockApp')).toHaveLength(1);
  await page.getByRole('option').first().waitFor();
});

test('what was typed is gone once the app was locked', async () => {
  const { page, main } = await renderer.open(aQuickDesk(), quick);
  await field(page).fill('ruiz');
  main.change({ isLocked: true });
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect.poll(() => field(page).inputValue()).toBe('');
});

test('after the lock the keyboard is in the list of the main window', async () => {
  const { page } = await renderer.open(aQuickDesk({ isLocked: true }));
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect.poll(() => focusedRow(page)).not.toBeNull();
});

test('Ctrl K and what is typed right after it copy over the main window; Enter pressed twice presses nothing else', async () => {
  const { page, main, blocked } = await renderer.open(aQuickDesk());
  const refresh = page.getByRole('button', { name: 'Refresh', exact: true });
  await refresh.focus();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ads');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('header');
  await page.keyboard.press('Enter');
  await expect.poll(() => main.inputsOf('copyToken')).toEqual([{ accountId: 'ana-ads', format: 'header' }]);
  await page.getByText('Token copied ·').waitFor();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await expect.poll(() => focusedRow(page)).toBe('ana-ads');
  await page.keyboard.press('Enter');
  expect(await page.locator('[data-row][aria-current="true"]').getAttribute('data-row')).not.toBe('ana-ads');
  expect(main.asked.map(({ name }) => name)).toEqual(['copyToken']);
  expect(blocked).toEqual([]);
});

test('over the main window Escape goes back from the formats, then closes', async () => {
  const { page } = await renderer.open(aQuickDesk());
  await page.locator('[data-row]').first().waitFor();
  await page.keyboard.press('Control+k');
  await field(page).press('Shift+Enter');
  await page.getByRole('listbox', { name: 'Formats' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('listbox', { name: 'Accounts' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('Ctrl K once more closes it; the line above the list opens it, too', async () => {
  const { page } = await renderer.open(aQuickDesk());
  await page.locator('[data-row]').first().waitFor();
  await page.keyboard.press('Control+k');
  await field(page).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Quick copy' }).click();
  await field(page).waitFor();
});

test('300 accounts do not keep the letters waiting, and fifty of them are drawn', async () => {
  const { page } = await renderer.open(aView({ instances: aLongList(300) }), quick);
  await page.getByText('250 more. Type to narrow the list.').waitFor();
  const took = await page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('[role="combobox"]');
    const start = performance.now();
    for (const search of ['2', '29', '299', '29']) {
      if (input !== null) input.value = search;
      input?.dispatchEvent(new Event('input', { bubbles: true }));
      await Promise.resolve();
    }
    return (performance.now() - start) / 4;
  });
  // About ten milliseconds on a machine with nothing else to do.
  expect(took).toBeLessThan(200);
  await page.getByRole('option', { name: /Instance 299/ }).waitFor();
});

test('the small window asks for nothing but what it may', async () => {
  const { page, main } = await renderer.open(aDeskWith({}), quick);
  await field(page).press('Enter');
  await page.clock.runFor(1000);
  await expect.poll(() => main.asked.map(({ name }) => name)).toEqual(['copyToken', 'closeQuickCopy']);
});
