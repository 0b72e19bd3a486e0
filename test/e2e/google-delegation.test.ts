import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

// Nobody delegated yet: Google shows a page of its own, and the app hears nothing. Each test goes on after the one before.
const organisation = 'acme.example';
const ana = 'ana.ruiz@acme.example';
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk({ isFurnished: false });
  desk.google.withdrawDelegation(organisation, desk.google.client.clientId);
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('the browser ends on a page of Google, and the sign-in goes on waiting', async () => {
  await app.user.readClientFile(await desk.clientFile('desktop'));
  await app.user.addAndSignIn();
  const sight = await desk.answerBrowser(ana);
  expect(sight.text).toContain('invalid_scope');
  await app.user.says('Waiting for you in the browser.').waitFor();
});

test('she picks what she sees, and reads what it means and who has to do what', async () => {
  await app.user.pickGooglePage(/invalid_scope/);
  await app.user.says(/super administrator/).waitFor();
  for (const other of ['org_internal', 'admin_policy_enforced', 'deleted_client', 'access_denied']) {
    expect(await app.user.button(new RegExp(other)).first().isVisible()).toBe(true);
  }
});

test('it leads to the sheet for the admin: client id, scopes with a comma, the console, and the check afterwards', async () => {
  await app.user.button('Hand-off sheet for your admin').click();
  const { clientId } = desk.google.client;
  await app.user.says(clientId).waitFor();
  await app.user.says('https://admin.google.com/ac/owl/domainwidedelegation').waitFor();
  await app.user.button('Copy scopes').click();
  await expect
    .poll(() => readClipboard(app))
    .toBe(
      'https://www.googleapis.com/auth/datastudio.readonly,https://www.googleapis.com/auth/userinfo.profile',
    );
  await app.user.says(/no consent dialog appears/).waitFor();
});

test('the admin enters what the sheet says, and the next sign-in goes through without a dialog', async () => {
  desk.google.delegate(organisation, desk.google.client.clientId, (await readClipboard(app)).split(','));
  await app.user.button('Back').click();
  await app.user.button('Cancel').click();
  await app.user.button('Try again').first().click();
  await desk.answerBrowser(ana);
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
});
