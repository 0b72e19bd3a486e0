import type { Vault } from '../ports';
import type { Renew } from './renew';
import type { Safekeeping } from './safekeeping';
import type { Store } from '../store';

/**
 * Renews every account that is signed in, as the lanes let through. Failures show at each account. A shut keychain is asked
 * once for all of them.
 */
export function createRenewAll(ports: {
  readonly store: Store;
  readonly renew: Renew;
  readonly vault: Pick<Vault, 'isOpen'>;
  readonly safekeeping: Pick<Safekeeping, 'recheck'>;
}) {
  const { store, renew, vault, safekeeping } = ports;
  return async function renewAll(): Promise<void> {
    const { accounts, catalog } = store.get();
    const waiting = catalog.accounts.filter(({ id }) => isWorthTrying(accounts[id]?.kind));
    const isInKeychain = waiting.some(({ storedIn }) => storedIn === 'keychain');
    const isUsable = !isInKeychain || (await vault.isOpen()) || (await safekeeping.recheck()).ok;
    const possible = waiting.filter(({ storedIn }) => isUsable || storedIn !== 'keychain');
    await Promise.all(possible.map(({ id }) => renew(id, 'asked')));
  };
}

/** Where only a person here can help, trying again is noise; what blocks an account, somebody else may have mended. */
function isWorthTrying(kind: string | undefined): boolean {
  return kind !== undefined && ['active', 'resting', 'waiting', 'locked', 'blocked'].includes(kind);
}
