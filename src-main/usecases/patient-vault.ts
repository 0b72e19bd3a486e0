// A vault that does not lose a refresh token because a keychain refuses once: a replacement that could not be written
// is held in memory, read in place of its predecessor, and written with the next chance.
import { ok, type Result } from '#domain/result';
import type { VaultRecord } from '#domain/token-set';
import type { Vault } from './ports';

export type PatientVault = Vault & {
  /** Writes the successor of a record that must not be used again. Held when the write fails; the failure is told. */
  readonly replace: (id: string, record: VaultRecord) => Promise<Result<void>>;
  /** A last try for what is held. */
  readonly flush: () => Promise<void>;
};

export function createPatientVault(inner: Vault): PatientVault {
  const held = new Map<string, VaultRecord>();

  async function replace(id: string, record: VaultRecord): Promise<Result<void>> {
    held.set(id, record);
    const written = await inner.write(id, record);
    if (written.ok && held.get(id) === record) held.delete(id);
    return written;
  }

  return {
    name: inner.name,
    check: inner.check,
    async read(id) {
      const successor = held.get(id);
      if (successor === undefined) return inner.read(id);
      await replace(id, successor);
      return ok(successor);
    },
    async write(id, record) {
      const written = await inner.write(id, record);
      if (written.ok) held.delete(id);
      return written;
    },
    async remove(id) {
      held.delete(id);
      return inner.remove(id);
    },
    replace,
    async flush() {
      for (const [id, record] of [...held]) await replace(id, record);
    },
  };
}
