import type { Clock } from './ports';

/** Resolves after so many milliseconds of this clock. */
export function pause(clock: Clock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => void clock.after(milliseconds, resolve));
}
