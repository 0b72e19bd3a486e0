// npm run check: everything that needs no window, for every commit.
import { availableParallelism } from 'node:os';

import { bootstrap } from './bootstrap.mjs';
import { asCommand } from './bootstrap/stop.mjs';
import { toSeconds } from './bootstrap/progress.mjs';
import { runStaticLayer } from './layers/static.mjs';
import { allPassed, toSum } from './layers/tally.mjs';
import { runVitestLayer } from './layers/vitest.mjs';

/**
 * Runs all, never more than `width` at a time, in the given order.
 * @template T
 * @param {readonly (() => Promise<T>)[]} tasks
 * @param {number} width
 * @returns {Promise<T[]>}
 */
async function inParallel(tasks, width) {
  const waiting = [...tasks.entries()];
  /** @type {T[]} */
  const results = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, task] = next;
      results[index] = await task();
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

await asCommand(async () => {
  const startedAt = Date.now();
  const { env } = await bootstrap({ needs: [] });
  const quietly = { env, output: /** @type {const} */ ('keep') };
  const longestFirst = [
    () => runStaticLayer('types'),
    () => runStaticLayer('lint'),
    () => runVitestLayer('unit', quietly),
    () => runVitestLayer('architecture', quietly),
    () => runStaticLayer('formatting'),
  ];
  const results = await inParallel(longestFirst, Math.min(4, Math.max(2, availableParallelism())));
  console.log(`\nChecked in ${toSeconds(Date.now() - startedAt)}.`);
  console.log(toSum(results));
  return allPassed(results) ? 0 : 1;
});
