// Whatever lies on the disk, the app starts, and nobody who is in the last good copy is lost.
import { describe, expect, test } from 'vitest';
import type { Catalog } from '#domain/catalog';
import { toLines } from '#electron/account-log';
import { createCatalogStore } from '#electron/catalog-store';
import { writeCatalogText } from '#electron/catalog-text';
import {
  aCatalog,
  aGoogle,
  aGoogleAccount,
  aKeyAccount,
  aKnownAccount,
  aLooker,
  anActivity,
} from '#support/builders';
import { chanceFrom, FakeDisk } from '#support/fakes/disk';

const folder = '/profile';
const path = (name: string): string => `${folder}/${name}`;
const logId = '0123456789abcdef';

const older = aCatalog({
  instances: [aLooker(), aGoogle()],
  accounts: [
    aKnownAccount({ activity: [anActivity('signed-in')] }),
    aKeyAccount({ isPinned: true }),
    aGoogleAccount({ id: 'at-google' }),
  ],
});
const list: Catalog = {
  ...older,
  accounts: [...older.accounts, aKnownAccount({ id: 'new', keepFresh: 'always' })],
};
const used = list.accounts.map((account, at) => ({ ...account, lastUsedAt: 100 + at }));

const text = (catalog: Catalog, id: string): Buffer =>
  Buffer.from([...writeCatalogText(catalog, id)].join(''));
const files = {
  'catalog.json': text(list, logId),
  'catalog.last-good.json': text(older, 'fedcba9876543210'),
  'accounts.log': Buffer.from(toLines(logId, used.slice(0, 2)) + toLines(logId, used.slice(1))),
};
type Name = keyof typeof files;

function diskWith(changed: Partial<Record<Name, Buffer>>): FakeDisk {
  const disk = new FakeDisk();
  for (const [name, content] of Object.entries({ ...files, ...changed })) disk.put(path(name), content);
  return disk;
}

let time = 1;
const open = (disk: FakeDisk) => createCatalogStore({ folder, now: () => (time += 1), disk });
const idsOf = ({ accounts, instances }: Catalog): string[] => [...instances, ...accounts].map(({ id }) => id);

type Damage = (content: Buffer, chance: () => number) => Buffer;
const somewhere = (content: Buffer, chance: () => number): number => Math.floor(chance() * content.length);
const ofText =
  (change: (text: string) => string | Buffer): Damage =>
  (content) =>
    Buffer.from(change(content.toString()));

