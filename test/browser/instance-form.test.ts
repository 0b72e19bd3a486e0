import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FieldProblem } from '#contract/bridge';
import { startRenderer, type Renderer } from '#support/renderer-page';
import {
  aFailureOfEachKind,
  aFieldProblemOfEachKind,
  aFoundAddress,
  anAccount,
  anInstance,
  aView,
} from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const problems: readonly FieldProblem[] = Object.values(aFieldProblemOfEachKind());

async function openForm() {
  const window = await renderer.open(aView());
  await window.page.getByRole('navigation').getByRole('button', { name: 'Add an instance' }).click();
  const form = window.page.getByRole('dialog', { name: 'Add a Looker instance' });
  await form.waitFor();
  return { ...window, form };
}

test('the form starts in the name, with client and port filled in and the redirect URI shown', async () => {
  const { page, form } = await openForm();
  await expect
    .poll(() => form.getByLabel('Name').evaluate((field) => field === document.activeElement))
    .toBe(true);
  expect(await form.getByLabel('Client ID').inputValue()).toBe('daypass');
  await form.getByText('http://127.0.0.1:48517/callback').waitFor();
  await form.getByLabel('Redirect port').fill('50000');
  await form.getByText('http://127.0.0.1:50000/callback').waitFor();
  await form.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText('Redirect URI copied').waitFor();
});

test('leaving the address shows what was found there; adding signs in at once', async () => {
  const { page, main, form } = await openForm();
  await form.getByLabel('Name').fill('Acme production');
  await form.getByLabel('Address').fill('acme.cloud.looker.com');
  await form.getByLabel('Client ID').focus();
  await form.getByRole('group', { name: 'Found' }).getByText('26.12.3').waitFor();
  await form.getByRole('button', { name: 'Add and sign in' }).click();
  await page.getByRole('region', { name: 'Signing in to Acme production' }).waitFor();
  expect(await form.count()).toBe(0);
  expect(main.asked.map(({ name }) => name)).toEqual(['checkAddress', 'addInstance', 'startSignIn']);
});

test('add only adds and does not sign in', async () => {
  const { page, main, form } = await openForm();
  await form.getByLabel('Name').fill('Acme');
  await form.getByLabel('Address').fill('acme.cloud.looker.com');
  await form.getByRole('button', { name: 'Add only' }).click();
  await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
  expect(main.inputsOf('startSignIn')).toEqual([]);
});

test('other hosts than the typed one are shown first and confirmed by the next click', async () => {
  const { main, form } = await openForm();
  main.when('checkAddress', () => ({
    ok: true,
    value: aFoundAddress({
      entered: 'https://looker.acme.example',
      uiOrigin: 'https://acme.cloud.looker.com',
      apiOrigin: 'https://acme.cloud.looker.com:19999',
      differs: true,
    }),
  }));
  await form.getByLabel('Name').fill('Acme');
  await form.getByLabel('Address').fill('looker.acme.example');
  await form.getByRole('button', { name: 'Add and sign in' }).click();
  const note = form.getByRole('group', { name: 'Please look: not only the host you typed' });
  await note.getByText('https://acme.cloud.looker.com:19999').waitFor();
  expect(main.inputsOf('addInstance')).toEqual([]);
  await form.getByRole('button', { name: 'Use these hosts and sign in' }).click();
  await expect
    .poll(() => main.inputsOf('addInstance'))
    .toMatchObject([
      { uiAddress: 'https://acme.cloud.looker.com', apiAddress: 'https://acme.cloud.looker.com:19999' },
    ]);
});

test('the API host can always be entered by hand', async () => {
  const { main, form } = await openForm();
  await form.getByLabel('Name').fill('Acme');
  await form.getByLabel('Address').fill('looker.acme.example');
  await form.getByRole('button', { name: 'Enter the API host by hand' }).click();
  await form.getByLabel('API host').fill('api.acme.example:19999');
  await form.getByRole('button', { name: 'Add only' }).click();
  await expect
    .poll(() => main.inputsOf('addInstance'))
    .toMatchObject([{ apiAddress: 'api.acme.example:19999' }]);
});

