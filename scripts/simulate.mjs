// npm run simulate: the real scheduler on a virtual clock, for 100,000 computers that wake at nine, and for 10,000 accounts
// on one. Prints the figures and writes them into docs/measures/simulation.md. With --quick: 2,000 computers, writes nothing.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import { bootstrap } from './bootstrap.mjs';
import { checkout, inCheckout } from './bootstrap/checkout.mjs';
import { withProgress } from './bootstrap/progress.mjs';
import { run } from './bootstrap/run.mjs';
import { asCommand } from './bootstrap/stop.mjs';
import { bundle } from './bundle.mjs';

const OUTPUT = inCheckout('out/simulate');

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
  const simulation = await withProgress('Preparing the simulation', () =>
    bundle('test/simulation/main.ts', OUTPUT),
  );
  // Most of what is made is short-lived: more room for it halves the time.
  const flags = values.quick ? ['--quick'] : [];
  const args = ['--expose-gc', '--max-semi-space-size=32', simulation, '--into', checkout, ...flags];
  const { code } = await run(process.execPath, args, { output: 'show' });
  if (code === 0 && !values.quick) await formatDocument();
  return code;
});
