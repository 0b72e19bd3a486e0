import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { activeFor, aDeskWith, aFailureOfEachKind, minute } from '#support/views';

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

const failures = aFailureOfEachKind();
const strayed = { wanted: 'dev', actual: 'production' } as const;

test('development is one press away, and the row and the details then say so', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  const choice = page.getByRole('radiogroup', { name: 'Workspace' });
  expect(await choice.getByRole('radio', { name: 'Production' }).isChecked()).toBe(true);
  await choice.getByRole('radio', { name: 'Development' }).check({ force: true });
  await page.getByText('Daypass switches it again after every refresh').waitFor();
  expect(main.inputsOf('setWorkspace')).toEqual([{ accountId: 'ana', workspace: 'dev' }]);
  await page.getByRole('button', { name: 'Acme production dev workspace ana.ruiz@acme.example' }).waitFor();
  expect(await page.getByRole('region', { name: 'Details' }).innerText()).toMatch(/Workspace\s+Development/);
});

test('a switch that main refuses goes back by itself and says why', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  main.when('setWorkspace', () => ({ ok: false, failure: failures['workspace-not-set'] }));
  await page.getByRole('radio', { name: 'Development' }).click({ force: true });
  await page.getByRole('group', { name: 'The development workspace is not open to this person' }).waitFor();
  expect(await page.getByRole('radio', { name: 'Production' }).isChecked()).toBe(true);
});

test('a person who may not develop can settle for production', async () => {
  const state = activeFor(42 * minute, failures['workspace-not-set']);
  const { page, main } = await renderer.open(aDeskWith({ state, workspace: strayed }));
  await page.getByText('The live token is in the production workspace.').waitFor();
  await page.getByRole('button', { name: 'Use production' }).click();
  await expect
    .poll(() => main.inputsOf('setWorkspace'))
    .toEqual([{ accountId: 'ana', workspace: 'production' }]);
});

test('a switch that failed for a moment is tried again without a fresh token', async () => {
  const failure = { ...failures['workspace-not-set'], isAllowed: true };
  const state = activeFor(42 * minute, failure);
  const { page, main } = await renderer.open(aDeskWith({ state, workspace: strayed }));
  const note = page.getByRole('group', { name: 'The token is still in production' });
  await note.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => main.inputsOf('setWorkspace')).toEqual([{ accountId: 'ana', workspace: 'dev' }]);
  expect(main.inputsOf('renewToken')).toEqual([]);
});

test('where there is nothing to choose, nothing is shown', async () => {
  const { page, main } = await renderer.open(aDeskWith({}));
  const choice = page.getByRole('radiogroup', { name: 'Workspace' });
  await choice.waitFor();
  main.changeAccount('ana', { workspace: null });
  await choice.waitFor({ state: 'detached' });
  main.changeAccount('ana', { workspace: strayed });
  await choice.waitFor();
  main.changeAccount('ana', { state: { kind: 'signed-out' } });
  await choice.waitFor({ state: 'detached' });
});
