// Keys out of a looker.ini or out of LOOKERSDK_ settings: a preview first, and then each goes to the host that it
// stands beside, and to no other (Looker fact sheet, section 7).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anaKey, anaSecondKey, carlaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import type { ImportPreview } from '#usecases/instances/imports';
import { anInstance, openDesk, type Desk } from '../whole-app/desk';
import { failureOf, valueOf } from '../whole-app/parts';

let acme: PracticeLooker;
let borealis: PracticeLooker;
let desk: Desk;
beforeEach(async () => {
  acme = await startCheckedLooker({ ports: 'two' });
  borealis = await startCheckedLooker({ apiKeys: [carlaKey] });
  desk = openDesk([]);
});
afterEach(async () => {
  await acme.close();
  await borealis.close();
});

type Written = { readonly at: string; readonly id: string; readonly secret: string };

function section(name: string, { at, id, secret }: Written): string {
  return `[${name}]\nbase_url=${at}\nclient_id=${id}\nclient_secret=${secret}\nverify_ssl=true\n`;
}

function toIni(): string {
  return [
    section('Looker', { at: acme.apiOrigin, id: anaKey.clientId, secret: anaKey.clientSecret }),
    section('mistyped', { at: acme.apiOrigin, id: anaSecondKey.clientId, secret: 'not-the-secret' }),
    `[half]\nbase_url=${acme.apiOrigin}\nclient_id=abc\n`,
    section('Borealis', { at: borealis.apiOrigin, id: carlaKey.clientId, secret: carlaKey.clientSecret }),
  ].join('\n');
}

function toEnvironment(): string {
  return [
    ['export LOOKERSDK_BASE_URL=', acme.apiOrigin],
    ['export LOOKERSDK_CLIENT_ID=', anaKey.clientId],
    ['export LOOKERSDK_CLIENT_SECRET=', `"${anaKey.clientSecret}"`],
    [],
    ['export LOOKERSDK_BASE_URL=', borealis.apiOrigin],
    ['export LOOKERSDK_CLIENT_ID=', carlaKey.clientId],
    ['export LOOKERSDK_CLIENT_SECRET=', carlaKey.clientSecret],
  ]
    .map((line) => line.join(''))
    .join('\n');
}

const secrets = [anaKey, anaSecondKey, carlaKey].map(({ clientSecret }) => clientSecret);

function keysIn(preview: ImportPreview): Extract<ImportPreview, { kind: 'keys' }> {
  if (preview.kind !== 'keys') throw new Error(`a preview of ${preview.kind}`);
  return preview;
}

async function previewedIni() {
  desk.files.contents.set('/home/ana/looker.ini', toIni());
  return keysIn(valueOf(await desk.imports.previewFile('/home/ana/looker.ini')));
}

function people(): readonly string[] {
  const { accounts, instances } = desk.store.get().catalog;
  return accounts.map(
    ({ identity, instanceId }) =>
      `${identity.displayName} at ${instances.find(({ id }) => id === instanceId)?.apiOrigin ?? ''}`,
  );
}

