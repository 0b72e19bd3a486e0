// The part of the story in which nobody thinks of tokens: quick copy, sleep, lock.
import { readClipboard } from '#support/running-app';
import { fail, patience, type Stage, type Step } from './stage';

const ana = 'ana.ruiz@acme.example';

export const freshSteps: readonly Step[] = [
  { title: 'With Ctrl K and three letters she finds an account', run: openQuickCopy },
  { title: 'With Shift Enter she picks a curl command', run: copyAsCurl },
  { title: 'She locks Daypass, and everything is put away', run: lock },
  { title: 'The computer slept; when it wakes, a fresh token comes by itself', run: wakeUp },
];

async function openQuickCopy({ app }: Stage): Promise<string> {
  await app.page.keyboard.press('Control+k');
  await app.page.keyboard.type('ana');
  await app.page.getByRole('option').filter({ hasText: ana }).first().waitFor({ timeout: patience });
  return 'her accounts, with the minutes left';
}

async function copyAsCurl({ app, desk }: Stage): Promise<string> {
  await app.page.keyboard.press('Shift+Enter');
  await app.page.keyboard.type('curl');
  await app.page.keyboard.press('Enter');
  const end = Date.now() + patience;
  for (;;) {
    const token = /Bearer ([^']+)'/.exec(await readClipboard(app))?.[1];
    if (token !== undefined && desk.looker.isAccessTokenAlive(token))
      return 'a command with a token that lives';
    if (Date.now() > end) return fail('what is on the clipboard is no command with a live token');
    await app.page.waitForTimeout(50);
  }
}

async function lock({ app }: Stage): Promise<string> {
  await app.page.getByRole('dialog').waitFor({ state: 'hidden', timeout: patience });
  await app.user.button('Lock').click();
  await app.user.button('Unlock').waitFor({ timeout: patience });
  return (await readClipboard(app)) === ''
    ? 'no list, no token, an empty clipboard'
    : fail('the clipboard holds a token');
}

async function wakeUp({ app, desk }: Stage): Promise<string> {
  const asked = (): number => desk.looker.requests.filter(({ path }) => path === '/api/token').length;
  const before = asked();
  await app.electron.evaluate(({ powerMonitor }) => {
    // What is spread over ten minutes goes out at once, for the one who watches.
    Math.random = () => 0;
    powerMonitor.emit('suspend');
  });
  await app.user.button('Unlock').click();
  await app.user.select(ana);
  await app.electron.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await app.user.says('Renewed after sleep').waitFor({ timeout: patience });
  return asked() > before ? 'nobody asked for it' : fail('no token was fetched');
}
