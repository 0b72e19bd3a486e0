// The catalog: one file that is read once at the start and replaced as a whole, and a log of what changes with every
// use. What cannot be read is kept aside, never wiped; a file of a newer Daypass is never overwritten. Why so, and with
// which figures: docs/decisions/0024.
import { join } from 'node:path';
import type { WindowPlace } from '#domain/catalog';
import { fail, type Result } from '#domain/result';
import type { CatalogFile } from '#usecases/ports';
import { realDisk, replaceFile, type Disk } from './catalog-disk';
import { loadCatalog, type CatalogPlace, type Loaded } from './catalog-load';
import { createCatalogWriter, type CatalogWriter } from './catalog-writer';
import { createWindowPlaces, type WindowPlaces } from './window-place';

export type CatalogStore = CatalogFile & {
  /** Where the window was, as read at the start. */
  readonly windowPlace: () => WindowPlace | null;
  readonly saveWindowPlace: (place: WindowPlace) => void;
  /** Copies the file that was just read well, as the fallback for a day on which it cannot be read. */
  readonly keepGoodCopy: () => Promise<void>;
};

/** `load` comes first. The disk is an argument for tests of power cuts. */
export function createCatalogStore({
  folder,
  now,
  disk = realDisk,
}: {
  readonly folder: string;
  readonly now: () => number;
  readonly disk?: Disk;
}): CatalogStore {
  const place: CatalogPlace = {
    disk,
    folder,
    now,
    file: join(folder, 'catalog.json'),
    goodCopy: join(folder, 'catalog.last-good.json'),
    log: join(folder, 'accounts.log'),
  };
  const places = createWindowPlaces(folder);
  let loaded: Loaded | null = null;
  let writer: CatalogWriter | null = null;
  const read = (): Loaded => (loaded ??= loadCatalog(place));
  const write = (): CatalogWriter => (writer ??= openWriter(place, read()));
  return {
    load() {
      const { onDisk, trouble } = read();
      // At once: until then the next start would find what this one found.
      if (onDisk.isDoubtful) void write().flush();
      return { catalog: onDisk.catalog, trouble };
    },
    save: (catalog) => write().save(catalog),
    windowPlace: () => places.read() ?? read().windowPlace,
    saveWindowPlace: (window) => saveWindowPlace(places, read(), window),
    keepGoodCopy: () => keepGoodCopy(place, read()),
    async settled() {
      await Promise.all([write().flush(), places.settled()]);
    },
  };
}

function openWriter(place: CatalogPlace, { trouble, onDisk }: Loaded): CatalogWriter {
  if (trouble?.kind !== 'catalog-too-new') return createCatalogWriter(place, onDisk);
  const refuse = (): Promise<Result<void>> => Promise.resolve(fail(trouble));
  return { save: refuse, flush: refuse };
}

function saveWindowPlace(places: WindowPlaces, { trouble }: Loaded, window: WindowPlace): void {
  if (trouble?.kind !== 'catalog-too-new') places.save(window);
}

async function keepGoodCopy({ disk, file, goodCopy }: CatalogPlace, { trouble }: Loaded): Promise<void> {
  if (trouble?.kind === 'catalog-too-new' || !disk.existsNow(file)) return;
  await replaceFile(disk, goodCopy, [await disk.read(file)]);
}
