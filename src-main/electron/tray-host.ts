// Whether this desktop shows tray icons at all. Windows and macOS do; on Linux it is so when somebody owns the
// status notifier name on the session bus and says that icons are shown.
import { setTimeout as delay } from 'node:timers/promises';
import { askSessionBus, isOnSessionBus } from './session-bus';

const watcher = 'org.kde.StatusNotifierWatcher';

/** Seconds between looks. Panels and shell extensions come up after the programs that start at login. */
const looksAgainAfter = [1, 2, 3, ...Array.from({ length: 10 }, () => 5), 30, 30, 30, 30];

/** The world as a test may make it. */
type Surroundings = {
  readonly look: () => Promise<boolean>;
  readonly pause: (milliseconds: number) => Promise<void>;
};

const real: Surroundings = {
  look: hasTrayHost,
  // An app that wants to end is not kept from it.
  pause: (milliseconds) => delay(milliseconds, undefined, { ref: false }),
};

/**
 * Whether there is a tray now. If there is none, looks again for three minutes, and `onFound` is called, once,
 * as soon as one has come. Never rejects.
 */
export async function watchTrayHost(onFound: () => void, surroundings = real): Promise<boolean> {
  const isThere = await surroundings.look();
  if (!isThere) void lookAgain(onFound, surroundings);
  return isThere;
}

async function lookAgain(onFound: () => void, { look, pause }: Surroundings): Promise<void> {
  for (const seconds of looksAgainAfter) {
    await pause(seconds * 1000);
    if (await look()) {
      onFound();
      return;
    }
  }
}

export async function hasTrayHost(): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  if (!(await isOnSessionBus(watcher))) return false;
  const shown = await askSessionBus(watcher, '/StatusNotifierWatcher', [
    'org.freedesktop.DBus.Properties.Get',
    `string:${watcher}`,
    'string:IsStatusNotifierHostRegistered',
  ]);
  // Who owns the name and does not answer the question is taken at the name's word.
  return shown ?? true;
}
