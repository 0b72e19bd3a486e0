import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard, writeClipboard } from '#support/running-app';

// One analyst's morning, in order: each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('she signs in through her browser and watches each step', async () => {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await app.user.says('port 48517').waitFor();
  await app.user.says('Waiting for you in the browser.').waitFor();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.row('ana.ruiz@acme.example').getByText('59 min').waitFor();
});

test('what she copies is a live token of hers, and nothing of it is in the window', async () => {
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  const token = await readClipboard(app);
  expect(desk.looker.isAccessTokenAlive(token)).toBe(true);
  expect(await app.page.content()).not.toContain(token);
});

test('refresh fetches another token, with the client in the body and neither Authorization nor Origin', async () => {
  const before = await readClipboard(app);
  await app.user.refresh();
  await app.user.says('Renewed').waitFor();
  await app.user.copyToken();
  await expect.poll(() => readClipboard(app)).not.toBe(before);
  const renewal = desk.looker.requests.findLast((request) => request.path === '/api/token');
  expect(renewal?.body).toMatchObject({ grant_type: 'refresh_token', client_id: 'daypass' });
  expect(renewal).toMatchObject({ hasAuthorization: false, hasOrigin: false });
});

test('clear now empties the clipboard', async () => {
  await app.user.clearNow();
  await expect.poll(() => readClipboard(app)).toBe('');
});

test('the token leaves the clipboard by itself after the seconds she chose', async () => {
  await app.user.setClipboardSeconds(10);
  await app.user.copyToken();
  await app.user.says(/clears in (10|9) s/).waitFor();
  await expect.poll(() => readClipboard(app), { timeout: 15_000, interval: 250 }).toBe('');
  await app.user.clipboardBar().waitFor({ state: 'hidden' });
});

test('something else she copied meanwhile stays on the clipboard', async () => {
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  await writeClipboard(app, 'my own words');
  await app.user.clearNow();
  await app.user.clipboardBar().waitFor({ state: 'hidden' });
  expect(await readClipboard(app)).toBe('my own words');
});

test('quitting takes a copied token off the clipboard, and a restart keeps everything else', async () => {
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  const token = await readClipboard(app);
  const note = await noteClearing(app.electron, desk.profile);
  await app.quit();
  // An X11 selection dies with its owner anyway, so it is the clearing itself that is looked at.
  expect(await readFile(note, 'utf8')).toBe('cleared');
  app = await desk.start();
  expect(await readClipboard(app)).not.toBe(token);
  await app.user.select('ana.ruiz@acme.example');
  await app.user.says('No live token right now.').waitFor();
  const renewals = desk.looker.requests.length;
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  expect(desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  expect(desk.looker.requests.length).toBeGreaterThan(renewals);
});

test('signing out kills both tokens at the server and says so line by line', async () => {
  const token = await readClipboard(app);
  await app.user.signOut();
  await app.user.says('The access token no longer works.').waitFor();
  await app.user.says('The refresh token no longer works.').waitFor();
  await app.user.says('What Daypass stored for this sign-in is deleted from this computer.').waitFor();
  expect(desk.looker.isAccessTokenAlive(token)).toBe(false);
  expect(await readClipboard(app)).not.toBe(token);
  const { accounts } = await readCatalogFile(desk.profile);
  expect(accounts).toMatchObject([{ storedIn: null, identity: { displayName: 'Ana Ruiz' } }]);
});

/** From now on the app's own call that empties the clipboard leaves a note in the profile. */
async function noteClearing(electron: ElectronApplication, profile: string): Promise<string> {
  const note = join(profile, 'cleared.txt');
  await electron.evaluate(({ clipboard }, path) => {
    const clear = clipboard.clear.bind(clipboard);
    clipboard.clear = () => {
      process.getBuiltinModule('node:fs').writeFileSync(path, 'cleared');
      clear();
    };
  }, note);
  return note;
}
