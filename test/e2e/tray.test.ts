import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalogFile, writeCatalog } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { openPanel, type Panel, type TrayItem } from '#support/practice-panel';
import { readClipboard } from '#support/running-app';

// One day with the icon in the tray, in order: each test goes on where the one before ended.
let panel: Panel;
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;
let tray: TrayItem;
/** The keychain is opened by a program of its own, which has to start. */
const afterKeychain = { timeout: 10_000 };

beforeAll(async () => {
  panel = await openPanel();
  desk = await openPracticeDesk();
  await start();
});
afterAll(async () => {
  await desk.close();
  await panel.close();
});
keepPictureOfFailures(() => app.page);

async function start(): Promise<void> {
  app = await desk.start();
  tray = await panel.waitForItem();
}

/** The menu as a person reads it, a line for a separator. */
async function readMenu(): Promise<readonly string[]> {
  return (await tray.menu()).map(({ label, separator }) => (separator ? '---' : label));
}

async function accountLines(words: RegExp): Promise<readonly string[]> {
  return (await readMenu()).filter((line) => words.test(line));
}

function isWindowVisible(): Promise<boolean> {
  return app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
}

/** As with the cross in its corner. */
async function closeWindow(): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

async function signInAs(email: string): Promise<void> {
  await desk.answerBrowser(email);
  await app.user.row(email).waitFor();
}

/** Renewals and first tokens that the server was asked for. */
function countTokenRequests(): number {
  return desk.looker.requests.filter(({ path }) => path === '/api/token').length;
}

function exitCode(): Promise<number | null> {
  return new Promise((resolve) => app.electron.process().once('exit', resolve));
}

test('before anybody signed in, the tray says so and leads to the window', async () => {
  expect(await tray.tooltipOrTitle()).toBe('Daypass');
  expect(await readMenu()).toEqual(['No accounts yet', '---', 'Open Daypass', '---', 'Quit']);
  expect((await tray.menu())[0]).toMatchObject({ label: 'No accounts yet', enabled: false });
});

test('it lists every account with the minutes that its token has left', async () => {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await signInAs('ana.ruiz@acme.example');
  await app.user.signInAsSomebodyElse();
  await signInAs('ben.okafor@acme.example');
  await expect
    .poll(readMenu)
    .toEqual([
      expect.stringMatching(/^Copy token: Practice Looker · ana\.ruiz@acme\.example \(5\d min left\)$/),
      expect.stringMatching(/^Copy token: Practice Looker · ben\.okafor@acme\.example \(5\d min left\)$/),
      'Quick copy…',
      'Copy as Authorization header',
      'Refresh',
      '---',
      'Pause renewals',
      'Lock now',
      '---',
      'Open Daypass',
      '---',
      'Quit',
    ]);
});

test('closing the window leaves the app in the tray', async () => {
  await closeWindow();
  await expect.poll(isWindowVisible).toBe(false);
  expect(app.electron.process().exitCode).toBeNull();
  expect(await readMenu()).toContain('Open Daypass');
});

