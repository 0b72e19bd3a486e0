import { spawn } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { appArguments, appEnvironment, electronProgram } from '#support/running-app';

let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('a second start shows the window of the first and ends by itself', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const options = { profile: desk.profile };
  const second = spawn(electronProgram(), [...appArguments(options)], { env: appEnvironment(options) });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  const isVisible = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  await expect.poll(isVisible).toBe(true);
});

test('the page can neither open windows, nor reach Node, the network or a permission', async () => {
  const page = app.page.url();
  const seen = await app.page.evaluate(async () => {
    const attempt = (run: () => unknown) =>
      Promise.resolve()
        .then(run)
        .then(String, (error: unknown) => `refused: ${String(error)}`);
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.com/',
      target: '_blank',
    });
    document.body.append(link);
    link.click();
    link.remove();
    return {
      node: [
        typeof Reflect.get(window, 'require'),
        typeof Reflect.get(window, 'process'),
        typeof Reflect.get(window, 'module'),
      ],
      bridge: Object.keys(Reflect.get(window, 'daypass') as object).sort(),
      opened: window.open('https://example.com/') === null ? 'null' : 'a window',
      fetched: await attempt(() => fetch('https://example.com/')),
      // Outside of the debugger's own call, which is exempt from the policy.
      evaluated: await attempt(
        () =>
          new Promise((resolve, reject) => {
            setTimeout(() => {
              try {
                resolve(Reflect.construct(Function, ['return 1']));
              } catch (error) {
                reject(error instanceof Error ? error : new Error(String(error)));
              }
            });
          }),
      ),
      notified: await attempt(() => Notification.requestPermission()),
      clipboard: await attempt(() => navigator.clipboard.readText()),
    };
  });
  expect(seen.node).toEqual(['undefined', 'undefined', 'undefined']);
  expect(seen.bridge).toEqual(['call', 'onRequest', 'onView', 'previewFile']);
  expect(seen.opened).toBe('null');
  expect(seen.fetched).toMatch(/^refused/);
  expect(seen.evaluated).toMatch(/^refused/);
  expect(seen.notified).toBe('denied');
  expect(seen.clipboard).toMatch(/^refused/);
  expect(app.page.url()).toBe(page);
  expect(app.electron.windows()).toHaveLength(1);
});

test('light and dark follow the setting at once', async () => {
  const background = () => app.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await app.user.chooseTheme('Dark');
  await expect.poll(background).toBe('rgb(25, 26, 27)');
  await app.user.chooseTheme('Light');
  await expect.poll(background).toBe('rgb(246, 246, 244)');
});

test('the window comes back where it was, as big as it was', async () => {
  const bounds = { x: 60, y: 40, width: 900, height: 600 };
  await app.electron.evaluate(
    ({ BrowserWindow }, wanted) => BrowserWindow.getAllWindows()[0]?.setBounds(wanted),
    bounds,
  );
  await app.page.waitForTimeout(800);
  await app.quit();
  app = await desk.start();
  const size = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(size).toMatchObject(bounds);
});

test('the application menu leads to adding, settings, quick copy and search', async () => {
  const labels = () =>
    app.electron.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) =>
        (submenu?.items ?? []).map((item) => item.label),
      ),
    );
  await expect
    .poll(labels)
    .toEqual(
      expect.arrayContaining(['Add instance…', 'Settings…', 'Copy token', 'Quick copy', 'Find account']),
    );
  await app.electron.evaluate(({ Menu }) => {
    const all = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    all.find(({ label }) => label === 'Settings…')?.click();
  });
  await app.user.dialog().getByText('Appearance').waitFor();
  await app.page.keyboard.press('Escape');
});

test('nothing makes the page leave', async () => {
  const url = app.page.url();
  await app.electron.evaluate(({ webContents }) => {
    void webContents.getAllWebContents()[0]?.executeJavaScript("location.href = 'https://example.com/'");
  });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await app.electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.getURL())).toBe(
    url,
  );
});

test('on a desktop without a tray, closing the window quits', async () => {
  const ended = new Promise((resolve) => app.electron.process().once('exit', resolve));
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toBe(0);
});
