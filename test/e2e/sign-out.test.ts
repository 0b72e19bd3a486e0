import { afterAll, beforeAll, expect, test } from 'vitest';
import { ana } from '#practice/looker/people';
import { readCatalogFile } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

// Leaving, in all its ways: each test goes on where the one before ended.
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

async function signIn(): Promise<void> {
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
}

async function copied(): Promise<string> {
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  return readClipboard(app);
}

test('with only a refresh token left, it is renewed first and then ended', async () => {
  await app.user.select('Practice Looker');
  await signIn();
  const token = await copied();
  await app.quit();
  app = await desk.start();
  await app.user.select('ana.ruiz@acme.example');
  await app.user.signOut();
  await app.user.says('The refresh token no longer works.').waitFor();
  await app.user.says('What Daypass stored for this sign-in is deleted from this computer.').waitFor();
  // The token of the last run is not known any more, but its sign-in was ended.
  expect(desk.looker.isAccessTokenAlive(token)).toBe(false);
});

test('where logout spares the refresh token, the report says so and all sign-ins can be ended', async () => {
  desk.looker.switches.logoutKillsRefreshToken = false;
  await app.user.signInAgain();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.signOut();
  await app.user.says(/The refresh token still works at the server/).waitFor();
  await app.user.button('End all my Daypass sign-ins here…').click();
  await app.user.dialog().getByRole('button', { name: 'End all sign-ins' }).click();
  await app.user.says(/All sign-ins of this person with Daypass are ended/).waitFor();
  await app.user.says('The refresh token no longer works.').waitFor();
  expect(desk.looker.sessionsOf(ana.id)).toBe(0);
});

test('all sign-ins can be ended at once, and consent is asked again', async () => {
  await app.user.signInAgain();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await app.user.signOut({ everywhere: true });
  await app.user.says(/All sign-ins of this person with Daypass are ended/).waitFor();
  expect(desk.looker.apps.find('daypass')?.activatedUserIds.has(ana.id)).toBe(false);
  expect(desk.looker.sessionsOf(ana.id)).toBe(0);
});

test('offline a sign-out waits and says so', async () => {
  desk.looker.switches.logoutKillsRefreshToken = true;
  await app.user.signInAgain();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  await desk.looker.goOffline();
  await app.user.signOut();
  await app.user.row('ana.ruiz@acme.example').getByText('Sign-out waiting').waitFor();
  const { accounts } = await readCatalogFile(desk.profile);
  expect(accounts).toMatchObject([
    { signedOut: true, storedIn: 'keychain', queuedSignOut: { everywhere: false } },
  ]);
});

test('it still waits after a restart, and is done once the server is back', async () => {
  await app.quit();
  app = await desk.start();
  await app.user.row('ana.ruiz@acme.example').getByText('Sign-out waiting').waitFor();
  await app.user.select('ana.ruiz@acme.example');
  // The start has tried it once already.
  await expect
    .poll(() => app.user.button('Try now').getAttribute('aria-busy'), { timeout: 10_000 })
    .toBe('false');
  await desk.looker.comeBack();
  await app.user.button('Try now').click();
  await app.user.says('The refresh token no longer works.').waitFor();
  await app.user.row('ana.ruiz@acme.example').getByText('Signed out').waitFor();
  expect(desk.looker.sessionsOf(ana.id)).toBe(0);
  const { accounts } = await readCatalogFile(desk.profile);
  expect(accounts).toMatchObject([{ queuedSignOut: null, storedIn: null }]);
});
