import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aBusyDesk, activeFor, anAccount, anInstance, aView, minute, second } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

test('every account has a row with its person and what is left; an instance without one says so', async () => {
  const { page } = await renderer.open(aBusyDesk());
  const list = page.getByRole('navigation', { name: 'Accounts' });
  await list.getByRole('button', { name: 'Acme production ana.ruiz@acme.example 42 min left' }).waitFor();
  await list.getByRole('button', { name: 'Acme staging ana.ruiz@acme.example 4 min left' }).waitFor();
  await list.getByRole('button', { name: 'Acme staging Reports robot Ready' }).waitFor();
  await list.getByRole('button', { name: 'Northwind Sign in again · ana.ruiz@acme.example' }).waitFor();
  await list.getByRole('button', { name: 'Globex Not signed in' }).waitFor();
  expect(await page.locator('[data-account-row]').count()).toBe(7);
});

test('the first row is selected, and a click selects another', async () => {
  const { page } = await renderer.open(aBusyDesk());
  await page.getByRole('heading', { level: 1, name: 'Acme production' }).waitFor();
  await page.getByRole('button', { name: /^Northwind/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Northwind' }).waitFor();
  expect(await page.locator('[aria-current="true"]').innerText()).toContain('Northwind');
});

test('the list is one tab stop; arrows, Home and End walk it and Enter keeps the row', async () => {
  const { page } = await renderer.open(aBusyDesk());
  const title = page.getByRole('heading', { level: 1 });
  await page.getByRole('button', { name: 'Quick copy' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.getByText('Reports robot').nth(1).waitFor();
  await page.keyboard.press('End');
  expect(await title.innerText()).toBe('Umbrella');
  await page.keyboard.press('Home');
  expect(await title.innerText()).toBe('Acme production');
  await page.keyboard.press('ArrowUp');
  expect(await title.innerText()).toBe('Acme production');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'Add an instance',
  );
});

test('Ctrl F goes to the search, typing narrows the list, Escape widens it again', async () => {
  const { page } = await renderer.open(aBusyDesk());
  await page.locator('[data-account-row]').first().waitFor();
  await page.keyboard.press('Control+f');
  await page.keyboard.type('umbrella ben');
  await page.waitForFunction(() => document.querySelectorAll('[data-account-row]').length === 1);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('zzz');
  await page.getByText('Nothing matches “zzz”.').waitFor();
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-account-row]').count()).toBe(7);
});

test('minutes in the row and in the ring count down, seconds in the last minute', async () => {
  const account = anAccount({ state: activeFor(2 * minute + 1 * second) });
  const { page } = await renderer.open(aView({ instances: [anInstance({ accounts: [account] })] }));
  const row = page.locator('[data-account-row]');
  const card = page.getByRole('region', { name: 'Access token' });
  await row.getByText('2 min').waitFor();
  await card.getByText('minutes left').waitFor();
  await page.clock.runFor(62_000);
  await row.getByText('59 s').waitFor();
  await card.getByText('59').waitFor();
  await card.getByText('seconds left').waitFor();
});

test('while nobody looks, nothing ticks; looking again catches up', async () => {
  const { page } = await renderer.open(
    aView({ instances: [anInstance({ accounts: [anAccount({ state: activeFor(90 * second) })] })] }),
  );
  await page.locator('[data-account-row]').getByText('1 min').waitFor();
  const look = (state: string) =>
    page.evaluate((visibility) => {
      Object.defineProperty(document, 'visibilityState', { value: visibility, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await look('hidden');
  await page.clock.runFor(45_000);
  expect(await page.locator('[data-account-row]').innerText()).toContain('1 min');
  await look('visible');
  await page
    .locator('[data-account-row]')
    .getByText(/^4[3-5] s/)
    .waitFor();
});

test('300 rows are there, and the last is two keys away', async () => {
  const instances = Array.from({ length: 300 }, (_, index) =>
    anInstance({
      id: `i${index}`,
      name: `Instance ${index}`,
      accounts: [anAccount({ id: `a${index}`, instanceId: `i${index}` })],
    }),
  );
  const { page, main } = await renderer.open(aView({ instances }));
  await page.locator('[data-account-row]').nth(299).waitFor({ state: 'attached' });
  await page.locator('[data-account-row]').first().focus();
  await page.keyboard.press('End');
  await page.getByRole('heading', { level: 1, name: 'Instance 299' }).waitFor();
  expect(await page.locator('[data-account-row]').nth(299).isVisible()).toBe(true);
  const took = await page.evaluate(async () => {
    const list = document.querySelector('[data-account-row]')?.closest('section')?.parentElement;
    const start = performance.now();
    for (let step = 0; step < 20; step += 1) list?.scrollTo(0, step * 800);
    await new Promise(requestAnimationFrame);
    return performance.now() - start;
  });
  expect(took).toBeLessThan(1000);
  main.changeAccount('a0', { state: { kind: 'signed-out' } });
  await page.getByText('Signed out · ana.ruiz@acme.example').first().waitFor({ state: 'attached' });
});

test('without instances the window says what it is for and leads to the form', async () => {
  const { page } = await renderer.open(aView());
  await page.getByRole('heading', { name: 'Tokens for Looker and Google, one click away' }).waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Add an instance' }).click();
  await page.getByRole('dialog', { name: 'Add a Looker instance' }).waitFor();
});

test('until the first view arrives, a skeleton stands in', async () => {
  const { page, main } = await renderer.open(null);
  await page.getByRole('status', { name: 'Loading…' }).waitFor();
  main.show(aBusyDesk());
  await page.locator('[data-account-row]').first().waitFor();
  expect(await page.getByRole('status', { name: 'Loading…' }).count()).toBe(0);
});
