// The layers that are Vitest projects. Counted from Vitest's own report: what it does not report did not pass.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { inCheckout } from '../bootstrap/checkout.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { failure, runLayer } from './tally.mjs';

const LIMIT_MS = 20 * 60_000;

/** The projects of vitest.config.ts, in the order in which they run. */
export const VITEST_LAYERS = /** @type {const} */ (['unit', 'architecture', 'integration', 'browser', 'e2e']);

/** The ones that get a desktop session of their own. */
export const DESKTOP_LAYERS = /** @type {readonly string[]} */ (['integration', 'browser', 'e2e']);

/**
 * @typedef {object} Report the part of Vitest's JSON that counts
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults one per file
 */

/**
 * @param {Report | undefined} report
 * @param {number} code Vitest's exit code
 * @returns {Omit<import('./tally.mjs').LayerResult, 'name' | 'ms'>}
 */
export function toCounts(report, code) {
  if (report === undefined) return failure('Vitest left no report');
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + brokenFiles;
  if (passed + failed === 0) return { ...failure('no test ran'), skipped };
  if (failed === 0 && code !== 0)
    return { passed, failed: 1, skipped, note: `every test passed, yet Vitest ended with code ${code}` };
  return { passed, failed, skipped };
}

/**
 * Runs one project, with its output shown (or kept, and printed only if it fails).
 * @param {typeof VITEST_LAYERS[number]} name
 * @param {{ env: NodeJS.ProcessEnv, args?: readonly string[], output?: 'show' | 'keep' }} options `args` go on to Vitest
 * @returns {Promise<import('./tally.mjs').LayerResult>}
 */
export function runVitestLayer(name, { env, args = [], output = 'show' }) {
  return runLayer(name, async () => {
    const file = inCheckout('out/test', `${name}.json`);
    await mkdir(dirname(file), { recursive: true });
    await rm(file, { force: true });
    const options = [
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ];
    const script = inCheckout('node_modules/vitest/vitest.mjs');
    const ran = await runNode(script, [...options, ...args], { env, output, timeoutMs: LIMIT_MS });
    if (ran.timedOut) return failure(`stopped after ${LIMIT_MS / 60_000} minutes`);
    const report = await readFile(file, 'utf8')
      .then(JSON.parse)
      .catch(() => undefined);
    const counts = toCounts(report, ran.code);
    if (counts.failed > 0) console.log(ran.output.trim());
    return counts;
  });
}
