// Where the keys of a list lead that is walked from a field.

const page = 6;
const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'] as const;
export type PaletteKey = (typeof keys)[number];

export function isPaletteKey(key: string): key is PaletteKey {
  return (keys as readonly string[]).includes(key);
}

/** Stops at both ends. -1 for an empty list. */
export function toNextIndex(key: PaletteKey, at: number, count: number): number {
  const targets: Record<PaletteKey, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  };
  return Math.min(Math.max(targets[key], 0), count - 1);
}
