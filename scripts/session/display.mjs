// A virtual screen. The X server picks a free number itself, and only holders of the cookie may connect.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { firstLine, startDaemon } from './daemon.mjs';

const FAMILY_ANY = 0xffff;

/**
 * An Xauthority entry that holds for every display: the number is not known before the server runs.
 * @returns {Buffer}
 */
function cookieForAnyDisplay() {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_ANY);
  const fields = ['', '', 'MIT-MAGIC-COOKIE-1', randomBytes(16)].map((field) => {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  });
  return Buffer.concat([family, ...fields]);
}

/**
 * @param {string} folder private to the session
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ daemon: import('./daemon.mjs').Daemon, env: NodeJS.ProcessEnv }>}
 */
export async function startDisplay(folder, env) {
  const authority = join(folder, 'Xauthority');
  await writeFile(authority, cookieForAnyDisplay(), { mode: 0o600 });
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    '1400x900x24',
    '-nolisten',
    'tcp',
    '-auth',
    authority,
    '-noreset',
    // Nobody touches a mouse here: after ten minutes the screen saver would come on, and programs take that for a lock.
    '-s',
    '0',
  ];
  const daemon = startDaemon('Xvfb', args, { env });
  const number = await firstLine(daemon);
  return { daemon, env: { DISPLAY: `:${number}`, XAUTHORITY: authority, XDG_SESSION_TYPE: 'x11' } };
}
