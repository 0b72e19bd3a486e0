import { beforeEach, describe, expect, test } from 'vitest';
import { createPatientVault, type PatientVault } from '#usecases/patient-vault';
import { aRecord } from '#support/builders';
import { Story } from '#support/fakes/story';
import { FakeVault } from '#support/fakes/vault';

let inner: FakeVault;
let vault: PatientVault;

async function tokenIn(id = 'ana'): Promise<string | null> {
  const read = await vault.read(id);
  return read.ok ? read.value.refreshToken.reveal() : null;
}

beforeEach(async () => {
  inner = new FakeVault(new Story());
  vault = createPatientVault(inner);
  await vault.write('ana', aRecord('first'));
});

describe('a successor that the keychain does not take', () => {
  beforeEach(async () => {
    inner.writeTrouble = { kind: 'keychain-locked' };
    expect(await vault.replace('ana', aRecord('second'))).toMatchObject({ ok: false });
  });

  test('is what is read from then on', async () => {
    expect(inner.tokenOf('ana')).toBe('first');
    expect(await tokenIn()).toBe('second');
  });

  test('also while the keychain cannot even be read', async () => {
    inner.trouble = { kind: 'keychain-locked' };
    expect(await tokenIn()).toBe('second');
  });

  test('is written at the next chance', async () => {
    inner.writeTrouble = null;
    await vault.read('ana');
    expect(inner.tokenOf('ana')).toBe('second');
  });

  test('gives way to a later one', async () => {
    await vault.replace('ana', aRecord('third'));
    inner.writeTrouble = null;
    expect(await tokenIn()).toBe('third');
    expect(inner.tokenOf('ana')).toBe('third');
  });

  test('gives way to a new sign-in', async () => {
    inner.writeTrouble = null;
    await vault.write('ana', aRecord('new sign-in'));
    expect(await tokenIn()).toBe('new sign-in');
  });

  test('is forgotten with its account', async () => {
    await vault.remove('ana');
    expect(await tokenIn()).toBeNull();
  });

  test('is nobody else’s', async () => {
    expect(await tokenIn('ben')).toBeNull();
  });
});

test('a write that fails leaves what was there', async () => {
  inner.writeTrouble = { kind: 'keychain-locked' };
  expect(await vault.write('ana', aRecord('second'))).toMatchObject({ ok: false });
  expect(await tokenIn()).toBe('first');
});
