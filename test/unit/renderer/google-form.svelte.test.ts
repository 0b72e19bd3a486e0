import { expect, test } from 'vitest';
import type { ClientPreview, KeysPreview } from '#contract/bridge';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { GoogleForm } from '#renderer/state/google-form.svelte.ts';
import { aClientPreview } from '#support/answers';
import { FakeBridge } from '#support/fake-bridge';
import { aFailureOfEachKind, anImportPreview, aView } from '#support/views';

const failures = aFailureOfEachKind();
const aFile = (name = 'client_secret_4180.json'): File => ({ name }) as File;

function aForm(takenNames: readonly string[] = []) {
  const main = new FakeBridge(aView());
  main.when('previewImportFile', () => ({ ok: true, value: aClientPreview() }));
  const handedOver: KeysPreview[] = [];
  const form = new GoogleForm({
    commands: new Commands(main),
    takenNames: () => takenNames,
    handOver: (keys) => void handedOver.push(keys),
  });
  return { main, form, handedOver };
}

async function aWebForm(redirectUris: ClientPreview['redirectUris']) {
  const opened = aForm();
  const value = aClientPreview({ clientType: 'web', redirectUris });
  opened.main.when('previewImportFile', () => ({ ok: true, value }));
  await opened.form.readFiles([aFile()]);
  return opened;
}

function fillIn({ form }: ReturnType<typeof aForm>): void {
  form.enterByHand();
  form.clientId = '418000000001-typed.apps.googleusercontent.com';
  form.clientSecret = 'GOCSPX-typed-by-hand';
}

test('a client that was read is added by its import id, read only unless something else is chosen', async () => {
  const { main, form } = aForm();
  await form.readFiles([aFile()]);
  expect(form.stage).toBe('read');
  expect(await form.add()).toBe('google');
  expect(main.inputsOf('addImportedGoogleInstance')).toEqual([
    {
      importId: 'import-2',
      name: 'Looker Studio · acme-reporting',
      purpose: 'studio-read',
      scopes: '',
      redirectUri: '',
      audience: 'unknown',
    },
  ]);
  form.close();
  expect(main.inputsOf('discardImport')).toEqual([]);
});

test('the name follows the purpose until somebody types one, and is never taken', async () => {
  const { form } = aForm(['Google Ads · ACME-reporting']);
  await form.readFiles([aFile()]);
  form.purpose = 'ads';
  expect(form.name).toBe('Google Ads · acme-reporting 2');
  form.name = 'Ads of the north';
  form.purpose = 'studio-read';
  expect(form.name).toBe('Ads of the north');
});

test('scopes are sent for a purpose of one’s own only', async () => {
  const { main, form } = aForm();
  await form.readFiles([aFile()]);
  form.scopes = 'https://www.googleapis.com/auth/drive.readonly';
  await form.add();
  await form.readFiles([aFile()]);
  form.purpose = 'custom';
  await form.add();
  expect(main.inputsOf('addImportedGoogleInstance')).toMatchObject([
    { scopes: '' },
    { scopes: 'https://www.googleapis.com/auth/drive.readonly' },
  ]);
});

test('a web client starts with an address that has a port of its own', async () => {
  const { main, form } = await aWebForm([
    { uri: 'https://acme.example/back', problem: { kind: 'not-loopback' } },
    { uri: 'http://localhost', problem: null },
    { uri: 'http://127.0.0.1:8080/back', problem: null },
  ]);
  expect(form.redirect.picked).toBe('http://127.0.0.1:8080/back');
  form.redirect.picked = null;
  form.redirect.typed = 'http://127.0.0.1:9090/';
  await form.add();
  expect(main.inputsOf('addImportedGoogleInstance')).toMatchObject([
    { redirectUri: 'http://127.0.0.1:9090/' },
  ]);
});

test('where no address is registered for this computer, one is proposed', async () => {
  const { form } = await aWebForm([]);
  expect(form.redirect.value).toBe('http://127.0.0.1:48717/');
});

test('a failure loses nothing; a typed secret is gone once it is kept', async () => {
  const opened = aForm();
  fillIn(opened);
  const { main, form } = opened;
  main.when('addGoogleInstance', () => ({ ok: false, failure: failures['keychain-locked'] }));
  expect(await form.add()).toBeNull();
  expect([form.failure, form.clientSecret]).toEqual([failures['keychain-locked'], 'GOCSPX-typed-by-hand']);
  main.when('addGoogleInstance', () => ({ ok: true, value: { instanceId: 'google' } }));
  expect(await form.add()).toBe('google');
  expect(form.clientSecret).toBe('');
});

test('closing forgets the typed secret, and so does reading a file instead', async () => {
  const opened = aForm();
  fillIn(opened);
  opened.form.close();
  expect(opened.form.clientSecret).toBe('');
  const again = aForm();
  fillIn(again);
  await again.form.readFiles([aFile()]);
  expect([again.form.stage, again.form.clientSecret]).toEqual(['read', '']);
});

test('problems stand at their fields until these are typed in again', async () => {
  const opened = aForm();
  fillIn(opened);
  const fields = { clientId: { kind: 'has-spaces' }, scopes: { kind: 'mixes-purposes' } } as const;
  opened.main.when('addGoogleInstance', () => ({ ok: false, failure: { kind: 'input-invalid', fields } }));
  await opened.form.add();
  expect(opened.form.problemOf('scopes')).toEqual(fields.scopes);
  opened.form.touch('clientId');
  expect(opened.form.problemOf('clientId')).toBeNull();
});

test('what main has forgotten has to be read again; the choices stay', async () => {
  const { main, form } = aForm();
  await form.readFiles([aFile()]);
  form.purpose = 'ads';
  main.when('addImportedGoogleInstance', () => ({ ok: false, failure: failures['import-over'] }));
  await form.add();
  expect([form.stage, form.failure?.kind, form.purpose]).toEqual(['source', 'import-over', 'ads']);
});

test('closing or reading another file makes main forget what it read', async () => {
  const { main, form } = aForm();
  await form.readFiles([aFile()]);
  await form.readFiles([aFile('other.json')]);
  form.close();
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-2' }, { importId: 'import-2' }]);
});

test('a file that is read after the dialog was closed is forgotten at once', async () => {
  const { main, form } = aForm();
  const letGo = main.hold('previewImportFile');
  const reading = form.readFiles([aFile()]);
  form.close();
  letGo();
  await reading;
  expect(form.preview).toBeNull();
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-2' }]);
});

test('closed while it is being added, nothing is discarded unless it failed', async () => {
  const { main, form } = aForm();
  await form.readFiles([aFile()]);
  main.when('addImportedGoogleInstance', () => ({ ok: false, failure: failures['keychain-locked'] }));
  const letGo = main.hold('addImportedGoogleInstance');
  const adding = form.add();
  form.close();
  expect(main.inputsOf('discardImport')).toEqual([]);
  letGo();
  await adding;
  expect(main.inputsOf('discardImport')).toEqual([{ importId: 'import-2' }]);
});

test('Looker keys are handed over, not discarded', async () => {
  const { main, form, handedOver } = aForm();
  main.when('previewImport', () => ({ ok: true, value: anImportPreview(undefined, { from: 'clipboard' }) }));
  await form.readClipboard();
  expect(handedOver.map(({ importId }) => importId)).toEqual(['import-1']);
  expect([form.stage, main.inputsOf('discardImport')]).toEqual(['source', []]);
});
