import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import {
  appArguments,
  appEnvironment,
  dropProfile,
  electronProgram,
  newProfile,
  readClipboard,
  startApp,
  type RunningApp,
} from '#support/running-app';

// One day on which everything goes wrong, in order: each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
});
afterAll(() => desk.close());

/** Processes come and go here, on a machine that may have other work. */
const patient = { timeout: 15_000, interval: 50 };

/** As from a menu of the desktop: nobody watches it. */
function startBare(profile: string): ChildProcess {
  const options = { profile, env: desk.inbox.env };
  return spawn(electronProgram(), [...appArguments(options)], {
    env: appEnvironment(options),
    stdio: 'ignore',
  });
}

type End = { readonly code: number | null; readonly signal: string | null; readonly after: number };

function endOf(child: ChildProcess): Promise<End> {
  const since = performance.now();
  return new Promise((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal, after: performance.now() - since })),
  );
}

/** What the page says, also after its process was another one: Playwright lets go of a page that crashed. */
function pageText({ electron }: Pick<RunningApp, 'electron'>): Promise<string> {
  return electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
    // A question that goes down with the page is never answered.
    const nothing = new Promise((resolve) => setTimeout(() => resolve(''), 300));
    return String(await Promise.race([contents.executeJavaScript('document.body.innerText'), nothing]));
  });
}

/** Dialogs of the system are answered with their first button from now on; the way to read what they said. */
async function answerDialogs({ electron }: Pick<RunningApp, 'electron'>) {
  await electron.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Reflect.set(globalThis, 'askedInTest', asked);
    const answer = (words: { readonly message: string; readonly detail?: string }) => {
      asked.push(`${words.message} ${words.detail ?? ''}`);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
    Reflect.set(dialog, 'showMessageBox', answer);
  });
  return () => electron.evaluate(() => Reflect.get(globalThis, 'askedInTest') as readonly string[]);
}

async function crashPage({ electron }: Pick<RunningApp, 'electron'>): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });
}

/** Renews by the tray's way, without the page; true when the practice server gave another token. */
async function copyFromMenu(): Promise<string> {
  await app.electron.evaluate(({ Menu }) => {
    const all = (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) => submenu?.items ?? []);
    all.find(({ label }) => label === 'Copy token')?.click();
  });
  await expect.poll(() => readClipboard(app), patient).not.toBe('');
  return readClipboard(app);
}

describe('the page', () => {
  test('that crashes comes back within a second, with the list and the tokens as they were (RS3)', async () => {
    const requests = desk.looker.requests.length;
    await crashPage(app);
    const since = performance.now();
    await expect.poll(() => pageText(app), patient).toContain('ana.ruiz@acme.example');
    // One second on a machine with nothing else to do.
    expect(performance.now() - since).toBeLessThan(5_000);
    await expect.poll(() => pageText(app), patient).toMatch(/5\d min/);
    expect(desk.looker.requests).toHaveLength(requests);
  });

  test('that crashes three times in a minute is not opened again until she says so (RS3)', async () => {
    const asked = await answerDialogs(app);
    for (let round = 0; round < 4; round += 1) {
      await expect.poll(() => pageText(app), patient).toContain('ana.ruiz@acme.example');
      await crashPage(app);
    }
    await expect.poll(() => pageText(app), patient).toContain('ana.ruiz@acme.example');
    expect((await asked()).filter((words) => words.includes('three times within a minute'))).not.toEqual([]);
  });

  test('has lost nothing by it: her token is copied as before (RS3)', async () => {
    await app.quit();
    app = await desk.start();
    await app.user.select('ana.ruiz@acme.example');
    await app.user.refresh();
    await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
    expect(desk.looker.isAccessTokenAlive(await copyFromMenu())).toBe(true);
    await app.user.clearNow();
  });
});

