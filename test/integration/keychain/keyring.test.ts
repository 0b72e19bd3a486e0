// The vault over the real keyring: what is in it, what is too large for it, and every way it can be away
// (SK1, SK2, SK4, SK6, SK8, SK9, SK11).
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { randomIds } from '#node/ids';
import { openPrivateBus, type PrivateBus } from '#support/keyring';
import { aRecord, hurried, openVault, secretOf, service } from './parts';

let bus: PrivateBus;
beforeEach(async () => {
  bus = await openPrivateBus();
  return () => bus.close();
});

function failed(kind: string) {
  return { ok: false, failure: { kind } };
}

describe('what lies in the keyring', () => {
  test('SK8, SK9: random ids and ASCII JSON; no e-mail, no name, no host in labels or attributes', async () => {
    await bus.startKeyring();
    const { vault } = openVault(bus.env);
    await vault.check();
    const ids = [randomIds.next(), randomIds.next()];
    for (const id of ids)
      await vault.write(id, aRecord({ refresh: 'tökn-🔑', scope: 'ana.ruiz@acme.example' }));
    const lines = (await bus.search(service)).split('\n');
    const told = lines.filter((line) => /^(?:label|attribute\.)/.test(line));
    expect(told.join()).not.toMatch(/@|acme|looker|refresh|[^\x20-\x7e]/i);
    const accounts = told.flatMap((line) => /^attribute\.account = (.*)/.exec(line)?.[1] ?? []);
    expect(accounts.sort()).toEqual([...ids, 'sentinel'].sort());
    for (const account of accounts.filter((id) => id !== 'sentinel')) expect(account).toMatch(/^[\w-]{22}$/);
    const values = lines.flatMap((line) => /^secret = (.*)/.exec(line)?.[1] ?? []);
    for (const value of values) expect(value).toMatch(/^[\x20-\x7e]{1,2400}$/);
    expect(
      values
        .filter((value) => value.startsWith('{'))
        .map((value) => Object.keys(JSON.parse(value) as object)),
    ).toHaveLength(2);
  });

  test('SK8: two channels of the app side by side do not see each other', async () => {
    await bus.startKeyring();
    const id = randomIds.next();
    await openVault(bus.env).vault.write(id, aRecord());
    expect(await openVault(bus.env, { as: `${service}-dev` }).vault.read(id)).toEqual(
      failed('secret-missing'),
    );
  });

  test('SK9: 2,400 bytes fit, one more and 8 kB are refused before anything is written', async () => {
    await bus.startKeyring();
    const { vault } = openVault(bus.env);
    const id = randomIds.next();
    const tooLong = await vault.write(id, aRecord({ refresh: 'x'.repeat(8192) }));
    if (tooLong.ok || tooLong.failure.kind !== 'secret-too-large') throw new Error('8 kB were taken');
    expect(tooLong.failure.limit).toBe(2400);
    const fitting = 'x'.repeat(8192 - (tooLong.failure.bytes - 2400));
    expect(await vault.write(id, aRecord({ refresh: `${fitting}x` }))).toMatchObject(
      failed('secret-too-large'),
    );
    expect(await vault.read(id)).toEqual(failed('secret-missing'));
    expect((await vault.write(id, aRecord({ refresh: fitting }))).ok).toBe(true);
    const read = await vault.read(id);
    expect(read.ok && secretOf(read.value)).toBe(fitting);
  });

  test('SK9: letters outside of ASCII count with the bytes they take', async () => {
    await bus.startKeyring();
    const { vault } = openVault(bus.env);
    expect(await vault.write(randomIds.next(), aRecord({ refresh: 'é'.repeat(400) }))).toMatchObject(
      failed('secret-too-large'),
    );
  });

  test('an entry that is not one of ours is not taken for absent, and stays', async () => {
    await bus.startKeyring();
    const { vault, keychain } = openVault(bus.env);
    const id = randomIds.next();
    await keychain.set(id, '{"v":99}', 5000);
    expect(await vault.read(id)).toEqual(failed('keychain-failed'));
    expect(await keychain.get(id, 5000)).toEqual({ ok: true, value: '{"v":99}' });
  });

  test('nothing of a record is in the log', async () => {
    const { vault, noted } = openVault(bus.env);
    await vault.write('an-id', aRecord({ refresh: 'a-secret' }));
    expect(noted).not.toEqual([]);
    expect(noted.join()).not.toMatch(/a-secret|acme|an-id/);
  });
});

