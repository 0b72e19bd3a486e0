// npm run torture: kills the engine of the app at random moments of a renewal and counts what is lost, see
// test/torture/main.ts. `--bundle FOLDER` only puts the programs together, for the tests.
import { bootstrap, bootstrapElectron } from './bootstrap.mjs';
import { inCheckout } from './bootstrap/checkout.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { runNode } from './bootstrap/run.mjs';
import { asCommand } from './bootstrap/stop.mjs';
import { build } from './build.mjs';
import { bundle } from './bundle.mjs';
import { runInDesktopSession } from './desktop-session.mjs';

const FOLDER = inCheckout('out/torture/run');

/**
 * Everything of the program that is killed is in one file, because it is started thousands of times.
 * @param {string} folder
 * @returns {Promise<void>}
 */
async function bundlePrograms(folder) {
  await bundle('test/torture/victim.ts', folder, { inOneFile: true });
  for (const name of ['server', 'main']) await bundle(`test/torture/${name}.ts`, folder);
}

/**
 * @param {readonly string[]} args
 * @returns {Promise<NodeJS.ProcessEnv>} with everything installed and built that these need
 */
async function prepare(args) {
  if (args.includes('--app')) {
    const { env } = await bootstrapElectron({ needs: ['headless'] });
    await build({ env });
    return env;
  }
  const needsKeyring = args.includes('--keyring');
  const { env } = await bootstrap({ needs: needsKeyring ? ['headless'] : [] });
  if (needsKeyring) await build({ env });
  return env;
}

await asCommand(async () => {
  const args = process.argv.slice(2);
  const env = await prepare(args);
  if (args[0] === '--bundle') {
    await bundlePrograms(args[1] ?? FOLDER);
    return 0;
  }
  await withProgress('Preparing the torture', () => bundlePrograms(FOLDER));
  const program = `${FOLDER}/main.mjs`;
  if (args.includes('--app')) return runInDesktopSession(process.execPath, [program, ...args], { env });
  const { code } = await runNode(program, args, { env, output: 'show' });
  return code;
});
