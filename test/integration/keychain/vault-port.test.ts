// What every vault promises, kept by the real keyring, by memory, and by the files that stand in for a keyring in the torture.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import type { VaultRecord } from '#domain/token-set';
import { createFileVault } from '../../torture/file-vault';
import { createMemoryVault } from '#node/memory-vault';
import { randomIds } from '#node/ids';
import { openPrivateBus, type PrivateBus } from '#support/keyring';
import type { Vault } from '#usecases/ports';
import { aRecord, openVault, secretOf } from './parts';

let bus: PrivateBus;
let folder: string;
beforeAll(async () => {
  bus = await openPrivateBus();
  await bus.startKeyring();
  folder = await mkdtemp(join(tmpdir(), 'daypass-vault-'));
});
afterAll(async () => {
  await bus.close();
  await rm(folder, { recursive: true, force: true });
});

const vaults: readonly (readonly [string, () => Vault])[] = [
  ['the keyring of the desktop', () => openVault(bus.env).vault],
  ['memory', createMemoryVault],
  ['files', () => createFileVault(folder)],
];

function inTheClear(record: VaultRecord): unknown {
  return { ...record, credential: [record.credential.kind, secretOf(record)] };
}

describe.each(vaults)('%s', (_name, open) => {
  test('it takes a record, gives it back whole, and forgets it when told', async () => {
    const vault = open();
    const id = randomIds.next();
    expect(await vault.check()).toEqual({ ok: true, value: undefined });
    expect((await vault.write(id, aRecord())).ok).toBe(true);
    const read = await vault.read(id);
    expect(read.ok && inTheClear(read.value)).toEqual(inTheClear(aRecord()));
    expect((await vault.remove(id)).ok).toBe(true);
    expect(await vault.read(id)).toEqual({ ok: false, failure: { kind: 'secret-missing' } });
  });

  test('the secret of an API key comes back as one', async () => {
    const vault = open();
    const id = randomIds.next();
    const key = aRecord({ credential: { kind: 'api-key', keySecret: new Secret('the key') } });
    expect((await vault.write(id, key)).ok).toBe(true);
    const read = await vault.read(id);
    expect(read.ok && inTheClear(read.value)).toEqual(inTheClear(key));
  });

  test('a record that was never there is missing, also before anything else was asked', async () => {
    expect(await open().read(randomIds.next())).toEqual({ ok: false, failure: { kind: 'secret-missing' } });
  });

  test('removing what is not there is success', async () => {
    expect((await open().remove(randomIds.next())).ok).toBe(true);
  });

  test('a newer record takes the place of the older one, and of no other', async () => {
    const vault = open();
    const [one, two] = [randomIds.next(), randomIds.next()];
    await vault.write(one, aRecord({ refresh: 'of one' }));
    await vault.write(two, aRecord({ refresh: 'of two' }));
    await vault.write(one, aRecord({ refresh: 'of one, newer', generation: 2 }));
    const read = async (id: string) => {
      const record = await vault.read(id);
      return record.ok && [secretOf(record.value), record.value.generation];
    };
    expect(await read(one)).toEqual(['of one, newer', 2]);
    expect(await read(two)).toEqual(['of two', 1]);
  });

  test('unusual characters come back as they went in', async () => {
    const vault = open();
    const id = randomIds.next();
    const refresh = '1//0e\\"\'\n\t\u0001\u007f äöü 漢字 🔑 \ud800';
    const scope = 'a b "c" \\ é';
    expect((await vault.write(id, aRecord({ refresh, scope }))).ok).toBe(true);
    const read = await vault.read(id);
    expect(read.ok && [secretOf(read.value), read.value.scope]).toEqual([refresh, scope]);
  });

  test('twenty at once do not get into each other', async () => {
    const vault = open();
    const ids = Array.from({ length: 20 }, () => randomIds.next());
    await Promise.all(ids.map((id) => vault.write(id, aRecord({ refresh: `of ${id}` }))));
    const read = await Promise.all(ids.map((id) => vault.read(id)));
    expect(read.map((record) => record.ok && secretOf(record.value))).toEqual(ids.map((id) => `of ${id}`));
  });
});
