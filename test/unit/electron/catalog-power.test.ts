// The list on a disk that loses power at every moment of every write.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withAccount, withoutAccount, type Catalog } from '#domain/catalog';
import { createCatalogStore, type CatalogStore } from '#electron/catalog-store';
import { aCatalog, aKnownAccount, anActivity } from '#support/builders';
import { chanceFrom, FakeDisk } from '#support/fakes/disk';

const folder = '/profile';
const cutsPerStep = 6;
const wanted = Number(process.env['DAYPASS_CUTS'] ?? 10_000);
const title = `of ${wanted} power cuts none leaves a list that cannot be read or is older than what was confirmed (RR11)`;

test(title, { timeout: 600_000 }, async () => {
  const chance = chanceFrom(5);
  const history = new History();
  let disk = new FakeDisk();
  disk.put(`${folder}/catalog.json`, JSON.stringify(aCatalog()));
  const problems: unknown[] = [];
  let cuts = 0;
  while (cuts < wanted && problems.length === 0) {
    const running = disk;
    running.onStep = () => {
      if (running.isDead) return;
      for (let at = 0; at < cutsPerStep; at += 1, cuts += 1) {
        try {
          history.holdTo(reopen(running.afterCut(chance)));
        } catch (error) {
          // Thrown here it would be a failing disk to the store.
          problems.push(error);
        }
      }
      // Some of these cuts are followed by a next start, which goes on with what is left.
      if (chance() < 0.01) running.isDead = true;
    };
    const store = reopen(running);
    history.restartWith(store);
    const isOver = (): boolean => running.isDead || cuts >= wanted || problems.length > 0;
    while (!isOver()) await change(store, history, chance);
    running.isDead = true;
    disk = running.afterCut(chance);
  }
  expect(problems).toEqual([]);
  expect(history.checked).toBeGreaterThanOrEqual(wanted);
  expect(history.linesSeen).toBeGreaterThan(wanted / 10);
});

function reopen(disk: FakeDisk): CatalogStore {
  return createCatalogStore({ folder, now: () => 0, disk });
}

async function change(store: CatalogStore, history: History, chance: () => number): Promise<void> {
  history.save(store, next(history.latest, history.count, chance));
  // Several at once now and then; most are waited for, so that no pause between whole writes slows the test.
  if (chance() < 0.3) return;
  void store.settled();
  for (let turns = 0; turns < 30; turns += 1) await nextTurn();
}

/** Mostly a use, with the number of the change where it can be seen again; else something about the list itself. */
function next(catalog: Catalog, number: number, chance: () => number): Catalog {
  const { accounts } = catalog;
  const luck = chance();
  const picked = accounts[Math.floor(chance() * accounts.length)];
  const told = { ...catalog.told, noticeAt: number };
  if (picked === undefined || (luck < 0.05 && accounts.length < 6)) {
    const added = aKnownAccount({
      id: `a${number}`,
      lastUsedAt: number,
      activity: [anActivity('renewed', number)],
    });
    return withAccount({ ...catalog, told }, added);
  }
  if (luck < 0.08) return withoutAccount({ ...catalog, told }, picked.id);
  if (luck < 0.2) return { ...catalog, told };
  const used = { ...picked, lastUsedAt: number, activity: [anActivity('renewed', number)] };
  return withAccount(catalog, used);
}

/** Every list that was ever to be saved, and up to which of them the disk has confirmed. */
class History {
  readonly #versions: Catalog[] = [aCatalog()];
  #confirmed = 0;
  checked = 0;
  /** Lists whose accounts were newer than the last whole write. */
  linesSeen = 0;

  get latest(): Catalog {
    return this.#versions.at(-1) ?? aCatalog();
  }

  get count(): number {
    return this.#versions.length;
  }

  save(store: CatalogStore, catalog: Catalog): void {
    const number = this.#versions.push(catalog) - 1;
    void store.save(catalog).then(({ ok }) => {
      if (ok) this.#confirmed = Math.max(this.#confirmed, number);
    });
  }

  /** What a start finds is what the app goes on with: everything that was not confirmed and is not there is forgotten. */
  restartWith(store: CatalogStore): void {
    const { catalog } = this.holdTo(store);
    this.#confirmed = this.#versions.push(catalog) - 1;
  }

  holdTo(store: CatalogStore): ReturnType<CatalogStore['load']> {
    const loaded = store.load();
    const { catalog, trouble } = loaded;
    const floor = this.#versions[this.#confirmed] ?? aCatalog();
    const since = this.#versions.slice(this.#confirmed);
    if (trouble !== null) throw new Error(`unreadable: ${JSON.stringify(trouble)}`);
    this.checked += 1;
    // What is in the list, and who, is that of one version that was wanted since.
    const whole = since.find((one) => one.told.noticeAt === catalog.told.noticeAt);
    if (whole === undefined) throw new Error(`older: ${catalog.told.noticeAt}`);
    if (idsOf(catalog) !== idsOf(whole)) throw new Error(`others: ${idsOf(catalog)}, not ${idsOf(whole)}`);
    for (const account of catalog.accounts) {
      const confirmed = floor.accounts.find(({ id }) => id === account.id)?.lastUsedAt ?? 0;
      const written = account.lastUsedAt ?? 0;
      if (written < confirmed) throw new Error(`older: ${account.id} of ${written}, confirmed ${confirmed}`);
      if (account.activity[0]?.at !== account.lastUsedAt) throw new Error(`mixed: ${account.id}`);
      if (written > (catalog.told.noticeAt ?? 0)) this.linesSeen += 1;
    }
    return loaded;
  }
}

function idsOf({ accounts }: Catalog): string {
  return accounts.map(({ id }) => id).join(' ');
}