describe('a locked keyring', () => {
  test('SK2: what is in it is locked, not absent; nothing is deleted or overwritten, and all is back when unlocked', async () => {
    const unlocked = await bus.startKeyring();
    const id = randomIds.next();
    await openVault(bus.env).vault.write(id, aRecord({ refresh: 'kept' }));
    await unlocked.kill();

    const locked = await bus.startKeyring({ locked: true });
    const { vault } = openVault(bus.env);
    expect(await vault.read(id)).toEqual(failed('keychain-locked'));
    expect(await vault.check()).toEqual(failed('keychain-locked'));
    expect(await vault.write(id, aRecord({ refresh: 'overwritten' }))).toEqual(failed('keychain-locked'));
    expect(await vault.remove(id)).toEqual(failed('keychain-locked'));
    expect(await vault.read(randomIds.next())).toEqual(failed('keychain-locked'));
    await locked.kill();

    await bus.startKeyring();
    const read = await openVault(bus.env).vault.read(id);
    expect(read.ok && secretOf(read.value)).toBe('kept');
  });

  test('SK2: the same running app finds everything again once it is unlocked', async () => {
    const before = await bus.startKeyring();
    const { vault } = openVault(bus.env);
    const id = randomIds.next();
    await vault.write(id, aRecord());
    await before.kill();
    const locked = await bus.startKeyring({ locked: true });
    expect((await vault.read(id)).ok).toBe(false);
    expect(await vault.read(id)).toEqual(failed('keychain-locked'));
    await locked.kill();
    await bus.startKeyring();
    await vault.read(id);
    expect((await vault.read(id)).ok).toBe(true);
  });
});

