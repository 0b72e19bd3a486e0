// Whether the keychain is open, asked of a real keyring without a question to anybody (SK12).
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { isKeychainOpen } from '#node/keychain-open';
import { openPrivateBus, type PrivateBus } from '#support/keyring';
import { aRecord, openVault } from './parts';

let bus: PrivateBus;
beforeEach(async () => {
  bus = await openPrivateBus();
  return () => bus.close();
});

/** A keyring that has its files already, and is locked as after a login without a password. */
async function aLockedKeyring() {
  const unlocked = await bus.startKeyring();
  await openVault(bus.env).vault.write('an-id', aRecord());
  await unlocked.kill();
  return bus.startKeyring({ locked: true });
}

/** Everything said on the bus from now on. */
async function listenIn(): Promise<{ readonly said: () => string }> {
  const monitor: ChildProcess = spawn('dbus-monitor', ['--session'], {
    env: bus.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void monitor.kill('SIGKILL'));
  let said = '';
  monitor.stdout!.on('data', (data: Buffer) => (said += data.toString()));
  await once(monitor.stdout!, 'data');
  return { said: () => said };
}

/** What a keyring does before a dialog comes up. */
const prompting = /member=(?:Unlock|Prompt|BeginPrompting|PerformPrompt)\b|SystemPrompter/;

test('an unlocked keyring is open', async () => {
  await bus.startKeyring();
  expect(await openVault(bus.env).vault.isOpen()).toBe(true);
});

test('a locked keyring is not, and a hundred questions put no dialog on the screen (SK12)', async () => {
  await aLockedKeyring();
  const { said } = await listenIn();
  const { vault, processes } = openVault(bus.env);
  for (let nth = 0; nth < 100; nth += 1) expect(await vault.isOpen()).toBe(false);
  await delay(300);
  expect(said()).toContain('string "Locked"');
  expect(said()).not.toMatch(prompting);
  expect(processes).toHaveLength(0);
});

test('a use of the locked keyring would ask: the test above can see it', async () => {
  await aLockedKeyring();
  const { said } = await listenIn();
  await openVault(bus.env).vault.check();
  await delay(300);
  expect(said()).toMatch(prompting);
});

test('it is seen to open, and to be locked again', async () => {
  const locked = await aLockedKeyring();
  expect(await isKeychainOpen(bus.env)).toBe(false);
  await locked.kill();
  const unlocked = await bus.startKeyring();
  expect(await isKeychainOpen(bus.env)).toBe(true);
  await unlocked.kill();
  await bus.startKeyring({ locked: true });
  expect(await isKeychainOpen(bus.env)).toBe(false);
});

test('a keyring that does not answer counts as shut, after two seconds', async () => {
  const keyring = await bus.startKeyring();
  keyring.freeze();
  onTestFinished(() => keyring.thaw());
  const startedAt = performance.now();
  expect(await isKeychainOpen(bus.env)).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(3_000);
});

test.each([
  ['no keyring on the bus', () => bus.env],
  ['a bus that is gone', () => ({ ...bus.env, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' })],
])('%s counts as shut', async (_case, env) => {
  expect(await isKeychainOpen(env())).toBe(false);
});

test('after letting go of it the keyring answers as before, from a new process', async () => {
  await bus.startKeyring();
  const { vault, processes } = openVault(bus.env);
  await vault.write('an-id', aRecord());
  vault.close();
  expect((await vault.read('an-id')).ok).toBe(true);
  expect(processes).toHaveLength(2);
});
