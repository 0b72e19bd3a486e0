import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProjectDesk } from '#support/google-scenes';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, afternoon, aGoogleDesk, aSignOutReport, day } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();
const permissions = 'https://myaccount.google.com/permissions';

test('forgetting here says that the sign-in lives on at Google, where to end it, and then asks nobody', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  expect(await page.getByRole('button', { name: 'Sign out…' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Forget here…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Forget Ana Ruiz here?' });
  await question.getByText('Google is not asked: the sign-in lives on there').waitFor();
  await question.getByText('needs a passkey').waitFor();
  await question.getByText(permissions, { exact: true }).waitFor();
  await question.getByRole('button', { name: 'Forget here' }).click();
  await expect.poll(() => main.inputsOf('forgetAccount')).toEqual([{ accountId: 'ana-ads' }]);
  expect(main.inputsOf('signOut')).toEqual([]);
  main.changeAccount('ana-ads', {
    signOut: aSignOutReport([{ kind: 'left-at-provider', until: null }, { kind: 'forgotten-here' }]),
  });
  const report = page.getByRole('region', { name: 'Forgotten here at 13:09' });
  await report.getByText('Still open: The server was not asked, on purpose').waitFor();
  await report.getByText(permissions).waitFor();
});

test('revoking names the project and the accounts that end with it, and the report says what became of them', async () => {
  const { page, main } = await renderer.open(aProjectDesk());
  await page.getByRole('button', { name: 'Revoke at Google…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Revoke at Google for Ana Ruiz?' });
  await question.getByText('Every client of that project loses its access').waitFor();
  await question.getByText('the Cloud project acme-reporting').waitFor();
  await question.getByRole('listitem').getByText('Ana Ruiz at Looker Studio').waitFor();
  await question.getByRole('button', { name: 'Revoke at Google' }).click();
  await expect.poll(() => main.inputsOf('signOut')).toEqual([{ accountId: 'ana-ads', everywhere: false }]);
  main.changeAccount('ana-ads', {
    signOut: aSignOutReport([
      { kind: 'refresh-token-revoked' },
      { kind: 'also-ended', accountId: 'ana-studio', outcome: 'dead' },
      { kind: 'also-ended', accountId: 'ana-studio', outcome: 'unchecked' },
    ]),
  });
  const report = page.getByRole('region', { name: 'Revoked at Google, 13:09' });
  await report.getByText('It may take a while until that is so everywhere.').waitFor();
  await report.getByText('Done: Ana Ruiz at Looker Studio has ended with it.').waitFor();
  await report.getByText('Not known: Ana Ruiz at Looker Studio has most likely ended').waitFor();
});

test('revoking where nothing else hangs on the project says that', async () => {
  const { page } = await renderer.open(aGoogleDesk());
  await page.getByRole('button', { name: 'Revoke at Google…' }).click();
  await page.getByRole('alertdialog').getByText('No other account in Daypass ends with it.').waitFor();
});

test('removing an account at Google forgets it here only', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Remove account…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Remove Ana Ruiz?' });
  await question.getByText('At Google the sign-in lives on').waitFor();
  await question.getByRole('button', { name: 'Forget and remove' }).click();
  await expect
    .poll(() => main.inputsOf('removeAccount'))
    .toEqual([{ accountId: 'ana-ads', evenIfWaiting: false }]);
});

test('what Google did not grant is named in words, with the way to get it', async () => {
  const missingScopes = ['https://www.googleapis.com/auth/datastudio.readonly'];
  const { page, main } = await renderer.open(aGoogleDesk({ missingScopes }, { purpose: 'studio-read' }));
  const note = page.getByRole('group', { name: 'Google did not grant: Looker Studio read access' });
  await note.getByText('tick every box').waitFor();
  await note.getByRole('button', { name: 'Sign in again' }).click();
  await expect
    .poll(() => main.inputsOf('startSignIn'))
    .toEqual([{ instanceId: 'ads', accountId: 'ana-ads' }]);
});

test('the details say when a sign-in of a project in testing ends, and else the six months', async () => {
  const signInEndsAt = afternoon + 5 * day;
  const { page, main } = await renderer.open(aGoogleDesk({ signInEndsAt }, { audience: 'testing' }));
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByText('Ends by 20 September (seven days, because the project is in testing)').waitFor();
  expect(await details.innerText()).toMatch(/Last used\s+15 September, 12:52/);
  main.changeAccount('ana-ads', { signInAgainBy: afternoon + day });
  await page.getByRole('group', { name: 'Sign in again by 16 September.' }).waitFor();
  main.show(aGoogleDesk());
  await details.getByText('Ends if unused until 15 March 2027 (six months)').waitFor();
});

test('an ended sign-in lists what may have ended it, the likely cause first, with its dates', async () => {
  const state = { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } as const;
  const { page } = await renderer.open(
    aGoogleDesk({ state, signedInAt: afternoon - 8 * day }, { audience: 'testing' }),
  );
  const note = page.getByRole('group', { name: 'Google ended this sign-in' });
  const causes = note.getByRole('listitem');
  expect(await causes.first().innerText()).toBe(
    'Most likely: The project is in testing, where a sign-in ends after seven days. This one is from 7 September, so that was on 14 September.',
  );
  await causes.getByText('Google keeps 100 sign-ins per person and client').waitFor();
});

test('where Google said why, nothing is guessed', async () => {
  const failure = { kind: 'sign-in-expired', interrupted: false, why: 'session-rule' } as const;
  const { page } = await renderer.open(aGoogleDesk({ state: { kind: 'needs-sign-in', failure } }));
  const note = page.getByRole('group', { name: 'Google ended this sign-in' });
  await note.getByText('your organisation limits how long such a session lasts').waitFor();
  expect(await note.getByRole('listitem').count()).toBe(0);
});

test('a missing client secret stops the token, not the sign-in, and leads to where it is typed', async () => {
  const state = { kind: 'blocked', failure: failures['client-secret-missing'] } as const;
  const { page, main } = await renderer.open(aGoogleDesk({ state }));
  await page.getByRole('button', { name: 'Google Ads Set-up needed · ana@acme.example' }).waitFor();
  await page.getByText('The sign-in is kept').waitFor();
  expect(await page.getByRole('button', { name: 'Copy token' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => main.inputsOf('renewToken')).toEqual([{ accountId: 'ana-ads' }]);
  const note = page.getByRole('group', { name: 'The client secret is missing' });
  await note.getByRole('button', { name: 'Change instance…' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/secret/i)
    .first()
    .waitFor();
});

test('an account that an admin keeps out says who can change that, and is tried again in one place', async () => {
  const state = { kind: 'blocked', failure: failures['access-blocked'] } as const;
  const { page } = await renderer.open(aGoogleDesk({ state }));
  const note = page.getByRole('group', { name: 'Google does not let this account in' });
  await note.getByText('Security > Access and data control > API controls').waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(1);
});

test('what Google has ended is removed without a word of revoking it', async () => {
  const state = { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } as const;
  const { page } = await renderer.open(aGoogleDesk({ state }));
  const ask = async (item: string) => {
    await page.getByRole('button', { name: 'More for this account' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    const question = page.getByRole('alertdialog');
    const text = await question.innerText();
    await question.getByRole('button', { name: 'Cancel' }).click();
    return text;
  };
  for (const item of ['Remove account…', 'Remove instance…']) {
    expect(await ask(item)).not.toMatch(/Revoke|lives? on|passkey/);
  }
});

test('a missing client secret is said before somebody signs in again for nothing', async () => {
  const state = { kind: 'signed-out' } as const;
  const { page } = await renderer.open(aGoogleDesk({ state, storedIn: null }, { hasSecret: false }));
  const note = page.getByRole('group', { name: 'The client secret is missing' });
  await note.getByRole('button', { name: 'Give it again…' }).click();
  await page.getByRole('dialog', { name: 'Change Google Ads' }).waitFor();
});

test('an account that is called by its address has it once in its details', async () => {
  const email = 'ana@acme.example';
  const identity = { userId: '1093', displayName: email, email };
  const { page } = await renderer.open(aGoogleDesk({ identity }));
  const details = page.getByRole('region', { name: 'Details' });
  await details.getByText(`${email} · user 1093`).waitFor();
  expect((await details.innerText()).split(email)).toHaveLength(2);
});

test('a revocation that has to wait is called so everywhere', async () => {
  const queuedSignOut = { since: afternoon, thenRemove: false, next: { kind: 'trying' } } as const;
  const signOut = aSignOutReport([{ kind: 'queued' }]);
  const { page } = await renderer.open(
    aGoogleDesk({ state: { kind: 'signed-out' }, queuedSignOut, signOut, activity: [] }),
  );
  await page.getByRole('button', { name: 'Google Ads Revocation waiting · ana@acme.example' }).waitFor();
  const note = page.getByRole('group', { name: 'Revocation waiting' });
  await note.getByText('could not be reached when you revoked the sign-in').waitFor();
  await page.getByText('The revocation is not finished yet.').waitFor();
  await page.getByRole('region', { name: 'What the revocation did so far' }).waitFor();
  expect(await page.getByRole('main').innerText()).not.toMatch(/sign-out/i);
});
