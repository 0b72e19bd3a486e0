// The catalog's shape on disk, checked at every start: the file can be edited by anybody, or be half a file.
import * as z from 'zod/mini';
import { catalogVersion, type Catalog } from '#domain/catalog';
import { parseAddress } from '#domain/address';
import { audiences } from '#domain/google/client';
import { judgeScopes } from '#domain/google/purpose';
import { parseRedirectUri } from '#domain/redirect-uri';
import { defaultSettings } from '#domain/settings';

/** Ids are keys of records: nothing that every object has already. */
const id = z
  .string()
  .check(z.regex(/^[\w-]{1,64}$/))
  .check(z.refine((text) => !Object.hasOwn(Object.prototype, text)));
const time = z.number();
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

const activity = z.object({
  at: time,
  what: z.enum([
    'signed-in',
    'key-added',
    'copied',
    'config-copied',
    'config-saved',
    'renewed',
    'renewal-failed',
    'switched-to-dev',
    'switched-to-production',
    'sign-out-queued',
    'signed-out',
    'forgotten',
    'sign-in-ended',
  ]),
});

/** Fields with a default came with a later version: in an older catalog they are what was true for all accounts then. */
const account = z.object({
  id,
  instanceId: id,
  identity: z.object({ userId: z.string(), displayName: z.string(), email: z.nullable(z.string()) }),
  signsInWith: z._default(
    z.union([
      z.object({ kind: z.literal('oauth') }),
      z.object({ kind: z.literal('api-key'), keyId: z.string() }),
    ]),
    { kind: 'oauth' },
  ),
  storedIn: z.nullable(z.enum(['keychain', 'memory'])),
  signedOut: z._default(z.boolean(), false),
  queuedSignOut: z._default(
    z.nullable(
      z.object({
        since: time,
        everywhere: z.boolean(),
        thenRemove: z.boolean(),
        hasFailed: z._default(z.boolean(), true),
        isUnsure: z._default(z.boolean(), false),
      }),
    ),
    null,
  ),
  workspace: z._default(z.enum(['production', 'dev']), 'production'),
  isAdmin: z._default(z.nullable(z.boolean()), null),
  tokensEndAt: z._default(z.nullable(time), null),
  grantedScope: z._default(z.nullable(z.string()), null),
  consentEndsAt: z._default(z.nullable(time), null),
  lastUsedAt: z._default(z.nullable(time), null),
  signedInAt: time,
  renewalStartedAt: z.nullable(time),
  endedBy: z.nullable(
    z.union([
      z.object({
        kind: z.literal('sign-in-expired'),
        interrupted: z.boolean(),
        why: z.exactOptional(z.literal('session-rule')),
      }),
      z.object({ kind: z.literal('api-key-rejected'), host: z.string(), keyId: z.string() }),
    ]),
  ),
  activity: z.array(activity),
});

const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  clearClipboardAfterSeconds: z.int().check(z.minimum(10), z.maximum(300)),
  keepInTray: z.boolean(),
});

const catalog = z.object({
  version: z.union([z.literal(1), z.literal(2), z.literal(catalogVersion)]),
  instances: z.array(instance),
  accounts: z.array(account),
  settings: z.catch(settings, defaultSettings),
});

const place = z.object({
  x: z.nullable(z.int()),
  y: z.nullable(z.int()),
  width: z.int(),
  height: z.int(),
  maximized: z.boolean(),
});

export type ReadCatalog =
  | { readonly kind: 'good'; readonly catalog: Catalog }
  | { readonly kind: 'too-new'; readonly version: number }
  | { readonly kind: 'broken' };

export function readCatalog(content: unknown): ReadCatalog {
  const version = z.object({ version: z.number() }).safeParse(content);
  if (version.success && version.data.version > catalogVersion) {
    return { kind: 'too-new', version: version.data.version };
  }
  const parsed = catalog.safeParse(content);
  if (!parsed.success) return { kind: 'broken' };
  // The vault keeps both by these ids.
  if (hasDoubles([...parsed.data.instances, ...parsed.data.accounts])) return { kind: 'broken' };
  // One of Google without a client could only be written by hand: until version 3 there was no form for it.
  const instances = parsed.data.instances.filter(
    (one) => (one.provider === 'google') === (one.google !== null),
  );
  const known = new Set(instances.map((one) => one.id));
  const accounts = parsed.data.accounts.filter((one) => known.has(one.instanceId));
  return { kind: 'good', catalog: { ...parsed.data, version: catalogVersion, instances, accounts } };
}

function hasDoubles(all: readonly { readonly id: string }[]): boolean {
  return new Set(all.map((one) => one.id)).size !== all.length;
}

/** Null when there is none, or none that makes sense. */
export function readWindowPlace(content: unknown): z.infer<typeof place> | null {
  const parsed = z.object({ window: place }).safeParse(content);
  return parsed.success ? parsed.data.window : null;
}
