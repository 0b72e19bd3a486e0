import type { Renew } from './renew';
import type { Store } from '../store';

const atOnce = 4;

/** Renews every account that is signed in, a few at a time. Failures show at each account. */
export function createRenewAll({ store, renew }: { readonly store: Store; readonly renew: Renew }) {
  return async function renewAll(): Promise<void> {
    const { accounts } = store.get();
    const waiting = Object.keys(accounts).filter((id) => isWorthTrying(accounts[id]?.kind));
    const takeTurns = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await renew(id);
    };
    await Promise.all(Array.from({ length: atOnce }, takeTurns));
  };
}

/** Where only a person here can help, trying again is noise; what blocks an account, somebody else may have mended. */
function isWorthTrying(kind: string | undefined): boolean {
  return kind !== undefined && ['active', 'resting', 'waiting', 'locked', 'blocked'].includes(kind);
}
