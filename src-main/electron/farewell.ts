// The order in which the app ends: first what exists in memory only, then everything else, within limits.

/** Milliseconds that a renewed sign-in has to get into the keychain before a person is asked. */
const saving = 10_000;
/** Milliseconds for everything else; with the windows it stays under three seconds. */
const closing = 2_400;

export type FarewellPorts = {
  /** A renewed sign-in is in memory only. */
  readonly holdsUnsaved: () => boolean;
  /** True when none is any more. */
  readonly saveHeld: (milliseconds: number) => Promise<boolean>;
  readonly shutDown: () => Promise<void>;
  /** Aborted when nobody can be asked any more: the session ends, or the system told the app to. */
  readonly hurry: AbortSignal;
  /** Comes back with anything once there is a hurry. */
  readonly ask: (hurry: AbortSignal) => Promise<'wait' | 'quit'>;
  readonly pause: (milliseconds: number) => Promise<unknown>;
};

/** Comes back when the app may end. Does not reject unless a port does. */
export async function sayFarewell(ports: FarewellPorts): Promise<void> {
  await saveFirst(ports);
  const done = ports.shutDown();
  await Promise.race([done, ports.pause(closing)]);
  // A renewal that was under way has ended only now, and its sign-in has still to be saved.
  if (ports.holdsUnsaved()) await ports.saveHeld(saving);
}

async function saveFirst({ holdsUnsaved, saveHeld, hurry, ask }: FarewellPorts): Promise<void> {
  const isHurried = (): boolean => hurry.aborted;
  while (holdsUnsaved() && !(await saveHeld(saving))) {
    if (isHurried() || (await ask(hurry)) === 'quit' || isHurried()) return;
  }
}
