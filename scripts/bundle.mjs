// Programs of the checkout, put together for Node: the demo, the torture, the simulation.
import { basename } from 'node:path';

import { checkout, inCheckout } from './bootstrap/checkout.mjs';

/**
 * Bundles one program; what comes from node_modules stays there unless it is to be in the same file.
 * @param {string} source inside the checkout, ends in `.ts`
 * @param {string} folder where it goes; what else lies there stays
 * @param {{ inOneFile?: boolean }} [options]
 * @returns {Promise<string>} the file to run, named like the source
 */
export async function bundle(source, folder, { inOneFile = false } = {}) {
  const vite = await import('vite');
  const file = `${basename(source, '.ts')}.mjs`;
  await vite.build({
    configFile: false,
    root: checkout,
    logLevel: 'warn',
    publicDir: false,
    ssr: inOneFile ? { noExternal: true, external: ['electron-store'] } : {},
    build: {
      ssr: inCheckout(source),
      outDir: folder,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: { output: { entryFileNames: file } },
    },
  });
  return `${folder}/${file}`;
}
