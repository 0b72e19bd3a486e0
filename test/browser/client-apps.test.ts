import { afterAll, beforeAll, expect, test } from 'vitest';
import { allClients, cardOf, chooseIn, lkr, openClients } from '#support/client-apps-page';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, aClientApp, afternoon, day } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();

test('the list is read with an admin first, and can be seen with somebody else', async () => {
  const { page, main } = await openClients(renderer);
  await cardOf(page, 'Daypass').getByText('Daypass uses this one').waitFor();
  expect(main.inputsOf('readClientApps')).toEqual([{ accountId: 'ben' }]);
  await page.getByLabel('Seen with the account of').selectOption({ label: 'Ana Ruiz' });
  await expect.poll(() => main.inputsOf('readClientApps').at(-1)).toEqual({ accountId: 'ana' });
});

test('a card tells everything that is registered', async () => {
  const users = Array.from({ length: 8 }, (_, index) => ({ id: String(index), name: `Person ${index}` }));
  const { page } = await openClients(renderer, {
    ...allClients,
    apps: [
      aClientApp({ activatedUsers: users, tokensInvalidBefore: afternoon - 3 * day }),
      { ...lkr, enabled: false },
    ],
  });
  const ours = cardOf(page, 'Daypass');
  for (const text of [
    'http://127.0.0.1:48517/callback',
    'Everybody',
    /12 September, 13:10 are void/,
    'Enabled',
  ]) {
    await ours.getByText(text).first().waitFor();
  }
  expect(await ours.getByText(/^Person \d$/).count()).toBe(5);
  await ours.getByRole('button', { name: '3 more' }).click();
  expect(await ours.getByText(/^Person \d$/).count()).toBe(8);
  const other = cardOf(page, 'lkr');
  for (const text of ['lkr-cli', 'Only the group Analytics', 'Disabled', 'Nobody yet']) {
    await other.getByText(text, { exact: true }).waitFor();
  }
});

test('an empty list does not claim that there is nothing', async () => {
  const { page } = await openClients(renderer, { apps: [], groups: null });
  await page.getByText(/It answers everybody else as if there were none/).waitFor();
  await page.getByText(/Daypass has signed somebody in here, so it was registered then/).waitFor();
  await page.getByRole('button', { name: 'Hand-off sheet…' }).click();
  await page.getByRole('heading', { level: 1, name: 'Hand-off sheet for your admin' }).waitFor();
});

const acts = [
  { item: 'Disable…', confirm: 'Disable', kind: 'disable', says: /refuses every request/ },
  { item: 'Delete…', confirm: 'Delete', kind: 'delete', says: /cannot be undone/ },
  {
    item: 'Invalidate all tokens…',
    confirm: 'Invalidate all tokens',
    kind: 'invalidate-tokens',
    says: /yours included/,
  },
] as const;

test.each(acts)('$kind asks first, with what it costs here, and only then happens', async (act) => {
  const { page, main } = await openClients(renderer);
  await chooseIn(page, 'Daypass', act.item);
  const question = page.getByRole('alertdialog');
  await question.getByText(act.says).waitFor();
  await question.getByText(/the sign-ins of 2 accounts in Daypass end with this/).waitFor();
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(main.inputsOf('changeClientApp')).toEqual([]);
  await chooseIn(page, 'Daypass', act.item);
  await question.getByRole('button', { name: act.confirm, exact: true }).click();
  await expect
    .poll(() => main.inputsOf('changeClientApp'))
    .toEqual([{ accountId: 'ben', guid: 'daypass', act: { kind: act.kind } }]);
  await expect.poll(() => main.inputsOf('readClientApps')).toHaveLength(2);
});

test('enabling ends nothing and asks nothing', async () => {
  const { page, main } = await openClients(renderer, { ...allClients, apps: [{ ...lkr, enabled: false }] });
  await page.getByRole('button', { name: 'Enable', exact: true }).click();
  await expect
    .poll(() => main.inputsOf('changeClientApp'))
    .toEqual([{ accountId: 'ben', guid: 'lkr-cli', act: { kind: 'enable' } }]);
  await page.getByText('Client enabled').waitFor();
});

test('somebody is activated by e-mail; who is not found is told at the field', async () => {
  const { page, main } = await openClients(renderer);
  await chooseIn(page, 'lkr', 'Activate a user…');
  const field = page.getByLabel('User ID or e-mail address');
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  main.when('changeClientApp', () => ({
    ok: false,
    failure: { kind: 'input-invalid', fields: { user: { kind: 'nobody-found', typed: 'x@acme.example' } } },
  }));
  await field.fill('x@acme.example');
  await field.press('Enter');
  await expect.poll(() => field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.inputValue()).toBe('x@acme.example');
  main.when('changeClientApp', () => ({ ok: true, value: {} }));
  await field.fill('chi@acme.example');
  await field.press('Enter');
  await page.getByText('Looker accepted the activation').waitFor();
  expect(main.inputsOf('changeClientApp').at(-1)).toEqual({
    accountId: 'ben',
    guid: 'lkr-cli',
    act: { kind: 'activate-user', user: 'chi@acme.example' },
  });
});

test('somebody in the list is deactivated after a question with the name', async () => {
  const { page, main } = await openClients(renderer);
  await page.getByRole('button', { name: 'Deactivate Ana Ruiz for Daypass…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Deactivate Ana Ruiz for the client Daypass?' });
  await question.getByText(/the sign-in of 1 account in Daypass ends with this/).waitFor();
  await question.getByRole('button', { name: 'Deactivate', exact: true }).click();
  await expect
    .poll(() => main.inputsOf('changeClientApp'))
    .toEqual([{ accountId: 'ben', guid: 'daypass', act: { kind: 'deactivate-user', user: '481' } }]);
});

test('a failed act is told on its card and can be put away', async () => {
  const { page, main } = await openClients(renderer);
  main.when('changeClientApp', () => ({ ok: false, failure: failures['not-found-or-not-allowed'] }));
  await chooseIn(page, 'lkr', 'Delete…');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete', exact: true }).click();
  const note = cardOf(page, 'lkr').getByRole('group', { name: /^Not found at/ });
  await note.waitFor();
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await note.waitFor({ state: 'detached' });
});

test('a list that cannot be read says why and can be asked again; Back leads to the account', async () => {
  const { page, main } = await openClients(renderer);
  main.when('readClientApps', () => ({ ok: false, failure: failures['provider-unreachable'] }));
  await page.getByRole('button', { name: 'Read again' }).click();
  const note = page.getByRole('group', { name: 'acme.cloud.looker.com cannot be reached' });
  await note.waitFor();
  main.when('readClientApps', () => ({ ok: true, value: allClients }));
  await note.getByRole('button', { name: 'Try again' }).click();
  await note.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('heading', { level: 1, name: 'Acme production' }).waitFor();
});

test('when nobody is signed in any more the page says whose rights it needs', async () => {
  const { page, main } = await openClients(renderer);
  main.changeAccount('ana', { state: { kind: 'signed-out' } });
  main.changeAccount('ben', { state: { kind: 'signed-out' } });
  await page.getByRole('heading', { name: 'Nobody is signed in here' }).waitFor();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: null }]);
  await page.getByRole('region', { name: 'Signing in to Acme production' }).waitFor();
});

test('a sign-in that has ended is renewed on the page of its account', async () => {
  const { page, main } = await openClients(renderer);
  main.when('readClientApps', () => ({ ok: false, failure: failures['sign-in-expired'] }));
  await page.getByRole('button', { name: 'Read again' }).click();
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('region', { name: 'Signing in to Acme production' }).waitFor();
  expect(main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: 'ben' }]);
});
