// One door for files and the clipboard: what it is, its text says.
import { describe, expect, test } from 'vitest';
import { aDesk } from '#support/desk';
import { section, staging } from './import-desk';

const previewOf = async (text: string) => {
  const desk = aDesk();
  desk.clipboard.text = text;
  return desk.imports.previewClipboard();
};
const unreadable = (why: string) => ({
  ok: false,
  failure: { kind: 'import-unreadable', from: 'clipboard', why },
});

describe('an import is recognised as', () => {
  test('keys of Looker', async () => {
    const text = section('staging', staging, { keyId: 'a', keySecret: 'b' });
    expect(await previewOf(text)).toMatchObject({ value: { kind: 'keys', entries: [{ keyId: 'a' }] } });
  });

  test.each(['installed', 'web'])('a client of Google: %s', async (type) => {
    const text = JSON.stringify({ [type]: { client_id: 'a', client_secret: 'b' } }, null, 2);
    expect(await previewOf(text)).toMatchObject({
      value: { kind: 'google-client', clientId: 'a', path: null },
    });
  });

  test.each([
    ['a client file that is cut off', '{"installed": {"client_id": "a"', 'broken-json'],
    ['the key of a service account', '{"type": "service_account", "private_key": "x"}', 'service-account'],
    ['default credentials', '{"type": "authorized_user", "refresh_token": "x"}', 'authorized-user'],
    ['some other JSON', '{"name": "daypass"}', 'other-json'],
    ['nothing', '', 'empty'],
    ['a recipe', 'soup', 'nothing-found'],
  ])('%s, and says so', async (_what, text, why) => {
    expect(await previewOf(text)).toEqual(unreadable(why));
  });

  test('a client file with something missing, by name', async () => {
    expect(await previewOf('{"web": {"project_id": "x"}}')).toEqual({
      ok: false,
      failure: { kind: 'client-file-incomplete', clientType: 'web', missing: ['client_id', 'client_secret'] },
    });
  });
});

test('what cannot be read changes nothing about what waits', async () => {
  const desk = aDesk({ instances: [] });
  desk.clipboard.text = '{"installed": {"client_id": "a", "client_secret": "b"}}';
  const preview = await desk.imports.previewClipboard();
  desk.clipboard.text = '{"installed":';
  await desk.imports.previewClipboard();
  const importId = preview.ok ? preview.value.importId : '';
  const choices = { name: 'X', purpose: 'ads', scopes: '', redirectUri: '', audience: 'unknown' } as const;
  expect(await desk.googleClients.addImported(importId, choices)).toMatchObject({ ok: true });
});

test('a client that was put away is gone, with its secret', async () => {
  const desk = aDesk({ instances: [] });
  desk.clipboard.text = '{"installed": {"client_id": "a", "client_secret": "b"}}';
  const preview = await desk.imports.previewClipboard();
  const importId = preview.ok ? preview.value.importId : '';
  desk.discardImport(importId);
  const choices = { name: 'X', purpose: 'ads', scopes: '', redirectUri: '', audience: 'unknown' } as const;
  expect(await desk.googleClients.addImported(importId, choices)).toMatchObject({
    failure: { kind: 'import-over' },
  });
});
