// Whether somebody could read what is shown now. Windows and macOS tell Electron; of the Linux desktops each asks its
// own program, and these two names are the ones that they answer to.
import { powerMonitor } from 'electron';
import { askSessionBus, isOnSessionBus } from './session-bus';

const lockers = [
  { name: 'org.gnome.ScreenSaver', path: '/org/gnome/ScreenSaver' },
  { name: 'org.freedesktop.ScreenSaver', path: '/org/freedesktop/ScreenSaver' },
];

/** Never rejects; false where nobody knows. */
export async function isScreenLocked(): Promise<boolean> {
  if (powerMonitor.getSystemIdleState(1) === 'locked') return true;
  if (process.platform !== 'linux') return false;
  const answers = await Promise.all(
    lockers.map(async ({ name, path }) => {
      return (
        (await isOnSessionBus(name)) && (await askSessionBus(name, path, [`${name}.GetActive`])) === true
      );
    }),
  );
  return answers.includes(true);
}
