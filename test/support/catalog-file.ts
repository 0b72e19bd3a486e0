// Catalogs as a person would have them on disk: the way a demo and a test give the app its instances.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { Instance } from '#domain/instance';

export async function writeCatalog(profile: string, part: Partial<Catalog>): Promise<void> {
  await mkdir(profile, { recursive: true });
  const content = JSON.stringify({ ...emptyCatalog, ...part });
  await writeFile(join(profile, 'catalog.json'), content, { mode: 0o600 });
}

export async function readCatalogFile(profile: string): Promise<Catalog> {
  return JSON.parse(await readFile(join(profile, 'catalog.json'), 'utf8')) as Catalog;
}

/** An instance at a practice Looker. */
export function aLookerInstance(
  part: Partial<Instance> & Pick<Instance, 'uiOrigin' | 'apiOrigin'>,
): Instance {
  return {
    id: 'practice-looker',
    provider: 'looker',
    name: 'Practice Looker',
    clientId: 'daypass',
    redirectPort: 48_517,
    release: null,
    google: null,
    addedAt: 1,
    ...part,
  };
}
