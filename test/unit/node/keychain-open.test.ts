import { describe, expect, test } from 'vitest';
import { createKeychain } from '#node/keychain';
import { isKeychainOpen } from '#node/keychain-open';
import { createMemoryVault } from '#node/memory-vault';
import { createKeychainVault } from '#node/vault';
import { aRecord, noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';
import { FakeKeychainProcess } from '#support/fakes/keychain-process';
import { FakeLog } from '#support/fakes/log';
import { settle } from '#support/fakes/story';

function aVault() {
  const clock = new HandClock(noon);
  const processes: FakeKeychainProcess[] = [];
  const keychain = createKeychain({
    spawn() {
      const process = new FakeKeychainProcess();
      processes.push(process);
      return process;
    },
    service: 'Daypass',
    clock,
  });
  const desktop = { isOpen: true };
  const vault = createKeychainVault({
    keychain,
    name: 'Test keyring',
    log: new FakeLog(),
    isOpen: () => Promise.resolve(desktop.isOpen),
  });
  return { vault, clock, desktop, processes, latest: () => processes.at(-1)! };
}

/** A vault that was asked before, and has answered. */
async function aVaultInUse() {
  const made = aVault();
  const checked = made.vault.check();
  await settle();
  made.latest().answers('daypass-sentinel-1');
  expect((await checked).ok).toBe(true);
  return made;
}

describe('is the keychain open', () => {
  test('macOS and Windows open theirs at login, so nobody is asked', async () => {
    expect(await isKeychainOpen({ PATH: '' }, 'darwin')).toBe(true);
    expect(await isKeychainOpen({ PATH: '' }, 'win32')).toBe(true);
  });

  test('on a Linux without the program that could tell, it counts as shut', async () => {
    expect(await isKeychainOpen({ PATH: '/nowhere' }, 'linux')).toBe(false);
  });

  test('the vault hands the question on, and starts nothing for it', async () => {
    const { vault, desktop, processes } = aVault();
    expect(await vault.isOpen()).toBe(true);
    desktop.isOpen = false;
    expect(await vault.isOpen()).toBe(false);
    expect(processes).toEqual([]);
  });

  test('memory is always open, also after it was let go of', async () => {
    const vault = createMemoryVault();
    await vault.write('ana', aRecord('refresh-1'));
    vault.close();
    expect(await vault.isOpen()).toBe(true);
    expect((await vault.read('ana')).ok).toBe(true);
  });
});

describe('letting go of the keychain', () => {
  test('its process ends, and the next use starts another, which answers', async () => {
    const { vault, processes, latest } = await aVaultInUse();
    vault.close();
    expect(latest().isKilled).toBe(true);
    const checked = vault.check();
    await settle();
    expect(processes).toHaveLength(2);
    latest().answers('daypass-sentinel-1');
    expect((await checked).ok).toBe(true);
  });

  test('the next use may take as long as the first one: somebody may have to type a password', async () => {
    const { vault, clock, latest } = await aVaultInUse();
    vault.close();
    const checked = vault.check();
    await clock.pass(seconds(119));
    latest().answers('daypass-sentinel-1');
    expect((await checked).ok).toBe(true);
  });

  test('a call under way ends as failed, and the one behind it is answered', async () => {
    const { vault, latest } = await aVaultInUse();
    const calls = [vault.check(), vault.check()];
    await settle();
    vault.close();
    await settle();
    latest().answers('daypass-sentinel-1');
    expect(await Promise.all(calls)).toMatchObject([
      { ok: false, failure: { kind: 'keychain-failed' } },
      { ok: true },
    ]);
  });

  test('letting go of what is not in use does nothing', async () => {
    const { vault, processes } = aVault();
    vault.close();
    vault.close();
    expect(processes).toEqual([]);
    expect(await vault.isOpen()).toBe(true);
  });
});
