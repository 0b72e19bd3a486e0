// Catalogs as a person would have them on disk: the way a demo and a test give the app its instances.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { Instance } from '#domain/instance';
import { layOver } from '#electron/account-log';

export async function writeCatalog(profile: string, part: Partial<Catalog>): Promise<void> {
  await mkdir(profile, { recursive: true });
  const content = JSON.stringify({ ...emptyCatalog, ...part });
  await writeFile(join(profile, 'catalog.json'), content, { mode: 0o600 });
}

/** What the next start would find, once the app has written what it still had in hand: at most 250 ms. */
export async function readCatalogFile(profile: string): Promise<Catalog> {
  await sleep(400);
  const text = await readFile(join(profile, 'catalog.json'), 'utf8');
  const { logId, ...catalog } = JSON.parse(text) as Catalog & { readonly logId?: string };
  const log = await readFile(join(profile, 'accounts.log')).catch(() => Buffer.alloc(0));
  return layOver(catalog, logId ?? null, log);
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
