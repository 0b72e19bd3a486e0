import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstanceView, SignInProgress } from '#contract/bridge';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, aGoogleAccount, aGoogleInstance, aSignIn, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const waiting: SignInProgress = { kind: 'under-way', step: 'answer' };
const timedOut: SignInProgress = {
  kind: 'failed',
  step: 'answer',
  failure: aFailureOfEachKind()['sign-in-timed-out'],
};
const studio = aGoogleInstance({}, { purpose: 'studio-read' });

async function openSigningIn(instance: InstanceView, progress: SignInProgress) {
  const window = await renderer.open(aView({ instances: [{ ...instance, signIn: aSignIn(progress) }] }));
  const strip = window.page.getByRole('region', { name: `Signing in to ${instance.name}` });
  await strip.waitFor();
  return { ...window, strip };
}

test('an invalid scope at Looker Studio leads to the sheet for the admin', async () => {
  const { page, strip } = await openSigningIn(studio, waiting);
  await strip.getByText('What does Google show?').click();
  await strip.getByRole('button', { name: 'Error 400: invalid_scope' }).click();
  const answer = strip.getByRole('region', { name: 'Error 400: invalid_scope' });
  await answer.getByText('A super administrator of your Google organisation').waitFor();
  await answer.getByRole('button', { name: 'Hand-off sheet for your admin' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hand-off sheet for your admin' }).waitFor();
});

test('after the time is over the pages are open, and a pasted message finds its answer', async () => {
  const { main, strip } = await openSigningIn(aGoogleInstance(), timedOut);
  const search = strip.getByRole('searchbox', { name: 'Find by words of the page' });
  await search.fill('Access blocked: Acme can only be used within its organization. Error 403: org_internal');
  const answer = strip.getByRole('region', { name: 'Error 403: org_internal' });
  await answer.getByText(/sign in with an account of that organisation/).waitFor();
  await answer.getByRole('button', { name: 'Start the sign-in again' }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId: 'ads', accountId: null }]);
});

test('Google’s own sentence finds its page without the code', async () => {
  const { strip } = await openSigningIn(studio, timedOut);
  const search = strip.getByRole('searchbox', { name: 'Find by words of the page' });
  await search.fill('Access blocked: Acme Reports can only be used within its organization');
  await strip.getByRole('region', { name: 'Error 403: org_internal' }).waitFor();
});

test('words that are on no page say so', async () => {
  const { strip } = await openSigningIn(studio, timedOut);
  await strip.getByRole('searchbox', { name: 'Find by words of the page' }).fill('teapot');
  await strip.getByText(/Nothing here has these words/).waitFor();
});

test('a redirect mismatch gives the exact address, and the way to change it', async () => {
  const redirectUri = 'http://127.0.0.1:48717/';
  const instance = aGoogleInstance({ redirectUri }, { clientType: 'web', redirectUri });
  const { main, page, strip } = await openSigningIn(instance, timedOut);
  await strip.getByRole('button', { name: 'Error 400: redirect_uri_mismatch' }).click();
  await strip.getByText(`${redirectUri} is not registered for this client.`).waitFor();
  await strip.getByRole('button', { name: 'Copy redirect URI' }).click();
  await page.getByText('Redirect URI copied').waitFor();
  expect(main.inputsOf('copyText')).toEqual([{ text: redirectUri }]);
  await strip.getByRole('button', { name: 'Change instance…' }).click();
  await page.getByRole('dialog', { name: 'Change Google Ads' }).waitFor();
});

test('a client that an admin keeps out is named by its id, which can be copied', async () => {
  const { main, page, strip } = await openSigningIn(studio, waiting);
  await strip.getByText('What does Google show?').click();
  await strip.getByRole('button', { name: 'Error: admin_policy_enforced' }).click();
  await strip.getByRole('button', { name: 'Copy client ID' }).click();
  await page.getByText('Client ID copied').waitFor();
  expect(main.inputsOf('copyText')).toEqual([{ text: studio.clientId }]);
});

test('the link is offered only while an answer is waited for', async () => {
  const open = async (progress: SignInProgress) => {
    const { strip } = await openSigningIn(studio, progress);
    if (progress.kind === 'under-way') await strip.getByText('What does Google show?').click();
    await strip.getByRole('button', { name: 'The wrong account, or none to choose' }).click();
    return strip.getByRole('region', { name: 'The wrong account' }).getByRole('button').allInnerTexts();
  };
  expect(await open(waiting)).toEqual(['Copy the link', 'Start the sign-in again']);
  expect(await open(timedOut)).toEqual(['Start the sign-in again']);
});

test('while it waits, Ads is told of passkeys, and Looker Studio of the dialog that does not come', async () => {
  const ads = await openSigningIn(aGoogleInstance(), waiting);
  await ads.strip.getByText(/Google asks for a passkey here/).waitFor();
  const { strip } = await openSigningIn(studio, waiting);
  await strip.getByText(/no consent dialog appears\. That is right\./).waitFor();
});

test('a sign-in that showed no dialog is told to be right', async () => {
  const accounts = [aGoogleAccount()];
  const { page, main } = await renderer.open(aView({ instances: [{ ...studio, accounts }] }));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const done = {
    kind: 'done',
    accountId: 'ana-ads',
    displayName: 'Ana Ruiz',
    outcome: 'same-person',
  } as const;
  main.changeInstance('ads', { signIn: aSignIn(done) });
  await page.getByText(/If Google showed no consent dialog, that is right/).waitFor();
});
