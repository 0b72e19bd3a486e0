// How long to leave a server alone after failures: full jitter, as in the AWS Architecture Blog's "Exponential Backoff
// And Jitter". One line of arithmetic; a retry library would bring timers of its own.

const base = 1_000;
/** Milliseconds. */
export const longestBackoff = 5 * 60_000;

/** Milliseconds after so many failures in a row, 1 or more; chance from 0 to 1. */
export function backoff(failures: number, chance: number): number {
  return Math.round(Math.min(longestBackoff, base * 2 ** Math.min(failures, 30)) * chance);
}
