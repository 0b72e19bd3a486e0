// What goes on by itself while the app runs: the view for window and tray, deadlines, notices, and what follows from sleep
// and a locked screen. Put together here for the app and the tests alike.
import { createDeadlines } from './deadlines';
import { createForecastAlarm } from './freshness/forecast-alarm';
import { createNotices, type Notices } from './freshness/notices';
import { createPresence } from './freshness/presence';
import { createViewSource } from './publish-view';
import type { Surroundings } from './to-view';
import type { Ports, Usecases } from './wiring';

export type Life = ReturnType<typeof createLife>;

/** What only the window's side knows. */
export type Outside = {
  /** Read anew for each view. */
  readonly surroundings: () => Omit<Surroundings, 'providers' | 'vaultName' | 'renewsAt'>;
  readonly isWatched: () => boolean;
};

export function createLife(ports: Ports, usecases: Usecases, outside: Outside) {
  const { store, clock, log, providers, vault } = ports;
  const { freshness, handOut } = usecases;
  const { alarms } = freshness;
  const views = createViewSource({
    store,
    clock,
    surroundings: () => ({
      providers,
      vaultName: vault.name,
      renewsAt: freshness.plannedAt,
      ...outside.surroundings(),
    }),
  });
  const onBug = (error: unknown): void => void log.bug('deadlines', error);
  const { clearClipboard } = handOut;
  const deadlines = createDeadlines({ store, clock, alarms, clearClipboard, onBug });
  const notices = createNotices({ ...ports, alarms, isWatched: outside.isWatched });
  views.listen(notices.see);
  const presence = createPresenceOf(ports, usecases, notices);
  let stopForecasts = (): void => undefined;
  const start = async (): Promise<void> => {
    stopForecasts();
    stopForecasts = createForecastAlarm({ ...ports, alarms, onDue: views.refresh });
    await presence.start();
  };
  const stop = (): void => {
    stopForecasts();
    deadlines.stop();
    freshness.stop();
  };
  return { views, presence: { ...presence, start }, notices, stop };
}

function createPresenceOf({ log }: Ports, { freshness, handOut, signOutQueue }: Usecases, notices: Notices) {
  return createPresence({
    ...freshness,
    notices,
    clearClipboard: handOut.clearClipboard,
    lookAtDeadlines: freshness.alarms.look,
    lookAtSignOuts: signOutQueue.look,
    onBug: (error) => void log.bug('presence', error),
  });
}
