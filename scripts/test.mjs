// npm test: every layer in order. `npm test -- e2e` runs named layers only, `-t PATTERN` only matching tests.
import { parseArgs } from 'node:util';

import { bootstrap, bootstrapElectron } from './bootstrap.mjs';
import { asCommand, Stop } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { openDesktopSession } from './desktop-session.mjs';
import { runStaticLayer, STATIC_LAYERS } from './layers/static.mjs';
import { allPassed, failure, runLayer, toSum, toTable } from './layers/tally.mjs';
import { DESKTOP_LAYERS, runVitestLayer, VITEST_LAYERS } from './layers/vitest.mjs';

/** @typedef {import('./layers/tally.mjs').LayerResult} LayerResult */
/** @typedef {{ layers: readonly string[], vitestArgs: string[] }} Order */
/** @typedef {{ electron: string, keychain: string, env: NodeJS.ProcessEnv, close: () => Promise<void> }} Stage */

const LAYERS = [...STATIC_LAYERS, ...VITEST_LAYERS];

/** @returns {Order} */
function readOrder() {
  const { values, positionals } = parseArgs({
    options: { testNamePattern: { type: 'string', short: 't' } },
    allowPositionals: true,
  });
  const unknown = positionals.filter((name) => !LAYERS.some((layer) => layer === name));
  if (unknown.length > 0)
    throw new Stop(`There is no layer ${unknown.join(', ')}. There are: ${LAYERS.join(', ')}.`);
  const pattern = values.testNamePattern;
  const layers = positionals.length === 0 ? LAYERS : LAYERS.filter((layer) => positionals.includes(layer));
  return { layers, vitestArgs: pattern === undefined ? [] : ['-t', pattern] };
}

/**
 * What the layers with a window need: system packages, Electron, a built app, a session.
 * @returns {Promise<Stage>}
 */
async function setStage() {
  const { electron, env } = await bootstrapElectron({ needs: ['headless', 'browser', 'readers'] });
  await build({ env });
  const session = await openDesktopSession({ env });
  return {
    electron: `${electron.version} (${electron.kind})`,
    keychain: session.keychain,
    env: session.env,
    close: session.close,
  };
}

/**
 * @param {Order} order
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<LayerResult[]>}
 */
async function runLayersWithoutWindow({ layers, vitestArgs }, env) {
  const results = [];
  for (const name of STATIC_LAYERS.filter((layer) => layers.includes(layer))) {
    results.push(await runStaticLayer(name));
  }
  for (const name of VITEST_LAYERS.filter(
    (layer) => layers.includes(layer) && !DESKTOP_LAYERS.includes(layer),
  )) {
    results.push(await runVitestLayer(name, { env, args: vitestArgs }));
  }
  return results;
}

/**
 * @param {Order} order
 * @returns {Promise<{ results: LayerResult[], used: string }>} `used` says which Electron and which keychain
 */
async function runLayersWithWindow({ layers, vitestArgs }) {
  const names = VITEST_LAYERS.filter((layer) => layers.includes(layer) && DESKTOP_LAYERS.includes(layer));
  if (names.length === 0) return { results: [], used: 'No end-to-end layer was asked for.' };
  /** @type {LayerResult[]} */
  const results = [];
  const stage = await setStage().catch((/** @type {unknown} */ error) => {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(reason);
    return reason;
  });
  if (typeof stage === 'string') {
    const why = `could not run: ${stage.trim().split('\n')[0]?.replace(/:$/, '')}`;
    for (const name of names) results.push(await runLayer(name, async () => failure(why)));
    return { results, used: 'Electron: none\nKeychain: none' };
  }
  try {
    for (const name of names) results.push(await runVitestLayer(name, { env: stage.env, args: vitestArgs }));
  } finally {
    await stage.close();
  }
  return { results, used: `Electron: ${stage.electron}\nKeychain: ${stage.keychain}` };
}

await asCommand(async () => {
  const order = readOrder();
  const { env } = await bootstrap({ needs: [] });
  const early = await runLayersWithoutWindow(order, env);
  const { results: late, used } = await runLayersWithWindow(order);
  const results = [...early, ...late];
  console.log(`\n${toTable(results)}\n\n${used}\n${toSum(results)}`);
  return allPassed(results) ? 0 : 1;
});
