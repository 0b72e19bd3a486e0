// Notices when this computer's clock was set, and when a server says another time. Lifetimes count from the clock at the
// moment of sending; a clock set back would make dead tokens look alive, so everything that lives is moved along with it.
import { leaseOf, type AccountState } from '#domain/account-state';
import type { Clock } from '../ports';
import { clockOffset } from '../tokens/clock-offset';
import type { LiveTokens } from '../tokens/live-tokens';
import type { AppState, Store } from '../store';

/** Milliseconds by which timers, and a server's whole seconds, may be off without anything being wrong. */
const slack = 2_000;
const worthSaying = 60_000;
/** Later than this after a jump, waking up no longer explains it. */
const wakeWindow = 60_000;

export type ClockWatch = {
  /** Compares both clocks. Cheap; asked before anything depends on the time. */
  readonly observe: () => void;
  /** The computer slept: that the time went on meanwhile is no jump. */
  readonly woke: () => void;
  /** What a server's `Date` said at that moment, both epoch ms. */
  readonly heard: (host: string, serverTime: number, at: number) => void;
};

export type ClockWatchPorts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly liveTokens: LiveTokens;
  /** Everything that is planned by the clock has to be planned anew. */
  readonly onJump: () => void;
};

export function createClockWatch(ports: ClockWatchPorts): ClockWatch {
  const { store, clock, liveTokens, onJump } = ports;
  let offset = clockOffset(clock);
  /** By host; what was put away is not said again. */
  const said = new Map<string, number>();

  function observe(): void {
    const by = clockOffset(clock) - offset;
    if (Math.abs(by) < slack) return;
    offset += by;
    if (by < 0) {
      liveTokens.shift(by);
      store.update((state) => withClipboardMoved(withLeasesMoved(state, by), by));
    }
    if (Math.abs(by) >= worthSaying) {
      store.update((state) => ({ ...state, clock: { kind: 'jumped', by, at: clock.now() } }));
    }
    onJump();
  }

  return {
    observe,
    woke() {
      observe();
      const { clock: shown } = store.get();
      if (shown.kind === 'jumped' && shown.by > 0 && clock.now() - shown.at < wakeWindow) {
        store.update((state) => ({ ...state, clock: { kind: 'fine' } }));
      }
    },
    heard(host, serverTime, at) {
      const by = at - serverTime;
      if (Math.abs(by) <= worthSaying) {
        said.delete(host);
        store.update((state) => (isAbout(state, host) ? { ...state, clock: { kind: 'fine' } } : state));
        return;
      }
      const before = said.get(host);
      if (before !== undefined && Math.abs(before - by) < worthSaying) return;
      said.set(host, by);
      store.update((state) => ({ ...state, clock: { kind: 'differs', by, host } }));
    },
  };
}

function isAbout({ clock }: AppState, host: string): boolean {
  return clock.kind === 'differs' && clock.host === host;
}

function withLeasesMoved(state: AppState, by: number): AppState {
  const accounts = Object.fromEntries(
    Object.entries(state.accounts).map(([id, account]) => [id, withLeaseMoved(account, by)]),
  );
  return { ...state, accounts };
}

/** What lies on the clipboard is taken off when its seconds are over. */
function withClipboardMoved(state: AppState, by: number): AppState {
  const { clipboard } = state;
  if (clipboard === null) return state;
  const { copiedAt, clearsAt } = clipboard;
  return { ...state, clipboard: { ...clipboard, copiedAt: copiedAt + by, clearsAt: clearsAt + by } };
}

function withLeaseMoved(state: AccountState, by: number): AccountState {
  const lease = leaseOf(state);
  if (lease === null || (state.kind !== 'active' && state.kind !== 'renewing')) return state;
  const moved = { ...lease, issuedAt: lease.issuedAt + by, expiresAt: lease.expiresAt + by };
  return { ...state, lease: moved };
}
