// A keychain that is open is used without anybody noticing; one that is shut is left for when somebody asks.
import type { Clock, Vault } from '../ports';
import type { Safekeeping } from '../tokens/safekeeping';
import type { AppState, Store } from '../store';
import type { Alarms } from './alarms';

/** While it is shut, and something in it is waited for. Looking asks nobody. */
const firstPause = 5_000;
const longestPause = 5 * 60_000;

/**
 * Finds out whether the keychain works, if that is not known, something is in it, and nobody would be asked. Looks again
 * with growing pauses until it does: nobody tells when somebody unlocks it.
 */
export type OpenQuietly = () => Promise<void>;

export function createOpenQuietly(ports: {
  readonly store: Store;
  readonly vault: Pick<Vault, 'isOpen'>;
  readonly safekeeping: Safekeeping;
  readonly clock: Pick<Clock, 'now'>;
  readonly alarms: Alarms;
  readonly onBug: (error: unknown) => void;
}): OpenQuietly {
  const { store, vault, safekeeping, clock, alarms, onBug } = ports;
  let pause = firstPause;
  const alarm = alarms.add(() => void look().catch(onBug));

  async function look(): Promise<void> {
    if (!wantsVault(store.get())) return;
    const isOpen = await vault.isOpen().catch(() => false);
    if (isOpen && wantsVault(store.get())) await safekeeping.recheck();
    if (!wantsVault(store.get())) return;
    alarm.setFor(clock.now() + pause);
    pause = Math.min(pause * 2, longestPause);
  }

  return async function openQuietly() {
    pause = firstPause;
    await look();
  };
}

function wantsVault({ vault, isLocked, catalog }: AppState): boolean {
  const isShut = vault.kind === 'unchecked' || vault.kind === 'trouble';
  return (
    isShut &&
    !isLocked &&
    catalog.accounts.some(({ storedIn, signedOut }) => storedIn === 'keychain' && !signedOut)
  );
}
