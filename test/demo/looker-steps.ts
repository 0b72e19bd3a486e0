// The part of the story that only a Looker can tell: workspaces, API keys, client apps, a sheet for the admin, and a
// sign-out that has to wait.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ben, carlaKey, nightlyKey } from '#practice/looker/people';
import { readClipboard } from '#support/running-app';
import { fail, patience, type Stage, type Step } from './stage';

export const lookerSteps: readonly Step[] = [
  { title: 'Ana works in development, also after a refresh', run: goToDevelopment },
  { title: 'She drops her looker.ini on Daypass and looks at what is in it', run: previewKeys },
  { title: 'Its keys become accounts; one of them is an admin', run: importKeys },
  { title: 'The admin sees what her token can do', run: inspect },
  { title: 'The admin looks at the client apps', run: seeClientApps },
  { title: 'Whoever is no admin gets a sheet for one', run: handOff },
];

export const waitingSteps: readonly Step[] = [
  { title: 'Ben signs out while the server is away: it waits', run: signOutOffline },
  { title: 'The server is back: done, and proved', run: finishSignOut },
];

async function goToDevelopment({ app, desk }: Stage): Promise<string> {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.workspace('Development').click({ force: true });
  await app.user.says('Switched to the development workspace').waitFor({ timeout: patience });
  await app.user.refresh();
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor({ timeout: patience });
  const workspace = desk.looker.workspaceOf(await readClipboard(app));
  return workspace === 'dev' ? 'the fresh token is in the dev workspace' : fail(`it is in ${workspace}`);
}

async function previewKeys({ app, desk }: Stage): Promise<string> {
  const file = join(desk.profile, 'looker.ini');
  const base = `base_url = ${desk.looker.apiOrigin}`;
  const lines = [nightlyKey, carlaKey].flatMap(({ clientId, clientSecret }, index) => [
    `[${index === 0 ? 'nightly' : 'admin'}]`,
    base,
    `client_id = ${clientId}`,
    `client_secret = ${clientSecret}`,
  ]);
  await writeFile(file, [...lines, '[unfinished]', base].join('\n'));
  await app.user.button('Add an instance').click();
  await app.user
    .dialog()
    .getByRole('button', { name: /import/i })
    .click();
  await app.user.dialog().locator('input[type="file"]').setInputFiles(file);
  await app.user
    .dialog()
    .getByText(/Line 9/)
    .first()
    .waitFor({ timeout: patience });
  return 'two good sections, and the line that keeps the third from being one';
}

async function importKeys({ app }: Stage): Promise<string> {
  await app.user.dialog().getByRole('button', { name: 'Import 2 keys' }).click();
  await app.user.dialog().getByText('Imported').nth(1).waitFor({ timeout: patience });
  await app.user.dialog().getByRole('button', { name: 'Done' }).click();
  await app.user.select('carla.lind@acme.example');
  await app.user.says(/has the admin role/).waitFor({ timeout: patience });
  return 'two accounts more, and a calm word about the admin';
}

async function inspect({ app }: Stage): Promise<string> {
  await app.user.menu('Inspect token…');
  await app.user.dialog().getByText('Data Analysts').waitFor({ timeout: patience });
  return 'roles and groups by name, and no token';
}

async function seeClientApps({ app }: Stage): Promise<string> {
  await app.page.keyboard.press('Escape');
  await app.user.menu(/^Client apps at/);
  await app.user.says('Daypass uses this one').waitFor({ timeout: patience });
  return 'Daypass is registered, with the people who accepted it';
}

async function handOff({ app }: Stage): Promise<string> {
  await app.user.button('Back').click();
  await app.user.menu('Hand-off sheet for your admin');
  await app.user.button('They say it is done: check').click();
  await app.user.says(/is registered/i).waitFor({ timeout: patience });
  return 'everything an admin needs, and the check that it is done';
}

async function signOutOffline({ app, desk }: Stage): Promise<string> {
  await app.user.select('ben.okafor@acme.example');
  await desk.looker.goOffline();
  await app.user.signOut();
  await app.user.row('ben.okafor@acme.example').getByText('Sign-out waiting').waitFor({ timeout: patience });
  return 'it says so, and nothing is forgotten';
}

async function finishSignOut({ app, desk }: Stage): Promise<string> {
  await desk.looker.comeBack();
  await app.user.button('Try now').click();
  await app.user.says('The refresh token no longer works.').waitFor({ timeout: patience });
  return desk.looker.sessionsOf(ben.id) === 0 ? 'no session of his is left' : fail('a session is left');
}
