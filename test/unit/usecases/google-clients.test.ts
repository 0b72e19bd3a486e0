import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { GoogleChoices, TypedClient } from '#domain/google/client-draft';
import { aClientRecord, aGoogle, anAds, minutes, noon } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { canary } from '#support/fakes/server';
import { settle } from '#support/fakes/story';

const clientId = '407408718192-new.apps.googleusercontent.com';
const choices: GoogleChoices = {
  name: 'Studio reports',
  purpose: 'studio-read',
  scopes: '',
  redirectUri: '',
  audience: 'internal',
};

/** A client as the console has it, and its file on the clipboard. */
function aDeskWithClientFile(type: 'installed' | 'web' = 'installed', part: object = {}) {
  const desk = aDesk({ instances: [] });
  const { clientSecret } = desk.google.registers(clientId);
  const client = {
    client_id: clientId,
    client_secret: clientSecret,
    project_id: 'acme-tokens',
    token_uri: 'https://evil.example/token',
    ...part,
  };
  desk.clipboard.text = JSON.stringify({ [type]: client });
  const typed: TypedClient = { clientType: 'desktop', clientId, clientSecret, projectId: 'acme-tokens' };
  return { desk, typed, clientSecret };
}

async function previews(desk: Desk) {
  const preview = await desk.imports.previewClipboard();
  if (!preview.ok) throw new Error(preview.failure.kind);
  if (preview.value.kind !== 'google-client') throw new Error(preview.value.kind);
  return preview.value;
}

async function imports(desk: Desk, part: Partial<GoogleChoices> = {}) {
  const { importId } = await previews(desk);
  return desk.googleClients.addImported(importId, { ...choices, ...part });
}

const everything = (desk: Desk, ...more: readonly unknown[]): string =>
  [desk.store.get(), desk.view(), desk.file.versions, desk.log.lines, ...more]
    .map((value) => JSON.stringify(value) + inspect(structuredClone(value), { depth: 20, showHidden: true }))
    .join('\n');

