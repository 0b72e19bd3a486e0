import '#support/fakes/without-electron';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCatalogStore } from '#electron/catalog-store';
import { aCatalog } from '#support/builders';

const place = { x: 10, y: null, width: 800, height: 600, maximized: false };

let folder = '';
const open = () => createCatalogStore({ folder, now: () => 1 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daypass-place-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the window comes back where it was', async () => {
  const store = open();
  expect(store.windowPlace()).toBeNull();
  store.saveWindowPlace({ ...place, x: 3 });
  store.saveWindowPlace(place);
  await store.settled();
  expect(open().windowPlace()).toEqual(place);
  expect((await stat(join(folder, 'window.json'))).mode & 0o777).toBe(0o600);
});

test('until version 3 its place was in the list, and is found there', async () => {
  await writeFile(join(folder, 'catalog.json'), JSON.stringify({ ...aCatalog(), version: 3, window: place }));
  expect(open().windowPlace()).toEqual(place);
});

test('half a file costs the place only, and is written over', async () => {
  await writeFile(join(folder, 'window.json'), '{"window": {');
  const store = open();
  expect(store.windowPlace()).toBeNull();
  store.saveWindowPlace(place);
  await store.settled();
  expect(open().windowPlace()).toEqual(place);
});

test('the list is still a file that electron-store reads', async () => {
  const store = open();
  store.load();
  const catalog = aCatalog();
  await Promise.all([store.save(catalog), store.settled()]);
  const { default: ElectronStore } = await import('electron-store');
  const { store: read } = new ElectronStore({ name: 'catalog', cwd: folder });
  expect(read).toMatchObject(JSON.parse(JSON.stringify(catalog)) as object);
  expect(JSON.parse(await readFile(join(folder, 'catalog.json'), 'utf8'))).toEqual({ ...read });
});

test('on a real disk, too: list and log are for their owner alone, and the copy is one (RS5)', async () => {
  const store = open();
  store.load();
  await Promise.all([store.save(aCatalog()), store.settled()]);
  await store.keepGoodCopy();
  for (const name of ['catalog.json', 'catalog.last-good.json']) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  }
  const [one, other] = await Promise.all(
    ['catalog.json', 'catalog.last-good.json'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  expect(other).toBe(one);
});
