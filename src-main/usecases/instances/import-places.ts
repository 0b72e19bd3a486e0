// Which instance an imported entry belongs to: one whose API host is the one that the file names, else a new one.
import { hostOf } from '#domain/address';
import { withInstance, withoutInstance } from '#domain/catalog';
import type { Instance } from '#domain/instance';
import type { ConfigEntry } from '#domain/looker-config';
import { freeName, nextFreePort } from '#domain/new-instance';
import { fail, ok, type Result } from '#domain/result';
import type { Provider } from '#domain/provider';
import type { FoundAddress } from './check-address';
import type { Clock, Ids } from '../ports';
import type { AppState, Store } from '../store';

export type Place = {
  /** Null: it will be a new one. */
  readonly instanceId: string | null;
  readonly name: string;
  readonly apiOrigin: string | null;
  readonly found: FoundAddress | null;
};

export type Places = {
  /** Where each entry belongs, in their order. */
  readonly find: (
    entries: readonly ConfigEntry[],
    found: ReadonlyMap<string, FoundAddress>,
  ) => readonly Place[];
  readonly open: (place: Place) => Result<{ readonly instanceId: string; readonly isNew: boolean }>;
  /** Takes a new instance back if nobody came to be signed in there. */
  readonly closeIfEmpty: (opened: { readonly instanceId: string; readonly isNew: boolean }) => void;
};

const longestName = 60;

/** Entries of the same host share one instance, named after the first. */
function toPlaces(
  provider: Provider,
  { catalog }: AppState,
  entries: readonly ConfigEntry[],
  found: ReadonlyMap<string, FoundAddress>,
): readonly Place[] {
  let named = catalog;
  const names = new Map<string, string>();
  return entries.map(({ apiOrigin, section }) => {
    if (apiOrigin === null) return { instanceId: null, name: section, apiOrigin, found: null };
    const about = found.get(apiOrigin) ?? null;
    const known = findByHost(catalog.instances, apiOrigin);
    if (known !== undefined) return { instanceId: known.id, name: known.name, apiOrigin, found: about };
    const name = names.get(apiOrigin) ?? freeName(named, toName(section, apiOrigin));
    if (!names.has(apiOrigin)) {
      names.set(apiOrigin, name);
      // Only so that the next name differs from this one.
      named = withInstance(
        named,
        toInstance(provider, named, { name, apiOrigin, found: about }, `import-${name}`, 0),
      );
    }
    return { instanceId: null, name, apiOrigin, found: about };
  });
}

export function createPlaces(ports: {
  readonly provider: Provider;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly onAdded: (instanceId: string) => void;
}): Places {
  const { provider, store, clock, ids } = ports;
  return {
    find: (entries, found) => toPlaces(provider, store.get(), entries, found),
    open(place) {
      const { catalog } = store.get();
      const { apiOrigin } = place;
      if (apiOrigin === null) return fail({ kind: 'request-malformed' });
      const known = findByHost(catalog.instances, apiOrigin);
      if (known !== undefined) return ok({ instanceId: known.id, isNew: false });
      const name = freeName(catalog, place.name);
      const instance = toInstance(provider, catalog, { ...place, name, apiOrigin }, ids.next(), clock.now());
      store.update((state) => ({ ...state, catalog: withInstance(state.catalog, instance) }));
      ports.onAdded(instance.id);
      return ok({ instanceId: instance.id, isNew: true });
    },
    closeIfEmpty({ instanceId, isNew }) {
      store.update((state) => {
        const isUsed = state.catalog.accounts.some((account) => account.instanceId === instanceId);
        return !isNew || isUsed ? state : { ...state, catalog: withoutInstance(state.catalog, instanceId) };
      });
    },
  };
}

function findByHost(instances: readonly Instance[], apiOrigin: string): Instance | undefined {
  return instances.find((instance) => instance.provider === 'looker' && instance.apiOrigin === apiOrigin);
}

/** Looker's sample calls its only section so; a host says more. */
function toName(section: string, apiOrigin: string): string {
  const name = section.trim().slice(0, longestName);
  return name === '' || /^(?:looker|environment(?: \d+)?)$/i.test(name) ? hostOf(apiOrigin) : name;
}

/** The API host is the file's. Where people sign in is what that host says; nothing secret goes there. */
function toInstance(
  { defaultClientId, defaultRedirectPort }: Provider,
  catalog: AppState['catalog'],
  place: Pick<Place, 'name' | 'found'> & { readonly apiOrigin: string },
  id: string,
  addedAt: number,
): Instance {
  return {
    id,
    provider: 'looker',
    name: place.name,
    uiOrigin: place.found?.uiOrigin ?? place.apiOrigin,
    apiOrigin: place.apiOrigin,
    clientId: defaultClientId,
    redirectPort: nextFreePort(catalog, defaultRedirectPort),
    release: place.found?.release ?? null,
    google: null,
    addedAt,
  };
}
