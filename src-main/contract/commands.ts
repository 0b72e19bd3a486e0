// What each command takes and gives. The server, the preload list, the renderer's client and the test doubles
// are derived from this one map.
import * as z from 'zod/mini';
import { keepFreshWishes } from '../domain/account';
import { audiences } from '../domain/google/client';
import { tokenFormats } from '../domain/token-format';
import type { CommandName } from './names';
import type { clientPreview, importEntry, keysPreview } from './shapes';
import {
  byAccount,
  byInstance,
  clientApp,
  clientAppAct,
  clientAppForm,
  configWish,
  draft,
  foundAddress,
  googleChoices,
  health,
  id,
  importOutcome,
  importPreview,
  inspection,
  list,
  longText,
  named,
  nothing,
  provider,
  registrationCheck,
  settings,
  typed,
  workspace,
} from './shapes';

export const commands = {
  checkAddress: { input: z.strictObject({ provider, address: typed }), output: foundAddress },
  addInstance: { input: draft, output: z.strictObject({ instanceId: id }) },
  /** A client read from its file or the clipboard; see `previewImport`. */
  addImportedGoogleInstance: {
    input: z.strictObject({ importId: id, ...googleChoices }),
    output: z.strictObject({ instanceId: id }),
  },
  /** One typed in, with its secret. */
  addGoogleInstance: {
    input: z.strictObject({
      clientType: z.enum(['desktop', 'web']),
      clientId: typed,
      clientSecret: typed,
      projectId: typed,
      ...googleChoices,
    }),
    output: z.strictObject({ instanceId: id }),
  },
  /** Neither client nor purpose: those are another instance. An empty secret stays as it is. */
  changeGoogleInstance: {
    input: z.strictObject({
      instanceId: id,
      name: typed,
      redirectUri: typed,
      audience: z.enum(audiences),
      adsApiVersion: typed,
      clientSecret: typed,
    }),
    output: nothing,
  },
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
    input: z.strictObject({ accountId: id, format: z.enum(tokenFormats) }),
    /** Epoch ms: when it is taken off the clipboard, and when the token itself ends. */
    output: z.strictObject({ clearsAt: z.number(), expiresAt: z.number() }),
  },
  clearClipboard: { input: nothing, output: nothing },
  renewToken: { input: byAccount, output: nothing },
  /** All that are signed in; failures show at each. */
  renewAll: { input: nothing, output: nothing },
  /** Whether its tokens are renewed ahead of their end. */
  setKeepFresh: {
    input: z.strictObject({ accountId: id, keepFresh: z.enum(keepFreshWishes) }),
    output: nothing,
  },
  setPinned: { input: z.strictObject({ accountId: id, isPinned: z.boolean() }), output: nothing },
  /** For all accounts, until the app ends. */
  pauseRenewals: { input: z.strictObject({ isPaused: z.boolean() }), output: nothing },
  /** Puts all access tokens away, also from the clipboard, and lets go of the keychain. */
  lockApp: { input: nothing, output: nothing },
  /** Asks the keychain, which may ask the person. */
  unlockApp: { input: nothing, output: nothing },
  /** Something that was said once, or is over. */
  putNoteAway: { input: z.strictObject({ note: z.enum(['clock', 'no-tray', 'shortcut']) }), output: nothing },
  /** From the quick copy: brings the window, at an account if there is one. */
  showMainWindow: { input: z.strictObject({ accountId: z.nullable(id) }), output: nothing },
  closeQuickCopy: { input: nothing, output: nothing },
  /** The report arrives with the view, at the account. `everywhere`: all sign-ins of this person with this app. */
  signOut: { input: z.strictObject({ accountId: id, everywhere: z.boolean() }), output: nothing },
  /** Deletes what is kept here, and does not ask the provider. The report arrives with the view, at the account. */
  forgetAccount: { input: byAccount, output: nothing },
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
  /** With a secret as it was typed into the form. A known key is replaced. */
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
  /** Renews first if there is no live token. What the provider refuses is an outcome. */
  checkHealth: { input: byAccount, output: health },
  /** With stars for what is secret. */
  previewConfig: {
    input: configWish,
    output: z.strictObject({ text: z.string(), fileName: z.string() }),
  },
  /** Asks where to; the path, null when given up. */
  saveConfig: { input: configWish, output: z.strictObject({ savedAs: z.nullable(z.string()) }) },
  /** Epoch ms: when it is taken off the clipboard. */
  copyConfig: { input: configWish, output: z.strictObject({ clearsAt: z.number() }) },
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
  /** What the window wrote or shows itself: a sheet, an id, an address. Nothing secret. */
  copyText: { input: z.strictObject({ text: longText }), output: nothing },
  saveSheet: {
    input: z.strictObject({ instanceId: id, text: longText }),
    output: z.strictObject({ isSaved: z.boolean() }),
  },
} satisfies Record<CommandName, { input: z.ZodMiniType; output: z.ZodMiniType }>;

export type CommandInput<N extends CommandName> = z.infer<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<(typeof commands)[N]['output']>;
export type FoundAddress = z.infer<typeof foundAddress>;
export type ImportPreview = z.infer<typeof importPreview>;
export type KeysPreview = z.infer<typeof keysPreview>;
export type ClientPreview = z.infer<typeof clientPreview>;
export type ImportEntry = z.infer<typeof importEntry>;
export type ImportOutcome = z.infer<typeof importOutcome>;
export type RegistrationCheck = z.infer<typeof registrationCheck>;
