// What Electron, the keyring and a run without a display need from a Linux system. Found by looking for
// files, which takes milliseconds; the packaging tools are asked only when something is missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { findBrowser } from './browser.mjs';
import { withProgress } from './progress.mjs';
import { run } from './run.mjs';
import { Stop } from './stop.mjs';

/** @typedef {'electron' | 'headless' | 'browser' | 'readers' | 'panel'} Need */
/** @typedef {{ names: string[], library?: string, program?: string, present?: () => boolean }} SystemPackage */

/** A package has several names where distributions disagree; the first that apt knows is taken. */
/** @type {Record<Need, SystemPackage[]>} */
const PACKAGES = {
  electron: [
    { names: ['libgtk-3-0t64', 'libgtk-3-0'], library: 'libgtk-3.so.0' },
    { names: ['libnss3'], library: 'libnss3.so' },
    { names: ['libasound2t64', 'libasound2'], library: 'libasound.so.2' },
    { names: ['libgbm1'], library: 'libgbm.so.1' },
    { names: ['libsecret-1-0'], library: 'libsecret-1.so.0' },
    { names: ['unzip'], program: 'unzip' },
  ],
  headless: [
    { names: ['xvfb'], program: 'Xvfb' },
    { names: ['dbus'], program: 'dbus-daemon' },
    { names: ['gnome-keyring'], program: 'gnome-keyring-daemon' },
    { names: ['libsecret-tools'], program: 'secret-tool' },
  ],
  browser: [{ names: ['chromium', 'chromium-browser'], present: () => findBrowser() !== undefined }],
  // Of the configuration files that Daypass writes: tests hold the files to them.
  readers: [
    { names: ['perl'], program: 'perl' },
    { names: ['php-cli'], program: 'php' },
    { names: ['ruby'], program: 'ruby' },
    { names: ['python3-yaml'], present: hasPythonReaders },
    { names: ['python3-dotenv'], present: hasPythonReaders },
  ],
  // For pictures of the tray only: scripts/tray-panel.mjs.
  panel: [
    { names: ['xfce4-panel'], program: 'xfce4-panel' },
    { names: ['xfconf'], program: 'xfconf-query' },
    { names: ['xdotool'], program: 'xdotool' },
    { names: ['imagemagick'], program: 'import' },
  ],
};

/**
 * @param {string} name
 * @returns {boolean}
 */
function isOnPath(name) {
  const folders = `${process.env['PATH'] ?? ''}${delimiter}/usr/sbin${delimiter}/sbin`.split(delimiter);
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}

/**
 * Another Python may come first on the PATH, without the system's packages: no file tells that.
 * @returns {boolean} whether the system's Python, or the first on the PATH, has both modules
 */
function hasPythonReaders() {
  return ['/usr/bin/python3', 'python3'].some(
    (python) => spawnSync(python, ['-I', '-c', 'import dotenv, yaml']).status === 0,
  );
}

/** @returns {Promise<string>} the names of all shared libraries the loader knows */
async function loaderCache() {
  const cache = await readFile('/etc/ld.so.cache', 'latin1').catch(() => undefined);
  return cache ?? (await run('ldconfig', ['-p'])).output;
}

/**
 * @param {readonly Need[]} needs
 * @returns {Promise<SystemPackage[]>}
 */
async function findMissing(needs) {
  const libraries = await loaderCache();
  const isPresent = (/** @type {SystemPackage} */ { library, program, present }) => {
    if (library !== undefined) return libraries.includes(`${library}\0`) || libraries.includes(`${library} `);
    return program !== undefined ? isOnPath(program) : Boolean(present?.());
  };
  return needs.flatMap((need) => PACKAGES[need]).filter((one) => !isPresent(one));
}

/**
 * @param {readonly SystemPackage[]} missing
 * @returns {Promise<string[]>} per package the name this distribution uses
 */
async function toPackageNames(missing) {
  const { output } = await run('apt-cache', ['pkgnames']);
  const known = new Set(output.split('\n'));
  return missing.map(({ names }) => names.find((name) => known.has(name)) ?? names.at(-1) ?? '');
}

/** Another apt may be at work on a machine that has just started. */
const WAIT_FOR_LOCK = ['-o', 'DPkg::Lock::Timeout=180'];

/** @param {readonly SystemPackage[]} missing */
async function install(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (/** @type {string[]} */ ...args) =>
    withProgress(`apt-get ${args[0]}`, () => run('apt-get', args, { env, output: 'keep' }));
  for (const attempt of ['first', 'second']) {
    await apt('update', '-q', ...WAIT_FOR_LOCK);
    const names = await toPackageNames(missing);
    console.log(`Installing system packages: ${names.join(' ')}`);
    const { code, output } = await apt(
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      '--no-upgrade',
      ...WAIT_FOR_LOCK,
      ...names,
    );
    if (code === 0) return;
    if (attempt === 'second')
      throw new Stop(`${output}\nThe system packages could not be installed: ${names.join(' ')}`);
  }
}

/**
 * Makes sure of the system packages for these needs; does nothing on other systems than Linux.
 * As root on Debian and its relatives they are installed, otherwise the command is printed and that is all.
 * @param {readonly Need[]} needs
 * @returns {Promise<void>}
 */
export async function ensureSystemLibraries(needs) {
  if (process.platform !== 'linux') return;
  const missing = await findMissing(needs);
  if (missing.length === 0) return;
  if (!isOnPath('apt-get')) {
    const names = missing.map(({ library, program, names: [name] }) => library ?? program ?? name);
    throw new Stop(
      `Daypass needs these, please install them with your system's package manager: ${names.join(', ')}`,
    );
  }
  if (process.getuid?.() === 0) {
    await install(missing);
    const still = await findMissing(needs);
    if (still.length > 0)
      throw new Stop(`Installed, yet not found: ${still.map(({ names }) => names.join(' or ')).join(', ')}`);
    return;
  }
  const names = await toPackageNames(missing);
  throw new Stop(
    `Some system packages are missing. Install them, then try again:\n\n  sudo apt-get install ${names.join(' ')}\n`,
  );
}
