// Instances, accounts and settings without any secret: what is on disk in the clear.
import type { Account } from './account';
import type { Instance } from './instance';
import { defaultSettings, type Settings } from './settings';

/** Raised when the shape changes in a way that an older app would misread. */
export const catalogVersion = 4;

export type WindowPlace = {
  readonly x: number | null;
  readonly y: number | null;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
};

/** What a person was told and need not hear again. */
export type Told = {
  /** That this desktop shows no tray. */
  readonly noTray: boolean;
  /** Epoch ms of the last notice of the desktop. */
  readonly noticeAt: number | null;
  /** What notices were about, as keys of `attention.ts`; gone when it is no longer so. */
  readonly about: readonly string[];
};

export const nothingTold: Told = { noTray: false, noticeAt: null, about: [] };

export type Catalog = {
  readonly version: number;
  readonly instances: readonly Instance[];
  readonly accounts: readonly Account[];
  readonly settings: Settings;
  readonly told: Told;
};

export const emptyCatalog: Catalog = {
  version: catalogVersion,
  instances: [],
  accounts: [],
  settings: defaultSettings,
  told: nothingTold,
};

export function withInstance(catalog: Catalog, instance: Instance): Catalog {
  const others = catalog.instances.filter(({ id }) => id !== instance.id);
  const sorted = [...others, instance].sort((a, b) => a.addedAt - b.addedAt);
  return { ...catalog, instances: sorted };
}

export function withoutInstance(catalog: Catalog, id: string): Catalog {
  return {
    ...catalog,
    instances: catalog.instances.filter((instance) => instance.id !== id),
    accounts: catalog.accounts.filter((account) => account.instanceId !== id),
  };
}

export function withAccount(catalog: Catalog, account: Account): Catalog {
  const known = catalog.accounts.some(({ id }) => id === account.id);
  return {
    ...catalog,
    accounts: known
      ? catalog.accounts.map((other) => (other.id === account.id ? account : other))
      : [...catalog.accounts, account],
  };
}

export function withoutAccount(catalog: Catalog, id: string): Catalog {
  return { ...catalog, accounts: catalog.accounts.filter((account) => account.id !== id) };
}

/** Names are compared as people read them: without case and outer spaces. */
export function hasInstanceNamed(catalog: Catalog, name: string, exceptId: string | null): boolean {
  const wanted = name.trim().toLowerCase();
  return catalog.instances.some(({ id, name: other }) => id !== exceptId && other.toLowerCase() === wanted);
}