describe('no keyring', () => {
  test.each([
    ['no session bus', { PATH: process.env['PATH'] }],
    [
      'a session bus that is gone',
      { PATH: process.env['PATH'], DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus' },
    ],
  ])('SK11: with %s it is missing, said within seconds', async (_case, env) => {
    const { vault } = openVault(env);
    const startedAt = performance.now();
    expect(await vault.check()).toEqual(failed('keychain-missing'));
    expect(await vault.read('an-id')).toEqual(failed('keychain-missing'));
    expect(await vault.write('an-id', aRecord())).toEqual(failed('keychain-missing'));
    expect(await vault.remove('an-id')).toEqual(failed('keychain-missing'));
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test('SK11: with a bus on which nobody offers one it is missing, and works as soon as one is there', async () => {
    const { vault } = openVault(bus.env);
    expect(await vault.check()).toEqual(failed('keychain-missing'));
    expect(await vault.write('an-id', aRecord())).toEqual(failed('keychain-missing'));
    await bus.startKeyring();
    expect((await vault.check()).ok).toBe(true);
    expect((await vault.write('an-id', aRecord())).ok).toBe(true);
  });
});

describe('a keyring that comes and goes', () => {
  test('SK6: after it was killed and is back, the next call works, in a new process', async () => {
    const first = await bus.startKeyring();
    const { vault, processes } = openVault(bus.env);
    const id = randomIds.next();
    await vault.write(id, aRecord());
    await first.kill();
    expect(await vault.read(id)).toEqual(failed('keychain-missing'));
    await bus.startKeyring();
    const startedAt = performance.now();
    expect((await vault.read(id)).ok).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(2000);
    expect(processes.length).toBeGreaterThan(1);
  });

  test('SK6: a restart between two calls goes unnoticed', async () => {
    const first = await bus.startKeyring();
    const { vault } = openVault(bus.env);
    const id = randomIds.next();
    await vault.write(id, aRecord());
    await first.kill();
    await bus.startKeyring();
    expect((await vault.read(id)).ok).toBe(true);
  });

  test('SK6: a keychain process that died while nobody asked is replaced without anybody noticing', async () => {
    await bus.startKeyring();
    const { vault, processes } = openVault(bus.env);
    await vault.write('an-id', aRecord());
    processes[0]?.kill();
    await delay(100);
    expect((await vault.read('an-id')).ok).toBe(true);
    expect(processes).toHaveLength(2);
  });

  test('SK6: it is started on demand, and ended after half a minute without work', async () => {
    await bus.startKeyring();
    const { vault, processes } = openVault(bus.env, { clock: hurried(30) });
    expect(processes).toHaveLength(0);
    await vault.check();
    await vault.check();
    expect(processes).toHaveLength(1);
    await delay(1300);
    await vault.check();
    expect(processes).toHaveLength(2);
  });
});

describe('a keyring that hangs', () => {
  const thisFile = fileURLToPath(import.meta.url);

  test('SK4: reading is given up after 5 seconds, and meanwhile files can be read without delay', async () => {
    const keyring = await bus.startKeyring();
    // 5 seconds become one.
    const { vault } = openVault(bus.env, { clock: hurried(5) });
    await vault.write('an-id', aRecord());
    keyring.freeze();
    const startedAt = performance.now();
    const asked = vault.read('an-id');
    const delays: number[] = [];
    for (let nth = 0; nth < 40; nth += 1) {
      const askedAt = performance.now();
      await readFile(thisFile);
      delays.push(performance.now() - askedAt);
      await delay(20);
    }
    expect(await asked).toEqual(failed('keychain-timed-out'));
    const took = performance.now() - startedAt;
    expect(took).toBeGreaterThan(950);
    expect(took).toBeLessThan(2000);
    expect(delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.9)]).toBeLessThan(50);
    keyring.thaw();
    expect((await vault.read('an-id')).ok).toBe(true);
  });

  test.each([
    ['checking', (vault: ReturnType<typeof openVault>['vault']) => vault.check()],
    ['writing', (vault: ReturnType<typeof openVault>['vault']) => vault.write('an-id', aRecord())],
    ['removing', (vault: ReturnType<typeof openVault>['vault']) => vault.remove('an-id')],
  ])('SK4: %s is given up too, and works when it is awake again', async (_case, ask) => {
    const keyring = await bus.startKeyring();
    // 5 and 10 seconds become a quarter and a half.
    const { vault } = openVault(bus.env, { clock: hurried(20) });
    expect((await vault.check()).ok).toBe(true);
    keyring.freeze();
    expect(await ask(vault)).toEqual(failed('keychain-timed-out'));
    keyring.thaw();
    expect((await ask(vault)).ok).toBe(true);
  });

  test('SK4: the first question waits for people who have to type a password, but not for ever', async () => {
    const keyring = await bus.startKeyring();
    const { vault } = openVault(bus.env, { clock: hurried(100) });
    keyring.freeze();
    const startedAt = performance.now();
    expect(await vault.check()).toEqual(failed('keychain-timed-out'));
    expect(performance.now() - startedAt).toBeGreaterThan(1100);
    keyring.thaw();
  });

  test('SK4: of several questions each is given up in turn, none is lost', async () => {
    const keyring = await bus.startKeyring();
    const { vault, processes } = openVault(bus.env, { clock: hurried(20) });
    await vault.write('an-id', aRecord());
    keyring.freeze();
    onTestFinished(() => keyring.thaw());
    const first = vault.read('an-id');
    const others = [delay(50).then(() => keyring.thaw()), vault.read('an-id'), vault.read('an-id')];
    await Promise.all([first, ...others]);
    expect((await vault.read('an-id')).ok).toBe(true);
    expect(processes.length).toBeLessThanOrEqual(2);
  });
});
