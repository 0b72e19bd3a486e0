import { expect, test } from 'vitest';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { GoogleChange } from '#renderer/state/google-change.svelte.ts';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, aGoogleInstance, aView } from '#support/views';

const instance = aGoogleInstance();

function aChange() {
  const main = new FakeBridge(aView({ instances: [instance] }));
  const { google } = instance;
  if (google === null) throw new Error('A Google instance has to be one');
  return { main, form: new GoogleChange(new Commands(main), instance, google) };
}

test('it starts with what is there, and an empty secret, which stays as it is', async () => {
  const { main, form } = aChange();
  form.name = 'Ads of the north';
  expect(await form.save()).toBe(true);
  expect(main.inputsOf('changeGoogleInstance')).toEqual([
    {
      instanceId: 'ads',
      name: 'Ads of the north',
      redirectUri: '',
      audience: 'production',
      adsApiVersion: 'v26',
      clientSecret: '',
    },
  ]);
});

test('a new secret stays through a failure and is forgotten once it is kept', async () => {
  const { main, form } = aChange();
  form.clientSecret = 'GOCSPX-new';
  const failure = aFailureOfEachKind()['keychain-locked'];
  main.when('changeGoogleInstance', () => ({ ok: false, failure }));
  expect(await form.save()).toBe(false);
  expect([form.failure, form.clientSecret]).toEqual([failure, 'GOCSPX-new']);
  main.when('changeGoogleInstance', () => ({ ok: true, value: {} }));
  expect(await form.save()).toBe(true);
  expect([form.failure, form.clientSecret]).toEqual([null, '']);
});

test('a refused version stands at its field until it is typed again', async () => {
  const { main, form } = aChange();
  const fields = { adsApiVersion: { kind: 'not-a-version' } } as const;
  main.when('changeGoogleInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await form.save();
  expect(form.problemOf('adsApiVersion')).toEqual(fields.adsApiVersion);
  form.touch('adsApiVersion');
  expect(form.problemOf('adsApiVersion')).toBeNull();
});
