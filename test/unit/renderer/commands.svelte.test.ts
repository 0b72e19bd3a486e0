import { expect, test } from 'vitest';
import type { Bridge } from '#contract/bridge';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aBusyDesk } from '#support/views';

test('a button pressed twice asks once', async () => {
  const main = new FakeBridge(aBusyDesk());
  const release = main.hold('renewToken');
  const commands = new Commands(main);
  const first = commands.run('renewToken', { accountId: 'ana' }, 'ana');
  const second = commands.run('renewToken', { accountId: 'ana' }, 'ana');
  expect(commands.isUnderWay('renewToken', 'ana')).toBe(true);
  expect(commands.isUnderWay('renewToken', 'ben')).toBe(false);
  release();
  await Promise.all([first, second]);
  expect(main.inputsOf('renewToken')).toEqual([{ accountId: 'ana' }]);
  expect(commands.isUnderWay('renewToken', 'ana')).toBe(false);
});

test('a failure stays with its account until the next try', async () => {
  const main = new FakeBridge(aBusyDesk());
  main.when('copyToken', () => ({ ok: false, failure: { kind: 'clipboard-refused' } }));
  const commands = new Commands(main);
  await commands.run('copyToken', { accountId: 'ana', format: 'token' }, 'ana');
  expect(commands.failureAbout('ana')).toEqual({ kind: 'clipboard-refused' });
  expect(commands.failureAbout('ben')).toBeNull();
  main.when('copyToken', () => ({ ok: true, value: { clearsAt: 0, expiresAt: 0 } }));
  await commands.run('copyToken', { accountId: 'ana', format: 'token' }, 'ana');
  expect(commands.failureAbout('ana')).toBeNull();
});

test('a main process that throws becomes a failure with a reference', async () => {
  const broken: Bridge = {
    call: () => Promise.reject(new Error('no handler')),
    previewFile: () => Promise.reject(new Error('no handler')),
    onView: () => () => undefined,
    onRequest: () => () => undefined,
  };
  const result = await new Commands(broken).run('clearClipboard', {});
  expect(result).toEqual({ ok: false, failure: { kind: 'internal', reference: 'window: clearClipboard' } });
});
