import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carlaKey } from '#practice/looker/people';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

// A Looker that knows no Daypass yet: each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daypass-sheet-'));
  desk = await openPracticeDesk({ looker: { apps: [] } });
  app = await desk.start();
});
afterAll(async () => {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
});
keepPictureOfFailures(() => app.page);

test('an analyst gets a sheet for her admin, as text and as a file', async () => {
  await app.user.select('Practice Looker');
  await app.user.menu('Hand-off sheet for your admin');
  await app.user.says('http://127.0.0.1:48517/callback').waitFor();
  await app.user.button('Copy as text').click();
  const isThere = async (): Promise<string> => readClipboard(app);
  await expect.poll(isThere).toContain('"redirect_uri": "http://127.0.0.1:48517/callback"');
  const text = await isThere();
  for (const part of ['register_oauth_client_app', 'Manage OAuth Clients', 'DELETE ', 'daypass']) {
    expect(text).toContain(part);
  }
  const path = join(folder, 'sheet.md');
  await answerSaveDialog(path);
  await app.user.button('Save as file…').click();
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).toBe(text);
});

test('asked whether it is done, it says that the sign-in page does not know the client', async () => {
  await app.user.button(/check/i).click();
  await app.user.says(/not registered/i).waitFor();
});

test('an admin registers Daypass from inside it, after Looker refused a first try field by field', async () => {
  await app.user.button('Back').click();
  await app.user.addKey(carlaKey.clientId, carlaKey.clientSecret);
  await app.user.dialog().waitFor({ state: 'hidden' });
  await app.user.menu(/^Client apps at/);
  await app.user.button('Register Daypass here').first().click();
  desk.looker.switches.clientAppFault = 'invalid';
  await app.user.button('Register').click();
  await app.user.says(/Looker says|The server says/).waitFor();
  desk.looker.switches.clientAppFault = 'none';
  await app.user.button('Register').click();
  await app.user.says('Daypass uses this one').waitFor();
  expect(desk.looker.apps.find('daypass')).toMatchObject({
    redirectUris: ['http://127.0.0.1:48517/callback'],
    enabled: true,
    groupId: null,
  });
});

test('with that registration an analyst signs in', async () => {
  await app.user.select('carla.lind@acme.example');
  await app.user.menu('Sign in through the browser');
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
});

test('the sheet now says that it is registered', async () => {
  await app.user.menu('Hand-off sheet for your admin');
  await app.user.button(/check/i).click();
  await app.user.says(/is registered/i).waitFor();
  await app.user.button('Back').click();
});

test('invalidating all tokens says what dies, and then Daypass knows that the sign-in has ended', async () => {
  await app.user.select('carla.lind@acme.example');
  await app.user.menu(/^Client apps at/);
  await app.user.says('Daypass uses this one').waitFor();
  await app.user.button(/^More for Daypass$/).click();
  await app.page.getByRole('menuitem', { name: 'Invalidate all tokens…' }).click();
  await app.user
    .dialog()
    .getByText(/1 account in Daypass/)
    .waitFor();
  await app.user.dialog().getByRole('button', { name: 'Invalidate all tokens' }).click();
  await app.user.row('ana.ruiz@acme.example').getByText('Sign in again').waitFor();
  expect(desk.looker.sessionsOf('481')).toBe(0);
});

test('deleting it asks, and then it is gone', async () => {
  await app.user.button(/^More for Daypass$/).click();
  await app.page.getByRole('menuitem', { name: 'Delete…' }).click();
  await app.user
    .dialog()
    .getByText(/cannot be undone/)
    .waitFor();
  await app.user.dialog().getByRole('button', { name: 'Delete' }).click();
  await expect.poll(() => desk.looker.apps.find('daypass')).toBeUndefined();
  await app.user.button('Register Daypass here').first().waitFor();
});

/** The person answers the dialog of the system. */
async function answerSaveDialog(filePath: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
  }, filePath);
}
