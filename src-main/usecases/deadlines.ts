// What ends by itself: tokens, and the time of a copy on the clipboard.
import { leaseOf } from '#domain/account-state';
import type { Alarms } from './freshness/alarms';
import type { Clock } from './ports';
import { changeAccount, type AppState, type Store } from './store';

export type Deadlines = {
  readonly stop: () => void;
};

export type DeadlinesPorts = {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly alarms: Alarms;
  readonly clearClipboard: () => Promise<void>;
  readonly onBug: (error: unknown) => void;
};

export function createDeadlines(ports: DeadlinesPorts): Deadlines {
  const { store, clock } = ports;
  const alarm = ports.alarms.add(look);
  // The system may take its time to say what is on the clipboard; it is asked once.
  let isClearing = false;

  function arm(): void {
    alarm.setFor(nearestDeadline(store.get(), isClearing));
  }

  async function clear(): Promise<void> {
    isClearing = true;
    await ports.clearClipboard().catch(ports.onBug);
    isClearing = false;
    arm();
  }

  function look(): void {
    const now = clock.now();
    if (!isClearing && isClipboardDue(store.get(), now)) void clear();
    store.update((state) => expireTokens(state, now));
    arm();
  }

  const stopListening = store.subscribe(arm);
  arm();
  return {
    stop: stopListening,
  };
}

/** Due by its time, or because the clock was set back behind the copy itself. */
function isClipboardDue({ clipboard }: AppState, now: number): boolean {
  return clipboard !== null && (clipboard.clearsAt <= now || now < clipboard.copiedAt);
}

function nearestDeadline(state: AppState, isClearing: boolean): number | null {
  const ends = Object.values(state.accounts).flatMap((account) => leaseOf(account)?.expiresAt ?? []);
  const all = state.clipboard === null || isClearing ? ends : [...ends, state.clipboard.clearsAt];
  return all.length === 0 ? null : all.reduce((a, b) => Math.min(a, b));
}

function expireTokens(state: AppState, now: number): AppState {
  return Object.keys(state.accounts).reduce(
    (current, id) => changeAccount(current, id, { kind: 'token-expired', now }, (account) => account),
    state,
  );
}
