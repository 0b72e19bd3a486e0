/** Tells a page that crashed from one that crashes again and again. */
export type CrashCount = {
  /** One more. `too-often`: it is the third within a minute. */
  readonly add: () => 'again' | 'too-often';
  /** A person wants it once more. */
  readonly forget: () => void;
};

const mostInAMinute = 3;

/** `now`: milliseconds of a clock that nobody sets. */
export function createCrashCount(now: () => number): CrashCount {
  let crashes: readonly number[] = [];
  return {
    add() {
      crashes = [...crashes.filter((at) => now() - at < 60_000), now()];
      return crashes.length < mostInAMinute ? 'again' : 'too-often';
    },
    forget() {
      crashes = [];
    },
  };
}
