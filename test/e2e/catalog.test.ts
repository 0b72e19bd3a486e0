import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';

let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;
const file = (name: string): string => join(desk.profile, name);

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('the list on disk is readable by its owner alone', async () => {
  await app.user.chooseTheme('Light');
  await expect
    .poll(async () => JSON.parse(await readFile(file('catalog.json'), 'utf8')) as unknown)
    .toMatchObject({ settings: { theme: 'light' } });
  expect((await stat(file('catalog.json'))).mode & 0o777).toBe(0o600);
});

test('what she did with a token is on the disk at once, also when the app is killed (RS6)', async () => {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  // The list is written; from here on only the account is used.
  const { activity: before } = (await readCatalogFile(desk.profile)).accounts[0]!;
  const list = await readFile(file('catalog.json'));
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  await expect.poll(async () => (await stat(file('accounts.log'))).size).toBeGreaterThan(0);
  app.electron.process().kill('SIGKILL');
  await app.quit().catch(() => undefined);
  expect((await readFile(file('catalog.json'))).equals(list)).toBe(true);
  expect((await stat(file('accounts.log'))).mode & 0o777).toBe(0o600);
  const { activity } = (await readCatalogFile(desk.profile)).accounts[0]!;
  expect(activity.map(({ what }) => what)).toEqual(['copied', ...before.map(({ what }) => what)]);
  app = await desk.start();
  await app.user.select('ana.ruiz@acme.example');
  await app.user.says('Copied token').waitFor();
});

test('half a file is kept aside, and the list comes back from the last good copy (RS7)', async () => {
  await expect.poll(() => readdir(desk.profile)).toContain('catalog.last-good.json');
  await app.quit();
  await writeFile(file('catalog.json'), '{"version": 1, "instances": [');
  app = await desk.start();
  await app.user.row('Practice Looker').waitFor();
  const kept = (await readdir(desk.profile)).find((name) => name.startsWith('catalog.corrupt-'));
  await app.page
    .getByText(kept ?? 'nothing was kept', { exact: false })
    .first()
    .waitFor();
  expect(await readFile(file(kept ?? ''), 'utf8')).toBe('{"version": 1, "instances": [');
});

test('the list that came back is still there after the next start, also when the app was killed', async () => {
  app.electron.process().kill('SIGKILL');
  await app.quit().catch(() => undefined);
  app = await desk.start();
  await app.user.row('Practice Looker').waitFor();
});

test('a list written by a newer Daypass is not touched (RS8)', async () => {
  await app.quit();
  const newer = JSON.stringify({ version: 99, surprise: true });
  await writeFile(file('catalog.json'), newer);
  app = await desk.start();
  await app.page.getByText(/newer/i).first().waitFor();
  await app.user.chooseTheme('Dark');
  await app.quit();
  expect(await readFile(file('catalog.json'), 'utf8')).toBe(newer);
});
