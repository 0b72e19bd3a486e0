import { beforeEach, describe, expect, test } from 'vitest';
import { createPatientVault, type PatientVault } from '#usecases/tokens/patient-vault';
import { aRecord, secretOf } from '#support/builders';
import { settle, Story } from '#support/fakes/story';
import { FakeVault } from '#support/fakes/vault';

let story: Story;
let inner: FakeVault;
let vault: PatientVault;

async function tokenIn(id = 'ana'): Promise<string | null> {
  const read = await vault.read(id);
  return read.ok ? secretOf(read.value) : null;
}

beforeEach(async () => {
  story = new Story();
  inner = new FakeVault(story);
  vault = createPatientVault(inner);
  await vault.write('ana', aRecord('first'));
});

describe('a successor that the keychain does not take', () => {
  beforeEach(async () => {
    inner.writeTrouble = { kind: 'keychain-locked' };
    expect(await vault.succeed('ana', aRecord('first'), aRecord('second'))).toMatchObject({
      isHeir: true,
      written: { ok: false },
    });
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
    await vault.succeed('ana', aRecord('second'), aRecord('third'));
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

  test('is still there after a removal that the keychain refused', async () => {
    inner.trouble = { kind: 'keychain-locked' };
    expect(await vault.remove('ana')).toMatchObject({ ok: false });
    inner.trouble = null;
    expect(await tokenIn()).toBe('second');
  });

  test.each([
    ['removed at once', null],
    ['that the keychain keeps for now', { kind: 'keychain-locked' } as const],
  ])('is never written for an entry that belongs to nobody any more, %s', async (_how, trouble) => {
    inner.trouble = trouble;
    await vault.discard('ana');
    inner.trouble = null;
    inner.writeTrouble = null;
    await vault.check();
    await vault.flush();
    expect(inner.records.size).toBe(0);
  });

  test('is nobody else’s', async () => {
    expect(await tokenIn('ben')).toBeNull();
  });
});

describe('a successor', () => {
  test('takes the place of the record it succeeds', async () => {
    expect(await vault.succeed('ana', aRecord('first'), aRecord('second'))).toEqual({
      isHeir: true,
      written: { ok: true, value: undefined },
    });
    expect(inner.tokenOf('ana')).toBe('second');
  });

  test('of another record than the one that is there is nobody’s heir', async () => {
    await vault.write('ana', aRecord('new sign-in'));
    expect(await vault.succeed('ana', aRecord('first'), aRecord('second'))).toMatchObject({ isHeir: false });
    expect(inner.tokenOf('ana')).toBe('new sign-in');
  });

  test('of a record that was given up is not written', async () => {
    await vault.remove('ana');
    expect(await vault.succeed('ana', aRecord('first'), aRecord('second'))).toMatchObject({ isHeir: false });
    expect(inner.records.size).toBe(0);
  });

  test('is kept where it cannot be seen what is there', async () => {
    inner.trouble = { kind: 'keychain-locked' };
    expect(await vault.succeed('ana', aRecord('first'), aRecord('second'))).toMatchObject({ isHeir: true });
    inner.trouble = null;
    expect(await tokenIn()).toBe('second');
    expect(inner.tokenOf('ana')).toBe('second');
  });

  test('waits for a new sign-in that is being written, and leaves it', async () => {
    const release = story.hold('vault written');
    const writing = vault.write('ana', aRecord('new sign-in'));
    const succeeding = vault.succeed('ana', aRecord('first'), aRecord('second'));
    await release();
    await writing;
    expect(await succeeding).toMatchObject({ isHeir: false });
    expect(inner.tokenOf('ana')).toBe('new sign-in');
  });
});

test('a write that fails leaves what was there', async () => {
  inner.writeTrouble = { kind: 'keychain-locked' };
  expect(await vault.write('ana', aRecord('second'))).toMatchObject({ ok: false });
  expect(await tokenIn()).toBe('first');
});

describe('what belongs to nobody any more, while the keychain is shut', () => {
  beforeEach(async () => {
    inner.trouble = { kind: 'keychain-locked' };
    await vault.discard('ana');
    inner.trouble = null;
    expect(inner.tokenOf('ana')).toBe('first');
  });

  test('goes as soon as it is found open', async () => {
    expect((await vault.check()).ok).toBe(true);
    expect(inner.records.has('ana')).toBe(false);
  });

  test('is not asked for when quitting', async () => {
    await vault.flush();
    expect(inner.tokenOf('ana')).toBe('first');
  });

  test('goes also when something new could not be written there', async () => {
    inner.writeTrouble = { kind: 'keychain-locked' };
    expect(await vault.write('ana', aRecord('anew'))).toMatchObject({ ok: false });
    await vault.check();
    expect(inner.records.has('ana')).toBe(false);
  });

  test('but not what was written there since', async () => {
    await vault.write('ana', aRecord('anew'));
    await vault.check();
    expect(inner.tokenOf('ana')).toBe('anew');
  });

  test('nor what is written while something else is being removed', async () => {
    await vault.write('ben', aRecord('of Ben'));
    inner.trouble = { kind: 'keychain-locked' };
    await vault.discard('ben');
    inner.trouble = null;
    const release = story.hold('vault emptied');
    const checked = vault.check();
    await settle();
    await vault.write('ben', aRecord('anew'));
    await release();
    await checked;
    expect(inner.records.has('ana')).toBe(false);
    expect(inner.tokenOf('ben')).toBe('anew');
  });
});
