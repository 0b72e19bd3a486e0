// Refresh tokens that the keychain did not take are in memory only. They are written as soon as it can be had without a
// question, with growing pauses in between; and before the app ends.
import { backoff } from '#domain/backoff';
import { pause } from '../pause';
import type { Chance, Clock, Vault } from '../ports';
import type { Safekeeping } from '../tokens/safekeeping';
import type { Store } from '../store';
import type { Alarms } from './alarms';

export type HeldSecrets = {
  /** Some are not in the keychain yet. */
  readonly areThere: () => boolean;
  /** Plans the next try, if there are any. */
  readonly look: () => void;
  /** Tries until all are written, so many milliseconds at most; false when some are left. */
  readonly saveNow: (milliseconds: number) => Promise<boolean>;
};

export type HeldSecretsPorts = {
  readonly store: Store;
  readonly safekeeping: Safekeeping;
  readonly vault: Pick<Vault, 'isOpen'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly alarms: Alarms;
  readonly onBug: (error: unknown) => void;
};

const secondTry = 500;

export function createHeldSecrets(ports: HeldSecretsPorts): HeldSecrets {
  const { store, safekeeping, vault, clock, chance, alarms, onBug } = ports;
  let failures = 0;
  let isPlanned = false;
  const alarm = alarms.add(() => void tryOnce().catch(onBug));

  function look(): void {
    if (!safekeeping.holds()) failures = 0;
    else if (!isPlanned) {
      isPlanned = true;
      failures += 1;
      alarm.setFor(clock.now() + backoff(failures, chance()));
    }
  }

  async function tryOnce(): Promise<void> {
    try {
      if (!safekeeping.holds() || !(await vault.isOpen())) return;
      await safekeeping.flush();
      const { isLocked, vault: status } = store.get();
      // The banner that told of it goes.
      if (!safekeeping.holds() && !isLocked && status.kind === 'trouble') await safekeeping.recheck();
    } finally {
      isPlanned = false;
      look();
    }
  }

  return {
    areThere: safekeeping.holds,
    look,
    async saveNow(milliseconds) {
      const end = clock.monotonic() + milliseconds;
      // Once even if it means a question; after that only where it means none.
      let mayAsk = true;
      while (safekeeping.holds() && clock.monotonic() < end) {
        if (mayAsk || (await vault.isOpen().catch(() => false)))
          await Promise.race([safekeeping.flush(), pause(clock, end - clock.monotonic())]);
        mayAsk = false;
        if (safekeeping.holds()) await pause(clock, secondTry);
      }
      return !safekeeping.holds();
    },
  };
}
