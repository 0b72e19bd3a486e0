// A throw-away keyring, unlocked, with its files in the session's folder: the user's own is never touched.
import { randomBytes } from 'node:crypto';

import { run } from '../bootstrap/run.mjs';
import { startDaemon, until } from './daemon.mjs';

const ASK = [
  '--session',
  '--print-reply=literal',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.freedesktop.secrets',
];

/**
 * @param {NodeJS.ProcessEnv} env of the session, with its bus
 * @returns {Promise<{ daemon: import('./daemon.mjs').Daemon, description: string }>}
 */
export async function startKeyring(env) {
  const args = ['--unlock', '--components=secrets', '--foreground'];
  const daemon = startDaemon('gnome-keyring-daemon', args, { env, input: randomBytes(16).toString('hex') });
  await until('the keyring answers on the session bus', async () => {
    const { output } = await run('dbus-send', ASK, { env });
    return output.includes('true');
  });
  const { output } = await run('gnome-keyring-daemon', ['--version'], { env });
  const version = /\d[\d.]*/.exec(output)?.[0] ?? '(version unknown)';
  return { daemon, description: `gnome-keyring-daemon ${version} through libsecret, private session` };
}
