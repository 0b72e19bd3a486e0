// Hands the view to window and tray: at once after a quiet time, then at most every 100 ms, revisions rising.
import type { View } from '#domain/view';
import type { Clock } from './ports';
import type { Store } from './store';
import { toView, type Surroundings } from './to-view';

const shortestPause = 100;

export type ViewSource = {
  readonly current: () => View;
  /** Something outside of the state changed that views tell of. */
  readonly refresh: () => void;
  /** Returns the way to stop. */
  readonly listen: (listener: (view: View) => void) => () => void;
};

export function createViewSource(ports: {
  readonly store: Store;
  readonly clock: Clock;
  /** Read anew for each view: the desktop may turn out to have a tray a moment after the start. */
  readonly surroundings: () => Surroundings;
}): ViewSource {
  const { store, clock, surroundings } = ports;
  const listeners = new Set<(view: View) => void>();
  let revision = 0;
  let publishedAt = Number.NEGATIVE_INFINITY;
  let isPending = false;

  const current = (): View => toView(store.get(), surroundings(), clock.now(), (revision += 1));

  function publish(): void {
    isPending = false;
    publishedAt = clock.now();
    const view = current();
    for (const listener of listeners) listener(view);
  }

  function refresh(): void {
    if (isPending) return;
    isPending = true;
    const elapsed = clock.now() - publishedAt;
    // A clock set back must not hold views up, hence the upper bound.
    clock.after(Math.min(Math.max(shortestPause - elapsed, 0), shortestPause), publish);
  }
  store.subscribe(refresh);

  return {
    current,
    refresh,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
