// Real time, with the right to skip some of it: a pause of a quarter of an hour is over in a millisecond.
import type { Clock } from '#usecases/ports';

export type SkippingClock = Clock & {
  /** So much time is over at once, for the app alone; what was due in it runs now. */
  readonly skip: (milliseconds: number) => void;
  /** Calls off everything that is still to come. */
  readonly stop: () => void;
};

type Timer = { readonly due: number; readonly run: () => void; handle: NodeJS.Timeout };

export function createClock(): SkippingClock {
  const timers = new Set<Timer>();
  let skipped = 0;
  const now = (): number => Date.now() + skipped;

  function arm(timer: Timer): void {
    clearTimeout(timer.handle);
    timer.handle = setTimeout(() => go(timer), Math.max(timer.due - now(), 0));
  }

  function go(timer: Timer): void {
    clearTimeout(timer.handle);
    if (timers.delete(timer)) timer.run();
  }

  return {
    now,
    monotonic: () => performance.now() + skipped,
    after(milliseconds, run) {
      const timer: Timer = { due: now() + milliseconds, run, handle: setTimeout(() => undefined, 0) };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    skip(milliseconds) {
      skipped += milliseconds;
      for (const timer of [...timers].sort((a, b) => a.due - b.due)) {
        if (timer.due <= now()) go(timer);
        else arm(timer);
      }
    },
    stop() {
      for (const { handle } of timers) clearTimeout(handle);
      timers.clear();
    },
  };
}
