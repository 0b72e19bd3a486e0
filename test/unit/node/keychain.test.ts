import { describe, expect, test } from 'vitest';
import { createKeychain } from '#node/keychain';
import { noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';
import { FakeKeychainProcess } from '#support/fakes/keychain-process';
import { settle } from '#support/fakes/story';

function aKeychain() {
  const clock = new HandClock(noon);
  const processes: FakeKeychainProcess[] = [];
  const refusesToStart = { now: false };
  const keychain = createKeychain({
    spawn() {
      if (refusesToStart.now) throw new Error('spawn failed');
      const process = new FakeKeychainProcess();
      processes.push(process);
      return process;
    },
    service: 'Daypass',
    clock,
  });
  return { clock, processes, keychain, refusesToStart, latest: () => processes.at(-1)! };
}

test('no process runs before the first call', () => {
  expect(aKeychain().processes).toEqual([]);
});

test('a call is answered by the process, which is kept for the next', async () => {
  const { keychain, processes, latest } = aKeychain();
  const first = keychain.get('ana', 5_000);
  await settle();
  expect(latest().requests).toEqual([{ call: 1, verb: 'get', service: 'Daypass', account: 'ana' }]);
  latest().answers('secret');
  expect(await first).toEqual({ ok: true, value: 'secret' });
  const second = keychain.set('ana', 'new', 5_000);
  await settle();
  latest().answers();
  expect(await second).toEqual({ ok: true, value: null });
  expect(processes).toHaveLength(1);
});

test('calls wait for each other, in order', async () => {
  const { keychain, latest } = aKeychain();
  const calls = [keychain.get('a', 5_000), keychain.remove('b', 5_000), keychain.get('c', 5_000)];
  await settle();
  for (const account of ['a', 'b', 'c']) {
    expect(
      latest()
        .requests.map((request) => request.account)
        .at(-1),
    ).toBe(account);
    latest().answers(account);
    await settle();
  }
  expect(await Promise.all(calls)).toHaveLength(3);
});

describe('the time limit', () => {
  test('ends a call and its process; the next call gets a new one', async () => {
    const { keychain, clock, processes, latest } = aKeychain();
    const hung = keychain.get('ana', 5_000);
    await clock.pass(4_999);
    expect(latest().isKilled).toBe(false);
    await clock.pass(1);
    expect(await hung).toEqual({ ok: false, trouble: { kind: 'timed-out' } });
    expect(latest().isKilled).toBe(true);
    const next = keychain.get('ana', 5_000);
    await settle();
    expect(processes).toHaveLength(2);
    latest().answers('secret');
    expect(await next).toEqual({ ok: true, value: 'secret' });
  });

  test('counts from the moment of the call, not while it waits for others', async () => {
    const { keychain, clock, latest } = aKeychain();
    const slow = keychain.get('a', 60_000);
    const quick = keychain.get('b', 5_000);
    await clock.pass(seconds(30));
    latest().answers('a');
    await settle();
    await clock.pass(4_000);
    latest().answers('b');
    expect(await slow).toEqual({ ok: true, value: 'a' });
    expect(await quick).toEqual({ ok: true, value: 'b' });
  });

  test('one hung call does not lose the ones behind it', async () => {
    const { keychain, clock, latest } = aKeychain();
    const hung = keychain.get('a', 5_000);
    const behind = keychain.get('b', 5_000);
    await clock.pass(5_000);
    latest().answers('b');
    expect(await hung).toMatchObject({ ok: false });
    expect(await behind).toEqual({ ok: true, value: 'b' });
  });
});

test('a process that dies during a call is replaced', async () => {
  const { keychain, processes, latest } = aKeychain();
  const call = keychain.get('ana', 5_000);
  await settle();
  latest().dies();
  expect(await call).toEqual({ ok: false, trouble: { kind: 'died' } });
  void keychain.get('ana', 5_000);
  await settle();
  expect(processes).toHaveLength(2);
});

test('a process that died between two calls is replaced, and nobody notices', async () => {
  const { keychain, clock, processes, latest } = aKeychain();
  const first = keychain.get('ana', 5_000);
  await settle();
  latest().answers('secret');
  await first;
  latest().dies();
  const second = keychain.get('ana', 5_000).catch((error: unknown) => error);
  await settle();
  latest().answers('secret');
  await clock.pass(seconds(6));
  expect(await second).toEqual({ ok: true, value: 'secret' });
  expect(processes).toHaveLength(2);
});

test('a process that cannot be started fails its call and no other', async () => {
  const { keychain, refusesToStart, latest } = aKeychain();
  refusesToStart.now = true;
  expect(await keychain.get('ana', 5_000).catch((error: unknown) => error)).toMatchObject({ ok: false });
  refusesToStart.now = false;
  const next = keychain.get('ana', 5_000);
  await settle();
  latest().answers('secret');
  expect(await next).toEqual({ ok: true, value: 'secret' });
});

test('after a refusal the process is replaced, because the library may be stuck with a dead keyring', async () => {
  const { keychain, latest } = aKeychain();
  const call = keychain.get('ana', 5_000);
  await settle();
  latest().refuses('no such name');
  expect(await call).toEqual({ ok: false, trouble: { kind: 'refused', message: 'no such name' } });
  expect(latest().isKilled).toBe(true);
});

test('an answer to another call is nobody’s answer', async () => {
  const { keychain, latest } = aKeychain();
  const call = keychain.get('ana', 5_000);
  await settle();
  latest().repliesTo(99, 'somebody else’s secret');
  latest().answers('secret');
  expect(await call).toEqual({ ok: true, value: 'secret' });
});

test('the process ends when nobody needs it for half a minute, and on closing', async () => {
  const { keychain, clock, latest } = aKeychain();
  const call = keychain.get('ana', 5_000);
  await settle();
  latest().answers(null);
  await call;
  await clock.pass(seconds(29));
  expect(latest().isKilled).toBe(false);
  await clock.pass(seconds(1));
  expect(latest().isKilled).toBe(true);
  void keychain.get('ana', 5_000);
  await settle();
  keychain.close();
  expect(latest().isKilled).toBe(true);
});
