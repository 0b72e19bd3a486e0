// What happens after a bug that nobody caught: it is logged, the renewals start afresh, and a person is told, once.
import type { Log } from '#usecases/ports';

/** Milliseconds in which the renewals are started afresh once at most: the bug may be theirs. */
const restartsAgainAfter = 60_000;

export type BugWatchPorts = {
  readonly log: Log;
  /** Puts the timers of the renewals anew, from the state as it is. */
  readonly restartRenewals: () => void;
  readonly tell: (reference: string) => void;
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic: () => number;
};

/** Takes whatever was thrown. Does not throw itself. */
export function createBugWatch({ log, restartRenewals, tell, monotonic }: BugWatchPorts) {
  let restartedAt = Number.NEGATIVE_INFINITY;
  let isTold = false;
  return (thrown: unknown): void => {
    const reference = log.bug('main process', toError(thrown));
    if (monotonic() - restartedAt >= restartsAgainAfter) {
      restartedAt = monotonic();
      try {
        restartRenewals();
      } catch (another) {
        log.bug('renewals, started afresh', another);
      }
    }
    if (isTold) return;
    isTold = true;
    tell(reference);
  };
}

/** Anything can be thrown, also what cannot be made a text of. */
function toError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(typeof thrown === 'string' ? thrown : `what was thrown is no error: ${typeof thrown}`);
}