test('an address that cannot be reached says so and keeps the way open', async () => {
  const { main, form } = await openForm();
  main.when('checkAddress', () => ({ ok: false, failure: aFailureOfEachKind()['provider-unreachable'] }));
  await form.getByLabel('Name').fill('Acme');
  await form.getByLabel('Address').fill('acme.cloud.looker.com');
  await form.getByRole('button', { name: 'Check' }).click();
  await form.getByRole('group', { name: 'acme.cloud.looker.com cannot be reached' }).waitFor();
  await form.getByRole('button', { name: 'Add only' }).click();
  await expect.poll(() => main.inputsOf('addInstance').length).toBe(1);
});

test('each kind of problem stands at its field, which has the focus and keeps its text', async () => {
  const { main, form } = await openForm();
  const name = form.getByRole('textbox', { name: 'Name', exact: true });
  const sentence = () =>
    name.evaluate(
      (field) => document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent,
    );
  await form.getByLabel('Address').fill('acme.cloud.looker.com');
  for (const problem of problems) {
    main.when('addInstance', () => ({
      ok: false,
      failure: { kind: 'input-invalid', fields: { name: problem } },
    }));
    await name.fill(`As typed: ${problem.kind}`);
    expect(await name.getAttribute('aria-invalid')).toBe('false');
    await form.getByRole('button', { name: 'Add only' }).click();
    await expect.poll(() => name.getAttribute('aria-invalid'), { message: problem.kind }).toBe('true');
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await sentence(), problem.kind).toMatch(/^[A-Z].+\.$/);
    expect(await name.inputValue()).toBe(`As typed: ${problem.kind}`);
  }
});

test('each field shows its own problem, and the first of them has the focus', async () => {
  const { main, form } = await openForm();
  const fields = {
    uiAddress: { kind: 'no-host' },
    apiAddress: { kind: 'has-spaces' },
    clientId: { kind: 'empty' },
    redirectPort: { kind: 'port-out-of-range' },
  } as const;
  main.when('addInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await form.getByRole('button', { name: 'Enter the API host by hand' }).click();
  await form.getByRole('button', { name: 'Add only' }).click();
  for (const label of ['Address', 'API host', 'Client ID', 'Redirect port']) {
    const field = form.getByRole('textbox', { name: label, exact: true });
    await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  }
  const address = form.getByRole('textbox', { name: 'Address', exact: true });
  expect(await address.evaluate((field) => field === document.activeElement)).toBe(true);
});

test('changing an instance keeps its hosts out of reach and saves the rest', async () => {
  const { page, main } = await renderer.open(aView({ instances: [anInstance({ accounts: [anAccount()] })] }));
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Change instance…' }).click();
  const form = page.getByRole('dialog', { name: 'Change Acme production' });
  await form.getByText('Hosts stay as they are: another host is another instance.').waitFor();
  expect(await form.getByLabel('Address').count()).toBe(0);
  await form.getByLabel('Name').fill('Acme EU');
  await form.getByLabel('Name').press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Acme EU' }).waitFor();
  expect(main.inputsOf('changeInstance')).toEqual([
    { instanceId: 'acme', name: 'Acme EU', clientId: 'daypass', redirectPort: '48517' },
  ]);
});

test('settings save as they change, and only what is allowed', async () => {
  const { page, main } = await renderer.open(aView());
  await page.getByRole('button', { name: 'Settings' }).click();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  await dialog.getByRole('radio', { name: 'Dark' }).check();
  await dialog.getByLabel('Clear a copied token after').fill('5');
  await dialog.getByText('Please choose from 10 to 300 seconds.').waitFor();
  await dialog.getByLabel('Clear a copied token after').fill('60');
  await dialog.getByRole('checkbox', { name: 'Keep running in the tray' }).uncheck();
  await expect
    .poll(() => main.inputsOf('saveSettings').at(-1))
    .toMatchObject({ theme: 'dark', clearClipboardAfterSeconds: 60, keepInTray: false });
  main.change({ desktop: { os: 'linux', tray: false } });
  await dialog.getByText('This desktop has no tray').waitFor();
});

test('dialogs keep the keyboard inside, close with Escape, and give the focus back', async () => {
  const { page } = await renderer.open(aView({ instances: [anInstance({ accounts: [anAccount()] })] }));
  const focused = () =>
    page.evaluate(
      () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
    );
  const isInside = () => page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('dialog').waitFor();
  for (let press = 0; press < 12; press += 1) {
    await page.keyboard.press('Tab');
    expect(await isInside()).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(focused).toBe('Settings');
  await page.getByRole('button', { name: 'More for this account' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Change instance…' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(focused).toBe('More for this account');
});
