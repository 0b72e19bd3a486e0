import { expect, test } from 'vitest';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { InstanceForm } from '#renderer/state/instance-form.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFoundAddress, anInstance, aView } from '#support/views';

function aForm() {
  const main = new FakeBridge(aView());
  const form = new InstanceForm(new Commands(main), aView().newInstance);
  form.name = 'Acme';
  form.address = 'looker.acme.example';
  return { main, form };
}

const elsewhere = aFoundAddress({
  entered: 'https://looker.acme.example',
  uiOrigin: 'https://acme.cloud.looker.com',
  apiOrigin: 'https://acme.cloud.looker.com:19999',
  differs: true,
});

test('an address is checked once, however often the field is left', async () => {
  const { main, form } = aForm();
  await form.check();
  await form.check();
  expect(main.inputsOf('checkAddress')).toHaveLength(1);
});

test('adding without having checked checks first, and goes on when the host is the typed one', async () => {
  const { main, form } = aForm();
  expect(await form.add()).toBe('instance-1');
  expect(main.inputsOf('addInstance')).toEqual([
    {
      provider: 'looker',
      name: 'Acme',
      uiAddress: 'https://looker.acme.example',
      apiAddress: 'https://looker.acme.example',
      clientId: 'daypass',
      redirectPort: '48517',
    },
  ]);
});

test('other hosts are shown first; only a click made while they are shown accepts them', async () => {
  const { main, form } = aForm();
  main.when('checkAddress', () => ({ ok: true, value: elsewhere }));
  expect(await form.add()).toBeNull();
  expect(form.asksToConfirm).toBe(true);
  expect(main.inputsOf('addInstance')).toEqual([]);
  expect(await form.add()).toBe('instance-1');
  expect(main.inputsOf('addInstance')).toMatchObject([{ apiAddress: 'https://acme.cloud.looker.com:19999' }]);
});

test('a click during a check does not accept what the check is about to show', async () => {
  const { main, form } = aForm();
  main.when('checkAddress', () => ({ ok: true, value: elsewhere }));
  const release = main.hold('checkAddress');
  const checking = form.check();
  const adding = form.add();
  release();
  await checking;
  expect(await adding).toBeNull();
  expect(main.inputsOf('checkAddress')).toHaveLength(1);
});

test('typing another address forgets what was found at the last one', async () => {
  const { main, form } = aForm();
  main.when('checkAddress', () => ({ ok: true, value: elsewhere }));
  await form.check();
  form.address = 'other.example';
  form.touch('address');
  expect(form.found).toBeNull();
});

test('an answer for an address that is no longer typed is dropped', async () => {
  const { main, form } = aForm();
  main.when('checkAddress', () => ({ ok: true, value: elsewhere }));
  const release = main.hold('checkAddress');
  const checking = form.check();
  form.address = 'other.example';
  form.touch('address');
  release();
  await checking;
  expect(form.found).toBeNull();
});

test('an API host entered by hand wins over what was found', async () => {
  const { main, form } = aForm();
  await form.check();
  form.enterByHand();
  expect(form.apiAddress).toBe('https://looker.acme.example');
  form.apiAddress = 'api.acme.example:19999';
  await form.add();
  expect(main.inputsOf('addInstance')).toMatchObject([{ apiAddress: 'api.acme.example:19999' }]);
});

test('an address that cannot be checked is shown as such, and can be added with the next click', async () => {
  const { main, form } = aForm();
  const failure = { kind: 'offline', host: 'looker.acme.example' } as const;
  main.when('checkAddress', () => ({ ok: false, failure }));
  expect(await form.add()).toBeNull();
  expect(form.failure).toEqual(failure);
  expect(await form.add()).toBe('instance-1');
});

test('a refusal keeps everything typed, and touching a field takes its sentence away', async () => {
  const { main, form } = aForm();
  const fields = { name: { kind: 'empty' }, uiAddress: { kind: 'no-host' } } as const;
  main.when('addInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await form.add();
  expect(form.problemOf('name')).toEqual({ kind: 'empty' });
  expect(form.problemOf('address')).toEqual({ kind: 'no-host' });
  expect([form.name, form.address]).toEqual(['Acme', 'looker.acme.example']);
  form.touch('address');
  expect(form.problemOf('address')).toBeNull();
  expect(form.problemOf('name')).not.toBeNull();
});

test.each([
  ['48517', 'http://127.0.0.1:48517/callback'],
  [' 8080 ', 'http://127.0.0.1:8080/callback'],
  ['70000', null],
  ['80a', null],
  ['', null],
])('the redirect URI for port "%s" is %s', (typed, uri) => {
  const { form } = aForm();
  form.redirectPort = typed;
  expect(form.redirectUri).toBe(uri);
});

test('changing starts from what is there and keeps the hosts out of it', async () => {
  const main = new FakeBridge(aView({ instances: [anInstance()] }));
  const form = new InstanceForm(new Commands(main), anInstance());
  form.name = 'Acme EU';
  expect(await form.change('acme')).toBe(true);
  expect(main.inputsOf('changeInstance')).toEqual([
    { instanceId: 'acme', name: 'Acme EU', clientId: 'daypass', redirectPort: '48517' },
  ]);
});
