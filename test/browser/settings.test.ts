import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Settings } from '#contract/bridge';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import { aDeskWith, aFailureOfEachKind } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog', { name: 'Settings' }).waitFor();
}

const saved = ({ main }: AppWindow): Settings | undefined => main.view?.settings;

test('notices, forecasts, the favourite format and the start at login are saved at once', async () => {
  const window = await renderer.open(aDeskWith({}));
  const { page } = window;
  await openSettings(page);
  await page.getByLabel('Notify me when something needs me').uncheck();
  await page.getByLabel('Say ahead when a sign-in is about to end').uncheck();
  await page.getByLabel('Favourite format').selectOption('curl command');
  expect(await page.getByLabel('Start in the tray, without the window').count()).toBe(0);
  await page.getByLabel('Start at login').check();
  await page.getByLabel('Start in the tray, without the window').uncheck();
  await expect
    .poll(() => saved(window))
    .toMatchObject({
      notifies: false,
      forecasts: false,
      favouriteFormat: 'curl',
      startsAtLogin: true,
      startsHidden: false,
    });
});

test('a shortcut is recorded as it is pressed, and cleared; one key alone is not enough', async () => {
  const window = await renderer.open(aDeskWith({}));
  const { page } = window;
  await openSettings(page);
  await page.getByRole('button', { name: 'Record keys' }).click();
  await page.keyboard.press('Control+y');
  await page.getByText('Take two of Ctrl, Alt, Shift').waitFor();
  await page.keyboard.press('Control+Shift+y');
  await page.getByRole('status', { name: 'Shortcut for the quick copy' }).getByText('Ctrl Shift Y').waitFor();
  expect(saved(window)?.quickCopyShortcut).toBe('CommandOrControl+Shift+Y');
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect.poll(() => saved(window)?.quickCopyShortcut).toBeNull();
});

test('Escape ends the recording, not the dialog', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  await openSettings(page);
  await page.getByRole('button', { name: 'Record keys' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Record keys' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(1);
  expect(main.inputsOf('saveSettings')).toEqual([]);
});

test('a shortcut that another program has is said in place, and the setting stays as it was', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  main.when('saveSettings', () => ({ ok: false, failure: aFailureOfEachKind()['shortcut-refused'] }));
  await openSettings(page);
  await page.getByRole('button', { name: 'Record keys' }).click();
  await page.keyboard.press('Control+Shift+y');
  await page.getByRole('group', { name: 'Ctrl Shift Y could not be taken' }).waitFor();
  await page.getByRole('status', { name: 'Shortcut for the quick copy' }).getByText('Off').waitFor();
});

test('where the desktop has no tray, nothing is promised of it', async () => {
  const { page } = await renderer.open(aDeskWith({}, { desktop: { os: 'linux', tray: false } }));
  await openSettings(page);
  await page.getByText('closing the window quits Daypass').waitFor();
  await page.getByLabel('Start at login').check();
  expect(await page.getByLabel('Start in the tray, without the window').count()).toBe(0);
});
