import { expect, test } from 'vitest';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { KeyForm } from '#renderer/state/key-form.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, anInstance, aView } from '#support/views';

const failures = aFailureOfEachKind();

function aForm(keyId?: string): { main: FakeBridge; form: KeyForm } {
  const main = new FakeBridge(aView({ instances: [anInstance()] }));
  const form = new KeyForm(new Commands(main), 'acme', keyId);
  form.keySecret = 'a secret';
  return { main, form };
}

test('an accepted key leaves no secret behind', async () => {
  const { form } = aForm('key-1');
  expect(await form.send()).toBe('key-key-1');
  expect(form.keySecret).toBe('');
});

test('a refused key keeps what was typed', async () => {
  const { main, form } = aForm('key-1');
  main.when('addApiKey', () => ({ ok: false, failure: failures['api-key-rejected'] }));
  expect(await form.send()).toBeNull();
  expect(form.keySecret).toBe('a secret');
  expect(form.failure?.kind).toBe('api-key-rejected');
});

test('typing again takes the refusal away, and only that of the field', async () => {
  const { main, form } = aForm();
  const fields = { keyId: { kind: 'empty' }, keySecret: { kind: 'has-spaces' } } as const;
  main.when('addApiKey', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await form.send();
  form.touch('keyId');
  expect(form.problemOf('keyId')).toBeNull();
  expect(form.problemOf('keySecret')).toEqual({ kind: 'has-spaces' });
});

test('a failure that is not about the key stays until the next try', async () => {
  const { main, form } = aForm('key-1');
  main.when('addApiKey', () => ({ ok: false, failure: failures.offline }));
  await form.send();
  form.touch('keyId');
  expect(form.failure?.kind).toBe('offline');
});

test('pressed twice, the key is sent once', async () => {
  const { main, form } = aForm('key-1');
  const release = main.hold('addApiKey');
  const first = form.send();
  expect(await form.send()).toBeNull();
  release();
  await first;
  expect(main.inputsOf('addApiKey')).toHaveLength(1);
});
