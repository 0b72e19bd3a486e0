import '#support/fakes/without-electron';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCatalogStore } from '#electron/catalog-store';
import { aCatalog, aWaitingAccount, aWish, noon } from '#support/builders';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'daypass-catalog-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a copy that takes the place of a broken catalog ends nobody who signed in after it was made', async () => {
  const account = aWaitingAccount({ queuedSignOut: aWish({ everywhere: true }) });
  await writeFile(join(folder, 'catalog.json'), '{');
  await writeFile(join(folder, 'catalog.last-good.json'), JSON.stringify(aCatalog({ accounts: [account] })));
  const store = createCatalogStore({ folder, now: () => noon });
  const { catalog, trouble } = store.load();
  await store.settled();
  expect(trouble).toMatchObject({ kind: 'catalog-unreadable', recovered: true });
  expect(catalog.accounts).toEqual([{ ...account, queuedSignOut: null }]);
});
