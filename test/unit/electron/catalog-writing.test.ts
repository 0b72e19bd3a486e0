// In which order, how often and how much is written, and what happens when the disk refuses.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Account } from '#domain/account';
import { withAccount, type Catalog } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { createCatalogStore } from '#electron/catalog-store';
import { keepCatalog } from '#usecases/keep-catalog';
import { createStore, toInitialState } from '#usecases/store';
import { aCatalog, aKnownAccount, anActivity } from '#support/builders';
import { chanceFrom, FakeDisk } from '#support/fakes/disk';

const folder = '/profile';
const open = (disk: FakeDisk) => createCatalogStore({ folder, now: () => 1, disk });

const wholeWrite = [
  'make folder',
  'open catalog.json.next w 600',
  'write catalog.json.next',
  'sync catalog.json.next',
  'close catalog.json.next',
  'rename catalog.json.next catalog.json',
  'open profile r',
  'sync profile',
  'close profile',
  'truncate accounts.log',
];

/** A store with a list on the disk, as it is some time after the first sign-in. */
async function settledStore(catalog: Catalog) {
  const disk = new FakeDisk();
  const store = open(disk);
  store.load();
  await Promise.all([store.save(catalog), store.settled()]);
  disk.calls.length = 0;
  return { disk, store };
}

const used = (catalog: Catalog, part: Partial<Account>): Catalog => withAccount(catalog, aKnownAccount(part));
const list = aCatalog({ accounts: [aKnownAccount(), aKnownAccount({ id: 'ben' })] });
const dark: Catalog = { ...list, settings: { ...list.settings, theme: 'dark' } };

/** Pieces of one file are one write here. */
const inShort = (calls: readonly string[]) => calls.filter((call, at) => call !== calls[at - 1]);

test('a setting is written beside its place, onto the disk, into its place, and the folder onto the disk (RS5)', async () => {
  const { disk, store } = await settledStore(list);
  await Promise.all([store.save(dark), store.settled()]);
  expect(inShort(disk.calls)).toEqual(wholeWrite);
  expect(open(disk).load()).toEqual({ catalog: dark, trouble: null });
});

test('a use of an account is a line on the disk, and nothing else is written (RS5, RS6)', async () => {
  const { disk, store } = await settledStore(list);
  await store.save(used(list, { lastUsedAt: 5 }));
  expect(disk.calls).toEqual([
    'open accounts.log a 600',
    'write accounts.log',
    'datasync accounts.log',
    'close accounts.log',
    // Its name is new there.
    'open profile r',
    'sync profile',
    'close profile',
  ]);
  await store.save(used(list, { lastUsedAt: 6 }));
  expect(disk.calls.slice(7)).toEqual(disk.calls.slice(0, 4));
  expect(open(disk).load().catalog).toEqual(used(list, { lastUsedAt: 6 }));
});

test('what is changed in one turn is written at once, also by many (RS5)', async () => {
  const { disk, store } = await settledStore(list);
  const both = withAccount(used(list, { lastUsedAt: 5 }), aKnownAccount({ id: 'ben', lastUsedAt: 7 }));
  const saved = await Promise.all([store.save(used(list, { lastUsedAt: 5 })), store.save(both)]);
  expect(saved).toEqual([{ ok: true }, { ok: true }]);
  expect(disk.calls.filter((call) => call === 'write accounts.log')).toHaveLength(1);
  expect(open(disk).load().catalog).toEqual(both);
});

test('somebody who plays with the settings for a second has them written a few times, the last one for certain (RS5)', async () => {
  const { disk, store } = await settledStore(list);
  const last: Catalog = { ...list, settings: { ...list.settings, clearClipboardAfterSeconds: 109 } };
  const saving = [];
  const start = performance.now();
  for (let at = 10; at < 110; at += 1) {
    saving.push(store.save({ ...list, settings: { ...list.settings, clearClipboardAfterSeconds: at } }));
    await sleep(9);
  }
  await Promise.all(saving);
  const most = Math.ceil((performance.now() - start) / 250) + 1;
  const writes = disk.calls.filter((call) => call.startsWith('rename'));
  expect(writes.length).toBeGreaterThan(1);
  expect(writes.length).toBeLessThanOrEqual(most);
  expect(open(disk).load().catalog).toEqual(last);
});

test('who waits for a write does not wait for its turn: a sign-out, a renewal, the quit (RS5)', async () => {
  const { store } = await settledStore(list);
  const start = performance.now();
  for (const theme of ['dark', 'light', 'dark', 'light'] as const) {
    void store.save({ ...list, settings: { ...list.settings, theme } });
    await store.settled();
  }
  expect(performance.now() - start).toBeLessThan(200);
});

test('when the wait for the journal of a renewal is over, no power cut can take it back (RR11)', async () => {
  const { disk, store } = await settledStore(list);
  const started = { renewalStartedAt: 5, renewalMark: 'a mark' };
  void store.save(used(list, started));
  await store.settled();
  const chance = chanceFrom(11);
  for (let cuts = 0; cuts < 200; cuts += 1) {
    expect(open(disk.afterCut(chance)).load().catalog.accounts[0]).toMatchObject(started);
  }
});