test('she copies a live token from the tray, and the window stays away', async () => {
  await tray.choose(/^Copy token: .* ana\.ruiz/);
  await expect.poll(async () => desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  expect(await isWindowVisible()).toBe(false);
});

test('the other account hands out another token', async () => {
  const hers = await readClipboard(app);
  await tray.choose(/^Copy token: .* ben\.okafor/);
  await expect.poll(() => readClipboard(app)).not.toBe(hers);
  expect(desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
});

test('while a token is on the clipboard, the tray offers to take it off, and does', async () => {
  await expect.poll(readMenu).toContain('Take the token off the clipboard');
  await tray.choose('Take the token off the clipboard');
  await expect.poll(() => readClipboard(app)).toBe('');
  await expect.poll(readMenu).not.toContain('Take the token off the clipboard');
});

test('refresh all renews every account at the server, and the menu tells the new minutes', async () => {
  await tray.choose(/^Copy token: .* ana\.ruiz/);
  await expect.poll(() => readClipboard(app)).not.toBe('');
  const before = await readClipboard(app);
  const requests = countTokenRequests();
  desk.looker.switches.expiresInSeconds = 600;
  await tray.choose('Refresh', 'All accounts');
  await expect.poll(() => accountLines(/\(9 min left\)$/)).toHaveLength(2);
  expect(countTokenRequests()).toBe(requests + 2);
  await tray.choose(/^Copy token: .* ana\.ruiz/);
  await expect.poll(() => readClipboard(app)).not.toBe(before);
  expect(desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  expect(await isWindowVisible()).toBe(false);
});

test('a token that has run out is replaced on the way to the clipboard', async () => {
  desk.looker.switches.expiresInSeconds = 1;
  await tray.choose('Refresh', 'All accounts');
  await expect.poll(() => accountLines(/\(fetches a fresh one\)$/), { timeout: 5_000 }).toHaveLength(2);
  const before = await readClipboard(app);
  desk.looker.switches.expiresInSeconds = 3600;
  await tray.choose(/^Copy token: .* ana\.ruiz/);
  await expect.poll(() => readClipboard(app)).not.toBe(before);
  expect(desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  await expect.poll(() => accountLines(/ana\.ruiz.*\(59 min left\)$/)).toHaveLength(1);
});

test('"Open Daypass" brings the window back, and so does a click on the icon', async () => {
  await tray.choose('Open Daypass');
  await expect.poll(isWindowVisible).toBe(true);
  await closeWindow();
  await expect.poll(isWindowVisible).toBe(false);
  await tray.activate();
  await expect.poll(isWindowVisible).toBe(true);
});

test('a sign-in that ended meanwhile opens the window, which says what to do', async () => {
  await closeWindow();
  await expect.poll(isWindowVisible).toBe(false);
  desk.looker.revokeEverythingOf('512');
  await tray.choose(/^Copy token: .* ben\.okafor.*\(fetches a fresh one\)$/);
  await expect.poll(isWindowVisible).toBe(true);
  await app.user.row('ben.okafor@acme.example').getByText('Sign in again').waitFor();
});

test('the icon and its tip say that something needs her, and its entry signs in again', async () => {
  await closeWindow();
  await expect.poll(isWindowVisible).toBe(false);
  await expect.poll(readMenu).toContain('Practice Looker · ben.okafor@acme.example: sign in again');
  expect(await tray.tooltipOrTitle()).toBe('Daypass: an account needs you');
  const needy = await tray.picture();
  await tray.choose(/ben\.okafor.*: sign in again$/);
  await signInAs('ben.okafor@acme.example');
  await expect.poll(() => accountLines(/^Copy token: .* ben\.okafor/)).toHaveLength(1);
  expect(await tray.tooltipOrTitle()).toBe('Daypass');
  expect(await tray.picture()).not.toBe(needy);
});

test('she pauses renewals there, sees it on the icon, and resumes them', async () => {
  const fresh = await tray.picture();
  await tray.choose('Pause renewals');
  await expect.poll(readMenu).toContain('Resume renewals');
  expect(await tray.tooltipOrTitle()).toBe('Daypass: renewals are paused');
  expect(await tray.picture()).not.toBe(fresh);
  await tray.choose('Resume renewals');
  await expect.poll(() => tray.picture()).toBe(fresh);
});

test('she copies it in her favourite form', async () => {
  await tray.choose('Copy as Authorization header', /ana\.ruiz/);
  await expect.poll(() => readClipboard(app)).toMatch(/^Authorization: Bearer \S+$/);
});

test('locked from the tray, the menu names nobody until it is unlocked', async () => {
  await tray.choose('Lock now');
  await expect.poll(readMenu).toEqual(['Unlock…', '---', 'Open Daypass', '---', 'Quit']);
  expect(await tray.tooltipOrTitle()).toBe('Daypass: locked');
  await expect.poll(() => readClipboard(app)).toBe('');
  await tray.choose('Unlock…');
  await expect.poll(() => accountLines(/^Copy token: .* ana\.ruiz/), afterKeychain).toHaveLength(1);
});

test('a signed-out account leads to the window too', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.signOut();
  await app.user.says('What Daypass stored for this sign-in is deleted from this computer.').waitFor();
  await closeWindow();
  await expect.poll(isWindowVisible).toBe(false);
  await expect.poll(readMenu).toContain('Practice Looker · ana.ruiz@acme.example: signed out');
  await tray.choose(/ana\.ruiz.*: signed out$/);
  await expect.poll(isWindowVisible).toBe(true);
});

test('a panel that is started anew has the icon again', async () => {
  await panel.close();
  panel = await openPanel();
  tray = await panel.waitForItem();
  await expect.poll(readMenu).toContain('Open Daypass');
});

test('"Quit" ends the app and takes its icon out of the tray', async () => {
  const ended = exitCode();
  await tray.choose('Quit');
  expect(await ended).toBe(0);
  await expect.poll(() => panel.countItems()).toBe(0);
});

describe('where there is no tray (anchors 3.12)', () => {
  test('the window hands out tokens all the same', async () => {
    await panel.close();
    app = await desk.start();
    await app.user.select('ben.okafor@acme.example');
    await app.user.copyToken();
    const isAlive = async () => desk.looker.isAccessTokenAlive(await readClipboard(app));
    await expect.poll(isAlive, afterKeychain).toBe(true);
  });

  test('the icon comes when a panel comes up after the app, as it does at login', async () => {
    panel = await openPanel();
    tray = await panel.waitForItem();
    await expect.poll(readMenu).toContain('Open Daypass');
    await closeWindow();
    await expect.poll(isWindowVisible).toBe(false);
    expect(app.electron.process().exitCode).toBeNull();
    await tray.activate();
    await expect.poll(isWindowVisible).toBe(true);
    await app.quit();
  });
});

test('once she chose not to keep it in the tray, closing the window quits', async () => {
  await start();
  await app.user.button('Settings').click();
  await app.user.dialog().getByLabel('Keep running in the tray').uncheck();
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
  await app.user.dialog().waitFor({ state: 'hidden' });
  const ended = exitCode();
  await closeWindow();
  expect(await ended).toBe(0);
  await expect.poll(() => panel.countItems()).toBe(0);
});

test('a name with signs in it reads in the tray as she wrote it', async () => {
  const catalog = await readCatalogFile(desk.profile);
  const named = catalog.instances.map((instance) => ({ ...instance, name: 'R&D_East && West' }));
  await writeCatalog(desk.profile, { ...catalog, instances: named });
  await start();
  await expect.poll(readMenu).toContain('R&D_East && West · ana.ruiz@acme.example: signed out');
  await app.quit();
});
