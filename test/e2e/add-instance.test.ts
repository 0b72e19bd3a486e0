import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalogFile } from '#support/catalog-file';
import { keepPictureOfFailures } from '#support/failure-picture';
import { openPracticeDesk, type PracticeDesk } from '#support/practice-desk';
import { readClipboard } from '#support/running-app';

let desk: PracticeDesk;
let app: Awaited<ReturnType<PracticeDesk['start']>>;

beforeAll(async () => {
  desk = await openPracticeDesk({ isFurnished: false, looker: { ports: 'two' } });
  app = await desk.start();
});
afterAll(() => desk.close());
keepPictureOfFailures(() => app.page);

test('an address that would carry a token in the clear is refused at its field, and nothing typed is lost', async () => {
  await app.user.addInstance({ name: 'Acme production', address: 'http://looker.acme.example', port: '80' });
  await app.user.dialog().getByRole('button', { name: 'Add only' }).click();
  await app.user.dialog().getByText(/https/).first().waitFor();
  const address = app.user.dialog().getByLabel('Address', { exact: true });
  expect(await address.getAttribute('aria-invalid')).toBe('true');
  expect(await address.inputValue()).toBe('http://looker.acme.example');
  const port = app.user.dialog().getByLabel('Redirect port');
  await expect.poll(() => port.getAttribute('aria-invalid')).toBe('true');
});

test('the API host that the server names is shown, and counts only after a click made while it was shown', async () => {
  desk.looker.switches.wellKnown = true;
  await app.user.dialog().getByLabel('Address', { exact: true }).fill(`${desk.looker.uiOrigin}/browse`);
  await app.user.dialog().getByLabel('Redirect port').fill('48517');
  await app.user.dialog().getByRole('button', { name: 'Check' }).click();
  await app.user.dialog().getByText(desk.looker.apiOrigin).waitFor();
  await app.user
    .dialog()
    .getByRole('button', { name: /sign in/i })
    .click();
  await desk.answerBrowser('ana.ruiz@acme.example');
  await app.user.strip('Signed in as Ana Ruiz.').waitFor();
  const { instances } = await readCatalogFile(desk.profile);
  expect(instances).toMatchObject([{ uiOrigin: desk.looker.uiOrigin, apiOrigin: desk.looker.apiOrigin }]);
});

test('a second instance is offered a port of its own, and the same name is refused', async () => {
  await app.user.button('Add an instance').or(app.user.button('Add')).first().click();
  expect(await app.user.dialog().getByLabel('Redirect port').inputValue()).toBe('48518');
  await app.user.dialog().getByLabel('Name').fill('acme PRODUCTION');
  await app.user.dialog().getByLabel('Address', { exact: true }).fill(desk.looker.uiOrigin);
  await app.user.dialog().getByRole('button', { name: 'Check' }).click();
  await app.user.dialog().getByText(desk.looker.apiOrigin).waitFor();
  await app.user
    .dialog()
    .getByRole('button', { name: /^Add( only)?|Use .*$/ })
    .first()
    .click();
  await expect.poll(() => app.user.dialog().getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
  await app.page.keyboard.press('Escape');
});

test('what an admin needs is copied as the exact request body', async () => {
  await app.user.select('ana.ruiz@acme.example');
  await app.user.button(/^More for this/).click();
  await app.page.getByRole('menuitem', { name: 'Copy registration for your admin' }).click();
  await expect.poll(() => readClipboard(app)).toContain('redirect_uri');
  expect(JSON.parse(await readClipboard(app))).toMatchObject({
    redirect_uri: 'http://127.0.0.1:48517/callback',
    enabled: true,
  });
});
