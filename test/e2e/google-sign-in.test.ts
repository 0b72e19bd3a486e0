import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard, writeClipboard } from '#support/running-app';

// An analyst brings her Google clients into Daypass: each test goes on where the one before ended.
const webPort = 48_931;
const webUri = `http://127.0.0.1:${webPort}/oauth2/callback`;
const ana = 'ana.ruiz@acme.example';
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk({ google: { webRedirectUris: ['https://app.acme.example/back', webUri] } });
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

const lastAsked = () =>
  desk.google.requests.findLast(({ path }) => path === '/o/oauth2/v2/auth')?.query ?? {};

test('her client file is read: its facts are shown, its secret is not, and where it lies is said', async () => {
  const file = await desk.clientFile('desktop');
  await app.user.readClientFile(file);
  const { clientId, clientSecret } = desk.google.clients.desktop;
  await app.user.dialog().getByText(clientId).first().waitFor();
  await app.user.dialog().getByText('Desktop app').first().waitFor();
  await app.user.dialog().getByText(file, { exact: false }).first().waitFor();
  expect(await app.page.content()).not.toContain(clientSecret);
  const reading = app.user.dialog().getByRole('radio', { name: /Looker Studio.*read only/ });
  expect(await reading.isChecked()).toBe(true);
});

test('she signs in for Looker Studio on any free port; her organisation delegated, so no dialog appears', async () => {
  await app.user.addAndSignIn();
  const sight = await desk.answerBrowser(ana);
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  expect(sight.text).not.toMatch(/Allow|Accept/);
  expect(lastAsked()).toMatchObject({
    access_type: 'offline',
    prompt: 'consent',
    code_challenge_method: 'S256',
    scope:
      'https://www.googleapis.com/auth/datastudio.readonly https://www.googleapis.com/auth/userinfo.profile',
  });
  expect(lastAsked()).not.toHaveProperty('include_granted_scopes');
  expect(lastAsked()['redirect_uri']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
});

test('what she copies is a live token of hers, and no secret is in the window or in the catalog', async () => {
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  const token = await readClipboard(app);
  expect(desk.google.isAccessTokenAlive(token)).toBe(true);
  expect(await app.page.content()).not.toContain(token);
  const { clientSecret } = desk.google.clients.desktop;
  expect(JSON.stringify(await readCatalogFile(desk.profile))).not.toContain(clientSecret);
});

test('she checks it: whose it is, what it may do, and that Looker Studio answers', async () => {
  await app.user.menu('Check…');
  await app.user.dialog().getByText(/works/i).first().waitFor();
  const check = desk.google.requests.findLast(({ path }) => path === '/v1/assets:search');
  expect(check).toMatchObject({ query: { assetTypes: 'REPORT', pageSize: '1' }, hasAuthorization: true });
  const info = desk.google.requests.findLast(({ path }) => path === '/tokeninfo');
  expect(info).toMatchObject({ method: 'POST', query: {}, hasAuthorization: true });
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
});

test('her web client, from the clipboard, comes back to exactly the address that is registered', async () => {
  await writeClipboard(app, desk.google.clientFile('web'));
  await app.user.button('Add an instance').click();
  await app.user.dialog().getByRole('radio', { name: 'Google' }).click({ force: true });
  await app.user.dialog().getByRole('button', { name: 'Read the clipboard' }).click();
  await app.user.dialog().getByText('leads to another computer').waitFor();
  expect(await app.user.dialog().getByRole('radio', { name: webUri }).isChecked()).toBe(true);
  await app.user.addAndSignIn();
  await app.user.says(`port ${webPort}`).waitFor();
  await desk.answerBrowser(ana);
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  expect(lastAsked()['redirect_uri']).toBe(webUri);
  expect(lastAsked()['client_id']).toBe(desk.google.clients.web.clientId);
});

test('a client file can be dropped anywhere; a scope that is unticked then is named, and the sign-in is kept', async () => {
  desk.google.switches.consentBoxes = 'always';
  await dropOnWindow(await desk.clientFile('other'));
  await app.user.dialog().getByText('What is it for?').waitFor();
  await app.user.choosePurpose(/^Google Ads/);
  await app.user.dialog().getByText('Google asks for a passkey').waitFor();
  await app.user.addAndSignIn();
  await desk.answerBrowser(ana, 'accept', { untick: ['https://www.googleapis.com/auth/adwords'] });
  await app.user.strip(/^Signed in as/).waitFor();
  await app.user.says(/^Google did not grant: Google Ads/).waitFor();
  desk.google.switches.consentBoxes = 'several';
});

test('after a restart nobody signs in anew: the secret and the sign-in come from the keychain', async () => {
  await app.quit();
  app = await desk.start();
  await app.user.select('Ana Ruiz');
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  expect(desk.google.isAccessTokenAlive(await readClipboard(app))).toBe(true);
});

async function dropOnWindow(file: string): Promise<void> {
  const session = await app.page.context().newCDPSession(app.page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
  }
}
