// For the user who chose to go on without a keychain: everything ends with the app, nothing touches the disk.
import { fail, ok } from '#domain/result';
import type { VaultRecord } from '#domain/token-set';
import type { Vault } from '#usecases/ports';

export function createMemoryVault(): Vault {
  const records = new Map<string, VaultRecord>();
  return {
    name: 'memory',
    check: () => Promise.resolve(ok(undefined)),
    isOpen: () => Promise.resolve(true),
    close: () => undefined,
    read(id) {
      const record = records.get(id);
      return Promise.resolve(record === undefined ? fail({ kind: 'secret-missing' }) : ok(record));
    },
    write(id, record) {
      records.set(id, record);
      return Promise.resolve(ok(undefined));
    },
    remove(id) {
      records.delete(id);
      return Promise.resolve(ok(undefined));
    },
  };
}
