// A vault that does not lose a refresh token because a keychain refuses once: a replacement that could not be written
// is held in memory, read in place of its predecessor, and written with the next chance. One call at a time per account,
// so that a replacement never takes the place of a record it does not succeed.
import { ok, type Result } from '#domain/result';
import { isSameCredential, type VaultRecord } from '#domain/token-set';
import type { Vault } from '../ports';
import { createTurns, type Turns } from '../turns';

/** What became of a replacement. */
export type Succession = {
  /** False: another sign-in has written its own record meanwhile, which stays. */
  readonly isHeir: boolean;
  readonly written: Result<void>;
};

export type PatientVault = Vault & {
  /**
   * Writes the successor of a record that must not be used again, if that is still the one in the vault. Held when the
   * write fails; the failure is told.
   */
  readonly succeed: (id: string, before: VaultRecord, after: VaultRecord) => Promise<Succession>;
  /** Removes what belongs to nobody any more: now, or as soon as the vault is found open. */
  readonly discard: (id: string) => Promise<void>;
  /** Something is held that is not written yet. */
  readonly holds: () => boolean;
  /** A last try for what is held. */
  readonly flush: () => Promise<void>;
};

export function createPatientVault(inner: Vault): PatientVault {
  const { held, rewrite, read, succeed } = createHolding(inner);
  const turns = createTurns();
  const { discard, discardOwed, settleDebt } = createDiscarding(inner, turns, held);
  return {
    name: inner.name,
    isOpen: inner.isOpen,
    close: inner.close,
    async check() {
      const checked = await inner.check();
      if (checked.ok) await discardOwed();
      return checked;
    },
    read: (id) => turns.take(id, () => read(id)),
    write: (id, record) =>
      turns.take(id, async () => {
        const written = await inner.write(id, record);
        if (written.ok) {
          held.delete(id);
          settleDebt(id);
        }
        return written;
      }),
    discard,
    holds: () => held.size > 0,
    remove: (id) =>
      turns.take(id, async () => {
        const removed = await inner.remove(id);
        if (removed.ok) held.delete(id);
        return removed;
      }),
    succeed: (id, before, after) => turns.take(id, () => succeed(id, before, after)),
    async flush() {
      for (const id of [...held.keys()]) await turns.take(id, () => rewrite(id));
    },
  };
}

/** What the keychain did not let go of yet, in this run. */
function createDiscarding(inner: Vault, turns: Turns, held: Map<string, VaultRecord>) {
  const owed = new Set<string>();
  const removeNow = async (id: string): Promise<void> => {
    // Whatever waits to be written there must not come back.
    held.delete(id);
    const removed = await inner.remove(id);
    if (removed.ok) owed.delete(id);
    else owed.add(id);
  };
  return {
    discard: (id: string): Promise<void> => turns.take(id, () => removeNow(id)),
    discardOwed: async (): Promise<void> => {
      for (const id of [...owed]) {
        // Written anew while this waited for its turn: that is meant to stay.
        await turns.take(id, async () => (owed.has(id) ? removeNow(id) : undefined));
      }
    },
    /** Something new was written there. */
    settleDebt: (id: string): void => void owed.delete(id),
  };
}

/** What the keychain did not take yet. */
function createHolding(inner: Vault) {
  const held = new Map<string, VaultRecord>();

  async function hold(id: string, record: VaultRecord): Promise<Result<void>> {
    held.set(id, record);
    const written = await inner.write(id, record);
    if (written.ok && held.get(id) === record) held.delete(id);
    return written;
  }

  async function read(id: string): Promise<Result<VaultRecord>> {
    const successor = held.get(id);
    if (successor === undefined) return inner.read(id);
    await hold(id, successor);
    return ok(successor);
  }

  async function succeed(id: string, before: VaultRecord, after: VaultRecord): Promise<Succession> {
    const current = await read(id).catch((error: unknown) => {
      // Whatever is wrong with the vault: what must not be lost is held.
      held.set(id, after);
      throw error;
    });
    // One that cannot be read now may well be the one; one that is gone was taken away on purpose.
    const isHeir = current.ok
      ? isSameCredential(current.value.credential, before.credential)
      : current.failure.kind !== 'secret-missing';
    return { isHeir, written: isHeir ? await hold(id, after) : ok(undefined) };
  }

  /** It may have been written, replaced or given up while this waited for its turn. */
  async function rewrite(id: string): Promise<void> {
    const record = held.get(id);
    if (record !== undefined) await hold(id, record);
  }

  return { held, rewrite, read, succeed };
}
