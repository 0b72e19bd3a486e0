// Records of accounts that are signed out and wait for nothing: a keychain that refused, or the end of a run in the middle
// of it, left them behind. They go when the keychain opens.
import type { Account } from '#domain/account';
import type { Safekeeping } from '../tokens/safekeeping';
import { changeAccount, type AppState, type Store } from '../store';
import type { Turns } from '../turns';

export function clearLeftovers({
  store,
  safekeeping,
  turns,
  onBug,
}: {
  readonly store: Store;
  readonly safekeeping: Safekeeping;
  readonly turns: Turns;
  readonly onBug: (error: unknown) => void;
}): void {
  const clear = async (id: string): Promise<void> => {
    // Signed in anew meanwhile: that record is meant to stay.
    const account = store.get().catalog.accounts.find((one) => one.id === id);
    if (account === undefined || !isLeftOver(account)) return;
    const removed = await safekeeping.of(account).remove(id);
    if (!removed.ok) return;
    store.update((state) =>
      changeAccount(state, id, null, (known) => (isLeftOver(known) ? { ...known, storedIn: null } : known)),
    );
  };
  let wasOpen = false;
  store.subscribe(({ vault, catalog }: AppState) => {
    const isOpen = vault.kind === 'works';
    const hasOpened = isOpen && !wasOpen;
    wasOpen = isOpen;
    if (!hasOpened) return;
    for (const { id } of catalog.accounts.filter(isLeftOver)) turns.take(id, () => clear(id)).catch(onBug);
  });
}

function isLeftOver({ signedOut, storedIn, queuedSignOut }: Account): boolean {
  return signedOut && storedIn === 'keychain' && queuedSignOut === null;
}
