import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleAna } from '#practice/google/registration';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

// Files for the client libraries. Each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk({ isFurnished: false });
  app = await desk.start();
  await app.user.readClientFile(await desk.clientFile('other'));
  await app.user.choosePurpose(/^Google Ads/);
  await app.user.addAndSignIn();
  await desk.answerBrowser(googleAna.email);
  await app.user.strip(/^Signed in as/).waitFor();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

/** The person chooses this file in the dialog of the system. */
async function willSaveAs(path: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}

const press = (name: string) => app.user.dialog().getByRole('button', { name, exact: true }).click();
const choose = (name: string) =>
  app.user.dialog().getByRole('radio', { name, exact: true }).check({ force: true });

test('before anything can be written a warning has to be read', async () => {
  await app.user.menu('Configuration file…');
  await app.user.dialog().getByText('This file is as good as the sign-in itself').waitFor();
  expect(await app.user.dialog().getByRole('button', { name: 'Save…' }).count()).toBe(0);
  await app.user.dialog().getByRole('checkbox').check({ force: true });
});

test('the preview has stars where the secrets will be', async () => {
  await choose('Python');
  await app.user.dialog().getByText('use_proto_plus').waitFor();
  await app.user.dialog().getByText('************').first().waitFor();
  expect(await app.page.content()).not.toContain(desk.google.clients.other.clientSecret);
});

test('saved where she says, for her eyes only, in the place of a file that others could read', async () => {
  const path = join(desk.downloads, 'google-ads.yaml');
  await writeFile(path, 'old', { mode: 0o644 });
  await willSaveAs(path);
  await press('Save…');
  await app.user.dialog().getByText(path).first().waitFor();
  const text = await readFile(path, 'utf8');
  const { clientId, clientSecret } = desk.google.clients.other;
  expect(text).toContain(clientId);
  expect(text).toContain(clientSecret);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const refreshToken = /refresh_token: "(.*)"/.exec(text)?.[1] ?? '';
  expect(desk.google.isRefreshTokenAlive(JSON.parse(`"${refreshToken}"`) as string)).toBe(true);
  expect(text).not.toContain('developer_token');
});

test('default credentials come with the variable to set', async () => {
  await choose('Application Default Credentials');
  await willSaveAs(join(desk.downloads, 'adc.json'));
  await press('Save…');
  await app.user.dialog().getByText('GOOGLE_APPLICATION_CREDENTIALS').first().waitFor();
  const saved = JSON.parse(await readFile(join(desk.downloads, 'adc.json'), 'utf8')) as object;
  expect(Object.keys(saved).sort()).toEqual(['client_id', 'client_secret', 'refresh_token', 'type']);
});

test('an environment block is copied, and the bar says that it will be taken off again', async () => {
  await choose('POSIX shell');
  await press('Copy');
  await expect.poll(() => readClipboard(app)).toContain('export GOOGLE_ADS_REFRESH_TOKEN=');
  await app.user.says(/Configuration copied · clears in/).waitFor();
  await app.user.clearNow();
  await expect.poll(() => readClipboard(app)).toBe('');
});

test('the activity of the account says what was written and copied', async () => {
  await app.user.says('Saved a configuration file, with the refresh token').waitFor();
  await app.user.says('Copied a configuration, with the refresh token').waitFor();
});
