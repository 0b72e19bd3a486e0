// The shapes that commands take and give. Input is validated where it arrives; unknown keys are refused.
import * as z from 'zod/mini';
import { configFormats } from '../domain/config-files/format';
import type { Failure, FieldProblem } from '../domain/failure';
import { audiences } from '../domain/google/client';
import type { Health } from '../domain/google/health';
import { purposeKinds } from '../domain/google/purpose';
import { favouriteFormats } from '../domain/token-format';
import type { ConfigProblem } from '../domain/looker-config';

export const id = z.string().check(z.minLength(1), z.maxLength(64));
/** Generous: the judgement with a sentence happens in the use case, this only stops absurd sizes. */
export const typed = z.string().check(z.maxLength(2048));
export const list = <T extends z.ZodMiniType>(of: T) => z.readonly(z.array(of));
export const longText = z.string().check(z.maxLength(20_000));
/** An instance at Google comes with a client, and by commands of its own. */
export const provider = z.literal('looker');
export const byInstance = z.strictObject({ instanceId: id });
export const byAccount = z.strictObject({ accountId: id });
export const nothing = z.strictObject({});

export const draft = z.strictObject({
  provider,
  name: typed,
  uiAddress: typed,
  apiAddress: typed,
  clientId: typed,
  redirectPort: typed,
});

export const googleChoices = {
  name: typed,
  purpose: z.enum(purposeKinds),
  /** For the purpose `custom`: separated by spaces, commas or lines. */
  scopes: longText,
  /** For web clients: the one that is registered, exactly. */
  redirectUri: typed,
  audience: z.enum(audiences),
};

/** What goes into a configuration file beside what the account has. Empty: left out. */
export const configWish = z.strictObject({
  accountId: id,
  format: z.enum(configFormats),
  developerToken: typed,
  loginCustomerId: typed,
  linkedCustomerId: typed,
});

export const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  clearClipboardAfterSeconds: z.int().check(z.minimum(10), z.maximum(300)),
  keepInTray: z.boolean(),
  favouriteFormat: z.enum(favouriteFormats),
  notifies: z.boolean(),
  forecasts: z.boolean(),
  startsAtLogin: z.boolean(),
  startsHidden: z.boolean(),
  quickCopyShortcut: z.nullable(z.string().check(z.maxLength(60))),
});

/** One question of discovery and what came of it. */
const triedAddress = z.strictObject({
  url: z.string(),
  outcome: z.enum(['found', 'web-page', 'refused', 'no-answer', 'something-else']),
});

/** What discovery found out about an address, before anything secret goes there. */
export const foundAddress = z.strictObject({
  /** The address as understood, an origin. */
  entered: z.string(),
  uiOrigin: z.string(),
  apiOrigin: z.string(),
  /** Where the API host was learned; `nothing`: no answer was conclusive and both are the entered origin. */
  source: z.enum(['well-known', 'versions', 'nothing']),
  /** The provider's release, when it says so, e.g. `26.12.3`. */
  release: z.nullable(z.string()),
  /** True when a found host differs from the entered one and the user has to look before going on. */
  differs: z.boolean(),
  tried: list(triedAddress),
});

export const workspace = z.enum(['production', 'dev']);
export const named = z.strictObject({ id: z.string(), name: z.nullable(z.string()) });

/** A registered OAuth client. */
export const clientApp = z.strictObject({
  guid: z.string(),
  redirectUris: list(z.string()),
  displayName: z.string(),
  description: z.string(),
  enabled: z.boolean(),
  groupId: z.nullable(z.string()),
  tokensInvalidBefore: z.nullable(z.number()),
  activatedUsers: list(named),
  takesSeveralUris: z.boolean(),
});

export const clientAppForm = z.strictObject({
  guid: typed,
  redirectUris: longText,
  displayName: typed,
  description: typed,
  enabled: z.boolean(),
  groupId: typed,
});

export const clientAppAct = z.union([
  z.strictObject({ kind: z.enum(['enable', 'disable', 'delete', 'invalidate-tokens']) }),
  z.strictObject({ kind: z.enum(['activate-user', 'deactivate-user']), user: typed }),
]);

export const inspection = z.strictObject({
  person: z.strictObject({ userId: z.string(), displayName: z.string(), email: z.nullable(z.string()) }),
  isServiceAccount: z.nullable(z.boolean()),
  roles: list(named),
  groups: list(named),
  isAdmin: z.nullable(z.boolean()),
  workspace: z.nullable(workspace),
  sudoUserId: z.nullable(z.string()),
  issuedAt: z.number(),
  expiresAt: z.number(),
  renewedBy: z.enum(['refresh-token', 'api-key']),
});

/** A failure or a problem; its shape is the domain's, and it never came from outside. */
const failure = z.custom<Failure>();

/** One section of a configuration file, as it would become an account. Never with its secret. */
export const importEntry = z.strictObject({
  index: z.int(),
  section: z.string(),
  line: z.int(),
  /** Where the key is sent: the host the file names. Null when the file does not say it well. */
  apiOrigin: z.nullable(z.string()),
  /** What is known about that host, asked without anything of the file. */
  found: z.nullable(foundAddress),
  keyId: z.nullable(z.string()),
  /** The instance it joins or makes. */
  instance: z.strictObject({ instanceId: z.nullable(id), name: z.string() }),
  /** The same key is in the list; importing replaces what is stored of it. */
  isKnown: z.boolean(),
  problems: list(z.custom<ConfigProblem>()),
  ignored: list(z.strictObject({ line: z.int(), key: z.string() })),
  turnsOffTls: z.boolean(),
});

export const keysPreview = z.strictObject({
  kind: z.literal('keys'),
  importId: id,
  from: z.enum(['file', 'clipboard']),
  format: z.enum(['ini', 'environment']),
  entries: list(importEntry),
  /** Lines that belong to no entry. */
  problems: list(z.custom<ConfigProblem>()),
});

/** An OAuth client's file of Google, without its secret. */
export const clientPreview = z.strictObject({
  kind: z.literal('google-client'),
  importId: id,
  from: z.enum(['file', 'clipboard']),
  /** Where the file lies: it still holds the secret. */
  path: z.nullable(z.string()),
  clientType: z.enum(['desktop', 'web']),
  clientId: z.string(),
  projectId: z.nullable(z.string()),
  /** A web client's, each with what keeps it from being used on this computer. */
  redirectUris: list(z.strictObject({ uri: z.string(), problem: z.nullable(z.custom<FieldProblem>()) })),
  /** Instances that have the same client. */
  known: list(z.strictObject({ instanceId: id, name: z.string(), purpose: z.enum(purposeKinds) })),
});

export const importPreview = z.union([keysPreview, clientPreview]);

/** What a token is good for; its shape is the domain's. */
export const health = z.custom<Health>();

export const importOutcome = z.strictObject({
  index: z.int(),
  accountId: z.nullable(id),
  failure: z.nullable(failure),
});

/** What is known about the registration of an instance's client. */
export const registrationCheck = z.strictObject({
  verdict: z.enum([
    /** An account with the right to see it was used: it is registered as this instance needs it. */
    'registered',
    'disabled',
    'uri-differs',
    'not-registered',
    /** Nobody here may look; the sign-in page did not refuse the request. */
    'not-refused',
  ]),
  /** Who said so. */
  by: z.enum(['api', 'sign-in-page']),
  registeredUris: list(z.string()),
});
