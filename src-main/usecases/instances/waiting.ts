// What was read and shown, but not taken yet: the secrets of a preview wait here, not in the window.
import type { Clock, Ids } from '../ports';

/** Secrets of a preview that nobody comes back to are not kept longer. */
const longest = 15 * 60_000;

export type Waiting<T> = {
  /** In the place of what waited before. Returns the id to ask for it with. */
  readonly put: (what: T) => string;
  /** Null when it is gone: taken, put away, replaced or too old. */
  readonly get: (importId: string) => T | null;
  readonly discard: (importId: string) => void;
};

export function createWaiting<T>({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): Waiting<T> {
  let waiting: { readonly importId: string; readonly what: T } | null = null;
  let callOff = (): void => undefined;

  function forget(): void {
    callOff();
    waiting = null;
  }

  return {
    put(what) {
      forget();
      const importId = ids.next();
      waiting = { importId, what };
      callOff = clock.after(longest, forget);
      return importId;
    },
    get: (importId) => (waiting?.importId === importId ? waiting.what : null),
    discard(importId) {
      if (waiting?.importId === importId) forget();
    },
  };
}

type Kinds = { readonly kind: string };

/** The same, for one kind of what may wait: another kind counts as gone. */
export function only<T extends Kinds, K extends T['kind']>(
  { put, get, discard }: Waiting<T>,
  kind: K,
): Waiting<Extract<T, { readonly kind: K }>> {
  type One = Extract<T, { readonly kind: K }>;
  const isOne = (what: T | null): what is One => what?.kind === kind;
  return {
    put,
    get(importId) {
      const what = get(importId);
      return isOne(what) ? what : null;
    },
    discard,
  };
}
