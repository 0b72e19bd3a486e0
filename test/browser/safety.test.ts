import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, afternoon, anAccount, anInstance, aSignIn, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const corpus = [
  '<script>window.hit = 1</script>',
  '<img src=x onerror="window.hit = 1">',
  '<svg onload=window.hit=1>',
  '"><iframe srcdoc="<script>parent.hit=1</script>">',
  "javascript:window.hit=1//';window.hit=1//",
  '{@html "<b id=hit>"}{window.hit = 1}',
  '${window.hit = 1}',
  '</h1><style>*{display:none}</style>',
  '<a href="javascript:hit=1">x</a>',
  '<math><mtext><table><mglyph><style><img src=x onerror=hit=1>',
  '&lt;img src=x onerror=hit=1&gt;',
  '\u202Egnp.exe\u0000<b id="hit">',
];

test('markup in names, people, scopes and server words is text and nothing else', async () => {
  const { page, main, blocked } = await renderer.open(aView());
  await page.getByRole('textbox', { name: 'Search' }).waitFor();
  for (const evil of corpus) {
    const failure = { kind: 'sign-in-refused', error: evil, description: evil } as const;
    const identity = { userId: evil, displayName: evil, email: evil };
    const account = anAccount({ identity, scope: evil, state: { kind: 'waiting', failure, retryAt: null } });
    const signIn = aSignIn({ kind: 'failed', step: 'answer', failure });
    const instance = anInstance({ name: evil, clientId: evil, uiOrigin: evil, signIn, accounts: [account] });
    main.change({
      instances: [instance],
      vault: { kind: 'trouble', name: evil, failure: { kind: 'keychain-failed' } },
      catalogTrouble: { kind: 'catalog-unreadable', keptAs: evil, recovered: true },
    });
    await expect.poll(() => page.locator('h1').textContent()).toBe(evil);
  }
  const hits = await page.evaluate(() => [
    'hit' in globalThis,
    document.querySelectorAll('#hit, iframe, script:not([src]), main style, main img, a').length,
  ]);
  expect(hits).toEqual([false, 0]);
  expect(blocked).toEqual([]);
});

const sampled = Object.values(aFailureOfEachKind());

test('every failure is shown with a title, a hint and at most one action', async () => {
  const { page, main } = await renderer.open(aView());
  await page.getByRole('textbox', { name: 'Search' }).waitFor();
  for (const failure of sampled) {
    const state = { kind: 'waiting', failure, retryAt: null } as const;
    main.change({ instances: [anInstance({ accounts: [anAccount({ state })] })] });
    const note = page.locator(`[data-failure="${failure.kind}"]`);
    await note.waitFor();
    expect((await note.locator('strong').innerText()).length, failure.kind).toBeGreaterThan(5);
    expect((await note.locator('p').first().innerText()).length, failure.kind).toBeGreaterThan(10);
    expect(await note.getByRole('button').count(), failure.kind).toBeLessThanOrEqual(1);
  }
});

test('a failed sign-in offers one remedy besides trying again, whatever went wrong', async () => {
  const { page, main } = await renderer.open(aView());
  await page.getByRole('textbox', { name: 'Search' }).waitFor();
  for (const failure of sampled) {
    main.change({
      instances: [anInstance({ signIn: aSignIn({ kind: 'failed', step: 'answer', failure }) })],
    });
    const note = page.locator(`[data-failure="${failure.kind}"]`);
    await note.waitFor();
    const buttons = await note.getByRole('button').allInnerTexts();
    expect(
      buttons.filter((text) => text === 'Try again' || text === 'Sign in again'),
      failure.kind,
    ).toHaveLength(1);
    expect(buttons.length, failure.kind).toBeLessThanOrEqual(2);
  }
});

test('a whole visit breaks no rule of the policy, and no token could be on the page', async () => {
  const { page, blocked } = await renderer.open(
    aView({ instances: [anInstance({ accounts: [anAccount()] })], now: afternoon }),
  );
  await page.getByRole('button', { name: 'Copy token' }).click();
  await page.getByRole('button', { name: 'Clear now' }).click();
  await page.getByRole('button', { name: 'Copy redirect URI' }).click();
  await page.getByText('Redirect URI copied').waitFor();
  for (const button of ['Settings', 'Add an instance', 'Sign out…']) {
    await page.getByRole('button', { name: button }).click();
    await page.getByRole(button === 'Sign out…' ? 'alertdialog' : 'dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole(button === 'Sign out…' ? 'alertdialog' : 'dialog').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menu').waitFor();
  expect(blocked).toEqual([]);
  expect(await page.locator('[role="img"][aria-label="Token is hidden"]').textContent()).toMatch(/^•+$/);
  const text = await page.locator('body').innerText();
  expect(text.match(/[A-Za-z0-9_-]{24,}/g)).toBeNull();
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
    0,
    0,
    '',
  ]);
});

test('the policy is really in force: what it forbids is blocked', async () => {
  const { page, blocked } = await renderer.open(aView());
  await page.getByRole('textbox', { name: 'Search' }).waitFor();
  await page.evaluate(() => {
    const script = document.createElement('script');
    try {
      script.textContent = 'window.hit = 1';
    } catch {
      // Trusted Types refuse the string before it is a script.
    }
    document.head.append(script);
    const image = new Image();
    image.src = 'https://elsewhere.example/pixel.png';
    document.body.append(image);
  });
  await expect.poll(() => blocked.length).toBeGreaterThanOrEqual(2);
  expect(await page.evaluate(() => 'hit' in globalThis)).toBe(false);
});
