// node_modules agrees with package-lock.json, or is installed anew. Compared by content, so that a
// checkout of another branch counts and a mere new time stamp does not.
import { readFile } from 'node:fs/promises';

import { inCheckout } from './checkout.mjs';
import { toSeconds, withProgress } from './progress.mjs';
import { runNpm } from './run.mjs';
import { Stop } from './stop.mjs';

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Locked
 * @typedef {Record<string, Locked>} Packages keyed by folder, as in a lock file
 */

/**
 * @param {string} path
 * @returns {Promise<Packages | undefined>}
 */
async function readPackages(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Whether what is installed is what the lock file asks for. Optional packages may be absent, since most
 * of them belong to other platforms.
 * @param {Packages} wanted
 * @param {Packages} installed
 * @returns {boolean}
 */
export function isInstalled(wanted, installed) {
  const folders = Object.keys(wanted).filter((folder) => folder !== '');
  return folders.every((folder) => {
    const want = wanted[folder];
    const have = installed[folder];
    if (have === undefined) return Boolean(want?.optional || want?.devOptional);
    return have.version === want?.version && have.integrity === want?.integrity;
  });
}

/**
 * Installs the packages of the lock file if they are not installed. No install script is run or needed.
 * @returns {Promise<void>}
 */
export async function ensureDependencies() {
  const wanted = await readPackages(inCheckout('package-lock.json'));
  if (wanted === undefined)
    throw new Stop(
      'package-lock.json is missing or damaged. Restore it with: git checkout package-lock.json',
    );
  const installed = await readPackages(inCheckout('node_modules/.package-lock.json'));
  if (installed !== undefined && isInstalled(wanted, installed)) return;

  console.log('Installing the packages of package-lock.json (npm ci) ...');
  const startedAt = Date.now();
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--loglevel=error'];
  const { code } = await withProgress('Installing packages', () => runNpm(args, { output: 'show' }));
  if (code !== 0) throw new Stop('npm ci failed; its message stands above. Nothing was started.');
  console.log(`Packages installed in ${toSeconds(Date.now() - startedAt)}.`);
}
