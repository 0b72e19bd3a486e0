// npm run simulate: the real scheduler on a virtual clock, for 100,000 computers that wake at nine, and for 10,000 accounts
// on one. Prints the figures and writes them into docs/measures/simulation.md. With --quick: 2,000 computers, writes nothing.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { bootstrap } from './bootstrap.mjs';
import { checkout, inCheckout } from './bootstrap/checkout.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { run } from './bootstrap/run.mjs';
import { asCommand } from './bootstrap/stop.mjs';

const OUTPUT = inCheckout('out/simulate');

/**
 * Bundles the simulation for Node; what comes from node_modules stays there.
 * @returns {Promise<string>} the file to run
 */
async function bundleSimulation() {
  const vite = await import('vite');
  await vite.build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    publicDir: false,
    build: {
      ssr: inCheckout('test/simulation/main.ts'),
      outDir: OUTPUT,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'simulate.mjs' } },
    },
  });
  return `${OUTPUT}/simulate.mjs`;
}

/** The tables as the other documents have them. */
async function formatDocument() {
  const { format, resolveConfig } = await import('prettier');
  const document = inCheckout('docs/measures/simulation.md');
  const options = { ...(await resolveConfig(document)), filepath: document };
  await writeFile(document, await format(await readFile(document, 'utf8'), options));
}

await asCommand(async () => {
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
  await bootstrap({ needs: [] });
  const simulation = await withProgress('Preparing the simulation', bundleSimulation);
  // Most of what is made is short-lived: more room for it halves the time.
  const flags = values.quick ? ['--quick'] : [];
  const args = ['--expose-gc', '--max-semi-space-size=32', simulation, '--into', checkout, ...flags];
  const { code } = await run(process.execPath, args, { output: 'show' });
  if (code === 0 && !values.quick) await formatDocument();
  return code;
});
