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

export function createDeadlines(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly clearClipboard: () => Promise<void>;
  readonly onBug: (error: unknown) => void;
}): Deadlines {
  const { store, clock } = ports;
  let callOff = (): void => undefined;
  let armedFor: number | null = null;

  function arm(): void {
    const next = nearestDeadline(store.get());
    if (next === armedFor) return;
    callOff();
    armedFor = next;
    if (next === null) return;
    const wait = Math.min(Math.max(next - clock.now(), 0), longestWait);
    callOff = clock.after(wait, look);
  }

  function look(): void {
    armedFor = null;
    const now = clock.now();
    const clearsAt = store.get().clipboard?.clearsAt ?? null;
    if (clearsAt !== null && clearsAt <= now) ports.clearClipboard().catch(ports.onBug);
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

function nearestDeadline(state: AppState): number | null {
  const ends = Object.values(state.accounts).flatMap((account) => leaseOf(account)?.expiresAt ?? []);
  const all = state.clipboard === null ? ends : [...ends, state.clipboard.clearsAt];
  return all.length === 0 ? null : all.reduce((a, b) => Math.min(a, b));
}

function expireTokens(state: AppState, now: number): AppState {
  return Object.keys(state.accounts).reduce(
    (current, id) => changeAccount(current, id, { kind: 'token-expired', now }, (account) => account),
    state,
  );
}
