import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  app = await desk.start();
  await app.user.select('Practice Looker');
});
afterEach(() => app.quit());
keepPictureOfFailures(() => app.page);

test('a taken port is named together with the program that holds it, and trying again works once it is free', async () => {
  const holder = await listenOn(48_517);
  await app.user.signIn();
  await app.user.says(/48517.*(node|vitest)|(node|vitest).*48517/).waitFor();
  await new Promise((resolve) => holder.close(resolve));
  await app.user.button('Try again').first().click();
  await app.user.says('Waiting for you in the browser.').waitFor();
  await desk.inbox.next(5_000);
  await app.user.button('Cancel').click();
});

test('cancelling closes the port at once and leaves nobody signed in', async () => {
  await app.user.signIn();
  await desk.inbox.next(5_000);
  await app.user.button('Cancel').click();
  const freed = await listenOn(48_517);
  await new Promise((resolve) => freed.close(resolve));
  expect(await app.page.getByText('Signed in as').count()).toBe(0);
});

test('when no browser opens, the copied link signs in from any other browser', async () => {
  await app.quit();
  app = await desk.start({ BROWSER_INBOX_FAILS: '1' });
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await app.user.button('Copy the link').click();
  await expect.poll(() => readClipboard(app)).toContain('/auth?');
  await desk.person.newPerson();
  await desk.person.signIn(await readClipboard(app), { email: 'ana.ruiz@acme.example', consent: 'accept' });
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
});

test('somebody else at the same instance gets an account of their own', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.signInAsSomebodyElse();
  await desk.answerBrowser('ben.okafor@acme.example');
  await app.user.strip('Signed in as Ben Okafor.').waitFor();
  await app.user.row('ana.ruiz@acme.example').waitFor();
  await app.user.row('ben.okafor@acme.example').waitFor();
});

test('a refusal in the browser comes back as a plain sentence', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.signInAsSomebodyElse();
  await desk.answerBrowser('carla.lind@acme.example', 'deny');
  await app.user.says('The sign-in was refused').waitFor();
});

test('a sign-in that an admin ended asks to sign in again and loses nothing', async () => {
  desk.looker.revokeEverythingOf('481');
  await app.user.select('ana.ruiz@acme.example');
  await app.user.copyToken();
  await app.user.row('ana.ruiz@acme.example').getByText('Sign in again').waitFor();
  await app.user.signInAgain();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
});

test('without a network the sign-in stays, and the next copy works when it is back', async () => {
  await desk.looker.goOffline();
  await app.user.select('ana.ruiz@acme.example');
  await app.user.copyToken();
  await app.user.row('ana.ruiz@acme.example').getByText('Waiting').waitFor();
  await desk.looker.comeBack();
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor();
  expect(desk.looker.isAccessTokenAlive(await readClipboard(app))).toBe(true);
});

async function listenOn(port: number): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