test('a log that became long is folded into the list, and starts anew', async () => {
  const { disk, store } = await settledStore(list);
  const activity = Array.from({ length: 30 }, (_, at) => anActivity('renewed', at));
  let latest = list;
  for (let at = 0; at < 400; at += 1) {
    latest = used(list, { lastUsedAt: at, activity });
    await store.save(latest);
  }
  await store.settled();
  const folds = disk.calls.filter((call) => call.startsWith('rename')).length;
  expect(folds).toBeGreaterThan(0);
  expect(folds).toBeLessThan(5);
  expect(disk.at(`${folder}/accounts.log`)?.length).toBeLessThan(300 * 1024);
  expect(open(disk).load()).toEqual({ catalog: latest, trouble: null });
});

test('a log that could not be emptied lays nothing over the newer list', async () => {
  const { disk, store } = await settledStore(list);
  await store.save(used(list, { lastUsedAt: 5 }));
  disk.refuse = (call) => (call.startsWith('truncate') ? 'EACCES' : null);
  const newer = withAccount(dark, aKnownAccount({ lastUsedAt: 9 }));
  await Promise.all([store.save(newer), store.settled()]);
  expect(disk.at(`${folder}/accounts.log`)?.length).toBeGreaterThan(100);
  expect(open(disk).load().catalog).toEqual(newer);
  await store.save(withAccount(newer, aKnownAccount({ id: 'ben', lastUsedAt: 10 })));
  expect(
    open(disk)
      .load()
      .catalog.accounts.map(({ lastUsedAt }) => lastUsedAt),
  ).toEqual([9, 10]);
});

test('a full disk for an hour: the app goes on in memory, says it once, and recovers with the next change (RS10)', async () => {
  const { disk, store: file } = await settledStore(list);
  const store = createStore(toInitialState(list, null));
  keepCatalog({ store, file });
  const said: (Failure['kind'] | null)[] = [];
  store.subscribe(({ catalogTrouble }) => {
    const kind = catalogTrouble?.kind ?? null;
    if (said.at(-1) !== kind) said.push(kind);
  });
  const change = async (catalog: Catalog): Promise<void> => {
    store.update((state) => ({ ...state, catalog }));
    await file.settled();
  };

  await change(used(list, { lastUsedAt: 1 }));
  disk.refuse = (call) => (call.startsWith('write') ? 'ENOSPC' : null);
  for (let minute = 2; minute < 60; minute += 1) {
    await change(minute % 10 === 0 ? used(dark, { lastUsedAt: minute }) : used(list, { lastUsedAt: minute }));
    expect(store.get().catalog.accounts[0]?.lastUsedAt).toBe(minute);
  }
  expect(store.get().catalogTrouble).toEqual({ kind: 'catalog-not-saved', reason: 'disk-full' });
  // A kill now finds what was written last, and none of the halves.
  const left = open(disk.afterCut(chanceFrom(3))).load();
  expect(left.trouble).toBeNull();
  expect(left.catalog.accounts).toHaveLength(2);

  disk.refuse = () => null;
  await change(used(dark, { lastUsedAt: 61 }));
  expect(said).toEqual([null, 'catalog-not-saved', null]);
  expect(open(disk).load()).toEqual({ catalog: used(dark, { lastUsedAt: 61 }), trouble: null });
});

test('what a full disk refused is tried once more at the quit (RS10)', async () => {
  const { disk, store } = await settledStore(list);
  disk.refuse = (call) => (call.startsWith('write') ? 'EDQUOT' : null);
  expect(await store.save(used(list, { lastUsedAt: 5 }))).toEqual({
    ok: false,
    failure: { kind: 'catalog-not-saved', reason: 'disk-full' },
  });
  disk.refuse = () => null;
  await store.settled();
  expect(open(disk).load().catalog).toEqual(used(list, { lastUsedAt: 5 }));
});

const steps = ['open', 'write', 'sync', 'datasync', 'close', 'rename', 'open profile', 'sync profile'];

test.each(steps)(
  'a disk that fails once at "%s" loses nothing of what it confirms afterwards (RR11, RS10)',
  async (step) => {
    for (const first of [used(list, { lastUsedAt: 5 }), dark]) {
      const { disk, store } = await settledStore(list);
      let isFailing = true;
      disk.refuse = (call) => (isFailing && call.startsWith(step) ? 'EIO' : null);
      await Promise.all([store.save(first), store.settled()]);
      isFailing = false;
      // Back to what the disk held, but for a use: a line would do, if it was certain what it is laid over.
      const second = used(list, { lastUsedAt: 6 });
      expect(await store.save(second)).toEqual({ ok: true, value: undefined });
      const chance = chanceFrom(7);
      for (let cuts = 0; cuts < 50; cuts += 1) {
        expect(open(disk.afterCut(chance)).load()).toEqual({ catalog: second, trouble: null });
      }
    }
  },
);