describe('a client from its file', () => {
  test('becomes an instance, its secret bound to Google and in the keychain', async () => {
    const { desk, clientSecret } = aDeskWithClientFile();
    const added = await imports(desk);
    if (!added.ok) throw new Error(added.failure.kind);
    const { instanceId } = added.value;
    expect(desk.file.content.instances).toEqual([
      {
        ...aGoogle({ id: instanceId, name: 'Studio reports', clientId, addedAt: noon }),
        google: { ...aGoogle().google, audience: 'internal' },
      },
    ]);
    expect(desk.vault.records.get(instanceId)).toEqual(aClientRecord(clientSecret, { clientId }));
    expect(desk.vault.tokenOf(instanceId)).toBe(clientSecret);
    await desk.signsIn(undefined, instanceId);
    expect(desk.accountsAt(instanceId)).toHaveLength(1);
  });

  test('shows everything of it but the secret, and where the file lies', async () => {
    const { desk } = aDeskWithClientFile();
    desk.files.there.set('/home/ana/Downloads/client_secret.json', desk.clipboard.text);
    const preview = await desk.imports.previewFile('/home/ana/Downloads/client_secret.json');
    expect(preview).toMatchObject({
      value: {
        kind: 'google-client',
        from: 'file',
        path: '/home/ana/Downloads/client_secret.json',
        clientType: 'desktop',
        clientId,
        projectId: 'acme-tokens',
        redirectUris: [],
        known: [],
      },
    });
    expect(everything(desk, preview)).not.toContain(canary);
  });

  test('says of each redirect URI why it cannot be answered here', async () => {
    const redirect_uris = ['http://localhost:8080/cb', 'https://acme.example/cb', 'https://localhost/'];
    const { desk } = aDeskWithClientFile('web', { redirect_uris });
    expect((await previews(desk)).redirectUris).toEqual([
      { uri: 'http://localhost:8080/cb', problem: null },
      { uri: 'https://acme.example/cb', problem: { kind: 'not-loopback' } },
      { uri: 'https://localhost/', problem: { kind: 'not-plain-http' } },
    ]);
    expect(await imports(desk, { redirectUri: 'https://acme.example/cb' })).toMatchObject({
      failure: { kind: 'input-invalid', fields: { redirectUri: { kind: 'not-loopback' } } },
    });
    expect(await imports(desk, { redirectUri: 'http://localhost:8080/cb' })).toMatchObject({ ok: true });
    expect(desk.view().instances[0]).toMatchObject({ redirectUri: 'http://localhost:8080/cb' });
  });

  test('names the instances that the same client has, with their purposes', async () => {
    const { desk } = aDeskWithClientFile();
    await imports(desk);
    expect((await previews(desk)).known).toMatchObject([{ name: 'Studio reports', purpose: 'studio-read' }]);
    expect(await imports(desk, { name: 'Ads', purpose: 'ads' })).toMatchObject({ ok: true });
    expect(desk.view().instances.map(({ google }) => google?.purpose)).toEqual(['studio-read', 'ads']);
  });

  test('can be put right and taken again after a mistake, and is gone once it was taken', async () => {
    const { desk } = aDeskWithClientFile();
    const { importId } = await previews(desk);
    expect(await desk.googleClients.addImported(importId, { ...choices, name: '' })).toMatchObject({
      failure: { fields: { name: { kind: 'empty' } } },
    });
    expect(await desk.googleClients.addImported(importId, choices)).toMatchObject({ ok: true });
    const over = { ok: false, failure: { kind: 'import-over' } };
    expect(await desk.googleClients.addImported(importId, { ...choices, name: 'Again' })).toEqual(over);
  });

  test('is one instance, however fast somebody clicks', async () => {
    const { desk } = aDeskWithClientFile();
    const { importId } = await previews(desk);
    const add = () => desk.googleClients.addImported(importId, choices);
    await Promise.all([add(), add()]);
    expect(desk.view().instances).toHaveLength(1);
    expect(desk.vault.records.size).toBe(1);
  });

  test('is not waited for longer than a quarter of an hour, nor past another import', async () => {
    const { desk } = aDeskWithClientFile();
    const first = await previews(desk);
    const second = await previews(desk);
    const over = { failure: { kind: 'import-over' } };
    expect(await desk.googleClients.addImported(first.importId, choices)).toMatchObject(over);
    await desk.clock.pass(minutes(15));
    expect(await desk.googleClients.addImported(second.importId, choices)).toMatchObject(over);
    expect(desk.view().instances).toEqual([]);
  });

  test('cannot be run as if it were keys', async () => {
    const { desk } = aDeskWithClientFile();
    const { importId } = await previews(desk);
    expect(await desk.importKeys.run(importId, [0])).toMatchObject({ failure: { kind: 'import-over' } });
    expect(await desk.googleClients.addImported(importId, choices)).toMatchObject({ ok: true });
  });
});

describe('a client that was typed in', () => {
  test('becomes an instance just as well', async () => {
    const { desk, typed, clientSecret } = aDeskWithClientFile();
    const added = await desk.googleClients.addTyped(typed, choices);
    expect(desk.vault.tokenOf(added.ok ? added.value.instanceId : '')).toBe(clientSecret);
  });

  test('has all problems named at once, of the client and of what was chosen', async () => {
    const { desk, typed } = aDeskWithClientFile();
    const wrong = { ...typed, clientId: '', clientSecret: ' ' };
    expect(await desk.googleClients.addTyped(wrong, { ...choices, name: ' ' })).toEqual({
      ok: false,
      failure: {
        kind: 'input-invalid',
        fields: { name: { kind: 'empty' }, clientId: { kind: 'empty' }, clientSecret: { kind: 'empty' } },
      },
    });
  });
});