describe('the preview', () => {
  test('it names each section, its host, its key and what is wrong with it, and shows no secret', async () => {
    const preview = await previewedIni();
    expect(preview.format).toBe('ini');
    expect(preview.entries).toMatchObject([
      { section: 'Looker', line: 1, apiOrigin: acme.apiOrigin, keyId: anaKey.clientId, problems: [] },
      { section: 'mistyped', problems: [] },
      { section: 'half', problems: [{ kind: 'missing-key', key: 'client_secret' }] },
      { section: 'Borealis', apiOrigin: borealis.apiOrigin, keyId: carlaKey.clientId, problems: [] },
    ]);
    for (const secret of [...secrets, 'not-the-secret'])
      expect(JSON.stringify(preview)).not.toContain(secret);
  });

  test('the hosts were asked about themselves only; nothing of the file was sent, nothing was added', async () => {
    await previewedIni();
    for (const looker of [acme, borealis]) {
      expect(looker.requests.length).toBeGreaterThan(0);
      for (const { method, query, bodyText, hasAuthorization } of looker.requests) {
        expect({ method, query, bodyText, hasAuthorization }).toEqual({
          method: 'GET',
          query: {},
          bodyText: '',
          hasAuthorization: false,
        });
      }
    }
    expect(desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
  });

  test('a preview that was put away, or that nobody came back to, imports nothing', async () => {
    const { importId } = await previewedIni();
    desk.discardImport(importId);
    expect(failureOf(await desk.importKeys.run(importId, [0])).kind).toBe('import-over');
    const next = await previewedIni();
    desk.clock.skip(15 * 60_000);
    expect(failureOf(await desk.importKeys.run(next.importId, [0])).kind).toBe('import-over');
    expect(acme.requests.some(({ method }) => method === 'POST')).toBe(false);
  });
});

describe('the import', () => {
  test('every good section becomes an account at its host; a broken one does not stop the others', async () => {
    const { importId } = await previewedIni();
    const { outcomes } = valueOf(await desk.importKeys.run(importId, [0, 1, 2, 3]));
    await desk.quiet();
    expect(outcomes.map(({ failure }) => failure?.kind ?? 'added')).toEqual([
      'added',
      'api-key-rejected',
      'request-malformed',
      'added',
    ]);
    expect(people()).toEqual([`Ana Ruiz at ${acme.apiOrigin}`, `Carla Lind at ${borealis.apiOrigin}`]);
    for (const { accountId } of outcomes) {
      if (accountId === null) continue;
      const token = await desk.copied(accountId);
      expect(acme.isAccessTokenAlive(token) || borealis.isAccessTokenAlive(token)).toBe(true);
    }
  });

  test('each secret went to the host it stands beside, once, and to no other', async () => {
    const { importId } = await previewedIni();
    await desk.importKeys.run(importId, [0, 3]);
    await desk.quiet();
    expect(JSON.stringify(acme.requests)).not.toContain(carlaKey.clientSecret);
    expect(JSON.stringify(borealis.requests)).not.toContain(anaKey.clientSecret);
    for (const looker of [acme, borealis]) {
      expect(looker.requests.filter(({ path }) => path === '/api/4.0/login')).toHaveLength(1);
    }
  });

  test('the instance knows where people sign in, and its release, because the host said so', async () => {
    const { importId } = await previewedIni();
    await desk.importKeys.run(importId, [0]);
    await desk.quiet();
    expect(desk.store.get().catalog.instances).toMatchObject([
      { apiOrigin: acme.apiOrigin, uiOrigin: acme.uiOrigin, release: '26.12.3' },
    ]);
  });

  test('pasted settings of two hosts become two instances with an account each', async () => {
    await desk.clipboard.put(toEnvironment());
    const preview = keysIn(valueOf(await desk.imports.previewClipboard()));
    expect(preview).toMatchObject({ from: 'clipboard', format: 'environment' });
    expect(preview.entries.map(({ apiOrigin }) => apiOrigin)).toEqual([acme.apiOrigin, borealis.apiOrigin]);
    await desk.importKeys.run(preview.importId, [0, 1]);
    await desk.quiet();
    expect(people()).toEqual([`Ana Ruiz at ${acme.apiOrigin}`, `Carla Lind at ${borealis.apiOrigin}`]);
  });

  test('a host that is there already gets the account; a key that is there already keeps its own', async () => {
    desk = openDesk([anInstance(acme)]);
    const before = await desk.keyAdded(anaKey);
    const preview = await previewedIni();
    expect(preview.entries[0]).toMatchObject({
      isKnown: true,
      instance: { instanceId: 'instance-1', name: 'Acme' },
    });
    const { outcomes } = valueOf(await desk.importKeys.run(preview.importId, [0]));
    await desk.quiet();
    expect(outcomes[0]?.accountId).toBe(before);
    expect(desk.store.get().catalog.instances).toHaveLength(1);
  });

  test('where nobody came to be signed in, no instance is left behind', async () => {
    const { importId } = await previewedIni();
    await desk.importKeys.run(importId, [1]);
    await desk.quiet();
    expect(desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
  });

  test('what failed because nobody answered can be tried again from the same preview', async () => {
    const { importId } = await previewedIni();
    await borealis.goOffline();
    const first = valueOf(await desk.importKeys.run(importId, [0, 3]));
    expect(first.outcomes.map(({ failure }) => failure?.kind ?? 'added')).toEqual([
      'added',
      'provider-unreachable',
    ]);
    await borealis.comeBack();
    const second = valueOf(await desk.importKeys.run(importId, [3]));
    await desk.quiet();
    expect(second.outcomes[0]?.failure).toBeNull();
    expect(people()).toHaveLength(2);
  });
});
