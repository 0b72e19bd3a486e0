import { afterAll, beforeAll, expect, test } from 'vitest';
import { waiting } from '#support/key-scenes';
import { startRenderer, type Renderer } from '#support/renderer-page';
import {
  aDeskOf,
  aFailureOfEachKind,
  afternoon,
  aKeyAccount,
  anAccount,
  aSignOutReport,
  day,
} from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();
const everywhere = 'Also end all my Daypass sign-ins at Acme production, on every computer';

test('signing out asks first, then reports line by line what ended and what did not', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  await page.getByRole('button', { name: 'Sign out…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Sign out Ana Ruiz?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(main.inputsOf('signOut')).toEqual([]);
  await page.getByRole('button', { name: 'Sign out…' }).click();
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(() => main.inputsOf('signOut')).toEqual([{ accountId: 'ana', everywhere: false }]);
  main.changeAccount('ana', {
    signOut: aSignOutReport(
      [
        { kind: 'access-token-dead' },
        { kind: 'refresh-token-alive', until: afternoon + 20 * day },
        { kind: 'not-forgotten-here', failure: failures['keychain-locked'] },
      ],
      failures['provider-unreachable'],
    ),
  });
  const report = page.getByRole('region', { name: 'Signed out at 13:09' });
  await report.getByText('Done: The access token no longer works.').waitFor();
  await report
    .getByText('Still open: The refresh token still works at the server. It ends by 5 October')
    .waitFor();
  await report.getByText('Still open: The keychain still holds what was stored').waitFor();
  await report.getByRole('group', { name: 'acme.cloud.looker.com cannot be reached' }).waitFor();
});

test('the menu removes an account after asking, and says that it signs out first', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Remove account…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove Ana Ruiz?' });
  await question.getByText('Daypass signs out first').waitFor();
  await question.getByRole('button', { name: 'Sign out and remove' }).click();
  await page.getByRole('button', { name: 'Acme production Not signed in' }).waitFor();
  expect(main.inputsOf('removeAccount')).toEqual([{ accountId: 'ana', evenIfWaiting: false }]);
});

test('signing out can end all sign-ins of this person, and says what that means', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  await page.getByRole('button', { name: 'Sign out…' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText('The next sign-in asks once more whether Daypass may act for you.').waitFor();
  await question.getByRole('checkbox', { name: everywhere }).check();
  await question.getByRole('button', { name: 'Sign out' }).click();
  await expect.poll(() => main.inputsOf('signOut')).toEqual([{ accountId: 'ana', everywhere: true }]);
});

test('a key has nothing to end everywhere, and the question says that the key itself stays', async () => {
  const { page, main } = await renderer.open(aDeskOf(aKeyAccount()));
  await page.getByRole('button', { name: 'Sign out…' }).click();
  const question = page.getByRole('alertdialog');
  await question.getByText('The key itself is not deleted at Looker.').waitFor();
  expect(await question.getByRole('checkbox').count()).toBe(0);
  await question.getByRole('button', { name: 'Sign out' }).click();
  const report = aSignOutReport([
    { kind: 'access-token-dead' },
    { kind: 'api-key-lives', keyId: 'Qm7RkT2vXw9LbN4c1234' },
    { kind: 'forgotten-here' },
  ]);
  main.changeAccount('ana-key', { state: { kind: 'signed-out' }, signOut: report });
  await page.getByText('Still open: The key Qm7RkT2vXw9LbN4c1234 itself still works').waitFor();
  await page.getByText('ask your Looker admin to delete the API key').waitFor();
});

test('a refresh token that lives on can be ended with all others, after a question', async () => {
  const lines = [
    { kind: 'no-access-token' },
    { kind: 'older-tokens-unchecked', count: 2 },
    { kind: 'refresh-token-alive', until: afternoon + 20 * day },
  ] as const;
  const signOut = aSignOutReport(lines, null, true);
  const { page, main } = await renderer.open(aDeskOf(anAccount({ state: { kind: 'signed-out' }, signOut })));
  await page.getByText('Not known: Whether the 2 access tokens before it still work').waitFor();
  await page.getByText('keeps the refresh token in memory until it quits').waitFor();
  await page.getByText('Or ask your Looker admin to deactivate user 481').waitFor();
  await page.getByRole('button', { name: 'End all my Daypass sign-ins here…' }).click();
  const question = page.getByRole('alertdialog', { name: 'End all Daypass sign-ins of Ana Ruiz?' });
  await question.getByRole('button', { name: 'End all sign-ins' }).click();
  await expect.poll(() => main.inputsOf('endAllSignIns')).toEqual([{ accountId: 'ana' }]);
  main.changeAccount('ana', { signOut: aSignOutReport([{ kind: 'everywhere-ended' }]) });
  await page.getByText('Done: All sign-ins of this person with Daypass are ended here').waitFor();
});

test('a sign-out that waits says for whom, since when and until when, and can be tried now', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount(waiting)));
  await page.getByRole('button', { name: 'Acme production Sign-out waiting · ana.ruiz' }).waitFor();
  const note = page.getByRole('group', { name: 'Sign-out waiting' });
  const text = await note.innerText();
  expect(text).toContain('acme.cloud.looker.com could not be reached when you signed out (12:50).');
  expect(text).toContain('Next try at 13:14.');
  await note.getByRole('button', { name: 'Try now' }).click();
  await expect.poll(() => main.inputsOf('signOut')).toEqual([{ accountId: 'ana', everywhere: false }]);
  main.changeAccount('ana', {
    queuedSignOut: { since: afternoon, thenRemove: true, next: { kind: 'trying' } },
  });
  await note.getByText('Trying now…').waitFor();
  await note.getByText('The account leaves the list when it is done.').waitFor();
});

test('removing what waits says what may live on, and then does it', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount(waiting)));
  await page.getByRole('button', { name: 'Remove account…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove Ana Ruiz?' });
  await question.getByText('it may live on at Acme production').waitFor();
  await question.getByRole('button', { name: 'Remove anyway' }).click();
  await expect
    .poll(() => main.inputsOf('removeAccount'))
    .toEqual([{ accountId: 'ana', evenIfWaiting: true }]);
});

test('removing an instance with a waiting sign-out asks the same', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount(waiting)));
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Remove instance…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove Acme production?' });
  await question.getByText('A sign-out still waits for acme.cloud.looker.com').waitFor();
  await question.getByRole('button', { name: 'Remove anyway' }).click();
  await expect
    .poll(() => main.inputsOf('removeInstance'))
    .toEqual([{ instanceId: 'acme', evenIfWaiting: true }]);
});

test('a removal that main holds back because a sign-out waits is explained', async () => {
  const { page, main } = await renderer.open(aDeskOf(anAccount()));
  main.when('removeAccount', () => ({ ok: false, failure: failures['sign-out-waiting'] }));
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Remove account…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out and remove' }).click();
  await page.getByRole('group', { name: 'A sign-out is still waiting' }).waitFor();
});
