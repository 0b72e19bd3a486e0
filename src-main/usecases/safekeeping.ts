// Which vault a secret goes to: the keychain, or, after the user chose so, the memory of this run.
import type { Account } from '#domain/account';
import { ok, type Result } from '#domain/result';
import type { Vault } from './ports';
import type { Store, VaultStatus } from './store';

export type Safekeeping = {
  /** The vault for new secrets, asked first whether it works. Failures: the `keychain-*` kinds. */
  readonly forNew: () => Promise<Result<{ readonly vault: Vault; readonly storedIn: 'keychain' | 'memory' }>>;
  /** The vault that holds an account's secret. */
  readonly of: (account: Account) => Vault;
  readonly recheck: () => Promise<Result<void>>;
  readonly useMemoryOnly: () => void;
};

export function createSafekeeping(ports: {
  readonly store: Store;
  readonly keychain: Vault;
  readonly memory: Vault;
}): Safekeeping {
  const { store, keychain, memory } = ports;
  const become = (vault: VaultStatus): void => store.update((state) => ({ ...state, vault }));

  async function recheck(): Promise<Result<void>> {
    become({ kind: 'asking' });
    const checked = await keychain.check();
    become(checked.ok ? { kind: 'works' } : { kind: 'trouble', failure: checked.failure });
    return checked;
  }

  return {
    async forNew() {
      const { kind } = store.get().vault;
      if (kind === 'memory-only') return ok({ vault: memory, storedIn: 'memory' as const });
      const works = kind === 'works' ? ok(undefined) : await recheck();
      return works.ok ? ok({ vault: keychain, storedIn: 'keychain' as const }) : works;
    },
    of: (account) => (account.storedIn === 'memory' ? memory : keychain),
    recheck,
    useMemoryOnly: () => become({ kind: 'memory-only' }),
  };
}
