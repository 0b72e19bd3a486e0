// An account's shape on disk. Its fields are in two halves: what every use changes, and the rest.
import * as z from 'zod/mini';
import { keepFreshWishes, type Account, type Activity } from '#domain/account';
import { tokenFormats } from '#domain/token-format';

/** Ids are keys of records: nothing that every object has already. */
export const id = z
  .string()
  .check(z.regex(/^[\w-]{1,64}$/))
  .check(z.refine((text) => !Object.hasOwn(Object.prototype, text)));
export const time = z.number();

/** A word that is missing here does not compile. */
const happenings: Readonly<Record<Activity['what'], true>> = {
  'signed-in': true,
  'key-added': true,
  copied: true,
  'copied-as': true,
  'config-copied': true,
  'config-saved': true,
  renewed: true,
  'renewed-ahead': true,
  'renewed-after-wake': true,
  'renewal-failed': true,
  'switched-to-dev': true,
  'switched-to-production': true,
  'sign-out-queued': true,
  'signed-out': true,
  forgotten: true,
  'sign-in-ended': true,
};

/**
 * An entry that makes no sense is left out: no account is lost over a line of its history. Judged by hand, because there
 * are thirty of them per account, and a start waits for it.
 */
const history = z.pipe(
  z.array(z.unknown()),
  z.transform((entries: unknown[]) => entries.flatMap(readActivity)),
);

function readActivity(entry: unknown): readonly Activity[] {
  if (typeof entry !== 'object' || entry === null) return [];
  const { at, what, format } = entry as Record<string, unknown>;
  if (typeof at !== 'number' || typeof what !== 'string' || !isHappening(what)) return [];
  if (format === undefined) return [{ at, what }];
  const known = tokenFormats.find((one) => one === format);
  return known === undefined ? [] : [{ at, format: known, what }];
}

function isHappening(what: string): what is Activity['what'] {
  return Object.hasOwn(happenings, what);
}

const endedBy = z.nullable(
  z.union([
    z.object({
      kind: z.literal('sign-in-expired'),
      interrupted: z.boolean(),
      why: z.exactOptional(z.literal('session-rule')),
    }),
    z.object({ kind: z.literal('api-key-rejected'), host: z.string(), keyId: z.string() }),
  ]),
);

/** What changes with every use. Fields with a default came with a later version, here and below: see `account`. */
const hotShape = {
  isAdmin: z._default(z.nullable(z.boolean()), null),
  tokensEndAt: z._default(z.nullable(time), null),
  grantedScope: z._default(z.nullable(z.string()), null),
  consentEndsAt: z._default(z.nullable(time), null),
  lastUsedAt: z._default(z.nullable(time), null),
  lastHandOutAt: z._default(z.nullable(time), null),
  renewalStartedAt: z.nullable(time),
  renewalMark: z._default(z.nullable(z.string().check(z.maxLength(200))), null),
  endedBy,
  activity: history,
};

const signsInWith = z.union([
  z.object({ kind: z.literal('oauth') }),
  z.object({ kind: z.literal('api-key'), keyId: z.string() }),
]);

const queuedSignOut = z.object({
  since: time,
  everywhere: z.boolean(),
  thenRemove: z.boolean(),
  hasFailed: z._default(z.boolean(), true),
  isUnsure: z._default(z.boolean(), false),
});

/** In an older catalog, fields with a default are what was true for all accounts then. */
export const account = z.object({
  id,
  instanceId: id,
  identity: z.object({ userId: z.string(), displayName: z.string(), email: z.nullable(z.string()) }),
  signsInWith: z._default(signsInWith, { kind: 'oauth' }),
  storedIn: z.nullable(z.enum(['keychain', 'memory'])),
  signedOut: z._default(z.boolean(), false),
  queuedSignOut: z._default(z.nullable(queuedSignOut), null),
  workspace: z._default(z.enum(['production', 'dev']), 'production'),
  keepFresh: z._default(z.enum(keepFreshWishes), 'when-used'),
  isPinned: z._default(z.boolean(), false),
  signedInAt: time,
  ...hotShape,
});

type HotField = keyof typeof hotShape;
/** The half of an account that its uses change. */
export type HotHalf = Pick<Account, HotField>;

export const hotHalf = z.object(hotShape);

const hotFields: ReadonlySet<string> = new Set(Object.keys(hotShape));

export function toHotHalf(from: Account): HotHalf {
  return Object.fromEntries(Object.entries(from).filter(([field]) => hotFields.has(field))) as HotHalf;
}

export function toColdHalf(from: Account): Omit<Account, HotField> {
  return Object.fromEntries(Object.entries(from).filter(([field]) => !hotFields.has(field))) as Omit<
    Account,
    HotField
  >;
}
