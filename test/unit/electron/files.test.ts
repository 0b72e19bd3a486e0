import '#support/fakes/without-electron';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toDiskReason } from '#electron/disk-reason';
import { createFiles } from '#electron/files';

const files = createFiles(() => null);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daypass-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function aFile(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'looker.ini');
  await writeFile(path, content);
  return path;
}

describe('a file that was chosen', () => {
  test('is read as text', async () => {
    expect(await files.read(await aFile('[Looker]\nname = Müller\n'), 100)).toEqual({
      ok: true,
      value: '[Looker]\nname = Müller\n',
    });
  });

  test('that is empty is an empty text', async () => {
    expect(await files.read(await aFile(''), 100)).toEqual({ ok: true, value: '' });
  });

  test('that is too large is cut just above the limit, so that this can be told', async () => {
    expect(await files.read(await aFile('x'.repeat(1000)), 100)).toEqual({
      ok: true,
      value: 'x'.repeat(101),
    });
    expect(await files.read(await aFile('x'.repeat(100)), 100)).toEqual({ ok: true, value: 'x'.repeat(100) });
  });

  test('that is no text does no harm', async () => {
    expect(await files.read(await aFile(new Uint8Array([0xff, 0xfe, 0, 1])), 100)).toMatchObject({
      ok: true,
    });
  });

  test('that is gone, or a folder, says that it cannot be read, and not where it was', async () => {
    const refused = { ok: false, failure: { kind: 'file-not-read' } };
    expect(await files.read(join(folder, 'gone.ini'), 100)).toEqual(refused);
    expect(await files.read(folder, 100)).toEqual(refused);
  });
});

test.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EROFS', 'denied'],
  ['EIO', 'other'],
  [undefined, 'other'],
])('a disk that says %s: %s', (code, reason) => {
  expect(toDiskReason(Object.assign(new Error('no'), { code }))).toBe(reason);
});
