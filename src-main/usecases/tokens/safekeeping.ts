// Which vault a secret goes to: the keychain, or, after the user chose so, the memory of this run.
import type { Account } from '#domain/account';
import type { Failure } from '#domain/failure';
import { ok, type Result } from '#domain/result';
import { createPatientVault, type PatientVault } from './patient-vault';
import type { Vault } from '../ports';
import { changeAccount, type AppState, type Store, type VaultStatus } from '../store';

export type SafePlace = { readonly vault: PatientVault; readonly storedIn: 'keychain' | 'memory' };

export type Safekeeping = {
  /** The vault for new secrets, asked first whether it works. Failures: the `keychain-*` kinds. */
  readonly forNew: () => Promise<Result<SafePlace>>;
  /** The vault that holds an account's secret. */
  readonly of: (account: Pick<Account, 'storedIn'>) => PatientVault;
  readonly recheck: () => Promise<Result<void>>;
  /** A vault that refused is no longer taken for working, and the user is told. */
  readonly noteTrouble: (failure: Failure) => void;
  readonly useMemoryOnly: () => void;
  /** The keychain refused some, which are in memory only. */
  readonly holds: () => boolean;
  /** A last try for secrets the keychain refused so far. */
  readonly flush: () => Promise<void>;
};

function withVaultOpened(state: AppState): AppState {
  return Object.keys(state.accounts).reduce(
    (current, id) => changeAccount(current, id, { kind: 'vault-opened' }, (account) => account),
    state,
  );
}

export function createSafekeeping(ports: {
  readonly store: Store;
  readonly keychain: Vault;
  readonly memory: Vault;
}): Safekeeping {
  const { store } = ports;
  const keychain = createPatientVault(ports.keychain);
  const memory = createPatientVault(ports.memory);
  const become = (vault: VaultStatus): void => store.update((state) => ({ ...state, vault }));

  async function recheck(): Promise<Result<void>> {
    const wasMemoryOnly = store.get().vault.kind === 'memory-only';
    become({ kind: 'asking' });
    const checked = await keychain.check();
    // The user may have gone on without the keychain while it was being asked.
    if (store.get().vault.kind === 'asking') {
      const shut: VaultStatus = wasMemoryOnly
        ? { kind: 'memory-only' }
        : { kind: 'trouble', failure: checked.ok ? ({ kind: 'keychain-failed' } as const) : checked.failure };
      become(checked.ok ? { kind: 'works' } : shut);
    }
    if (checked.ok) store.update(withVaultOpened);
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
    noteTrouble(failure) {
      // Somebody who goes on without the keychain does not want to hear of it.
      const isGivenUp = store.get().vault.kind === 'memory-only';
      if (failure.kind.startsWith('keychain-') && !isGivenUp) become({ kind: 'trouble', failure });
    },
    useMemoryOnly: () => become({ kind: 'memory-only' }),
    holds: keychain.holds,
    flush: keychain.flush,
  };
}
