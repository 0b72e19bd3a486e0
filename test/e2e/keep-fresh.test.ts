import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { openNoticeBoard, type NoticeBoard } from '#support/practice-notices';
import { openPanel, type Panel, type TrayItem } from '#support/practice-panel';
import { readClipboard } from '#support/running-app';

// Two days of somebody who never thinks of tokens, in order: each test goes on where the one before ended.
let panel: Panel;
let board: NoticeBoard;
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;
let tray: TrayItem;

beforeAll(async () => {
  panel = await openPanel();
  board = await openNoticeBoard();
  desk = await openPracticeDesk();
  await start();
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.row('ana.ruiz@acme.example').waitFor();
});
afterAll(async () => {
  await desk.close();
  await board.close();
  await panel.close();
});
keepPictureOfFailures(() => app.page);

async function start(args: readonly string[] = []): Promise<void> {
  app = await desk.start({}, args);
  tray = await panel.waitForItem();
  // What is spread over minutes goes out at once.
  await app.electron.evaluate(() => {
    Math.random = () => 0;
  });
}

/** The desktop says so, as it does to every program. */
async function computerSays(...events: readonly ('suspend' | 'resume')[]): Promise<void> {
  await app.electron.evaluate(({ powerMonitor }, names) => {
    for (const name of names) powerMonitor.emit(name);
  }, events);
}

function tokenRequests(): number {
  return desk.looker.requests.filter(({ path }) => path === '/api/token').length;
}

const ana = 'ana.ruiz@acme.example';

/** Her token is gone from memory, as after a night; nothing else is. */
async function tokenIsGone(): Promise<void> {
  await tray.choose('Lock now');
  await app.user.button(/^Unlock/).click();
  await app.user.row(ana).waitFor();
}

test('when her token ended overnight, a fresh one is there after waking up, and the list says how (anchors 3.2) (RT1)', async () => {
  await computerSays('suspend');
  await tokenIsGone();
  const before = tokenRequests();
  await expect.poll(() => app.user.row(ana).innerText()).not.toMatch(/\d min/);
  await computerSays('resume');
  await expect.poll(tokenRequests).toBe(before + 1);
  await app.user.says('Renewed after sleep').waitFor();
  await app.user.says(/Renews by itself at/).waitFor();
});

test('while renewals are paused nothing goes out, and the window says so', async () => {
  await tray.choose('Pause renewals');
  await app.user.says(/Renewals are paused/).waitFor();
  await tokenIsGone();
  const before = tokenRequests();
  await computerSays('suspend', 'resume');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(tokenRequests()).toBe(before);
});

test('even then, with Ctrl K and three letters a token is fetched and copied', async () => {
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('ana');
  await app.page.keyboard.press('Enter');
  await expect.poll(async () => desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
});

test('"Lock now" takes tokens from memory, clipboard and sight; unlocking and resuming brings a fresh one', async () => {
  await tray.choose('Lock now');
  await expect.poll(() => readClipboard(app)).toBe('');
  await app.user.button(/^Unlock/).waitFor();
  expect(await app.page.locator('[data-row]').count()).toBe(0);
  const before = tokenRequests();
  await app.user.button(/^Unlock/).click();
  await app.user.row(ana).waitFor();
  await tray.choose('Resume renewals');
  await expect.poll(tokenRequests).toBe(before + 1);
});

test('started again, a token is fetched before anybody asks', async () => {
  await app.quit();
  const before = tokenRequests();
  await start();
  await expect.poll(tokenRequests, { timeout: 20_000 }).toBe(before + 1);
  await expect.poll(() => app.user.row(ana).innerText()).toMatch(/\d min/);
});

test('with Shift Enter she picks curl, and the pasted command works', async () => {
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('ana');
  await app.page.keyboard.press('Shift+Enter');
  await app.page.keyboard.type('curl');
  await app.page.keyboard.press('Enter');
  await expect.poll(() => readClipboard(app)).toMatch(/^curl --header 'Authorization: Bearer [^']+' 'http/);
});

test('one notice tells of a sign-in that ended, and a click on it leads to the account (anchors 3.1, anchors 3.13)', async () => {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  desk.looker.revokeEverythingOf('481');
  await computerSays('suspend', 'resume');
  await tray.choose('Refresh');
  await expect.poll(() => board.onScreen().length, { timeout: 90_000, interval: 500 }).toBe(1);
  const [notice] = board.onScreen();
  expect(notice).toMatchObject({ title: 'Sign in again at Practice Looker' });
  if (notice !== undefined) board.click(notice);
  await app.user.says(/Sign in again/).waitFor();
  expect(board.shown).toHaveLength(1);
});
