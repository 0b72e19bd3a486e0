// npm run bench: how the built app compares with an empty window on the same Electron.
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { aCatalogOfEight } from './bench/catalog.mjs';
import { measureLaunch } from './bench/launch.mjs';
import { toBenchTable, toReport } from './bench/report.mjs';
import { bootstrapElectron } from './bootstrap.mjs';
import { checkout, inCheckout } from './bootstrap/checkout.mjs';
import { runNode } from './bootstrap/run.mjs';
import { asCommand, Stop } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { openDesktopSession } from './desktop-session.mjs';
import { findPacked } from './pack/packed-app.mjs';

/** @typedef {import('./bench/launch.mjs').Subject} Subject */
/** @typedef {import('./bench/launch.mjs').Measurement} Measurement */

/** @returns {number} */
function readPairs() {
  const { values } = parseArgs({ options: { pairs: { type: 'string', default: '11' } } });
  const pairs = Number(values.pairs);
  if (!Number.isInteger(pairs) || pairs < 1) throw new Stop('--pairs takes a whole number from 1 on.');
  return pairs;
}

/**
 * Packs the app unless what is packed is newer than what is built.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} bytes of packed code
 */
async function packedBytes(env) {
  const packed = await findPacked();
  const builtAt = (await stat(inCheckout('out/.built'))).mtimeMs;
  if (packed !== undefined && (await stat(packed.archive)).mtimeMs > builtAt) return packed.bytes;
  const { code } = await runNode(inCheckout('scripts/pack.mjs'), [], { env, output: 'show' });
  const fresh = code === 0 ? await findPacked() : undefined;
  if (fresh === undefined) throw new Stop('The app could not be packed, so its size could not be measured.');
  return fresh.bytes;
}

/**
 * @param {string} folder
 * @returns {Promise<{ app: Subject, empty: Subject }>} both with a profile folder of their own
 */
async function prepareSubjects(folder) {
  const app = {
    name: 'Daypass',
    app: checkout,
    profile: join(folder, 'app'),
    selector: '[data-account-row]',
    count: 8,
  };
  const emptyApp = inCheckout('scripts/bench/empty-window');
  const empty = {
    name: 'The empty window',
    app: emptyApp,
    profile: join(folder, 'empty'),
    selector: 'main',
    count: 1,
  };
  for (const { profile } of [app, empty]) await mkdir(profile);
  await aCatalogOfEight(app.profile);
  return { app, empty };
}

/**
 * @param {number} load how many processes wanted to run in the minute before
 */
function tellAboutLoad(load) {
  const cores = availableParallelism();
  if (load < cores / 2) return;
  console.log(
    `The machine was busy with other work (load ${load.toFixed(1)} on ${cores} cores): measure again.`,
  );
}

/**
 * @param {{ app: Subject, empty: Subject }} subjects
 * @param {number} pairs
 * @param {(subject: Subject) => Promise<Measurement>} measure
 * @returns {Promise<{ app: Measurement[], empty: Measurement[] }>} without the first pair, which fills the profiles
 */
async function measureInTurn({ app, empty }, pairs, measure) {
  /** @type {{ app: Measurement[], empty: Measurement[] }} */
  const samples = { app: [], empty: [] };
  for (let pair = 0; pair <= pairs; pair += 1) {
    const appFirst = pair % 2 === 0;
    const first = await measure(appFirst ? app : empty);
    const second = await measure(appFirst ? empty : app);
    const [ours, theirs] = appFirst ? [first, second] : [second, first];
    const label = pair === 0 ? 'warm-up' : `pair ${pair} of ${pairs}`;
    console.log(`${label}: ${ours.usableMs.toFixed(0)} ms, empty window ${theirs.usableMs.toFixed(0)} ms`);
    if (pair === 0) continue;
    samples.app.push(ours);
    samples.empty.push(theirs);
  }
  return samples;
}

await asCommand(async () => {
  if (process.platform !== 'linux') throw new Stop('The measurement reads /proc, so it runs on Linux only.');
  const pairs = readPairs();
  const { electron, env } = await bootstrapElectron({ needs: ['headless'] });
  await build({ env });
  const codeBytes = await packedBytes(env);
  const loadBefore = loadavg()[0] ?? 0;
  const session = await openDesktopSession({ env });
  const folder = await mkdtemp(join(tmpdir(), 'daypass-bench-'));
  try {
    const subjects = await prepareSubjects(folder);
    const samples = await measureInTurn(subjects, pairs, (subject) =>
      measureLaunch(electron.program, subject, session.env),
    );
    const report = toReport({ ...samples, codeBytes, electron: `${electron.version} (${electron.kind})` });
    await mkdir(inCheckout('out/bench'), { recursive: true });
    const json = JSON.stringify(report, undefined, 2);
    await writeFile(inCheckout('out/bench/bench.json'), `${json}\n`);
    console.log(`\n${json}\n\n${toBenchTable(report)}\nWritten to out/bench/bench.json.`);
    tellAboutLoad(loadBefore);
  } finally {
    await session.close();
    await rm(folder, { recursive: true, force: true });
  }
});
