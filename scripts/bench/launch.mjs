// One measured launch: from process creation to the moment the expected elements are painted, then memory.
/* global document, MutationObserver, requestAnimationFrame */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import { sandboxArguments } from '../app-arguments.mjs';
import { openDebugPipe } from './debug-pipe.mjs';
import { measureTree } from './process-tree.mjs';

const PATIENCE_MS = 30_000;
const MEMORY_AFTER_MS = 5000;

/**
 * @typedef {object} Subject what is launched
 * @property {string} name
 * @property {string} app the folder with its package.json
 * @property {string} profile its `--user-data-dir`
 * @property {string} selector elements that are there once it is usable
 * @property {number} count how many of them
 */

/** @typedef {{ usableMs: number, pssBytes: number, processes: number }} Measurement */

/**
 * Runs in the page: waits for the elements, then for two frames, so that they have been painted.
 * @param {string} selector
 * @param {number} count
 * @returns {Promise<boolean>}
 */
function whenPainted(selector, count) {
  return new Promise((resolve) => {
    const check = () => {
      if (document.querySelectorAll(selector).length < count) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(true)));
    };
    const observer = new MutationObserver(check);
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    check();
  });
}

/**
 * @param {import('./debug-pipe.mjs').DebugPipe} pipe
 * @param {Subject} subject
 * @returns {Promise<void>} when the page is usable
 */
function pageIsUsable(pipe, { selector, count }) {
  const expression = `(${whenPainted})(${JSON.stringify(selector)}, ${count})`;
  const watch = async (/** @type {string} */ sessionId) => {
    for (;;) {
      const answer = await pipe
        .send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true }, sessionId)
        .catch(() => undefined); // the page was replaced while it was watched: watch the next
      if (/** @type {{ result?: { value?: unknown } } | undefined} */ (answer)?.result?.value === true)
        return;
      await sleep(5);
    }
  };
  return new Promise((resolve, reject) => {
    pipe.on('Target.attachedToTarget', (params) => {
      const { sessionId } = /** @type {{ sessionId: string }} */ (params); // only pages, by the filter below
      watch(sessionId).then(resolve, reject);
    });
    const filter = [{ type: 'page' }];
    const wish = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true, filter };
    pipe.send('Target.setAutoAttach', wish).catch(reject);
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child leader of its process group
 */
async function end(child) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await Promise.race([ended, sleep(5000)]);
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // all of it has ended
  }
}

/**
 * @template T
 * @param {Promise<T>} work
 * @param {string} what
 * @returns {Promise<T>}
 */
async function inTime(work, what) {
  const limit = new AbortController();
  const tooLate = sleep(PATIENCE_MS, undefined, { signal: limit.signal }).then(() => {
    throw new Error(`${what} was not usable after ${PATIENCE_MS / 1000} s`);
  });
  tooLate.catch(() => {});
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    limit.abort();
  }
}

/**
 * Launches a subject once, measures, and ends it.
 * @param {string} program Electron
 * @param {Subject} subject
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Measurement>}
 */
export async function measureLaunch(program, subject, env) {
  const args = [
    ...sandboxArguments(),
    '--remote-debugging-pipe',
    `--user-data-dir=${subject.profile}`,
    subject.app,
  ];
  const startedAt = performance.now();
  const child = spawn(program, args, {
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const failed = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${subject.name} ended at once with code ${code}`)));
  });
  failed.catch(() => {});
  try {
    await inTime(Promise.race([pageIsUsable(openDebugPipe(child), subject), failed]), subject.name);
    const usableMs = performance.now() - startedAt;
    await Promise.race([sleep(MEMORY_AFTER_MS), failed]);
    const { bytes, processes } = await measureTree(child.pid ?? 0);
    return { usableMs, pssBytes: bytes, processes };
  } finally {
    await end(child);
  }
}
