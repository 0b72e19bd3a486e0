import { afterAll, beforeAll, expect, test } from 'vitest';
import { allClients, cardOf, openClients } from '#support/client-apps-page';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFailureOfEachKind, aClientApp, minute } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();

test('Daypass is registered from a form that is filled in already', async () => {
  const { page, main } = await openClients(renderer, { apps: [], groups: null });
  await page.getByRole('button', { name: 'Register Daypass here' }).click();
  const form = cardOf(page, 'Register Daypass');
  expect(await form.getByLabel('Client ID').inputValue()).toBe('daypass');
  expect(await form.getByLabel('Redirect URI').inputValue()).toBe('http://127.0.0.1:48517/callback');
  await form.getByLabel('Group ID').fill('7');
  main.when('readClientApps', () => ({ ok: true, value: allClients }));
  await form.getByRole('button', { name: 'Register', exact: true }).click();
  await page.getByText('Client registered').waitFor();
  await cardOf(page, 'Daypass').waitFor();
  expect(main.inputsOf('saveClientApp')).toMatchObject([
    { accountId: 'ben', form: { guid: 'daypass', displayName: 'Daypass', enabled: true, groupId: '7' } },
  ]);
});

test('what Looker refuses is told at its field, the rest above the button, and nothing typed is lost', async () => {
  const { page, main } = await openClients(renderer);
  await page.getByRole('button', { name: 'Register another…' }).click();
  const form = cardOf(page, 'Register a client');
  await form.getByLabel('Client ID').fill('my-tool');
  await form.getByLabel('Redirect URI').fill('http://localhost:1');
  main.when('saveClientApp', () => ({
    ok: false,
    failure: {
      kind: 'fields-refused',
      host: 'acme.cloud.looker.com',
      fields: {
        redirectUris: { kind: 'refused-by-server', said: 'is not allowed' },
        can_use: { kind: 'refused-by-server', said: 'is missing' },
      },
    },
  }));
  await form.getByRole('button', { name: 'Register', exact: true }).click();
  const uri = form.getByLabel('Redirect URI');
  await expect.poll(() => uri.getAttribute('aria-invalid')).toBe('true');
  await form.getByText('Looker says: is not allowed.').waitFor();
  await form
    .getByRole('alert')
    .getByText(/can_use: is missing/)
    .waitFor();
  await expect.poll(() => uri.evaluate((field) => field === document.activeElement)).toBe(true);
  expect(await form.getByLabel('Client ID').inputValue()).toBe('my-tool');
});

test('a busy server is not asked again before its time; the button counts down', async () => {
  const { page, main } = await openClients(renderer);
  await page.getByRole('button', { name: 'Edit lkr' }).click();
  const form = cardOf(page, 'Change lkr');
  main.when('saveClientApp', () => ({ ok: false, failure: failures['provider-busy'] }));
  await form.getByRole('button', { name: 'Save' }).click();
  const waiting = form.getByRole('button', { name: /^Try again in [23]:\d\d$/ });
  await waiting.waitFor();
  expect(await waiting.isDisabled()).toBe(true);
  await form.getByText(/may ask again at 13:13/).waitFor();
  await page.clock.fastForward(3 * minute);
  await form.getByRole('button', { name: 'Save' }).waitFor();
  main.when('saveClientApp', () => ({ ok: true, value: { outcome: 'updated' } }));
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Client updated').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Edit lkr');
});

test.each(['not-found-or-not-allowed', 'already-exists'] as const)(
  '%s leads to the sheet for the admin',
  async (kind) => {
    const { page, main } = await openClients(renderer, { apps: [], groups: null });
    await page.getByRole('button', { name: 'Register Daypass here' }).click();
    main.when('saveClientApp', () => ({ ok: false, failure: failures[kind] }));
    await page.getByRole('button', { name: 'Register', exact: true }).click();
    await page.getByRole('alert').getByRole('button', { name: 'Hand-off sheet…' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hand-off sheet for your admin' }).waitFor();
  },
);

test('the ID of a registered client is locked, and groups are a choice where they may be seen', async () => {
  const { page } = await openClients(renderer);
  await page.getByRole('button', { name: 'Edit lkr' }).click();
  const form = cardOf(page, 'Change lkr');
  expect(await form.getByLabel('Client ID').getAttribute('readonly')).not.toBeNull();
  await form.getByText('This instance knows one per client.').waitFor();
  expect(await form.getByLabel('May be used by').inputValue()).toBe('7');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await cardOf(page, 'lkr').waitFor();
});

test('several redirect URIs stand on lines of their own where the instance takes them', async () => {
  const several = aClientApp({ redirectUris: ['a://x', 'b://y'], takesSeveralUris: true });
  const { page } = await openClients(renderer, { apps: [several], groups: [] });
  await page.getByRole('button', { name: 'Edit Daypass' }).click();
  expect(await page.getByLabel('Redirect URIs').inputValue()).toBe('a://x\nb://y');
});

test('switching a client off in the form asks the same question', async () => {
  const { page, main } = await openClients(renderer);
  await page.getByRole('button', { name: 'Edit Daypass' }).click();
  await page.getByRole('checkbox', { name: 'Enabled' }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  const question = page.getByRole('alertdialog', { name: 'Disable the client Daypass?' });
  await question.waitFor();
  expect(main.inputsOf('saveClientApp')).toEqual([]);
  await question.getByRole('button', { name: 'Disable', exact: true }).click();
  await expect.poll(() => main.inputsOf('saveClientApp')).toMatchObject([{ form: { enabled: false } }]);
});

test('a form stays as it is when its account is signed out or somebody else turns out to be an admin', async () => {
  const { page, main } = await openClients(renderer);
  await page.getByRole('button', { name: 'Register another…' }).click();
  const form = cardOf(page, 'Register a client');
  await form.getByLabel('Client ID').fill('my-tool');
  main.changeAccount('ana', { isAdmin: true });
  main.changeAccount('ben', { isAdmin: false });
  main.changeAccount('ben', { state: { kind: 'signed-out' } });
  await page.getByLabel('Seen with the account of').waitFor();
  expect(await form.getByLabel('Client ID').inputValue()).toBe('my-tool');
  expect(main.inputsOf('readClientApps')).toEqual([{ accountId: 'ben' }]);
});

test('a late success does not close the form that was opened meanwhile', async () => {
  const { page, main } = await openClients(renderer);
  await page.getByRole('button', { name: 'Edit lkr' }).click();
  const release = main.hold('saveClientApp');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Register another…' }).click();
  const form = cardOf(page, 'Register a client');
  await form.getByLabel('Client ID').fill('my-tool');
  release();
  await page.getByText('Client registered').waitFor();
  expect(await form.getByLabel('Client ID').inputValue()).toBe('my-tool');
  await expect.poll(() => main.inputsOf('readClientApps')).toHaveLength(2);
});
