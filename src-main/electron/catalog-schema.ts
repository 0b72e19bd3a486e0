// The catalog's shape on disk, checked at every start: the file can be edited by anybody, or be half a file.
import * as z from 'zod/mini';
import { parseAddress } from '#domain/address';
import { catalogVersion, nothingTold, type Catalog, type WindowPlace } from '#domain/catalog';
import { audiences } from '#domain/google/client';
import { judgeScopes } from '#domain/google/purpose';
import { parseRedirectUri } from '#domain/redirect-uri';
import { defaultSettings } from '#domain/settings';
import { favouriteFormats } from '#domain/token-format';
import { account, id, time } from './account-schema';

/** An origin that a token may be sent to: the same judgement as for typed addresses. */
const origin = z.string().check(
  z.refine((text) => {
    const parsed = parseAddress(text);
    return parsed.ok && parsed.value === text;
  }),
);

/** A redirect URI that this computer can answer. */
const redirectUri = z.string().check(z.refine((text) => parseRedirectUri(text).ok));

const purpose = z.union([
  z.object({ kind: z.enum(['studio-read', 'studio-manage', 'ads']) }),
  z.object({
    kind: z.literal('custom'),
    scopes: z.array(z.string()).check(z.refine((scopes) => judgeScopes(scopes.join(' ')).ok)),
  }),
]);

const google = z
  .object({
    clientType: z.enum(['desktop', 'web']),
    purpose,
    projectId: z.nullable(z.string()),
    redirectUri: z.nullable(redirectUri),
    audience: z.enum(audiences),
    adsApiVersion: z.string().check(z.regex(/^v\d{1,3}$/)),
    secretIn: z.nullable(z.enum(['keychain', 'memory'])),
  })
  .check(z.refine(({ clientType, redirectUri }) => (clientType === 'web') === (redirectUri !== null)));

const instance = z.object({
  id,
  provider: z.enum(['looker', 'google']),
  name: z.string(),
  uiOrigin: origin,
  apiOrigin: origin,
  clientId: z.string(),
  redirectPort: z.nullable(z.int().check(z.minimum(1024), z.maximum(65_535))),
  release: z._default(z.nullable(z.string().check(z.maxLength(80))), null),
  google: z._default(z.nullable(google), null),
  addedAt: time,
});

/** Each field for itself: one that is new, or makes no sense, leaves the others as the person chose them. */
const settings = z.object({
  theme: z.catch(z.enum(['system', 'light', 'dark']), defaultSettings.theme),
  clearClipboardAfterSeconds: z.catch(
    z.int().check(z.minimum(10), z.maximum(300)),
    defaultSettings.clearClipboardAfterSeconds,
  ),
  keepInTray: z.catch(z.boolean(), defaultSettings.keepInTray),
  favouriteFormat: z.catch(z.enum(favouriteFormats), defaultSettings.favouriteFormat),
  notifies: z.catch(z.boolean(), defaultSettings.notifies),
  forecasts: z.catch(z.boolean(), defaultSettings.forecasts),
  startsAtLogin: z.catch(z.boolean(), defaultSettings.startsAtLogin),
  startsHidden: z.catch(z.boolean(), defaultSettings.startsHidden),
  quickCopyShortcut: z.catch(
    z.nullable(z.string().check(z.maxLength(100))),
    defaultSettings.quickCopyShortcut,
  ),
});

const told = z.object({
  noTray: z.catch(z.boolean(), nothingTold.noTray),
  noticeAt: z.catch(z.nullable(time), nothingTold.noticeAt),
  about: z.catch(z.array(z.string()), [...nothingTold.about]),
});

const versioned = z.object({ version: z.number() });

/** Without entries there is no catalog; what an entry looks like is judged one by one. */
const frame = z.object({
  version: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(catalogVersion)]),
  instances: z.array(z.unknown()),
  accounts: z.unknown(),
  settings: z.catch(settings, defaultSettings),
  told: z.catch(told, { ...nothingTold, about: [] }),
});

const withWindow = z.object({
  window: z.object({
    x: z.nullable(z.int()),
    y: z.nullable(z.int()),
    width: z.int(),
    height: z.int(),
    maximized: z.boolean(),
  }),
});

export type ReadCatalog =
  | { readonly kind: 'good'; readonly catalog: Catalog }
  /** Entries were refused; the catalog is what remains. */
  | { readonly kind: 'in-part'; readonly catalog: Catalog }
  | { readonly kind: 'too-new'; readonly version: number }
  | { readonly kind: 'broken' };

export function readCatalog(content: unknown): ReadCatalog {
  const version = versioned.safeParse(content);
  if (version.success && version.data.version > catalogVersion) {
    return { kind: 'too-new', version: version.data.version };
  }
  const framed = frame.safeParse(content);
  if (!framed.success) return { kind: 'broken' };
  const { settings, told } = framed.data;
  // The vault keeps both by these ids: the first of two is it.
  const ids = new Set<string>();
  const readInstances = readEntries(instance, framed.data.instances, ids);
  const readAccounts = readEntries(account, framed.data.accounts, ids);
  // One of Google without a client could only be written by hand: until version 3 there was no form for it.
  const instances = readInstances.entries.filter(
    (one) => (one.provider === 'google') === (one.google !== null),
  );
  const known = new Set(instances.map((one) => one.id));
  const accounts = readAccounts.entries.filter((one) => known.has(one.instanceId));
  const catalog = { version: catalogVersion, instances, accounts, settings, told };
  return { kind: readInstances.areAll && readAccounts.areAll ? 'good' : 'in-part', catalog };
}

/** What makes sense of a list, and whether that is all of it. */
function readEntries<T extends { readonly id: string }>(
  schema: { readonly safeParse: (entry: unknown) => z.core.util.SafeParseResult<T> },
  list: unknown,
  ids: Set<string>,
): { readonly entries: readonly T[]; readonly areAll: boolean } {
  if (!Array.isArray(list)) return { entries: [], areAll: false };
  const entries = list.flatMap((entry: unknown) => {
    const parsed = schema.safeParse(entry);
    if (!parsed.success || ids.has(parsed.data.id)) return [];
    ids.add(parsed.data.id);
    return [parsed.data];
  });
  return { entries, areAll: entries.length === list.length };
}

/** Null when there is none, or none that makes sense. */
export function readWindowPlace(content: unknown): WindowPlace | null {
  const parsed = withWindow.safeParse(content);
  return parsed.success ? parsed.data.window : null;
}
