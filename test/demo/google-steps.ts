// The part of the story that only a Google can tell: a client from its file, a purpose, pages that never come back, a
// check, a configuration file, and two ways to leave.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { googleAna } from '#practice/google/registration';
import { fail, patience, type Stage, type Step } from './stage';

const organisation = 'acme.example';

export const googleSteps: readonly Step[] = [
  { title: 'She opens the client file of her Google project', run: readClient },
  {
    title: 'She signs in for Looker Studio, and Google shows a page that never comes back',
    run: meetDeadEnd,
  },
  { title: 'What she sees leads to the sheet for her admin', run: handOff },
  { title: 'Once that is done, she is in without any dialog', run: signIn },
  { title: 'Her token is put to the test', run: check },
  { title: 'For Google Ads there is an instance of its own', run: signInForAds },
  { title: 'A configuration file for the Python library, after a warning', run: writeConfig },
  { title: 'She revokes at Google, and it is said what else ends with it', run: revoke },
];

async function readClient({ app, desk }: Stage): Promise<string> {
  desk.google.withdrawDelegation(organisation, desk.google.client.clientId);
  await app.user.readClientFile(await desk.clientFile('desktop'));
  await app.user.dialog().getByText('Desktop app').first().waitFor({ timeout: patience });
  const isSecretShown = (await app.page.content()).includes(desk.google.client.clientSecret);
  return isSecretShown ? fail('the secret is in the window') : 'facts and purposes, and no secret';
}

async function meetDeadEnd({ app, desk }: Stage): Promise<string> {
  await app.user.addAndSignIn();
  const sight = await desk.answerBrowser(googleAna.email);
  if (!sight.text.includes('invalid_scope')) return fail('the browser shows something else');
  await app.user.pickGooglePage(/invalid_scope/);
  await app.user.says(/super administrator/).waitFor({ timeout: patience });
  return 'the browser says invalid_scope; the window says what it means and who can help';
}

async function handOff({ app, desk }: Stage): Promise<string> {
  await app.user.button('Hand-off sheet for your admin').click();
  await app.user.says(desk.google.client.clientId).waitFor({ timeout: patience });
  return 'client id, scopes, the console, and the check afterwards';
}

async function signIn({ app, desk }: Stage): Promise<string> {
  const scopes = ['datastudio.readonly', 'userinfo.profile'].map(
    (scope) => `https://www.googleapis.com/auth/${scope}`,
  );
  desk.google.delegate(organisation, desk.google.client.clientId, scopes);
  await app.user.button('Back').click();
  await app.user.button('Cancel').click();
  await app.user.button('Try again').first().click();
  await desk.answerBrowser(googleAna.email);
  await app.user.strip(/^Signed in as/).waitFor({ timeout: patience });
  return 'on a free port, without a consent dialog';
}

async function check({ app }: Stage): Promise<string> {
  await app.user.menu('Check…');
  await app.user.dialog().getByText(/works/i).first().waitFor({ timeout: patience });
  return 'whose it is, what was granted, and that Looker Studio answers';
}

async function signInForAds({ app, desk }: Stage): Promise<string> {
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
  await app.user.readClientFile(await desk.clientFile('desktop2'));
  await app.user.choosePurpose(/^Google Ads/);
  await app.user.addAndSignIn();
  await desk.answerBrowser(googleAna.email);
  await app.user.strip(/^Signed in as/).waitFor({ timeout: patience });
  return 'one purpose per instance, never a mix';
}

async function writeConfig({ app, desk }: Stage): Promise<string> {
  const path = join(desk.downloads, 'google-ads.yaml');
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
  await app.user.menu('Configuration file…');
  await app.user.dialog().getByRole('checkbox').check({ force: true });
  await app.user.dialog().getByRole('button', { name: 'Save…' }).click();
  await app.user.dialog().getByText(path).first().waitFor({ timeout: patience });
  const isPrivate = ((await stat(path)).mode & 0o777) === 0o600;
  const isWhole = (await readFile(path, 'utf8')).includes(desk.google.clients.desktop2.clientSecret);
  return isPrivate && isWhole ? 'it is whole, and for her eyes only' : fail('the file is not right');
}

async function revoke({ app, desk }: Stage): Promise<string> {
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
  await app.user.revoke();
  await app.user.says(/^Revoked at Google/).waitFor({ timeout: patience });
  const left = desk.google.liveRefreshTokens(googleAna.id, desk.google.client.clientId);
  return left === 0 ? 'both sign-ins of the project are dead' : fail('a sign-in of the project lives');
}
