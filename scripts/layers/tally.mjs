// What a layer of checks came to, and the sums at the end.
import { toSeconds } from '../bootstrap/progress.mjs';

/**
 * @typedef {object} LayerResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} ms how long it took
 * @property {string} [note] why it failed, in one line
 */

/**
 * Runs one layer and prints that it began and how it ended. A layer that throws has failed.
 * @param {string} name
 * @param {() => Promise<Omit<LayerResult, 'name' | 'ms'>>} work
 * @returns {Promise<LayerResult>}
 */
export async function runLayer(name, work) {
  const startedAt = Date.now();
  const outcome = await work().catch((error) =>
    failure(error instanceof Error ? error.message : String(error)),
  );
  const result = { name, ms: Date.now() - startedAt, ...outcome };
  const note = result.note === undefined ? '' : `: ${result.note}`;
  console.log(`${result.failed > 0 ? 'failed' : 'ok    '}  ${name} (${toSeconds(result.ms)})${note}`);
  return result;
}

/**
 * A layer that counts as one failure: it could not run, or it found nothing to run.
 * @param {string} note
 * @returns {Omit<LayerResult, 'name' | 'ms'>}
 */
export function failure(note) {
  return { passed: 0, failed: 1, skipped: 0, note };
}

/**
 * @param {readonly LayerResult[]} results
 * @returns {string} a table with one line per layer
 */
export function toTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length), 'layer'.length);
  const line = (/** @type {string} */ name, /** @type {(string | number)[]} */ ...cells) =>
    `${name.padEnd(width)}${cells.map((cell) => String(cell).padStart(10)).join('')}`;
  const rows = results.map(({ name, passed, failed, skipped, ms }) =>
    line(name, passed, failed, skipped, toSeconds(ms)),
  );
  return [line('layer', 'passed', 'failed', 'skipped', 'time'), ...rows].join('\n');
}

/**
 * @param {readonly LayerResult[]} results
 * @returns {string} the line that ends a run: `N passed, N failed, N skipped`
 */
export function toSum(results) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`;
}

/**
 * @param {readonly LayerResult[]} results
 * @returns {boolean} whether there were results and none failed
 */
export function allPassed(results) {
  return results.length > 0 && results.every(({ failed }) => failed === 0);
}
