// What every command does first. Until this has run, nothing may be imported from node_modules.
import { findBrowser } from './bootstrap/browser.mjs';
import { ensureDependencies } from './bootstrap/dependencies.mjs';
import { electronEnvironment, ensureElectron } from './bootstrap/electron-program.mjs';
import { withoutVariables } from './bootstrap/environment.mjs';
import { ensureSystemLibraries } from './bootstrap/system-libraries.mjs';

/** @typedef {import('./bootstrap/system-libraries.mjs').Need} Need */
/** @typedef {import('./bootstrap/electron-program.mjs').ElectronProgram} ElectronProgram */

/**
 * @typedef {object} Ready
 * @property {ElectronProgram} [electron] there if it was needed
 * @property {NodeJS.ProcessEnv} env the environment for child processes: which Electron, which browser
 */

/**
 * Installs what is missing for these needs; the packages of the lock file always.
 * @param {{ needs: readonly Need[] }} options
 * @returns {Promise<Ready>}
 * @throws {import('./bootstrap/stop.mjs').Stop} with a message that says what to do
 */
export async function bootstrap({ needs }) {
  await ensureSystemLibraries(needs);
  await ensureDependencies();
  const inherited = withoutVariables(process.env, ['ELECTRON_RUN_AS_NODE', 'ELECTRON_OVERRIDE_DIST_PATH']);
  const env = { ...inherited, DAYPASS_CHROMIUM: findBrowser() ?? '' };
  if (!needs.includes('electron')) return { env };
  const electron = await ensureElectron();
  return { electron, env: { ...env, ...electronEnvironment(electron) } };
}

/**
 * The same for commands that cannot do without Electron.
 * @param {{ needs?: readonly Need[] }} [options] further needs
 * @returns {Promise<Required<Ready>>}
 */
export async function bootstrapElectron({ needs = [] } = {}) {
  const { electron, env } = await bootstrap({ needs: ['electron', ...needs] });
  if (electron === undefined) throw new Error('bootstrap returned no Electron although it was needed');
  return { electron, env };
}
