// Taking over API keys that lie in a looker.ini or in LOOKERSDK_ settings: first a look at what would come of it.
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { aKeyAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import { canary } from '#support/fakes/server';
import { acme, aDeskWithFile, previews, section, staging, takes } from './import-desk';

describe('the preview', () => {
  test('shows what each section would become', async () => {
    const { desk, text } = aDeskWithFile();
    const { entries, format, from, problems } = await previews(desk, text);
    expect({ format, from, problems }).toEqual({ format: 'ini', from: 'clipboard', problems: [] });
    expect(entries).toMatchObject([
      { index: 0, section: 'staging', line: 1, apiOrigin: staging, keyId: 'key-one', isKnown: false },
      { index: 1, section: 'staging robot', line: 6, apiOrigin: staging, keyId: 'key-two' },
      { index: 2, section: 'Looker', line: 11, apiOrigin: acme, keyId: 'key-three' },
    ]);
  });

  test('puts sections of the same host into one instance, and those of a known host into that', async () => {
    const { desk, text } = aDeskWithFile();
    const { entries } = await previews(desk, text);
    expect(entries.map(({ instance }) => instance)).toEqual([
      { instanceId: null, name: 'staging' },
      { instanceId: null, name: 'staging' },
      { instanceId: 'acme', name: 'Acme production' },
    ]);
  });

  test('names a new instance after its host where the section says nothing, and after no other that is there', async () => {
    const { desk, first } = aDeskWithFile();
    const { entries } = await previews(
      desk,
      section('Looker', staging, first) + section('acme PRODUCTION', 'https://third.looker.com', first),
    );
    expect(entries.map(({ instance }) => instance.name)).toEqual([
      'staging.looker.com:19999',
      'acme PRODUCTION 2',
    ]);
  });

  test('holds no secret, however it is looked at', async () => {
    const { desk, text } = aDeskWithFile();
    const preview = await previews(desk, text);
    expect(text).toContain(canary);
    expect(JSON.stringify(preview)).not.toContain(canary);
    expect(inspect(structuredClone(preview), { depth: 20, showHidden: true })).not.toContain(canary);
  });

  test('sends nothing of the file anywhere: hosts are only asked what they are', async () => {
    const { desk, text } = aDeskWithFile();
    await previews(desk, text);
    expect(desk.server.logins).toEqual([]);
    expect(desk.api.asked.length).toBeGreaterThan(0);
    expect(desk.api.asked.join()).not.toMatch(/key-one|c4n4ry/);
  });

  test('says what is wrong, with the line, and takes nothing of that', async () => {
    const { desk, first } = aDeskWithFile();
    const broken = `[one]\nbase_url = http://evil.example\nclient_id = key-one\nclient_secret = x\n[two]\nbase_url = ${acme}\n`;
    const { importId, entries } = await previews(desk, broken + section('three', staging, first));
    expect(entries[0]).toMatchObject({ apiOrigin: null, problems: [{ kind: 'bad-address', line: 2 }] });
    expect(entries[1]?.problems).toEqual([
      { kind: 'missing-key', line: 5, key: 'client_id' },
      { kind: 'missing-key', line: 5, key: 'client_secret' },
    ]);
    expect(entries[2]?.problems).toEqual([]);
    expect(await takes(desk, importId, 0, 1)).toMatchObject([
      { index: 0, accountId: null, failure: { kind: 'request-malformed' } },
      { index: 1, accountId: null, failure: { kind: 'request-malformed' } },
    ]);
    expect(desk.server.logins).toEqual([]);
  });

  test('recognises a key that is on the list', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    const { entries } = await previews(desk, section('x', acme, desk.server.keys[0]!));
    expect(entries[0]).toMatchObject({ isKnown: true, instance: { instanceId: 'acme' } });
  });

  test('says that certificates are checked all the same', async () => {
    const { desk, first } = aDeskWithFile();
    const { entries } = await previews(
      desk,
      `${section('x', staging, first).trimEnd()}\nverify_ssl = false\n`,
    );
    expect(entries[0]).toMatchObject({ turnsOffTls: true });
  });

  test('reads a file that was chosen just as well', async () => {
    const { desk, text } = aDeskWithFile();
    desk.files.there.set('/home/ana/looker.ini', text);
    expect(await desk.imports.previewFile('/home/ana/looker.ini')).toMatchObject({
      value: { from: 'file', entries: [{}, {}, {}] },
    });
  });

  test.each([
    ['an empty clipboard', '', { kind: 'import-unreadable', from: 'clipboard', why: 'empty' }],
    ['a recipe', 'soup\n1 onion', { kind: 'import-unreadable', from: 'clipboard', why: 'nothing-found' }],
    ['a picture', 'PNG\u0000\u0001', { kind: 'import-unreadable', from: 'clipboard', why: 'not-text' }],
    ['a novel', 'x'.repeat(300_000), { kind: 'import-unreadable', from: 'clipboard', why: 'too-large' }],
  ])('of %s says so', async (_what, text, failure) => {
    const desk = aDesk();
    desk.clipboard.text = text;
    expect(await desk.imports.previewClipboard()).toEqual({ ok: false, failure });
  });

  test('of what cannot be read says so', async () => {
    const desk = aDesk();
    expect(await desk.imports.previewFile('/gone')).toEqual({
      ok: false,
      failure: { kind: 'file-not-read' },
    });
    desk.clipboard.isRefusing = true;
    expect(await desk.imports.previewClipboard()).toEqual({
      ok: false,
      failure: { kind: 'clipboard-refused' },
    });
  });

  test('of a file larger than a megabyte says so', async () => {
    const desk = aDesk();
    desk.files.there.set('/big', 'x'.repeat(3_000_000));
    expect(await desk.imports.previewFile('/big')).toMatchObject({ failure: { why: 'too-large' } });
  });
});
