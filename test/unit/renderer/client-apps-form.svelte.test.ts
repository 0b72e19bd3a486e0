import { expect, test } from 'vitest';
import {
  ClientAppForm,
  toDaypassForm,
  toEmptyForm,
  toFormOf,
} from '#renderer/state/client-app-form.svelte.ts';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aClientApp, aFailureOfEachKind, afternoon, anInstance, aView, minute } from '#support/views';

const failures = aFailureOfEachKind();

function aForm(start = toFormOf(aClientApp())) {
  const main = new FakeBridge(aView());
  return { main, form: new ClientAppForm(new Commands(main), start) };
}

test('registering Daypass starts with what this instance needs', () => {
  expect(toDaypassForm(anInstance())).toEqual({
    guid: 'daypass',
    redirectUris: 'http://127.0.0.1:48517/callback',
    displayName: 'Daypass',
    description: 'Daypass hands you short-lived tokens on your own computer.',
    enabled: true,
    groupId: '',
  });
  expect(toDaypassForm(anInstance({ handOff: null })).guid).toBe('daypass');
});

test('a registered client is edited as it is, one URI per line', () => {
  const app = aClientApp({ redirectUris: ['a://x', 'b://y'], groupId: '7' });
  expect(toFormOf(app)).toMatchObject({ redirectUris: 'a://x\nb://y', groupId: '7' });
});

test('saving sends the form and tells whether it was registered or updated', async () => {
  const { main, form } = aForm({ ...toEmptyForm(), guid: 'mine', groupId: ' 7 ' });
  main.when('saveClientApp', () => ({ ok: true, value: { outcome: 'updated' } }));
  expect(await form.save('ana')).toBe('updated');
  expect(main.inputsOf('saveClientApp')).toEqual([
    { accountId: 'ana', form: { ...toEmptyForm(), guid: 'mine', groupId: '7' } },
  ]);
});

test('refused fields are told where they are, others above, and nothing typed is lost', async () => {
  const { main, form } = aForm();
  const said = { kind: 'refused-by-server', said: 'is not allowed' } as const;
  main.when('saveClientApp', () => ({
    ok: false,
    failure: { kind: 'fields-refused', host: 'acme.example', fields: { redirectUris: said, can: said } },
  }));
  expect(await form.save('ana')).toBeNull();
  expect(form.problemOf('redirectUris')).toEqual(said);
  expect(form.failure).toEqual({ kind: 'fields-refused', host: 'acme.example', fields: { can: said } });
  expect(form.displayName).toBe('Daypass');
  form.touch('redirectUris');
  expect(form.problemOf('redirectUris')).toBeNull();
});

test('what fields say needs no note', async () => {
  const { main, form } = aForm();
  main.when('saveClientApp', () => ({
    ok: false,
    failure: { kind: 'input-invalid', fields: { guid: { kind: 'empty' } } },
  }));
  await form.save('ana');
  expect(form.problemOf('guid')).toEqual({ kind: 'empty' });
  expect(form.failure).toBeNull();
});

test('a busy server is not asked before the time it names', async () => {
  const { main, form } = aForm();
  main.when('saveClientApp', () => ({ ok: false, failure: failures['provider-busy'] }));
  await form.save('ana');
  expect(form.mayAskAt(afternoon)).toBe(false);
  expect(form.mayAskAt(afternoon + 3 * minute)).toBe(true);
  main.when('saveClientApp', () => ({ ok: true, value: { outcome: 'registered' } }));
  await form.save('ana');
  expect(form.mayAskAt(afternoon)).toBe(true);
});

test('a second press while saving asks once', async () => {
  const { main, form } = aForm();
  await Promise.all([form.save('ana'), form.save('ana')]);
  expect(main.inputsOf('saveClientApp')).toHaveLength(1);
});
