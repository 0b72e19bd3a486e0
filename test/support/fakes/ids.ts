import type { Ids } from '#usecases/ports';

/** Ids that count up: `id-1`, `id-2`, ... */
export function countingIds(): Ids {
  let last = 0;
  return { next: () => `id-${(last += 1)}` };
}
