// Background programs of a private session. Each leads its own process group, so that Ctrl-C in the
// terminal does not end them before the command they serve, and the kernel ends them should this process die.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SETPRIV = '/usr/bin/setpriv';
const PATIENCE_MS = 15_000;

/**
 * @typedef {object} Daemon
 * @property {import('node:child_process').ChildProcess} child
 * @property {() => string} errors what it wrote to stderr so far
 * @property {() => Promise<void>} stop ends it and waits until it is gone
 */

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ env: NodeJS.ProcessEnv, input?: string }} options `input` is all it reads from stdin. Its
 *   descriptor 3 is a pipe that `firstLine` reads
 * @returns {Daemon}
 */
export function startDaemon(command, args, { env, input }) {
  const [program, ...rest] = existsSync(SETPRIV)
    ? [SETPRIV, '--pdeathsig', 'TERM', '--', command, ...args]
    : [command, ...args];
  const child = spawn(program ?? command, rest, {
    env,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  /** @type {string[]} */
  const errors = [];
  child.stderr?.setEncoding('utf8').on('data', (chunk) => errors.push(chunk));
  child.on('error', (error) => errors.push(error.message));
  child.stdin?.on('error', () => {}); // it may close its input early; whether it works is found out below
  child.stdin?.end(input ?? '');
  return { child, errors: () => errors.join('').trim(), stop: () => stop(child) };
}

/**
 * The first line a daemon writes to its descriptor 3: a display number, an address.
 * @param {Daemon} daemon
 * @returns {Promise<string>}
 */
export async function firstLine({ child, errors }) {
  const pipe = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  let text = '';
  const line = new Promise((resolve, reject) => {
    pipe.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    child.on('exit', () => reject(new Error(`${child.spawnfile} ended at once: ${errors()}`)));
    setTimeout(
      () => reject(new Error(`${child.spawnfile} did not answer: ${errors()}`)),
      PATIENCE_MS,
    ).unref();
  });
  return line;
}

/** @param {import('node:child_process').ChildProcess} child */
async function stop(child) {
  if (child.pid === undefined || hasEnded(child)) return;
  child.kill('SIGTERM');
  for (let waited = 0; waited < 2000 && !hasEnded(child); waited += 20) await sleep(20);
  if (!hasEnded(child)) child.kill('SIGKILL');
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {boolean}
 */
export function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

/**
 * Asks again and again until the answer is yes.
 * @param {string} what for the message when it never is
 * @param {() => Promise<boolean>} isTrue
 */
export async function until(what, isTrue) {
  for (const startedAt = Date.now(); Date.now() - startedAt < PATIENCE_MS; await sleep(40)) {
    if (await isTrue()) return;
  }
  throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain: ${what}`);
}
