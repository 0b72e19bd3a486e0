import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { filesHolding } from '#support/canary';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';

// An address nobody listens at: a session without a keyring service.
const noKeyring = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/daypass-test-bus' };
const marker = 'k3ychainm4rker';

let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk({ tokenMarker: marker });
  app = await desk.start(noKeyring);
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('without a keychain it is said before the browser opens', async () => {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await app.user.says(/keychain|keyring/i).waitFor();
  await app.user.button('Go on with memory only').first().waitFor();
  expect(await desk.inbox.countWaiting()).toBe(0);
});

test('going on with memory only works, says so all the time, and writes no secret to the disk', async () => {
  await app.user.button('Go on with memory only').first().click();
  await app.page
    .getByText(/Memory only for this run/)
    .first()
    .waitFor();
  await app.user
    .button(/^(Sign in|Try again)$/)
    .first()
    .click();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  await app.user.refresh();
  await app.user.says('Renewed').waitFor();
  expect(await filesHolding(desk.profile, marker)).toEqual([]);
});

test('after a restart the account is there, signed out, and asks to sign in', async () => {
  await app.quit();
  app = await desk.start();
  await app.user.row('ana.ruiz@acme.example').getByText('Signed out').waitFor();
  const { accounts } = await readCatalogFile(desk.profile);
  expect(accounts[0]?.identity.displayName).toBe('Ana Ruiz');
});

test('with the keychain back, signing in again keeps the account and stores it there', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.signInAgain();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  const { accounts } = await readCatalogFile(desk.profile);
  expect(accounts).toMatchObject([{ storedIn: 'keychain' }]);
});
