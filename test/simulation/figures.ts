// What a row of requests per second comes to.

export type Rates = {
  readonly total: number;
  /** Requests in the busiest second. */
  readonly peak: number;
  /** 99 of 100 seconds have so many at most. */
  readonly p99: number;
  /** Per second. */
  readonly mean: number;
};

/** Of the seconds from the first up to, without, the last. */
export function ratesOf(perSecond: Uint32Array, first = 0, last = perSecond.length): Rates {
  const part = perSecond.slice(first, last);
  const total = part.reduce((sum, count) => sum + count, 0);
  const sorted = part.slice().sort();
  const p99 = sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
  return { total, peak: sorted.at(-1) ?? 0, p99, mean: part.length === 0 ? 0 : total / part.length };
}

/** Means over so many seconds each. */
export function smoothed(perSecond: Uint32Array, seconds: number): readonly number[] {
  return Array.from({ length: Math.floor(perSecond.length / seconds) }, (_, index) => {
    const first = index * seconds;
    return ratesOf(perSecond, first, first + seconds).mean;
  });
}
