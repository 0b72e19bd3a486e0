import { mkdir } from 'node:fs/promises';
import { afterEach } from 'vitest';
import type { Page } from 'playwright';
import { inCheckout } from '#support/checkout';

/** Saves what the window showed when a test failed to `out/e2e/`. Registered first, so that it runs last but one. */
export function keepPictureOfFailures(page: () => Page): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await mkdir(inCheckout('out/e2e'), { recursive: true });
    const name = task.name.replace(/\W+/g, '-').slice(0, 60);
    await page()
      .screenshot({ path: inCheckout(`out/e2e/${name}.png`) })
      .catch(() => undefined);
  });
}
