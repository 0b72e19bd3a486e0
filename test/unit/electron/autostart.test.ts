import '#support/fakes/without-electron';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  appImageOf,
  followAutostart,
  removeAutostart,
  toAutostartFile,
  toDesktopEntry,
  writeAutostart,
} from '#electron/autostart';
import { mkdir } from 'node:fs/promises';

const plain = { name: 'Daypass', program: { path: '/opt/Daypass/daypass', args: ['--hidden'] } };

/** What a desktop makes of `Exec`: first the escapes of a text value, then quotes and field codes. */
function readExec(entry: string): readonly string[] {
  const value = valueOf(entry, 'Exec');
  const found: string[] = [];
  for (let at = 0; at < value.length;) {
    if (value[at] === ' ') {
      at += 1;
      continue;
    }
    if (value[at] !== '"') throw new Error(`an argument without quotes: ${value.slice(at)}`);
    let argument = '';
    for (at += 1; value[at] !== '"'; at += 1) {
      if (at >= value.length) throw new Error('a quote that does not end');
      if ('`$'.includes(value[at]!)) throw new Error('a sign that a shell would take');
      if (value[at] === '\\') at += 1;
      if (value[at] === '%' && value[(at += 1)] !== '%') throw new Error('a field code');
      argument += value[at]!;
    }
    found.push(argument);
    at += 1;
  }
  return found;
}

function valueOf(entry: string, key: string): string {
  const line = entry.split('\n').find((candidate) => candidate.startsWith(`${key}=`));
  if (line === undefined) throw new Error(`no ${key}`);
  const escapes: Readonly<Record<string, string>> = { s: ' ', n: '\n', t: '\t', r: '\r', '\\': '\\' };
  return line.slice(key.length + 1).replaceAll(/\\(.)/g, (_whole, sign: string) => escapes[sign] ?? sign);
}

describe('the entry', () => {
  test('starts the program, out of sight, by the words that every desktop knows', () => {
    expect(toDesktopEntry(plain)).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Daypass',
        'Exec="/opt/Daypass/daypass" "--hidden"',
        'TryExec=/opt/Daypass/daypass',
        'Terminal=false',
        'StartupNotify=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    );
  });

  test.each([
    '/home/ana/My Apps/Daypass 1.0.AppImage',
    '/home/ana/100% $HOME `id`/"day"\\pass',
    "/tmp/it's\tlate\n/daypass",
    ' /leading',
    '/ümläut/ü',
  ])('keeps the path %j as it is', (path) => {
    const entry = toDesktopEntry({ name: 'Daypass', program: { path, args: ['--hidden'] } });
    expect(readExec(entry)).toEqual([path, '--hidden']);
    expect(valueOf(entry, 'TryExec')).toBe(path);
    expect(entry.split('\n')).toHaveLength(9);
  });

  test('keeps any path and argument', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (path, args) => {
        expect(readExec(toDesktopEntry({ name: 'Daypass', program: { path, args } }))).toEqual([
          path,
          ...args,
        ]);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('it lies where the desktop looks', () => {
  const home = '/home/ana';
  const usual = '/home/ana/.config/autostart/daypass.desktop';
  expect(toAutostartFile('daypass.desktop', { configHome: undefined, home })).toBe(usual);
  expect(toAutostartFile('daypass.desktop', { configHome: 'relative', home })).toBe(usual);
  expect(toAutostartFile('daypass.desktop', { configHome: '', home })).toBe(usual);
  expect(toAutostartFile('daypass.desktop', { configHome: '/data/cfg', home })).toBe(
    '/data/cfg/autostart/daypass.desktop',
  );
});

test('an AppImage is started by its own file, and only if it is ours', () => {
  const image = '/home/ana/Daypass.AppImage';
  const env = { APPIMAGE: image, APPDIR: '/tmp/.mount_Daypas' };
  expect(appImageOf('/tmp/.mount_Daypas/daypass', env)).toBe(image);
  expect(appImageOf('/opt/Daypass/daypass', env)).toBeNull();
  expect(appImageOf('/tmp/.mount_Daypas2/daypass', env)).toBeNull();
  expect(appImageOf('/opt/Daypass/daypass', {})).toBeNull();
  expect(appImageOf('/opt/Daypass/daypass', { APPIMAGE: image, APPDIR: '' })).toBeNull();
});

describe('the file', () => {
  let home = '';
  let file = '';
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'daypass-autostart-'));
    file = toAutostartFile('daypass.desktop', { configHome: undefined, home });
  });
  afterEach(() => rm(home, { recursive: true }));

  test('is written whole, for everybody to read and nobody else to change, and leaves nothing beside', async () => {
    await writeAutostart(file, plain);
    expect(await readFile(file, 'utf8')).toBe(toDesktopEntry(plain));
    expect((await stat(file)).mode & 0o777).toBe(0o644);
    expect(await readdir(dirname(file))).toEqual(['daypass.desktop']);
  });

  test('follows the program when that has moved', async () => {
    await writeAutostart(file, plain);
    const moved = { ...plain, program: { path: '/home/ana/Daypass.AppImage', args: [] } };
    await followAutostart(file, moved);
    expect(await readFile(file, 'utf8')).toBe(toDesktopEntry(moved));
  });

  test('that somebody has removed is not put back when the program starts', async () => {
    await followAutostart(file, plain);
    expect(await readdir(home)).toEqual([]);
  });

  test.each(['Hidden=true', 'X-GNOME-Autostart-enabled=false'])(
    'that the desktop has switched off with %s stays off, until she switches it off and on here',
    async (line) => {
      await mkdir(dirname(file), { recursive: true });
      const theirs = `[Desktop Entry]\nExec="/opt/Daypass/daypass"\n${line}\n`;
      await writeFile(file, theirs);
      await writeAutostart(file, plain);
      expect(await readFile(file, 'utf8')).toBe(theirs);
      await removeAutostart(file);
      await writeAutostart(file, plain);
      expect(await readFile(file, 'utf8')).toBe(toDesktopEntry(plain));
    },
  );

  test('takes the place of a link, and leaves what that led to', async () => {
    const other = join(home, 'other');
    await writeFile(other, 'hers');
    await mkdir(dirname(file), { recursive: true });
    await symlink(other, file);
    await writeAutostart(file, plain);
    expect(await readFile(other, 'utf8')).toBe('hers');
    expect(await readFile(file, 'utf8')).toBe(toDesktopEntry(plain));
  });

  test('goes when it is not wanted, also when it is gone already', async () => {
    await writeAutostart(file, plain);
    await removeAutostart(file);
    await removeAutostart(file);
    expect(await readdir(dirname(file))).toEqual([]);
  });

  test('that cannot be written says so, and leaves nothing half done', async () => {
    await writeFile(join(home, '.config'), 'in the way');
    await expect(writeAutostart(file, plain)).rejects.toThrow();
    expect(await readdir(home)).toEqual(['.config']);
  });
});
