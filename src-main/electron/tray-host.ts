// Whether this desktop shows tray icons at all. Windows and macOS do; on Linux it is so when somebody owns the
// status notifier name on the session bus.
import { execFile } from 'node:child_process';

const question = [
  '--session',
  '--print-reply=literal',
  '--dest=org.freedesktop.DBus',
  '/org/freedesktop/DBus',
  'org.freedesktop.DBus.NameHasOwner',
  'string:org.kde.StatusNotifierWatcher',
];

export function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile('dbus-send', question, { timeout: 2_000 }, (error, output) => {
      resolve(error === null && /\btrue\b/.test(output));
    });
  });
}
