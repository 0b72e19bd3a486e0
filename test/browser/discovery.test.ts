import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Locator } from 'playwright';
import type { FoundAddress } from '#contract/bridge';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aFoundAddress, aView } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

async function checkAddress(found: FoundAddress): Promise<Locator> {
  const { page, main } = await renderer.open(aView());
  main.when('checkAddress', () => ({ ok: true, value: found }));
  await page.getByRole('button', { name: 'Add an instance' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Address').fill('looker.acme.example');
  await form.getByRole('button', { name: 'Check' }).click();
  return form;
}

const at = 'https://looker.acme.example';
const nothing = aFoundAddress({
  entered: at,
  source: 'nothing',
  release: null,
  tried: [
    { url: `${at}/.well-known/oauth-authorization-server`, outcome: 'web-page' },
    { url: `${at}/versions`, outcome: 'refused' },
    { url: `${at}:19999/versions`, outcome: 'no-answer' },
  ],
});

test('when nothing conclusive was found, every question and its answer is shown', async () => {
  const form = await checkAddress(nothing);
  const note = form.getByRole('group', { name: 'Nothing conclusive found' });
  await note.getByText(/Usually this is the port of the web app and not that of the API/).waitFor();
  const rows = note.getByRole('list', { name: 'Questions and answers' }).getByRole('listitem');
  expect(await rows.allInnerTexts()).toEqual([
    `${at}/.well-known/oauth-authorization-server\nA web page instead of data`,
    `${at}/versions\nRefused: 401, 403 or 404`,
    `${at}:19999/versions\nNo answer`,
  ]);
});

test('a refusal is explained in words', async () => {
  const form = await checkAddress({ ...nothing, tried: [{ url: `${at}/versions`, outcome: 'refused' }] });
  await form.getByText(/answers only people who are signed in/).waitFor();
});

test('when the host was found, what was asked is one press away', async () => {
  const form = await checkAddress(aFoundAddress({ entered: at }));
  const note = form.getByRole('group', { name: 'Found', exact: true });
  const answer = note.getByText('Answered, and was used');
  await note.waitFor();
  expect(await answer.isVisible()).toBe(false);
  await note.getByText('What was asked').click();
  await answer.waitFor();
});
