// One timer for every deadline: tokens that end and a clipboard that has to be cleared. Deadlines are wall-clock
// times and the timer is only a hint, so they are looked at again after sleep and clock changes.
import { leaseOf } from '#domain/account-state';
import type { Clock } from './ports';
import { changeAccount, type AppState, type Store } from './store';

/** Timers longer than this overflow or drift; an early look costs nothing. */
const longestWait = 86_400_000;

export type Deadlines = {
  /** Looks at all deadlines now, e.g. after waking up. */
  readonly look: () => void;
  readonly stop: () => void;
};

export type DeadlinesPorts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly clearClipboard: () => Promise<void>;
  readonly onBug: (error: unknown) => void;
};

export function createDeadlines(ports: DeadlinesPorts): Deadlines {
  const { store, clock } = ports;
  let callOff = (): void => undefined;
  let armedFor: number | null = null;
  // The system may take its time to say what is on the clipboard; it is asked once.
  let isClearing = false;

  function arm(): void {
    const next = nearestDeadline(store.get(), isClearing);
    if (next === armedFor) return;
    callOff();
    armedFor = next;
    if (next === null) return;
    const wait = Math.min(Math.max(next - clock.now(), 0), longestWait);
    callOff = clock.after(wait, look);
  }

  async function clear(): Promise<void> {
    isClearing = true;
    await ports.clearClipboard().catch(ports.onBug);
    isClearing = false;
    arm();
  }

  function look(): void {
    armedFor = null;
    const now = clock.now();
    if (!isClearing && isClipboardDue(store.get(), now)) void clear();
    store.update((state) => expireTokens(state, now));
    arm();
  }

  const stopListening = store.subscribe(arm);
  arm();
  return {
    look,
    stop() {
      stopListening();
      callOff();
    },
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
