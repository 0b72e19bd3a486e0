import { describe, expect, test } from 'vitest';
import { createKeychainVault } from '#node/vault';
import { aRecord, secretOf } from '#support/builders';
import { FakeKeychain, type KeychainMood } from '#support/fakes/keychain';
import { FakeLog } from '#support/fakes/log';

const sentinel = ['sentinel', 'daypass-sentinel-1'] as const;

function aVault(mood: KeychainMood = 'open') {
  const keychain = new FakeKeychain();
  const log = new FakeLog();
  keychain.mood = mood;
  return {
    keychain,
    log,
    vault: createKeychainVault({ keychain, isOpen: () => Promise.resolve(true), name: 'Test keyring', log }),
  };
}

/** A vault that was in use before, with Ana's secret in it. */
async function aFullVault() {
  const made = aVault();
  await made.vault.check();
  await made.vault.write('ana', aRecord('refresh-1'));
  made.keychain.calls.length = 0;
  return made;
}

async function tokenIn(vault: ReturnType<typeof aVault>['vault']): Promise<string | null> {
  const read = await vault.read('ana');
  return read.ok ? secretOf(read.value) : null;
}

describe('a keychain that works', () => {
  test('gives back what was put in', async () => {
    const { vault } = aVault();
    const record = aRecord('refresh-1', { generation: 3 });
    expect(await vault.write('ana', record)).toMatchObject({ ok: true });
    expect(await vault.read('ana')).toMatchObject({
      ok: true,
      value: { binding: record.binding, scope: 'cors_api', generation: 3 },
    });
    expect(await tokenIn(vault)).toBe('refresh-1');
  });

  test('is probed with an entry of its own, once', async () => {
    const { vault, keychain } = aVault();
    expect(await vault.check()).toMatchObject({ ok: true });
    expect([...keychain.entries]).toEqual([[...sentinel]]);
    keychain.calls.length = 0;
    await vault.check();
    expect(keychain.calls.map(({ verb }) => verb)).toEqual(['get']);
  });

  test('says that a secret is missing only because it can be read', async () => {
    const { vault } = await aFullVault();
    expect(await vault.read('ben')).toEqual({ ok: false, failure: { kind: 'secret-missing' } });
  });

  test('forgets what is removed, and removing it twice is fine', async () => {
    const { vault, keychain } = await aFullVault();
    expect(await vault.remove('ana')).toMatchObject({ ok: true });
    expect(await vault.remove('ana')).toMatchObject({ ok: true });
    expect(keychain.entries.has('ana')).toBe(false);
  });

  test('may take its time with the first answer, because somebody may have to type a password', async () => {
    const { vault, keychain } = aVault();
    await vault.check();
    await vault.read('ana');
    const [first, ...later] = keychain.calls.filter(({ verb }) => verb === 'get').map(({ limit }) => limit);
    expect(first).toBe(120_000);
    expect(Math.max(...later.slice(-1))).toBe(5_000);
  });
});

describe.each([
  ['missing', 'keychain-missing'],
  ['locked', 'keychain-locked'],
  ['hung', 'keychain-timed-out'],
  ['dead', 'keychain-failed'],
] as const)('a keychain that is %s', (mood, kind) => {
  const failed = { ok: false, failure: { kind } };

  test('is never taken for an empty one', async () => {
    const { vault, keychain } = await aFullVault();
    keychain.mood = mood;
    expect(await vault.read('ana')).toEqual(failed);
    expect(await vault.read('ben')).toEqual(failed);
    expect(await vault.check()).toEqual(failed);
  });

  test('does not count as emptied', async () => {
    const { vault, keychain } = await aFullVault();
    keychain.mood = mood;
    expect(await vault.remove('ana')).toEqual(failed);
    expect(keychain.entries.has('ana')).toBe(true);
  });

  test('has everything when it comes back', async () => {
    const { vault, keychain } = await aFullVault();
    keychain.mood = mood;
    await vault.check();
    await vault.write('ana', aRecord('refresh-2'));
    await vault.remove('ana');
    keychain.mood = 'open';
    expect(await tokenIn(vault)).toBe('refresh-1');
  });

  test('leaves no secret in the log', async () => {
    const { vault, keychain, log } = aVault(mood);
    keychain.words = 'refresh-c4n4ry';
    await vault.write('ana', aRecord('refresh-c4n4ry'));
    expect(log.lines.join()).not.toContain('c4n4ry');
  });
});

test('a keychain that cannot be written is said to be locked or missing, not broken', async () => {
  const locked = await aFullVault();
  locked.keychain.mood = 'locked';
  expect(await locked.vault.write('ana', aRecord())).toEqual({
    ok: false,
    failure: { kind: 'keychain-locked' },
  });
  const missing = aVault('missing');
  expect(await missing.vault.write('ana', aRecord())).toEqual({
    ok: false,
    failure: { kind: 'keychain-missing' },
  });
});

test('a keychain that says yes and keeps nothing is found out', async () => {
  const { vault, keychain } = await aFullVault();
  keychain.mood = 'lying';
  expect(await vault.write('ana', aRecord('refresh-2'))).toEqual({
    ok: false,
    failure: { kind: 'keychain-failed' },
  });
  keychain.entries.clear();
  expect(await vault.check()).toEqual({ ok: false, failure: { kind: 'keychain-locked' } });
});

test('a keychain that is unlocked between two questions is not mistaken for an empty one', async () => {
  const { vault, keychain } = await aFullVault();
  keychain.next = ['locked'];
  expect(await tokenIn(vault)).toBe('refresh-1');
});

test.each([
  ['Cannot get secret of a locked object', 'keychain-locked'],
  ['The prompt was dismissed', 'keychain-locked'],
  [
    'GDBus.Error:org.freedesktop.Secret.Error.IsLocked: Cannot create an item in a locked collection',
    'keychain-locked',
  ],
  ['The name org.freedesktop.secrets was not provided by any .service files', 'keychain-missing'],
  ['Cannot autolaunch D-Bus without X11 $DISPLAY', 'keychain-missing'],
  ['Could not connect: No such file or directory', 'keychain-missing'],
])('a library that says %j', async (words, kind) => {
  const { vault, keychain } = aVault('missing');
  keychain.words = words;
  expect(await vault.check()).toEqual({ ok: false, failure: { kind } });
});

test('an entry that somebody else changed is unreadable, not absent, and stays', async () => {
  const { vault, keychain } = await aFullVault();
  keychain.entries.set('ana', '{"v":9}');
  expect(await vault.read('ana')).toEqual({ ok: false, failure: { kind: 'keychain-failed' } });
  expect(keychain.entries.get('ana')).toBe('{"v":9}');
});

test('a secret too large for some keychains is refused before anything is written', async () => {
  const { vault, keychain } = await aFullVault();
  expect(await vault.write('ana', aRecord('x'.repeat(2_400)))).toMatchObject({
    ok: false,
    failure: { kind: 'secret-too-large', limit: 2_400 },
  });
  expect(keychain.calls).toEqual([]);
  expect(await tokenIn(vault)).toBe('refresh-1');
});
