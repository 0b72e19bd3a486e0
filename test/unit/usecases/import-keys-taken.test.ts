// Taking what was chosen of a looker.ini, after a look at it.
import { describe, expect, test } from 'vitest';
import { ana, aKeyAccount, aLooker, ben, minutes } from '#support/builders';
import { aDesk } from '#support/desk';
import { canary } from '#support/fakes/server';
import { settle } from '#support/fakes/story';
import { acme, aDeskWithFile, previews, section, staging, takes } from './import-desk';

describe('taking what was chosen', () => {
  test('makes the instances and accounts that the preview showed, and no others', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    const outcomes = await takes(desk, importId, 0, 1);
    expect(outcomes.map(({ failure }) => failure)).toEqual([null, null]);
    const [, added] = desk.view().instances;
    expect(added).toMatchObject({
      name: 'staging',
      apiOrigin: staging,
      redirectPort: 48_518,
      clientId: 'daypass',
    });
    expect(added?.accounts.map(({ signsInWith }) => signsInWith)).toEqual([
      { kind: 'api-key', keyId: 'key-one' },
      { kind: 'api-key', keyId: 'key-two' },
    ]);
    expect(desk.accountsAt('acme')).toEqual([]);
    expect(outcomes.map(({ accountId }) => accountId)).toEqual(added?.accounts.map(({ id }) => id));
  });

  test('adds to the instance that is there', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    await takes(desk, importId, 2);
    expect(desk.view().instances).toHaveLength(1);
    expect(desk.accountsAt('acme')).toMatchObject([{ identity: ben }]);
  });

  test('sends each key to the host that the file names, even if that host names another', async () => {
    const { desk, text, first } = aDeskWithFile();
    desk.api.pages.set(`${staging}/versions`, {
      looker_release_version: '26.12.3',
      api_server_url: 'https://evil.example',
      web_server_url: 'https://staging.looker.com',
    });
    const { importId, entries } = await previews(desk, text);
    expect(entries[0]?.found).toMatchObject({ differs: true, apiOrigin: 'https://evil.example' });
    await takes(desk, importId, 0);
    expect(desk.server.logins).toMatchObject([{ keyId: first.keyId, address: `${staging}/api/4.0/login` }]);
    expect(desk.view().instances[1]).toMatchObject({
      apiOrigin: staging,
      uiOrigin: 'https://staging.looker.com',
      release: '26.12.3',
    });
  });

  test('replaces the secret of a key that is on the list', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    desk.server.keys.length = 0;
    const fresh = desk.server.addKey(ana);
    const { importId } = await previews(desk, section('x', acme, fresh));
    expect(await takes(desk, importId, 0)).toEqual([{ index: 0, accountId: 'key', failure: null }]);
    expect(desk.vault.tokenOf('key')).toBe(fresh.keySecret);
  });

  test('takes each entry once, and none that is not there', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    expect(await takes(desk, importId, 0, 0, 7, -1)).toMatchObject([
      { index: 0, failure: null },
      { index: 7, failure: { kind: 'request-malformed' } },
      { index: -1, failure: { kind: 'request-malformed' } },
    ]);
    expect(desk.server.logins).toHaveLength(1);
  });

  test('holds no secret in what it says', async () => {
    const { desk, text } = aDeskWithFile();
    desk.server.keys[0]!.isDeleted = true;
    const { importId } = await previews(desk, text);
    expect(JSON.stringify(await takes(desk, importId, 0, 1, 2))).not.toContain(canary);
  });
});

describe('an entry that fails', () => {
  test('keeps no instance of its own, the others are taken all the same', async () => {
    const { desk, text } = aDeskWithFile();
    desk.server.keys[0]!.isDeleted = true;
    desk.server.keys[1]!.isDeleted = true;
    const { importId } = await previews(desk, text);
    expect(await takes(desk, importId, 0, 1, 2)).toMatchObject([
      { failure: { kind: 'api-key-rejected', host: 'staging.looker.com:19999', keyId: 'key-one' } },
      { failure: { kind: 'api-key-rejected' } },
      { failure: null },
    ]);
    expect(desk.view().instances.map(({ id }) => id)).toEqual(['acme']);
    expect([...desk.vault.records.keys()]).toHaveLength(1);
  });

  test('leaves an instance that another entry is signed in at', async () => {
    const { desk, text } = aDeskWithFile();
    desk.server.keys[1]!.isDeleted = true;
    const { importId } = await previews(desk, text);
    await takes(desk, importId, 0, 1);
    expect(desk.view().instances[1]?.accounts).toHaveLength(1);
  });

  test('can be tried again', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    desk.server.trouble = { kind: 'offline', host: 'staging' };
    expect(await takes(desk, importId, 0)).toMatchObject([{ failure: { kind: 'offline' } }]);
    desk.server.trouble = null;
    expect(await takes(desk, importId, 0)).toMatchObject([{ failure: null }]);
    expect(desk.view().instances).toHaveLength(2);
  });
});

describe('a preview is over', () => {
  const over = { ok: false, failure: { kind: 'import-over' } };

  test('once it was put away', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    desk.discardImport('another');
    expect(await desk.importKeys.run(importId, [])).toMatchObject({ ok: true });
    desk.discardImport(importId);
    expect(await desk.importKeys.run(importId, [0])).toEqual(over);
    expect(desk.server.logins).toEqual([]);
  });

  test('after a quarter of an hour', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    await desk.clock.pass(minutes(14));
    expect(await desk.importKeys.run(importId, [])).toMatchObject({ ok: true });
    await desk.clock.pass(minutes(1));
    expect(await desk.importKeys.run(importId, [0])).toEqual(over);
  });

  test('after another one', async () => {
    const { desk, text, first } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    const next = await previews(desk, section('x', staging, first));
    expect(await desk.importKeys.run(importId, [0])).toEqual(over);
    await desk.clock.pass(minutes(14));
    expect(await takes(desk, next.importId, 0)).toMatchObject([{ failure: null }]);
  });

  test('but not because something unreadable was looked at after it', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    desk.clipboard.text = '';
    await desk.imports.previewClipboard();
    expect(await takes(desk, importId, 0)).toMatchObject([{ failure: null }]);
  });

  test('with a restart', async () => {
    const { desk, text } = aDeskWithFile();
    const { importId } = await previews(desk, text);
    expect(await desk.restart().importKeys.run(importId, [0])).toEqual(over);
  });
});

test('an instance that is added between preview and import is used, not doubled', async () => {
  const { desk, text } = aDeskWithFile({ instances: [] });
  const { importId } = await previews(desk, text);
  desk.adds({
    provider: 'looker',
    name: 'Mine',
    uiAddress: staging,
    apiAddress: '',
    clientId: 'daypass',
    redirectPort: '50000',
  });
  await takes(desk, importId, 0);
  expect(desk.view().instances.map(({ name, accounts }) => [name, accounts.length])).toEqual([['Mine', 1]]);
});

test('a key of a shut keychain is not even sent, and no instance stays behind', async () => {
  const { desk, text } = aDeskWithFile({ instances: [aLooker()] });
  const { importId } = await previews(desk, text);
  desk.vault.trouble = { kind: 'keychain-locked' };
  expect(await takes(desk, importId, 0)).toMatchObject([{ failure: { kind: 'keychain-locked' } }]);
  await settle();
  expect(desk.view().instances).toHaveLength(1);
  expect(desk.server.logins).toEqual([]);
});
