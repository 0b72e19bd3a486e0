// A desktop session of its own for tests, the demo and measurements: screen, session bus and keyring, with
// every file in one temporary folder. Nothing of the user's desktop is read or changed, and nothing remains.
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { checkout } from './bootstrap/checkout.mjs';
import { withoutVariables } from './bootstrap/environment.mjs';
import { startBus } from './session/bus.mjs';
import { startDisplay } from './session/display.mjs';
import { startKeyring } from './session/keyring.mjs';

/** What runs in the session gets the signal as well, and this long to end by itself. */
const GRACE_MS = 400;
const INTERRUPTED = 130;

const OF_THE_USERS_SESSION = [
  'WAYLAND_DISPLAY',
  'XDG_CURRENT_DESKTOP',
  'GNOME_KEYRING_CONTROL',
  'SSH_AUTH_SOCK',
];

/**
 * @typedef {object} DesktopSession
 * @property {NodeJS.ProcessEnv} env what a program in the session gets as its environment
 * @property {string} keychain the keychain in words, for a report
 * @property {() => Promise<void>} close ends everything and removes the folder; may be called twice
 */

/**
 * @returns {boolean} whether there is a display to open a window on
 */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * Sockets allow about a hundred characters, and addresses of buses no odd ones.
 * @returns {string}
 */
function shortFolder() {
  return /^[\w/.-]{1,50}$/.test(tmpdir()) ? tmpdir() : '/tmp';
}

/**
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} given
 * @returns {Promise<NodeJS.ProcessEnv>} the environment without the user's own session
 */
async function privateFolders(folder, given) {
  const own = {
    XDG_RUNTIME_DIR: join(folder, 'run'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CONFIG_HOME: join(folder, 'config'),
  };
  for (const path of Object.values(own)) await mkdir(path, { mode: 0o700 });
  return { ...withoutVariables(given, OF_THE_USERS_SESSION), ...own };
}

/**
 * Opens a private session. Where sessions cannot be had (macOS, Windows) the user's own is used, and `keychain` says so.
 * @param {{ env?: NodeJS.ProcessEnv }} [options] the environment to start from; default: this process's
 * @returns {Promise<DesktopSession>}
 */
export async function openDesktopSession({ env = process.env } = {}) {
  if (process.platform !== 'linux') {
    return {
      env,
      keychain: "this user's own keychain, no private session on this system",
      close: async () => {},
    };
  }
  const folder = await mkdtemp(join(shortFolder(), 'daypass-session-'));
  /** @type {import('./session/daemon.mjs').Daemon[]} */
  const daemons = [];
  const letSignalsPass = onSignals(async () => {
    await sleep(GRACE_MS);
    await close();
    process.exit(INTERRUPTED);
  });
  const close = async () => {
    letSignalsPass();
    while (daemons.length > 0) await daemons.pop()?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    let sessionEnv = await privateFolders(folder, env);
    for (const start of [startDisplay, startBus]) {
      const started = await start(folder, sessionEnv);
      daemons.push(started.daemon);
      sessionEnv = { ...sessionEnv, ...started.env };
    }
    const keyring = await startKeyring(sessionEnv);
    daemons.push(keyring.daemon);
    const told = { DAYPASS_HEADLESS: '1', DAYPASS_KEYCHAIN: keyring.description };
    return { env: { ...sessionEnv, ...told }, keychain: keyring.description, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Hands Ctrl-C and requests to end to `react`, instead of ending this process.
 * @param {(signal: NodeJS.Signals) => void} react
 * @returns {() => void} lets them pass again
 */
function onSignals(react) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, react);
  return () => signals.forEach((signal) => process.off(signal, react));
}

/**
 * Runs a program with its output shown, ended together with everything in its process group.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, cwd?: string }} options
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export async function runToEnd(command, args, { env, cwd = checkout }) {
  const detached = process.platform !== 'win32';
  const child = spawn(command, args, { env, cwd, detached, stdio: ['ignore', 'inherit', 'inherit'] });
  const signalAll = (/** @type {NodeJS.Signals} */ signal) => {
    if (child.pid === undefined) return;
    try {
      process.kill(detached ? -child.pid : child.pid, signal);
    } catch {
      // the whole group has ended
    }
  };
  const letSignalsPass = onSignals(signalAll);
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} could not be started: ${error.message}`);
      resolve(1);
    });
    child.on('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  letSignalsPass();
  signalAll('SIGTERM'); // whatever it left behind in its group
  return code;
}

/**
 * Runs a program in a private session of its own, or, with `always: false`, on the user's display where there is one.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, always?: boolean }} [options] `always` is true unless told
 * @returns {Promise<number>} exit code
 */
export async function runInDesktopSession(command, args, { env = process.env, always = true } = {}) {
  if (!always && hasDisplay()) return runToEnd(command, args, { env });
  const session = await openDesktopSession({ env });
  try {
    return await runToEnd(command, args, { env: session.env });
  } finally {
    await session.close();
  }
}
