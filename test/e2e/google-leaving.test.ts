import { afterAll, beforeAll, expect, test } from 'vitest';
import { googleAna } from '#practice/google/registration';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';

// Two clients of one Cloud project and one of another, the same person at all of them. Each test goes on after the one
// before.
const ana = 'ana.ruiz@acme.example';
let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk({ isFurnished: false });
  app = await desk.start();
  await signInWith('desktop', 'Reports');
  await signInWith('desktop2', 'Reports too');
  await signInWith('other', 'Campaigns', /^Google Ads/);
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

const living = (which: 'desktop' | 'desktop2' | 'other'): number =>
  desk.google.liveRefreshTokens(googleAna.id, desk.google.clients[which].clientId);

test('forgetting here takes it off this computer, says that it lives on, and asks nothing of Google', async () => {
  await app.user.select('Reports too');
  await app.user.forget();
  await app.user.says('The server was not asked, on purpose: the sign-in lives on there.').waitFor();
  expect(desk.google.requests.filter(({ path }) => path === '/revoke')).toEqual([]);
  expect(living('desktop2')).toBe(1);
  await signInAgain();
});

test('before revoking she reads whose sign-ins will die with it: those of the project, not the other one', async () => {
  await app.user.select('Reports');
  await app.user.button('Revoke at Google…').click();
  await app.user.dialog().getByText('Reports too').waitFor();
  expect(await app.user.dialog().getByText('Campaigns').count()).toBe(0);
  await app.user.dialog().getByRole('button', { name: 'Cancel' }).click();
  expect(living('desktop')).toBe(1);
});

test('revoking ends them all at Google, the report names the other one, and the other project lives', async () => {
  await app.user.revoke();
  await app.user.says(/Reports too/).waitFor();
  expect([living('desktop'), living('desktop2'), living('other')]).toEqual([0, 0, 1]);
  const revocation = desk.google.requests.findLast(({ path }) => path === '/revoke');
  expect(revocation).toMatchObject({ method: 'POST', query: {}, hasAuthorization: false });
  await app.user.select('Reports too');
  await app.user.button('Sign in again').first().waitFor();
});

test('one that is dead at Google already counts as done', async () => {
  desk.google.revokeEverythingOf(googleAna.id);
  await app.user.select('Campaigns');
  await app.user.revoke();
  await app.user.says('What Daypass stored for this sign-in is deleted from this computer.').waitFor();
});

async function signInWith(which: 'desktop' | 'desktop2' | 'other', name: string, purpose?: RegExp) {
  await app.user.readClientFile(await desk.clientFile(which));
  if (purpose !== undefined) await app.user.choosePurpose(purpose);
  await app.user.dialog().getByLabel('Name').fill(name);
  await app.user.addAndSignIn();
  await desk.answerBrowser(ana);
  await app.user.strip(/^Signed in as/).waitFor();
}

async function signInAgain(): Promise<void> {
  await app.user.signInAgain();
  await desk.answerBrowser(ana);
  await app.user.strip(/^Signed in as/).waitFor();
}