describe('the secret of a client', () => {
  test('is in the keychain, and in no view, no catalog and no log', async () => {
    const { desk, typed } = aDeskWithClientFile();
    const answers = [
      await imports(desk),
      await desk.googleClients.addTyped(typed, { ...choices, name: 'B' }),
    ];
    desk.clipboard.text = '';
    expect(desk.view().instances.map(({ google }) => google?.hasSecret)).toEqual([true, true]);
    expect(everything(desk, answers)).not.toContain(canary);
  });

  test.each([
    ['shut', (desk: Desk) => void (desk.vault.trouble = { kind: 'keychain-locked' })],
    ['not to be written', (desk: Desk) => void (desk.vault.writeTrouble = { kind: 'keychain-locked' })],
  ])(
    'leaves no instance behind where the keychain is %s; the import can be tried again',
    async (_how, spoil) => {
      const { desk } = aDeskWithClientFile();
      const { importId } = await previews(desk);
      spoil(desk);
      expect(await desk.googleClients.addImported(importId, choices)).toEqual({
        ok: false,
        failure: { kind: 'keychain-locked' },
      });
      expect(desk.view()).toMatchObject({ instances: [], vault: { kind: 'trouble' } });
      desk.vault.trouble = null;
      desk.vault.writeTrouble = null;
      expect(await desk.googleClients.addImported(importId, choices)).toMatchObject({ ok: true });
    },
  );

  test('is kept for this run only by who goes on without a keychain', async () => {
    const { desk } = aDeskWithClientFile();
    desk.safekeeping.useMemoryOnly();
    const added = await imports(desk);
    const instanceId = added.ok ? added.value.instanceId : '';
    expect(desk.vault.records.size).toBe(0);
    await desk.signsIn(undefined, instanceId);
    const next = desk.restart();
    expect(next.view().instances[0]?.google?.hasSecret).toBe(false);
    next.signIn.start(instanceId, null);
    await settle();
    expect(next.attemptAt(instanceId)?.progress).toMatchObject({
      failure: { kind: 'client-secret-missing' },
    });
  });
});

describe('a change', () => {
  const change = {
    name: 'Renamed',
    redirectUri: '',
    audience: 'testing',
    adsApiVersion: 'v27',
    clientSecret: '',
  } as const;

  test('is of name, audience and version; client, purpose and secret stay', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    const before = desk.vault.tokenOf('studio');
    expect(await desk.googleClients.change('studio', change)).toMatchObject({ ok: true });
    expect(desk.store.get().catalog.instances[0]).toEqual(
      aGoogle({ name: 'Renamed' }, { audience: 'testing', adsApiVersion: 'v27' }),
    );
    expect(desk.vault.tokenOf('studio')).toBe(before);
  });

  test('may bring the secret back that was lost', async () => {
    const desk = aDesk({ instances: [aGoogle({}, { secretIn: null })] });
    const { clientSecret } = desk.google.registers(aGoogle().clientId);
    await desk.googleClients.change('studio', { ...change, clientSecret });
    expect(desk.view().instances[0]?.google?.hasSecret).toBe(true);
    await desk.signsIn(undefined, 'studio');
    expect(desk.accountsAt('studio')).toHaveLength(1);
  });

  test('of a secret that the keychain refuses changes nothing', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    expect(await desk.googleClients.change('studio', { ...change, clientSecret: 'new' })).toMatchObject({
      failure: { kind: 'keychain-locked' },
    });
    expect(desk.store.get().catalog.instances[0]).toEqual(aGoogle());
  });

  test('is not for a Looker, nor the change for a Looker for this', async () => {
    const desk = aDesk({ instances: [...aDesk().file.content.instances, anAds()] });
    expect(await desk.googleClients.change('acme', change)).toMatchObject({
      failure: { kind: 'request-malformed' },
    });
    const other = { name: 'X', clientId: 'evil', redirectPort: '50000' };
    expect(desk.instances.change('ads', other)).toMatchObject({ failure: { kind: 'request-malformed' } });
    expect(await desk.googleClients.change('gone', change)).toMatchObject({
      failure: { kind: 'instance-unknown' },
    });
  });
});
