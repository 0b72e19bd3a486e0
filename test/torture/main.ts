// `npm run torture`: kills renewals at random moments and prints what came of it.
import { parseArgs } from 'node:util';
import { inCheckout } from '#support/checkout';
import { openPrivateBus } from '#support/keyring';
import { killAtEveryStep } from './every-step';
import { modes } from './protocol';
import { measureWindows, openStage, runTorture, type Stage } from './run';
import { percentile, toTable, troublesOf, type Tally } from './tally';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    app: { type: 'boolean', default: false },
    /** At every step instead of at random; the count is that of the repeats. */
    steps: { type: 'boolean', default: false },
    keyring: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    minutes: { type: 'string', default: '1000' },
    lanes: { type: 'string', default: '2' },
  },
});
const { app: isApp, keyring: isKeyring, steps: isByStep } = values;
const usual = isApp ? 30 : isByStep ? 2 : 300;
const kills = Number(positionals[0] ?? usual);
const seed = Number(values.seed);
const minutes = Number(values.minutes);
const lanesPerMode = Number(values.lanes);
const isUsable = [kills, seed, minutes, lanesPerMode].every((count) => Number.isInteger(count) && count >= 0);
const startedAt = performance.now();

function toSeconds(): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}

function tellWindows(of: string, windows: readonly number[]): void {
  const [p50, p99] = [0.5, 0.99].map((share) => percentile(windows, share).toFixed(1));
  console.log(`Window, one after the other, ${windows.length} ${of}: p50 ${p50} ms, p99 ${p99} ms`);
}

async function killEngine(stage: Stage): Promise<Tally> {
  console.log(`${kills} kills of the engine, vault: ${isKeyring ? 'gnome-keyring' : 'files'}, seed ${seed}`);
  const onKill = (done: number): void => {
    if (done % 500 === 0) console.log(`${done} kills after ${toSeconds()} s`);
  };
  const tally = await runTorture(stage, { kills, seed, minutes, lanesPerMode, onKill });
  const { first, later } = await measureWindows(stage, { programs: 100, renewals: 4 });
  tellWindows('first renewals of programs just started', first);
  tellWindows('later renewals', later);
  return tally;
}

async function killByStep(stage: Stage): Promise<Tally> {
  const { steps, tally } = await killAtEveryStep(stage, { repeats: kills, lanesPerMode });
  const counts = modes.map((mode) => `${mode}: ${steps[mode].length}`).join(', ');
  console.log(`Killed at every step of a renewal, ${kills} times each. Steps: ${counts}`);
  return tally;
}

/** In the desktop session that this runs in. */
async function killTheApp(stage: Stage): Promise<Tally> {
  console.log(`${kills} kills of the app, vault: the keyring of the session, seed ${seed}`);
  const { killApp } = await import('./app-kills');
  return killApp(stage, { kills, seed });
}

async function run(): Promise<number> {
  const bus = isKeyring && !isApp ? await openPrivateBus() : null;
  await bus?.startKeyring();
  const keychainProgram = isKeyring || isApp ? inCheckout('out/main/keychain-process.js') : null;
  const bundle = inCheckout('out/torture/run');
  const stage = await openStage({ bundle, keychainProgram, env: bus?.env ?? process.env });
  try {
    const tally = await (isApp ? killTheApp : isByStep ? killByStep : killEngine)(stage);
    const troubles = troublesOf(tally);
    console.log(`\n${toTable(tally)}\n\n${toSeconds()} s`);
    for (const trouble of troubles) console.log(`- ${trouble}`);
    const sum = `${troubles.length} troubles (seed ${seed}).`;
    console.log(troubles.length === 0 ? 'No unexplained loss, nothing torn.' : sum);
    return troubles.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
    await bus?.close();
  }
}

if (isUsable) process.exitCode = await run();
else {
  console.error(
    'npm run torture -- [kills] [--keyring | --app | --steps] [--seed n] [--minutes n] [--lanes n]',
  );
  process.exitCode = 2;
}