test('the processes that draw, reach the network and keep secrets may die, and she goes on (RS4)', async () => {
  const others = () =>
    app.electron.evaluate(({ app: electron }) =>
      electron
        .getAppMetrics()
        .filter(({ type }) => type !== 'Browser' && type !== 'Tab')
        .map(({ pid, type, name }) => ({ pid, what: `${type} ${name ?? ''}` })),
    );
  const killed = (await others()).filter(({ what }) => !what.startsWith('Zygote'));
  expect(killed.length).toBeGreaterThan(0);
  for (const { pid } of killed) process.kill(pid, 'SIGKILL');
  const isGone = async () => {
    const now = await others();
    return killed.every(({ pid }) => now.every((other) => other.pid !== pid));
  };
  await expect.poll(isGone).toBe(true);
  const requests = desk.looker.requests.length;
  await app.user.refresh();
  await expect.poll(() => desk.looker.requests.length, patient).toBeGreaterThan(requests);
  await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
});

test('a bug that nobody caught is in the log, is told once, and the app goes on (RS13)', async () => {
  const asked = await answerDialogs(app);
  await app.electron.evaluate(() => {
    for (let times = 0; times < 3; times += 1) {
      setTimeout(() => {
        throw new Error('a bug on purpose');
      });
    }
    void Promise.reject(new Error('another on purpose'));
  });
  const log = () => readFile(join(desk.profile, 'logs', 'daypass.log'), 'utf8').catch(() => '');
  await expect.poll(async () => (await log()).match(/on purpose/g)?.length ?? 0).toBe(4);
  const said = await asked();
  expect(said).toHaveLength(1);
  const reference = /reference ([\w-]+)/.exec(said[0] ?? '')?.[1] ?? 'none';
  expect(await log()).toContain(`bug ${reference} in main process`);
  await app.user.refresh();
  await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
});

test('ten more starts at once end by themselves, and the first shows its window (RS1)', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const ends = await Promise.all(Array.from({ length: 10 }, () => endOf(startBare(desk.profile))));
  expect(ends.map(({ code }) => code)).toEqual(Array(10).fill(0));
  // Two seconds for one; here ten start at once on the cores that are there.
  for (const { after } of ends) expect(after).toBeLessThan(20_000);
  const isVisible = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
  await expect.poll(isVisible).toBe(true);
});

test('killed outright, it starts again with everything that was kept (RS2)', async () => {
  const ended = endOf(app.electron.process());
  app.electron.process().kill('SIGKILL');
  expect((await ended).signal).toBe('SIGKILL');
  app = await desk.start();
  await app.user.row('ana.ruiz@acme.example').waitFor();
  await app.user.select('ana.ruiz@acme.example');
  await app.user.refresh();
  await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
});

test('told to end by the system, it takes the token off the clipboard and writes what changed (RS11)', async () => {
  const profile = await newProfile();
  // Another program that looks at the clipboard while Daypass ends.
  const reader = await startApp({ profile });
  try {
    await app.user.chooseTheme('Dark');
    const token = await copyFromMenu();
    expect(desk.looker.isAccessTokenAlive(token)).toBe(true);
    await expect.poll(() => readClipboard(reader)).toBe(token);
    const ended = endOf(app.electron.process());
    app.electron.process().kill('SIGTERM');
    const { code, after } = await ended;
    expect(code).toBe(0);
    expect(after).toBeLessThan(3_000);
    expect(await readClipboard(reader)).toBe('');
    expect((await readCatalogFile(desk.profile)).settings.theme).toBe('dark');
  } finally {
    await reader.quit();
    await dropProfile(profile);
  }
});

test('of five that start at once with nobody there yet, one stays, and ends in order when told to (RS1) (RS11)', async () => {
  const all = Array.from({ length: 5 }, () => startBare(desk.profile));
  const ends = all.map(endOf);
  const running = () => all.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  await expect.poll(() => running().length, { timeout: 30_000 }).toBe(1);
  await delay(1_500);
  const [owner] = running();
  expect(owner).toBeDefined();
  owner?.kill('SIGTERM');
  const codes = (await Promise.all(ends)).map(({ code }) => code);
  expect(codes).toEqual(Array(5).fill(0));
});
