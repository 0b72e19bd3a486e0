// Builds the app into out/, if the sources changed since it was last built.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { inCheckout } from './bootstrap/checkout.mjs';
import { toSeconds, withProgress } from './bootstrap/progress.mjs';
import { runNode } from './bootstrap/run.mjs';
import { Stop } from './bootstrap/stop.mjs';

const SOURCES = [
  'src-main',
  'src-renderer',
  'assets',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const STAMP = inCheckout('out/.built');

/** One build runs on the official Electron and on the older stand-in, so it is made for the older. */
const OLDEST_ELECTRON_MAJOR = '33';

/**
 * When a file or anything in a folder last changed; a removed file changes its folder.
 * @param {string} path
 * @returns {Promise<number>} epoch milliseconds, 0 where there is nothing
 */
async function newestChange(path) {
  const entry = await stat(path).catch(() => undefined);
  if (!entry?.isDirectory()) return entry?.mtimeMs ?? 0;
  const inside = await Promise.all((await readdir(path)).map((name) => newestChange(join(path, name))));
  return Math.max(entry.mtimeMs, ...inside);
}

/** @returns {Promise<boolean>} */
async function isBuilt() {
  const [builtAt, ...changes] = await Promise.all(
    [STAMP, ...SOURCES.map((name) => inCheckout(name))].map(newestChange),
  );
  return Math.max(...changes) < (builtAt ?? 0);
}

/**
 * Makes the next `build` build, whatever the time stamps say.
 * @returns {Promise<void>}
 */
export async function forgetBuild() {
  await rm(STAMP, { force: true });
}

/**
 * Builds main, preload and renderer for production, unless out/ is newer than the sources.
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export async function build({ env = process.env } = {}) {
  if (await isBuilt()) return;
  const startedAt = Date.now();
  await forgetBuild();
  const script = inCheckout('node_modules/electron-vite/bin/electron-vite.js');
  const buildEnv = { ...env, ELECTRON_MAJOR_VER: OLDEST_ELECTRON_MAJOR };
  const args = ['build', '--logLevel', 'warn'];
  const { code, output } = await withProgress('Building', () => runNode(script, args, { env: buildEnv }));
  if (output.trim() !== '') console.log(output.trim());
  if (code !== 0) throw new Stop('The app could not be built; the reason stands above.');
  await mkdir(inCheckout('out'), { recursive: true });
  await writeFile(STAMP, '');
  console.log(`Built in ${toSeconds(Date.now() - startedAt)}.`);
}
