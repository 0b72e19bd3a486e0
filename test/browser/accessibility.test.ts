import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { View } from '#contract/bridge';
import { adminScenes } from '#support/admin-scenes';
import { googleFormScenes } from '#support/google-form-scenes';
import { googleScenes } from '#support/google-scenes';
import { freshScenes } from '#support/quick-scenes';
import { startRenderer, type AppWindow, type Renderer } from '#support/renderer-page';
import { scenes } from '#support/scenes';
import { aView } from '#support/views';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const walk = [...scenes, ...freshScenes, ...googleScenes, ...googleFormScenes, ...adminScenes];

let renderer: Renderer;
beforeAll(async () => (renderer = await startRenderer()));
afterAll(() => renderer.close());

/** What axe has to say, one line per rule and place. */
async function complaints(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${String(target[0])}: ${failureSummary ?? ''}`),
  );
}

async function expectNothingToComplainAbout({ page, blocked }: AppWindow): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await complaints(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await complaints(page)).toEqual([]);
  expect(blocked).toEqual([]);
}

async function openWithAxe(view: View, isQuick = false): Promise<AppWindow> {
  const window = await renderer.open(view, { isQuick });
  await window.page.evaluate(axe);
  if (!view.isLocked)
    await window.page
      .getByRole(isQuick ? 'combobox' : 'textbox')
      .first()
      .waitFor();
  return window;
}

let shared: AppWindow | null = null;

test.each(walk.filter(({ open }) => open === undefined))(
  '$name: nothing for axe to complain about, light and dark',
  async ({ view }) => {
    shared ??= await openWithAxe(view);
    shared.main.show(view);
    await shared.page.evaluate(() => new Promise(requestAnimationFrame));
    await expectNothingToComplainAbout(shared);
  },
);

test.each(walk.filter(({ open }) => open !== undefined))(
  '$name: nothing for axe to complain about, light and dark',
  async ({ view, isQuick, open }) => {
    const window = await openWithAxe(view, isQuick);
    await open?.(window);
    await window.page.waitForTimeout(50);
    await expectNothingToComplainAbout(window);
  },
);

test('loading: nothing for axe to complain about', async () => {
  const { page } = await renderer.open(null);
  await page.evaluate(axe);
  await page.getByRole('status', { name: 'Loading…' }).waitFor();
  expect(await complaints(page)).toEqual([]);
});

test('a screen reader hears what changes, and no figure that ticks', async () => {
  const { page, main } = await renderer.open(aView({ ...scenes[0]!.view }));
  const heard = page.locator('[aria-live="polite"]').first();
  await heard.getByText('Active').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Copy token' }).click();
  await heard.getByText('Token copied').waitFor({ state: 'attached' });
  expect(await heard.innerText()).not.toMatch(/\d/);
  main.changeAccount('ana', { state: { kind: 'signed-out' } });
  await heard.getByText('Signed out').waitFor({ state: 'attached' });
});

test('who asked for less motion gets none that repeats', async () => {
  const { page } = await renderer.open(scenes[3]!.view);
  await page.locator('[data-account-row]').first().waitFor();
  const running = await page.evaluate(
    () => document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations === Infinity).length,
  );
  expect(running).toBe(0);
});
