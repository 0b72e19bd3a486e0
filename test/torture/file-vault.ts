// A vault in files, for the many runs that a keyring is too slow for. It keeps what every vault promises (the suite in
// test/integration/keychain/vault-port.test.ts), and writes as carefully as the catalog does.
import { mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { VaultRecord } from '#domain/token-set';
import { realDisk, replaceFile, type Disk } from '#electron/catalog-disk';
import { parseRecord, toText } from '#node/vault-record';
import type { Vault } from '#usecases/ports';

export function createFileVault(folder: string, disk: Disk = realDisk): Vault {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (id: string): string => join(folder, `${id}.json`);
  const read = (id: string): Result<VaultRecord> => {
    const text = readText(fileOf(id));
    if (text === null) return fail({ kind: 'secret-missing' });
    const record = parseRecord(text);
    return record === null ? fail({ kind: 'keychain-failed' }) : ok(record);
  };
  return {
    name: 'files',
    check: () => Promise.resolve(ok(undefined)),
    isOpen: () => Promise.resolve(true),
    close: () => undefined,
    read: (id) => Promise.resolve(read(id)),
    async write(id, record) {
      const text = toText(record, reveal);
      if (!text.ok) return text;
      await replaceFile(disk, fileOf(id), [text.value]);
      return readText(fileOf(id)) === text.value ? ok(undefined) : fail({ kind: 'keychain-failed' });
    },
    async remove(id) {
      await rm(fileOf(id), { force: true });
      return ok(undefined);
    },
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function reveal(secret: Secret): string {
  return secret.reveal();
}
