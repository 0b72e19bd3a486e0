// Child processes: run to the end, with the output shown or kept.
import { spawn } from 'node:child_process';

import { checkout } from './checkout.mjs';

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] the whole environment; default: this process's
 * @property {string} [cwd] default: the checkout
 * @property {number} [timeoutMs] after this the child is killed and `timedOut` is true
 * @property {'show' | 'keep'} [output] `show` passes it on, `keep` returns it; default `keep`
 */

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 1 where a signal or a failed start ended it
 * @property {string} output stdout and stderr as they came, empty with `output: 'show'`
 * @property {boolean} timedOut
 */

const SHOWN = /** @type {import('node:child_process').StdioOptions} */ (['ignore', 'inherit', 'inherit']);
const KEPT = /** @type {import('node:child_process').StdioOptions} */ (['ignore', 'pipe', 'pipe']);

/**
 * Runs a program to its end. Never throws: a program that cannot start has code 1 and says so in `output`.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  const { env = process.env, cwd = checkout, timeoutMs, output = 'keep' } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { env, cwd, stdio: output === 'show' ? SHOWN : KEPT });
    /** @type {string[]} */
    const chunks = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk));
    }
    let timedOut = false;
    const limit =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, timeoutMs);
    const endWithUs = () => void child.kill();
    process.once('exit', endWithUs);
    const end = (/** @type {number} */ code) => {
      clearTimeout(limit);
      process.off('exit', endWithUs);
      resolve({ code, output: chunks.join(''), timedOut });
    };
    child.on('error', (error) => {
      chunks.push(`${error.message}\n`);
      end(1);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/**
 * Runs a script with this Node.
 * @param {string} script
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function runNode(script, args, options) {
  return run(process.execPath, [script, ...args], options);
}

/**
 * Runs npm, the one that started this process where there is one.
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function runNpm(args, options) {
  const npm = process.env['npm_execpath'];
  if (npm?.endsWith('.js')) return runNode(npm, args, options);
  return process.platform === 'win32'
    ? run('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], options)
    : run('npm', args, options);
}
