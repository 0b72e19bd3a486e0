// Chromium's debugging protocol over two pipes: JSON messages that end in NUL. It opens no port, needs no
// switch in the app, and does not slow the launch as a test driver would.

/**
 * @typedef {object} Message
 * @property {number} [id] of the request it answers
 * @property {string} [method] of the event it reports
 * @property {unknown} [params]
 * @property {unknown} [result]
 * @property {{ message: string }} [error]
 */

/**
 * @typedef {object} DebugPipe
 * @property {(method: string, params: object, sessionId?: string) => Promise<unknown>} send
 * @property {(method: string, react: (params: unknown) => void) => void} on one listener per event
 */

/**
 * @param {import('node:child_process').ChildProcess} child started with `--remote-debugging-pipe` and pipes at 3 and 4
 * @returns {DebugPipe}
 */
export function openDebugPipe(child) {
  const [, , , toChild, fromChild] = child.stdio;
  const writable = /** @type {import('node:stream').Writable} */ (toChild);
  const readable = /** @type {import('node:stream').Readable} */ (fromChild);
  /** @type {Map<number, (message: Message) => void>} */
  const waiting = new Map();
  /** @type {Map<string, (params: unknown) => void>} */
  const listeners = new Map();
  onMessages(readable, (message) => {
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else if (message.method !== undefined) listeners.get(message.method)?.(message.params);
  });
  writable.on('error', () => {}); // the app ended; whoever waits for an answer has a time limit
  let lastId = 0;
  return {
    on: (method, react) => void listeners.set(method, react),
    send: (method, params, sessionId) => {
      const id = ++lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id);
          if (error === undefined) resolve(result);
          else reject(new Error(`${method}: ${error.message}`));
        });
        writable.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      });
    },
  };
}

/**
 * @param {import('node:stream').Readable} readable
 * @param {(message: Message) => void} react
 */
function onMessages(readable, react) {
  let rest = '';
  readable.setEncoding('utf8').on('data', (chunk) => {
    const parts = (rest + chunk).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) react(JSON.parse(part));
  });
}
