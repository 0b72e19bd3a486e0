// What each command takes and gives. The server, the preload list, the renderer's client and the test doubles
// are derived from this one map. Input is validated where it arrives; unknown keys are refused.
import * as z from 'zod/mini';
import type { Failure } from '../domain/failure';
import type { ConfigProblem } from '../domain/looker-config';
import type { CommandName } from './names';

const id = z.string().check(z.minLength(1), z.maxLength(64));
/** Generous: the judgement with a sentence happens in the use case, this only stops absurd sizes. */
const typed = z.string().check(z.maxLength(2048));
const list = <T extends z.ZodMiniType>(of: T) => z.readonly(z.array(of));
const longText = z.string().check(z.maxLength(20_000));
const provider = z.enum(['looker', 'google']);
const byInstance = z.strictObject({ instanceId: id });
const byAccount = z.strictObject({ accountId: id });
const nothing = z.strictObject({});

const draft = z.strictObject({
  provider,
  name: typed,
  uiAddress: typed,
  apiAddress: typed,
  clientId: typed,
  redirectPort: typed,
});

const settings = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  clearClipboardAfterSeconds: z.int().check(z.minimum(10), z.maximum(300)),
  keepInTray: z.boolean(),
});

/** One question of discovery and what came of it. */
const triedAddress = z.strictObject({
  url: z.string(),
  outcome: z.enum(['found', 'web-page', 'refused', 'no-answer', 'something-else']),
});

/** What discovery found out about an address, before anything secret goes there. */
const foundAddress = z.strictObject({
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

const workspace = z.enum(['production', 'dev']);
const named = z.strictObject({ id: z.string(), name: z.nullable(z.string()) });

/** A registered OAuth client. */
const clientApp = z.strictObject({
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

const clientAppForm = z.strictObject({
  guid: typed,
  redirectUris: longText,
  displayName: typed,
  description: typed,
  enabled: z.boolean(),
  groupId: typed,
});

const clientAppAct = z.union([
  z.strictObject({ kind: z.enum(['enable', 'disable', 'delete', 'invalidate-tokens']) }),
  z.strictObject({ kind: z.enum(['activate-user', 'deactivate-user']), user: typed }),
]);

const inspection = z.strictObject({
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
const importEntry = z.strictObject({
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

const importPreview = z.strictObject({
  importId: id,
  from: z.enum(['file', 'clipboard']),
  format: z.enum(['ini', 'environment']),
  entries: list(importEntry),
  /** Lines that belong to no entry. */
  problems: list(z.custom<ConfigProblem>()),
});

const importOutcome = z.strictObject({
  index: z.int(),
  accountId: z.nullable(id),
  failure: z.nullable(failure),
});

/** What is known about the registration of an instance's client. */
const registrationCheck = z.strictObject({
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

export const commands = {
  checkAddress: { input: z.strictObject({ provider, address: typed }), output: foundAddress },
  addInstance: { input: draft, output: z.strictObject({ instanceId: id }) },
  /** Hosts are not changeable: another host is another instance. */
  changeInstance: {
    input: z.strictObject({ instanceId: id, name: typed, clientId: typed, redirectPort: typed }),
    output: nothing,
  },
  /** `evenIfWaiting`: also with sign-outs that have not reached the provider; what they were to end lives on there. */
  removeInstance: {
    input: z.strictObject({ instanceId: id, evenIfWaiting: z.boolean() }),
    output: nothing,
  },
  startSignIn: {
    input: z.strictObject({ instanceId: id, accountId: z.nullable(id) }),
    /** Comes back at once; the steps arrive with the view. */
    output: z.strictObject({ attemptId: id }),
  },
  cancelSignIn: { input: byInstance, output: nothing },
  /** Puts away the strip of an attempt that is over. */
  dismissSignIn: { input: byInstance, output: nothing },
  copySignInLink: { input: byInstance, output: nothing },
  copyToken: {
    input: byAccount,
    /** Epoch ms: when it is taken off the clipboard, and when the token itself ends. */
    output: z.strictObject({ clearsAt: z.number(), expiresAt: z.number() }),
  },
  clearClipboard: { input: nothing, output: nothing },
  renewToken: { input: byAccount, output: nothing },
  /** The report arrives with the view, at the account. `everywhere`: all sign-ins of this person with this app. */
  signOut: { input: z.strictObject({ accountId: id, everywhere: z.boolean() }), output: nothing },
  /** Signs out first if need be, then takes the account off the list. */
  removeAccount: {
    input: z.strictObject({ accountId: id, evenIfWaiting: z.boolean() }),
    output: nothing,
  },
  copyRedirectUri: { input: z.strictObject({ redirectPort: typed }), output: nothing },
  /** The JSON body an admin registers the client with. */
  copyRegistration: { input: byInstance, output: nothing },
  recheckKeychain: { input: nothing, output: nothing },
  useMemoryOnly: { input: nothing, output: nothing },
  saveSettings: { input: settings, output: nothing },
  /** The one input with something secret in it: what was typed into the form. A known key is replaced. */
  addApiKey: {
    input: z.strictObject({ instanceId: id, keyId: typed, keySecret: typed }),
    output: z.strictObject({ accountId: id }),
  },
  /** Reads the clipboard. */
  previewImport: { input: nothing, output: importPreview },
  /** Reads a file that the user chose; see the preload. */
  previewImportFile: {
    input: z.strictObject({ path: z.string().check(z.maxLength(4096)) }),
    output: importPreview,
  },
  /** Takes the chosen entries, one after the other; each has an outcome of its own. */
  runImport: {
    input: z.strictObject({ importId: id, chosen: z.array(z.int()).check(z.maxLength(200)) }),
    output: z.strictObject({ outcomes: list(importOutcome) }),
  },
  discardImport: { input: z.strictObject({ importId: id }), output: nothing },
  setWorkspace: { input: z.strictObject({ accountId: id, workspace }), output: nothing },
  /** Renews first if there is no live token. */
  inspectAccount: { input: byAccount, output: inspection },
  /** After a sign-out that left a refresh token alive. The report is replaced. */
  endAllSignIns: { input: byAccount, output: nothing },
  /** As this account may see them. Groups are null where they may not be read. */
  readClientApps: {
    input: byAccount,
    output: z.strictObject({ apps: list(clientApp), groups: z.nullable(list(named)) }),
  },
  /** Registers, or updates if it is there already. */
  saveClientApp: {
    input: z.strictObject({ accountId: id, form: clientAppForm }),
    output: z.strictObject({ outcome: z.enum(['registered', 'updated']) }),
  },
  changeClientApp: {
    input: z.strictObject({ accountId: id, guid: typed, act: clientAppAct }),
    output: nothing,
  },
  checkRegistration: { input: byInstance, output: registrationCheck },
  /** The window writes the sheet; it names nothing secret. */
  copySheet: { input: z.strictObject({ text: longText }), output: nothing },
  saveSheet: {
    input: z.strictObject({ instanceId: id, text: longText }),
    output: z.strictObject({ isSaved: z.boolean() }),
  },
} satisfies Record<CommandName, { input: z.ZodMiniType; output: z.ZodMiniType }>;

export type CommandInput<N extends CommandName> = z.infer<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<(typeof commands)[N]['output']>;
export type FoundAddress = z.infer<typeof foundAddress>;
export type ImportPreview = z.infer<typeof importPreview>;
export type ImportEntry = z.infer<typeof importEntry>;
export type ImportOutcome = z.infer<typeof importOutcome>;
export type RegistrationCheck = z.infer<typeof registrationCheck>;
