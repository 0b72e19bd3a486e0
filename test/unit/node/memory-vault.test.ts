import { expect, test } from 'vitest';
import { createMemoryVault } from '#node/memory-vault';
import { aRecord, secretOf } from '#support/builders';

test('memory keeps a secret until it is removed, or the app ends', async () => {
  const vault = createMemoryVault();
  expect(await vault.check()).toMatchObject({ ok: true });
  await vault.write('ana', aRecord('refresh-1'));
  const read = await vault.read('ana');
  expect(read.ok && secretOf(read.value)).toBe('refresh-1');
  await vault.remove('ana');
  expect(await vault.read('ana')).toEqual({ ok: false, failure: { kind: 'secret-missing' } });
  expect(await createMemoryVault().read('ana')).toMatchObject({ ok: false });
});
