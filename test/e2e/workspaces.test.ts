import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

// Two people at one Looker: each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

const copied = async (): Promise<string> => {
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  return readClipboard(app);
};

test('two people sign in at one instance and stand side by side', async () => {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.signInAsSomebodyElse();
  await desk.answerBrowser('ben.okafor@acme.example');
  await app.user.strip('Signed in as Ben Okafor.').waitFor();
  await app.user.row('ana.ruiz@acme.example').waitFor();
  await app.user.row('ben.okafor@acme.example').waitFor();
});

test('one works in development, the other stays in production', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.workspace('Development').click({ force: true });
  await app.user
    .says('Switched to the development workspace')
    .or(app.user.says(/development/i))
    .first()
    .waitFor();
  const token = await copied();
  await expect.poll(() => desk.looker.workspaceOf(token)).toBe('dev');
  await app.user.select('ben.okafor@acme.example');
  expect(desk.looker.workspaceOf(await copied())).toBe('production');
});

test('the token after a refresh is in development again', async () => {
  await app.user.select('ana.ruiz@acme.example');
  const before = await copied();
  await app.user.refresh();
  // A copy while it is under way may still be of the old one.
  await expect.poll(copied).not.toBe(before);
  const token = await copied();
  expect(desk.looker.workspaceOf(token)).toBe('dev');
});

test('so it is after a restart', async () => {
  await app.quit();
  app = await desk.start();
  await app.user.select('ana.ruiz@acme.example');
  expect(desk.looker.workspaceOf(await copied())).toBe('dev');
});

test('somebody who may not develop is told, and stays in production', async () => {
  await app.user.select('ben.okafor@acme.example');
  await app.user.workspace('Development').click({ force: true });
  await app.page.locator('[data-failure="workspace-not-set"]').waitFor();
  expect(desk.looker.workspaceOf(await copied())).toBe('production');
});
