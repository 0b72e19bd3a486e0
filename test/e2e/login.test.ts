import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type ElectronApplication } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { openPanel } from '#support/practice-panel';
import { appArguments, appEnvironment, electronProgram } from '#support/running-app';

let desk: PracticeDesk;
let config: string;

beforeAll(async () => {
  desk = await openPracticeDesk();
  config = await mkdtemp(join(tmpdir(), 'daypass-config-'));
});
afterAll(async () => {
  await desk.close();
  await rm(config, { recursive: true, force: true });
});

const entry = (): Promise<string> =>
  readFile(join(config, 'autostart', 'daypass-development.desktop'), 'utf8').catch(() => 'none');

/** As the desktop does at login, with what the entry says. */
function startHidden(): Promise<ElectronApplication> {
  const options = { profile: desk.profile, env: desk.inbox.env, args: ['--hidden'] };
  return _electron.launch({
    executablePath: electronProgram(),
    args: [...appArguments(options)],
    env: appEnvironment(options),
    colorScheme: null,
  });
}

function countWindows(electron: ElectronApplication): Promise<number> {
  return electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

test('she has it start at login, and not any more', async () => {
  const app = await desk.start({ XDG_CONFIG_HOME: config });
  expect(await entry()).toBe('none');
  await app.user.button('Settings').click();
  const choice = app.user.dialog().getByLabel('Start at login');
  await choice.check();
  await expect.poll(entry).toContain('"--hidden"');
  expect(await entry()).toContain(`Exec="${electronProgram()}" `);
  expect((await stat(join(config, 'autostart', 'daypass-development.desktop'))).mode & 0o777).toBe(0o644);
  await expect.poll(async () => (await readCatalogFile(desk.profile)).settings.startsAtLogin).toBe(true);
  await choice.uncheck();
  await expect.poll(entry).toBe('none');
  await app.quit();
});

test('a folder that cannot be written to is said, and the setting stays as it was', async () => {
  const full = await mkdtemp(join(config, 'full-'));
  await writeFile(join(full, 'autostart'), 'a file where the folder would be');
  const app = await desk.start({ XDG_CONFIG_HOME: full });
  try {
    await app.user.button('Settings').click();
    await app.user.dialog().getByLabel('Start at login').click();
    await app.user.dialog().getByText('The start at login could not be changed').waitFor();
  } finally {
    await app.quit();
  }
  expect((await readCatalogFile(desk.profile)).settings.startsAtLogin).toBe(false);
});

test('started at login it stays in the tray, and opens its window from there', async () => {
  const panel = await openPanel();
  const electron = await startHidden();
  try {
    const tray = await panel.waitForItem();
    await delay(13_000);
    expect(await countWindows(electron)).toBe(0);
    await tray.choose('Open Daypass');
    await expect.poll(() => countWindows(electron)).toBe(1);
  } finally {
    await electron.close();
    await panel.close();
  }
});

test('on a desktop without a tray it opens its window after all, since there is no other way in', async () => {
  const electron = await startHidden();
  try {
    expect(await countWindows(electron)).toBe(0);
    await expect.poll(() => countWindows(electron), { timeout: 30_000, interval: 200 }).toBe(1);
    const isThere = () =>
      electron.evaluate(({ BrowserWindow }) => {
        const window = BrowserWindow.getAllWindows()[0];
        return window?.isVisible() === true || window?.isMinimized() === true;
      });
    await expect.poll(isThere).toBe(true);
  } finally {
    await electron.close();
  }
});

test('a tray that comes late, as panels do at login, is found, and the window stays away', async () => {
  const electron = await startHidden();
  await delay(2_000);
  const panel = await openPanel();
  try {
    await panel.waitForItem();
    await delay(12_000);
    expect(await countWindows(electron)).toBe(0);
  } finally {
    await electron.close();
    await panel.close();
  }
});
