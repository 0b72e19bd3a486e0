import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRenderer, type Renderer } from '#support/renderer-page';
import { aBusyDesk } from '#support/views';
let r: Renderer;
beforeAll(async () => {
  r = await startRenderer();
});
afterAll(async () => {
  await r.close();
});
test('smoke', async () => {
  const { page, blocked } = await r.open(aBusyDesk());
  await page.locator('[data-account-row]').first().waitFor();
  expect(await page.locator('[data-account-row]').count()).toBe(7);
  await page.screenshot({ path: '/tmp/shots/smoke.png' });
  expect(blocked).toEqual([]);
});
