import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SignInProgress, SignInView } from '#contract/bridge';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, anAccount, anInstance, aSignIn, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();

async function openSigningIn(progress: SignInProgress, part: Partial<SignInView> = {}) {
  const window = await renderer.open(aView({ instances: [anInstance({ signIn: aSignIn(progress, part) })] }));
  const strip = window.page.getByRole('region', { name: 'Signing in to Acme production' });
  await strip.waitFor();
  const steps = async () =>
    (await strip.getByRole('listitem').allInnerTexts()).map((text) => text.replaceAll('\n', ' '));
  return { ...window, strip, steps };
}

test('a click on sign in shows the strip, and each step as it is reached', async () => {
  const { page, main } = await renderer.open(aView({ instances: [anInstance()] }));
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const strip = page.getByRole('region', { name: 'Signing in to Acme production' });
  const current = strip.locator('[aria-current="step"]');
  await current.getByText('Opening receiver').waitFor();
  const move = (step: 'browser' | 'answer' | 'exchange' | 'identity') =>
    main.changeInstance('acme', { signIn: aSignIn({ kind: 'under-way', step }) });
  move('browser');
  await strip.getByText('Receiver ready').waitFor();
  await strip.getByText('on port 48517').waitFor();
  move('answer');
  await strip.getByText('Browser opened').waitFor();
  await current.getByText('Waiting for answer').waitFor();
  move('exchange');
  await strip.getByText('Answer received').waitFor();
  move('identity');
  await strip.getByText('Code exchanged').waitFor();
  const done = { kind: 'done', accountId: 'ana', displayName: 'Ana Ruiz', outcome: 'first' } as const;
  main.changeInstance('acme', { signIn: aSignIn(done), accounts: [anAccount()] });
  await page.getByRole('heading', { name: 'Signed in as Ana Ruiz.' }).waitFor();
  await page.getByRole('button', { name: 'Copy token' }).waitFor();
});

test('while it waits, the strip counts down and offers the link and a way out', async () => {
  const { page, main, strip } = await openSigningIn({ kind: 'under-way', step: 'answer' });
  await strip.getByText('4:32 left').waitFor();
  await page.clock.runFor(5_000);
  await strip.getByText('4:27 left').waitFor();
  await strip.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('Sign-in link copied').waitFor();
  await strip.getByRole('button', { name: 'Cancel' }).click();
  await strip.waitFor({ state: 'detached' });
  expect(main.asked.map(({ name }) => name)).toEqual(['copySignInLink', 'cancelSignIn']);
});

test('a browser that did not open is no dead end', async () => {
  const { strip, steps } = await openSigningIn(
    { kind: 'under-way', step: 'answer' },
    { browserOpened: false },
  );
  await strip.getByRole('group', { name: 'The browser did not open' }).waitFor();
  expect(await steps()).toContain('Browser not opened , failed');
  await strip.getByRole('button', { name: 'Copy the link' }).waitFor();
});

test('what the browser shows is explained page by page, with what to send to whom', async () => {
  const { main, strip } = await openSigningIn({ kind: 'under-way', step: 'answer' });
  await strip.getByText('What does the browser show?').click();
  const pages = [
    'The login page is still there',
    '“OAuth client was not found”',
    '“redirect_uri mismatch”',
    'There is no Allow button',
    'A 403 page after you accepted',
    '“This site can’t be reached”',
    'The page says you may close it',
  ];
  for (const page of pages) await strip.getByText(page).waitFor();
  await strip.getByText('exactly http://127.0.0.1:48517/callback').waitFor();
  await strip.getByRole('button', { name: 'Copy registration for your admin' }).first().click();
  await strip.getByRole('button', { name: 'Copy redirect URI' }).click();
  await expect.poll(() => main.inputsOf('copyRedirectUri')).toEqual([{ redirectPort: '48517' }]);
  expect(main.inputsOf('copyRegistration')).toEqual([{ instanceId: 'acme' }]);
});

test('a failed sign-in marks the step it stopped at, keeps the server’s words apart, and can be tried again', async () => {
  const failure = failures['sign-in-refused'];
  const { main, strip, steps } = await openSigningIn({ kind: 'failed', step: 'answer', failure });
  expect(await steps()).toEqual([
    'Receiver ready on port 48517 , done',
    'Browser opened , done',
    'Answer , failed',
    'Code exchange , to come',
    'Signed in , to come',
  ]);
  await strip.getByText('The server said: “The user said no”').waitFor();
  await strip.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: null }]);
});

test('a taken port names the port and who holds it', async () => {
  const failure = failures['port-taken'];
  const { strip } = await openSigningIn({ kind: 'failed', step: 'receiver', failure }, { port: null });
  await strip.getByRole('group', { name: 'Port 48517 is in use' }).waitFor();
  await strip.getByText('python3 (process 4242) is using it.').waitFor();
});

test('a time limit that passed opens the list of pages by itself', async () => {
  const { strip } = await openSigningIn({
    kind: 'failed',
    step: 'answer',
    failure: failures['sign-in-timed-out'],
  });
  expect(await strip.getByText('“redirect_uri mismatch”').isVisible()).toBe(true);
});

test('somebody else becomes a further account, said calmly, and the strip can be put away', async () => {
  const done = {
    kind: 'done',
    accountId: 'ben',
    displayName: 'Ben Okafor',
    outcome: 'another-person',
  } as const;
  const accounts = [
    anAccount(),
    anAccount({ id: 'ben', identity: { userId: '9', displayName: 'Ben Okafor', email: null } }),
  ];
  const { page, main } = await renderer.open(aView({ instances: [anInstance({ accounts })] }));
  await page.locator('[data-account-row]').first().waitFor();
  main.changeInstance('acme', { signIn: aSignIn(done) });
  await page
    .getByText('This is a further account at this instance. The one that was already here is unchanged.')
    .waitFor();
  expect(await page.locator('[aria-current="true"]').innerText()).toContain('Ben Okafor');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => main.inputsOf('dismissSignIn').length).toBe(1);
});
