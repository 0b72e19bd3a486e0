// The story, told by a robot: each step says what it did, is checked at the server's side, and leaves a picture.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inCheckout } from '#support/checkout';
import type { PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';
import { freshSteps } from './fresh-steps';
import { googleSteps } from './google-steps';
import { lookerSteps, waitingSteps } from './looker-steps';
import { fail, patience, type Stage, type Step } from './stage';

const pictures = inCheckout('out/demo');

const steps: readonly Step[] = [
  { title: 'The window opens with a practice Looker', run: seeInstances },
  { title: 'Ana signs in to Looker through her browser', run: signInAna },
  { title: 'She copies a token', run: copyToken },
  { title: 'She clears the clipboard before its time', run: clearClipboard },
  { title: 'She refreshes', run: refresh },
  { title: 'Ben signs in at the same Looker, beside her', run: signInBen },
  ...lookerSteps,
  ...freshSteps,
  ...googleSteps,
  { title: 'Quit and start again: everything is still there', run: restart },
  { title: 'The first copy after the start fetches a fresh token', run: copyToken },
  { title: 'She signs out, and it is proved', run: signOut },
  ...waitingSteps,
  { title: 'She prefers it dark', run: goDark },
];

/** Plays every step; 0 only if each of them worked. */
export async function playStory(desk: PracticeDesk): Promise<number> {
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const stage: Stage = { desk, app: await desk.start(), lastToken: '' };
  let failed = 0;
  for (const [index, step] of steps.entries()) {
    const number = String(index + 1).padStart(2, '0');
    try {
      const result = await step.run(stage);
      await takePicture(stage, number);
      console.log(`ok      ${number}  ${step.title}: ${result}`);
    } catch (error) {
      failed += 1;
      await takePicture(stage, number).catch(() => undefined);
      console.log(
        `FAILED  ${number}  ${step.title}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  await desk.close();
  console.log(`\n${steps.length - failed} of ${steps.length} steps worked. Pictures: out/demo/`);
  return failed === 0 ? 0 : 1;
}

async function takePicture({ app }: Stage, number: string): Promise<void> {
  await app.page.screenshot({ path: join(pictures, `${number}.png`) });
}

async function seeInstances({ app }: Stage): Promise<string> {
  await app.user.row('Practice Looker').first().waitFor({ timeout: patience });
  const count = await app.page.locator('[data-row]').count();
  return count === 1 ? 'it is listed, nobody is signed in' : fail(`${count} rows instead of 1`);
}

async function signInAna({ app, desk }: Stage): Promise<string> {
  await app.user.select('Practice Looker');
  await app.user.signIn();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor({ timeout: patience });
  return 'receiver, browser, answer, code, identity: all five steps done';
}

async function copyToken(stage: Stage): Promise<string> {
  const { app, desk } = stage;
  await app.user.copyToken();
  await app.user.clipboardBar().waitFor({ timeout: patience });
  const text = await readClipboard(app);
  if (!desk.looker.isAccessTokenAlive(text)) return fail('what is on the clipboard is no live token');
  stage.lastToken = text;
  return 'what is on the clipboard is alive at the practice Looker';
}

async function clearClipboard({ app }: Stage): Promise<string> {
  await app.user.clearNow();
  await app.user.clipboardBar().waitFor({ state: 'hidden', timeout: patience });
  return (await readClipboard(app)) === ''
    ? 'the clipboard is empty'
    : fail('the clipboard still holds something');
}

async function refresh(stage: Stage): Promise<string> {
  const { app } = stage;
  const before = stage.lastToken;
  await app.user.refresh();
  await app.page.getByText('Renewed').first().waitFor({ timeout: patience });
  await copyToken(stage);
  return stage.lastToken !== before ? 'the token is another one, and alive' : fail('the token is the same');
}

async function signInBen({ app, desk }: Stage): Promise<string> {
  await app.user.signInAsSomebodyElse();
  await desk.answerBrowser('ben.okafor@acme.example');
  await app.user.strip('Signed in as Ben Okafor.').waitFor({ timeout: patience });
  await app.user.row('ana.ruiz@acme.example').waitFor({ timeout: patience });
  return 'two accounts at one instance';
}

async function restart(stage: Stage): Promise<string> {
  await stage.app.quit();
  stage.app = await stage.desk.start();
  await stage.app.user.row('ana.ruiz@acme.example').waitFor({ timeout: patience });
  await stage.app.user.select('ana.ruiz@acme.example');
  return `${await stage.app.page.locator('[data-row]').count()} accounts, their sign-ins in the keychain`;
}

async function signOut({ app, desk, lastToken }: Stage): Promise<string> {
  await app.user.signOut();
  await app.page.getByText('The refresh token no longer works').waitFor({ timeout: patience });
  return desk.looker.isAccessTokenAlive(lastToken)
    ? fail('the copied token is still alive at the practice Looker')
    : 'access and refresh token are dead at the practice Looker';
}

async function goDark({ app }: Stage): Promise<string> {
  await app.user.select('nightly.reports@acme.example');
  await app.user.refresh();
  await app.user.says('Renewed').waitFor({ timeout: patience });
  await app.user.chooseTheme('Dark');
  await app.page.waitForTimeout(300);
  return 'the setting counts at once';
}
