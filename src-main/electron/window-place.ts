// Where the window was, through electron-store: a file of its own, small enough to be written while the app waits, and no
// loss when it is gone. Read with plain `fs`, because a start has no time for the library.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Store from 'electron-store';
import type { WindowPlace } from '#domain/catalog';
import { readWindowPlace } from './catalog-schema';

type Content = { readonly window: WindowPlace };

export type WindowPlaces = {
  /** Null when none was kept, or it makes no sense. */
  readonly read: () => WindowPlace | null;
  /** A disk that refuses costs the place and nothing else. */
  readonly save: (place: WindowPlace) => void;
  readonly settled: () => Promise<void>;
};

export function createWindowPlaces(folder: string): WindowPlaces {
  let writing: Promise<void> = Promise.resolve();
  let store: Promise<Store<Content>> | null = null;
  return {
    read() {
      try {
        return readWindowPlace(JSON.parse(readFileSync(join(folder, 'window.json'), 'utf8')));
      } catch {
        return null;
      }
    },
    save(place) {
      store ??= openStore(folder);
      const opened = store;
      writing = writing.then(async () => (await opened).set('window', place)).catch(() => undefined);
    },
    settled: () => writing,
  };
}

async function openStore(folder: string): Promise<Store<Content>> {
  const { default: ElectronStore } = await import('electron-store');
  return new ElectronStore<Content>({
    name: 'window',
    cwd: folder,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false,
    // What somebody else wrote there must not make writing impossible.
    clearInvalidConfig: true,
  });
}
