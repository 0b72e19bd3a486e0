// Whether the keychain would answer without asking the person for a password. On Linux that is a property of the
// Secret Service, and reading it prompts nobody; macOS and Windows open theirs at login.
import { execFile } from 'node:child_process';

const question = [
  '--session',
  '--print-reply=literal',
  '--dest=org.freedesktop.secrets',
  '/org/freedesktop/secrets/aliases/default',
  'org.freedesktop.DBus.Properties.Get',
  'string:org.freedesktop.Secret.Collection',
  'string:Locked',
];

/** False as well when nobody answers within two seconds, or there is no such keychain. Never rejects. */
export function isKeychainOpen(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile('dbus-send', question, { timeout: 2_000, env }, (error, output) => {
      resolve(error === null && /\bboolean false\b/.test(output));
    });
  });
}
