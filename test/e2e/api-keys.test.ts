import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anaKey, anaSecondKey, carlaKey, nightlyKey } from '#practice/looker/people';
import { readCatalogFile } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard, writeClipboard } from '#support/running-app';

// An analyst moves her API keys into Daypass: each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

const inCatalog = async (): Promise<readonly unknown[]> => {
  const { accounts } = await readCatalogFile(desk.profile);
  return accounts.map(({ signsInWith }) => signsInWith);
};

test('a wrong secret is explained as that, nothing typed is lost, and nothing is kept', async () => {
  await app.user.select('Practice Looker');
  await app.user.addKey(anaKey.clientId, 'not the secret');
  await app.user
    .dialog()
    .locator('[data-failure="input-invalid"]')
    .or(app.user.dialog().getByText(/space/))
    .first()
    .waitFor();
  await app.user.dialog().getByLabel('Client secret', { exact: true }).fill('wrong-secret');
  await app.user.dialog().getByRole('button', { name: 'Check and add' }).click();
  await app.user.dialog().locator('[data-failure="api-key-rejected"]').waitFor();
  expect(await app.user.dialog().getByLabel('Client ID').inputValue()).toBe(anaKey.clientId);
  expect(await inCatalog()).toEqual([]);
});

test('the right secret makes an account, and the token it copies is a live one of hers', async () => {
  await app.user.dialog().getByLabel('Client secret', { exact: true }).fill(anaKey.clientSecret);
  await app.user.dialog().getByRole('button', { name: 'Check and add' }).click();
  await app.user.dialog().waitFor({ state: 'hidden' });
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  expect(desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
  expect(await inCatalog()).toEqual([{ kind: 'api-key', keyId: anaKey.clientId }]);
  const login = desk.looker.requests.findLast(({ path }) => path === '/api/4.0/login');
  expect(login).toMatchObject({ method: 'POST', query: {}, hasAuthorization: false, hasOrigin: false });
});

test('refresh logs in again and gives another token', async () => {
  const before = await readClipboard(app);
  await app.user.refresh();
  await app.user.says('Renewed').waitFor();
  await app.user.copyToken();
  await expect.poll(() => readClipboard(app)).not.toBe(before);
  // The one before was copied, so it is left alone.
  expect(desk.looker.isAccessTokenAlive(before)).toBe(true);
});

test('a looker.ini is previewed line by line, and its good sections become accounts', async () => {
  const file = join(desk.profile, 'looker.ini');
  await writeFile(file, toIni(desk.looker.apiOrigin));
  await app.user.button('Add an instance').click();
  await app.user
    .dialog()
    .getByRole('button', { name: /import/i })
    .click();
  await app.user.dialog().locator('input[type="file"]').setInputFiles(file);
  await app.user.dialog().getByText('[nightly]').waitFor();
  await app.user
    .dialog()
    .getByText(/Line 11/)
    .first()
    .waitFor();
  expect(await app.page.content()).not.toContain(nightlyKey.clientSecret);
  await app.user.dialog().getByRole('button', { name: 'Import 2 keys' }).click();
  await app.user.dialog().getByText('Imported').nth(1).waitFor();
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
  expect(await inCatalog()).toEqual(
    [anaKey, nightlyKey, carlaKey].map(({ clientId }) => ({ kind: 'api-key', keyId: clientId })),
  );
});

test('the file can be dropped anywhere on the window', async () => {
  const session = await app.page.context().newCDPSession(app.page);
  const data = { items: [], files: [join(desk.profile, 'looker.ini')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
  await app.user.dialog().getByText('[nightly]').waitFor();
  await app.user.dialog().getByText('Already in your list').first().waitFor();
  await app.user.dialog().getByRole('button', { name: 'Cancel' }).click();
});

test('settings on the clipboard are read without the window seeing them', async () => {
  await writeClipboard(
    app,
    `export LOOKERSDK_BASE_URL="${desk.looker.apiOrigin}"
     export LOOKERSDK_CLIENT_ID=${anaSecondKey.clientId}
     export LOOKERSDK_CLIENT_SECRET=${anaSecondKey.clientSecret}`,
  );
  await app.user.button('Add an instance').click();
  await app.user
    .dialog()
    .getByRole('button', { name: /import/i })
    .click();
  await app.page.keyboard.press('ControlOrMeta+V');
  await app.user.dialog().getByText(anaSecondKey.clientId).first().waitFor();
  expect(await app.page.content()).not.toContain(anaSecondKey.clientSecret);
  await app.user.dialog().getByRole('button', { name: 'Import 1 key' }).click();
  await app.user.dialog().getByText('Imported').first().waitFor();
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
});

test('the page cannot make main read a file of its choice', async () => {
  const path = join(desk.profile, 'looker.ini');
  const answer: unknown = await app.page.evaluate(
    async (wanted) =>
      (
        window as unknown as { daypass: { call(name: string, input: unknown): Promise<unknown> } }
      ).daypass.call('previewImportFile', { path: wanted }),
    path,
  );
  expect(answer).toEqual({ ok: false, failure: { kind: 'request-malformed' } });
});

test('somebody with the admin role is told calmly, and the inspector names her roles', async () => {
  await app.user.select('carla.lind@acme.example');
  await app.user.says(/has the admin role/).waitFor();
  await app.user.menu('Inspect token…');
  await app.user.dialog().getByText('Admin', { exact: true }).first().waitFor();
  await app.user.dialog().getByText('Data Analysts').waitFor();
  await app.page.keyboard.press('Escape');
});

test('after a restart the keys still work, and signing out ends every token that was handed out', async () => {
  await app.quit();
  app = await desk.start();
  await app.user.select(/ana\.ruiz/);
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  const first = await readClipboard(app);
  await app.user.refresh();
  await app.user.says('Renewed').waitFor();
  await app.user.signOut();
  await app.user.says('The access token no longer works.').waitFor();
  await app.user.says('The access token before it no longer works either.').waitFor();
  await app.user.says(/itself still works until somebody deletes it/).waitFor();
  expect(desk.looker.isAccessTokenAlive(first)).toBe(false);
});

test('no secret of a key is in the profile', async () => {
  const catalog = await readFile(join(desk.profile, 'catalog.json'), 'utf8');
  for (const { clientSecret } of [anaKey, carlaKey, nightlyKey]) expect(catalog).not.toContain(clientSecret);
});

function toIni(origin: string): string {
  return [
    '; from the SDK',
    '[nightly]',
    `base_url = ${origin}`,
    `client_id = ${nightlyKey.clientId}`,
    `client_secret = ${nightlyKey.clientSecret}`,
    'verify_ssl = true',
    '[carla]',
    `base_url=${origin}`,
    `client_id=${carlaKey.clientId}`,
    `client_secret=${carlaKey.clientSecret}`,
    '[forgotten]',
    `base_url=${origin}`,
    'client_id=abc',
  ].join('\n');
}
