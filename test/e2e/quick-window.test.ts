import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { openPanel, type Panel, type TrayItem } from '#support/practice-panel';
import { readClipboard } from '#support/running-app';

// The quick copy in a window of its own, in order: each test goes on where the one before ended.
let panel: Panel;
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;
let tray: TrayItem;
let quick: Page;

beforeAll(async () => {
  panel = await openPanel();
  desk = await openPracticeDesk();
  app = await desk.start();
  tray = await panel.waitForItem();
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
});
afterAll(async () => {
  await desk.close();
  await panel.close();
});
keepPictureOfFailures(() => quick);

/** What the desktop knows of the small window; null while there is none. */
function lookOfQuick() {
  return app.electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().endsWith('#quick'),
    );
    if (window === undefined) return null;
    const { width, height } = window.getBounds();
    return { isVisible: window.isVisible(), isOnTop: window.isAlwaysOnTop(), width, height };
  });
}

async function isQuickVisible(): Promise<boolean> {
  return (await lookOfQuick())?.isVisible === true;
}

function isMainVisible(): Promise<boolean> {
  return app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (window) => !window.webContents.getURL().endsWith('#quick') && window.isVisible(),
    ),
  );
}

test('it opens from the tray, small, above everything, and without the main window', async () => {
  expect(await lookOfQuick()).toBeNull();
  const opened = app.electron.waitForEvent('window');
  await tray.choose('Quick copy…');
  quick = await opened;
  quick.setDefaultTimeout(10_000);
  await expect.poll(lookOfQuick).toEqual({ isVisible: true, isOnTop: true, width: 560, height: 420 });
  expect(await isMainVisible()).toBe(false);
});

test('three letters and Enter put a live token on the clipboard, and it goes', async () => {
  await quick.keyboard.type('ana');
  await quick.getByText('ana.ruiz@acme.example').first().waitFor();
  await quick.keyboard.press('Enter');
  await expect.poll(async () => desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  await expect.poll(isQuickVisible).toBe(false);
  expect(await isMainVisible()).toBe(false);
});

test('it comes back at once, with nothing of the last time in it', async () => {
  await tray.choose('Quick copy…');
  await expect.poll(isQuickVisible).toBe(true);
  await expect
    .poll(() => quick.getByRole('combobox').or(quick.getByRole('textbox')).first().inputValue())
    .toBe('');
  expect(app.electron.windows()).toHaveLength(2);
});

test('its page can do nothing but what the quick copy needs', async () => {
  const refused = { ok: false, failure: { kind: 'request-malformed' } };
  const wishes: readonly (readonly [string, unknown])[] = [
    ['signOut', { accountId: 'x', everywhere: true }],
    ['removeInstance', { instanceId: 'practice-looker', evenIfWaiting: true }],
    [
      'copyConfig',
      { accountId: 'x', format: 'adc', developerToken: '', loginCustomerId: '', linkedCustomerId: '' },
    ],
    ['saveSettings', {}],
    ['lockApp', {}],
    ['clearClipboard', {}],
    ['useMemoryOnly', {}],
  ];
  const call = (name: string, input: unknown) =>
    quick.evaluate(
      ([wanted, given]) => {
        const bridge = Reflect.get(window, 'daypass') as {
          readonly call: (name: unknown, input: unknown) => Promise<unknown>;
        };
        return bridge.call(wanted, given);
      },
      [name, input] as const,
    );
  for (const [name, input] of wishes) expect([name, await call(name, input)]).toEqual([name, refused]);
  // It may copy; who it wanted is simply not there.
  expect(await call('copyToken', { accountId: 'x', format: 'token' })).toEqual({
    ok: false,
    failure: { kind: 'account-unknown' },
  });
});

test('it is locked up as the main window is', async () => {
  const seen = await quick.evaluate(() => ({
    node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    opened: window.open('https://example.com/') === null ? 'null' : 'a window',
  }));
  expect(seen).toEqual({ node: ['undefined', 'undefined'], opened: 'null' });
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const { sandbox, contextIsolation, nodeIntegration, webviewTag } = (
        webContents as unknown as { getLastWebPreferences: () => Electron.WebPreferences }
      ).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webviewTag };
    }),
  );
  const locked = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false };
  expect(preferences).toEqual([locked, locked]);
});

test('Escape sends it away', async () => {
  await quick.bringToFront();
  await quick.keyboard.press('Escape');
  await expect.poll(isQuickVisible).toBe(false);
});

test('the keys she chose are taken from the desktop, and given back when she clears them', async () => {
  const isTaken = () =>
    app.electron.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Alt+Y'));
  expect(await isTaken()).toBe(false);
  await tray.choose('Open Daypass');
  await expect.poll(isMainVisible).toBe(true);
  await app.user.button('Settings').click();
  await app.user.dialog().getByRole('button', { name: 'Record keys' }).click();
  await app.page.keyboard.press('Control+Alt+Y');
  await expect.poll(isTaken).toBe(true);
  await app.user.dialog().getByRole('button', { name: 'Clear' }).click();
  await expect.poll(isTaken).toBe(false);
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
});

test('it goes as soon as she turns to another window', async () => {
  await tray.choose('Quick copy…');
  await expect.poll(isQuickVisible).toBe(true);
  await tray.choose('Open Daypass');
  await expect.poll(isQuickVisible).toBe(false);
  expect(await isMainVisible()).toBe(true);
});

test('a crash of its page takes it away, and it is opened anew the next time', async () => {
  await tray.choose('Quick copy…');
  await expect.poll(isQuickVisible).toBe(true);
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find(({ webContents }) => webContents.getURL().endsWith('#quick'))
      ?.webContents.forcefullyCrashRenderer();
  });
  await expect.poll(lookOfQuick).toBeNull();
  const opened = app.electron.waitForEvent('window');
  await tray.choose('Quick copy…');
  quick = await opened;
  await expect.poll(isQuickVisible).toBe(true);
  await quick.keyboard.type('ana');
  await quick.getByText('ana.ruiz@acme.example').first().waitFor();
});
