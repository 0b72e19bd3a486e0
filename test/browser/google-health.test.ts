import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PurposeCheck } from '#contract/bridge';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import { aDeskOf, aFailureOfEachKind, aGoogleDesk, aHealth, anAccount } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

async function open(page: Page): Promise<Locator> {
  await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'Check…' }).click();
  return page.getByRole('dialog', { name: 'Check Google Ads' });
}

async function openRefused(
  reason: Extract<PurposeCheck, { kind: 'refused' }>['reason'],
): Promise<AppWindow & { readonly dialog: Locator }> {
  const window = await renderer.open(aGoogleDesk());
  const check = { kind: 'refused', reason, code: 'A_CODE', said: 'Because of it.' } as const;
  window.main.when('checkHealth', () => ({ ok: true, value: aHealth({ check }) }));
  return { ...window, dialog: await open(window.page) };
}

test('the check stands in for the inspector at Google, and only there', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Check…' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Inspect token…' }).count()).toBe(0);
  await page.keyboard.press('Escape');
  main.show(aDeskOf(anAccount()));
  await page.getByRole('button', { name: 'More for this account' }).click();
  await page.getByRole('menuitem', { name: 'Inspect token…' }).waitFor();
  expect(await page.getByRole('menuitem', { name: 'Check…' }).count()).toBe(0);
});

test('a check tells who, whose client, what was granted, until when, and which customers', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  const dialog = await open(page);
  await dialog.getByText('It works: the Google Ads API answers').waitFor();
  const text = await dialog.innerText();
  for (const fact of ['123-456-7890', '987-654-3210', 'Ana Ruiz · user 1093', 'This instance’s client']) {
    expect(text).toContain(fact);
  }
  expect(text).toMatch(/Google Ads access\s+https:\/\/www\.googleapis\.com\/auth\/adwords/);
  expect(text).toContain('13:52 · 42 min left');
  expect(text).toContain('Offline: new tokens come without the browser');
  await dialog.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(() => main.inputsOf('checkHealth').length).toBe(2);
});

test('an API that is switched off leads to the page of the project', async () => {
  const { dialog } = await openRefused('api-disabled');
  const note = dialog.getByRole('group', { name: 'The API is switched off in the project' });
  await note.getByText('https://console.cloud.google.com/apis/library/googleads.googleapis.com').waitFor();
  await note.getByText('Google said: A_CODE “Because of it.”').waitFor();
});

test('a project that is not approved is told its levels', async () => {
  const { dialog } = await openRefused('project-not-approved');
  await dialog.getByText('Explorer: real accounts, 2,880 operations a day.').waitFor();
  await dialog.getByText('https://console.cloud.google.com/google/ads-apis/overview').waitFor();
});

test('a version that is gone leads to the change of the instance', async () => {
  const { dialog, page } = await openRefused('version-unknown');
  await dialog.getByText('Google does not know version v26 of the Google Ads API').waitFor();
  await dialog.getByRole('button', { name: 'Change instance…' }).click();
  await page
    .getByRole('dialog')
    .getByLabel(/version/i)
    .waitFor();
});

test('a scope that is missing leads to a new sign-in', async () => {
  const { dialog, main } = await openRefused('scope-insufficient');
  await dialog.getByRole('button', { name: 'Sign in again' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect
    .poll(() => main.inputsOf('startSignIn'))
    .toEqual([{ instanceId: 'ads', accountId: 'ana-ads' }]);
});

test('an empty list of reports is told to be fine', async () => {
  const { page, main } = await renderer.open(aGoogleDesk({}, { purpose: 'studio-read' }));
  const check = { kind: 'works', customers: [] } as const;
  main.when('checkHealth', () => ({ ok: true, value: aHealth({ api: 'studio', check }) }));
  await page.getByRole('button', { name: 'Check…' }).click();
  await page.getByRole('dialog').getByText('An empty list would be fine').waitFor();
});

test('a check without an answer says why and asks again', async () => {
  const { page, main } = await renderer.open(aGoogleDesk());
  main.when('checkHealth', () => ({ ok: false, failure: aFailureOfEachKind().offline }));
  const dialog = await open(page);
  const note = dialog.getByRole('group', { name: 'You are offline' });
  await note.waitFor();
  main.when('checkHealth', () => ({ ok: true, value: aHealth({ isOurs: false }) }));
  await note.getByRole('button', { name: 'Try again' }).click();
  await dialog.getByRole('group', { name: 'The token was issued to another client' }).waitFor();
});
