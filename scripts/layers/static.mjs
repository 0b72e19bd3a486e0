// Types, lint and formatting. Each counts as one; caches in .cache/ make the second run quick.
import { mkdir, readdir } from 'node:fs/promises';

import { inCheckout } from '../bootstrap/checkout.mjs';
import { runNode } from '../bootstrap/run.mjs';
import { failure, runLayer } from './tally.mjs';

/** Shared settings, and the renderer, whose Svelte files need svelte-check. */
const NOT_FOR_TSC = new Set(['tsconfig.base.json', 'tsconfig.renderer.json']);

/** @typedef {{ script: string, args: string[] }} Tool a program of node_modules */

/**
 * @param {string} script inside node_modules
 * @param {...string} args
 * @returns {Tool}
 */
function tool(script, ...args) {
  return { script: inCheckout('node_modules', script), args };
}

/** @returns {Promise<Tool[]>} one per runtime that has its own rules */
async function typeChecks() {
  const files = (await readdir(inCheckout())).filter((name) => /^tsconfig\..+\.json$/.test(name));
  const checks = files
    .filter((name) => !NOT_FOR_TSC.has(name))
    .map((name) => {
      const info = inCheckout('.cache/tsc', name.replace(/^tsconfig\.|\.json$/g, '') + '.tsbuildinfo');
      return tool('typescript/bin/tsc', '-p', name, '--noEmit', '--incremental', '--tsBuildInfoFile', info);
    });
  const renderer = tool(
    'svelte-check/bin/svelte-check',
    ...['--tsconfig', './tsconfig.renderer.json', '--fail-on-warnings', '--output', 'human'],
  );
  return [...checks, renderer];
}

/** @returns {Promise<Tool[]>} */
async function lintChecks() {
  return [
    tool('eslint/bin/eslint.js', '.', '--max-warnings', '0', '--cache', '--cache-location', '.cache/eslint/'),
  ];
}

/** @returns {Promise<Tool[]>} */
async function formatChecks() {
  return [
    tool(
      'prettier/bin/prettier.cjs',
      '--check',
      '.',
      '--log-level',
      'warn',
      '--cache',
      '--cache-location',
      '.cache/prettier',
    ),
  ];
}

const TOOLS = { types: typeChecks, lint: lintChecks, formatting: formatChecks };

/** The static layers, in the order in which they are reported. */
export const STATIC_LAYERS = /** @type {(keyof typeof TOOLS)[]} */ (Object.keys(TOOLS));

/**
 * Runs the programs of one static layer and prints what the failed ones said.
 * @param {keyof typeof TOOLS} name
 * @returns {Promise<import('./tally.mjs').LayerResult>}
 */
export function runStaticLayer(name) {
  return runLayer(name, async () => {
    await mkdir(inCheckout('.cache'), { recursive: true });
    const results = [];
    for (const { script, args } of await TOOLS[name]()) results.push(await runNode(script, args));
    const failed = results.filter(({ code }) => code !== 0);
    for (const { output } of failed) console.log(output.trim());
    return failed.length > 0 ? failure('its messages stand above') : { passed: 1, failed: 0, skipped: 0 };
  });
}