const damages: Readonly<Record<string, Damage>> = {
  empty: () => Buffer.alloc(0),
  cut: (content, chance) => content.subarray(0, somewhere(content, chance)),
  'cut at its end': (content, chance) => content.subarray(0, content.length - 1 - Math.floor(chance() * 40)),
  'NULs only': (content) => Buffer.alloc(content.length),
  'a run of NULs': (content, chance) => {
    const at = somewhere(content, chance);
    return Buffer.from(content).fill(0, at, Math.min(content.length, at + 1 + Math.floor(chance() * 600)));
  },
  'a bit that fell over': (content, chance) => flip(content, somewhere(content, chance), chance),
  'many bits that fell over': (content, chance) =>
    Array.from({ length: 20 }).reduce<Buffer>((all) => flip(all, somewhere(all, chance), chance), content),
  'a list': () => Buffer.from('[]'),
  null: () => Buffer.from('null'),
  'a number': () => Buffer.from('4'),
  'deep nesting': () => Buffer.from(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  'deep nesting in an entry': ofText((all) =>
    all.replace('"identity":', `"more":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)},"identity":`),
  ),
  'a prototype': ofText((all) =>
    all.replace('{', '{"__proto__":{"polluted":true},"constructor":{"prototype":1},'),
  ),
  'a prototype in an entry': ofText((all) => all.replace('"id":"', '"__proto__":{"id":"x"},"id":"')),
  'another version': (content, chance) =>
    ofText((all) => all.replace('"version": 4', `"version": ${Math.floor(chance() * 12) - 4}`))(
      content,
      chance,
    ),
  'a mark of its encoding': ofText((all) => `\uFEFF${all}`),
  'UTF-16': ofText((all) => Buffer.from(`\uFEFF${all}`, 'utf16le')),
  'bytes that are no text': (content, chance) =>
    Buffer.from(content.map((byte, at) => (at % 7 === 0 ? Math.floor(chance() * 256) : byte))),
  'the other half of another file': (content, chance) =>
    Buffer.concat([content.subarray(0, somewhere(content, chance)), files['accounts.log']]),
  'twice the same': (content) => Buffer.concat([content, content]),
  'a value of a wrong type': (content, chance) =>
    Buffer.from(JSON.stringify(mistype(parse(content), chance))),
  'a value of a wrong type, without a seal': (content, chance) => {
    // JSON leaves out what is undefined.
    const unsealed = { ...(parse(content) as object), seal: undefined };
    return Buffer.from(JSON.stringify(mistype(JSON.parse(JSON.stringify(unsealed)), chance)));
  },
};

function flip(content: Buffer, at: number, chance: () => number): Buffer {
  const flipped = Buffer.from(content);
  flipped[at] = (flipped[at] ?? 0) ^ (1 << Math.floor(chance() * 8));
  return flipped;
}

/** The first line, where it is the log. */
function parse(content: Buffer): unknown {
  const all = content.toString();
  return JSON.parse(all.startsWith('{\n') ? all : (all.split('\n')[0] ?? '')) as unknown;
}

/** One value somewhere in there becomes one of another type. */
function mistype(value: unknown, chance: () => number): unknown {
  const isDeep = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (!isDeep || chance() < 0.1) {
    const others = [{}, 'text', ['text'], true, -1.5].filter((other) => typeof other !== typeof value);
    return others[Math.floor(chance() * others.length)];
  }
  const keys = Object.keys(value);
  const picked = keys[Math.floor(chance() * keys.length)] ?? '';
  const inner = mistype((value as Record<string, unknown>)[picked], chance);
  return Array.isArray(value)
    ? value.map((one: unknown, at) => (String(at) === picked ? inner : one))
    : { ...value, [picked]: inner };
}

const each = Number(process.env['DAYPASS_DAMAGES'] ?? 20);
const count = Object.keys(damages).length * each * 3;

describe(`${count} times the files were damaged, and every time the app starts and keeps who was in the good copy (RS7)`, () => {
  test.each(Object.entries(damages))('%s', { timeout: 300_000 }, async (_what, damage) => {
    const chance = chanceFrom(17);
    for (let run = 0; run < each; run += 1) {
      const list = damage(files['catalog.json'], chance);
      const log = damage(files['accounts.log'], chance);
      await holdToGoodStart({ 'catalog.json': list });
      await holdToGoodStart({ 'accounts.log': log });
      await holdToGoodStart({ 'catalog.json': list, 'accounts.log': log });
    }
  });
});

async function holdToGoodStart(changed: Partial<Record<Name, Buffer>>): Promise<void> {
  const disk = diskWith(changed);
  const store = open(disk);
  const { catalog, trouble } = store.load();
  await store.settled();
  const written = disk.at(path('catalog.json'));
  if (trouble?.kind === 'catalog-too-new') {
    // Nobody can tell it from one of the next Daypass. It is left as it is, with all that is in it (RS8).
    expect(isSame(written, changed['catalog.json'])).toBe(true);
    return;
  }
  expect(idsOf(catalog)).toEqual(expect.arrayContaining(idsOf(older)));
  // Uses are as they were written last, or as they were before.
  for (const { id, lastUsedAt } of catalog.accounts) {
    const known = [list, older, { ...list, accounts: used }].map((one) =>
      one.accounts.find((other) => other.id === id),
    );
    if (changed['catalog.json'] === undefined)
      expect(known.map((one) => one?.lastUsedAt)).toContain(lastUsedAt);
  }
  if (trouble === null) {
    expect(idsOf(catalog)).toEqual(idsOf(list));
  } else {
    const keptAs = 'keptAs' in trouble ? trouble.keptAs : '';
    expect(trouble).toEqual({ kind: 'catalog-unreadable', keptAs, recovered: true });
    expect(isSame(disk.at(path(keptAs)), changed['catalog.json'])).toBe(true);
  }
  expect(open(disk).load()).toEqual({ catalog, trouble: null });
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

/** Comparing hundreds of kilobytes byte by byte is not what the test is for. */
function isSame(one: Buffer | null, other: Buffer | undefined): boolean {
  return one !== null && other !== undefined && one.equals(other);
}

test('with its copy broken as well, the app starts with what there is (RS7)', async () => {
  const chance = chanceFrom(23);
  for (const damage of Object.values(damages)) {
    for (let run = 0; run < 3; run += 1) {
      const disk = diskWith({
        'catalog.json': damage(files['catalog.json'], chance),
        'catalog.last-good.json': damage(files['catalog.last-good.json'], chance),
      });
      const store = open(disk);
      const { catalog } = store.load();
      await store.settled();
      expect(catalog.version).toBe(list.version);
    }
  }
});

test('one account that makes no sense takes nobody along, and comes back as it was in the copy (RS7)', async () => {
  const odd = {
    ...list,
    accounts: list.accounts.map((one) => (one.id === 'key' ? { ...one, storedIn: 'a shoe' } : one)),
  };
  const disk = diskWith({ 'catalog.json': Buffer.from(JSON.stringify({ ...odd, logId })) });
  const store = open(disk);
  const { catalog, trouble } = store.load();
  expect(trouble).toMatchObject({ kind: 'catalog-unreadable', recovered: true });
  const [ana, , google, newcomer] = used;
  expect(catalog.accounts).toEqual([ana, google, newcomer, older.accounts[1]]);
  await store.settled();
  expect(open(disk).load()).toEqual({ catalog, trouble: null });
});

test('a file larger than any list could be is not even read (RS7)', async () => {
  const disk = diskWith({ 'catalog.json': Buffer.alloc(100_000_000, ' ') });
  const store = open(disk);
  expect(store.load().catalog).toEqual(older);
  await store.settled();
  expect(disk.at(path('catalog.json'))?.length).toBeLessThan(10_000);
});

test('of files that were kept aside, the last three stay (RS7)', async () => {
  const disk = diskWith({});
  for (let start = 0; start < 5; start += 1) {
    disk.put(path('catalog.json'), `{"start":${start}`);
    const store = open(disk);
    store.load();
    await store.settled();
  }
  const kept = disk.listNow(folder).filter((name) => name.startsWith('catalog.corrupt-'));
  expect(kept.map((name) => disk.at(path(name))?.toString())).toEqual([
    '{"start":2',
    '{"start":3',
    '{"start":4',
  ]);
});

test('on a disk too full for a copy, the damaged file itself is kept (RS7)', () => {
  const disk = diskWith({ 'catalog.json': Buffer.from('{') });
  const full = Object.assign(disk, {
    copyNow: () => {
      throw new Error('ENOSPC');
    },
    renameNow: (from: string, to: string) => {
      disk.put(to, disk.at(from) ?? '');
      disk.removeNow(from);
    },
  });
  const { catalog, trouble } = open(full).load();
  expect(catalog).toEqual(older);
  expect(disk.at(path((trouble as { keptAs: string }).keptAs))?.toString()).toBe('{');
});

test('a list of a newer Daypass is left alone, with all that lies beside it (RS8)', async () => {
  const newer = Buffer.from(files['catalog.json'].toString().replace('"version": 4', '"version": 5'));
  const disk = diskWith({ 'catalog.json': newer });
  const before = new Map(disk.listNow(folder).map((name) => [name, disk.at(path(name))]));
  const store = open(disk);
  expect(store.load()).toMatchObject({ trouble: { kind: 'catalog-too-new', version: 5 } });
  expect(await store.save(list)).toEqual({ ok: false, failure: { kind: 'catalog-too-new', version: 5 } });
  store.saveWindowPlace({ x: 1, y: 1, width: 800, height: 600, maximized: false });
  await store.keepGoodCopy();
  await store.settled();
  expect(new Map(disk.listNow(folder).map((name) => [name, disk.at(path(name))]))).toEqual(before);
  expect(disk.calls).toEqual([]);
});
