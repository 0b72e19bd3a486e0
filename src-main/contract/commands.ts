// What each command takes and gives. The server, the preload list, the renderer's client and the test doubles
// are derived from this one map. Input is validated where it arrives; unknown keys are refused.
import * as z from 'zod/mini';
import type { CommandName } from './names';

const id = z.string().check(z.minLength(1), z.maxLength(64));
/** Generous: the judgement with a sentence happens in the use case, this only stops absurd sizes. */
const typed = z.string().check(z.maxLength(2048));
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
});

export const commands = {
  checkAddress: { input: z.strictObject({ provider, address: typed }), output: foundAddress },
  addInstance: { input: draft, output: z.strictObject({ instanceId: id }) },
  /** Hosts are not changeable: another host is another instance. */
  changeInstance: {
    input: z.strictObject({ instanceId: id, name: typed, clientId: typed, redirectPort: typed }),
    output: nothing,
  },
  removeInstance: { input: byInstance, output: nothing },
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
  /** The report arrives with the view, at the account. */
  signOut: { input: byAccount, output: nothing },
  /** Signs out first if need be, then takes the account off the list. */
  removeAccount: { input: byAccount, output: nothing },
  copyRedirectUri: { input: z.strictObject({ redirectPort: typed }), output: nothing },
  /** The JSON body an admin registers the client with. */
  copyRegistration: { input: byInstance, output: nothing },
  recheckKeychain: { input: nothing, output: nothing },
  useMemoryOnly: { input: nothing, output: nothing },
  saveSettings: { input: settings, output: nothing },
} satisfies Record<CommandName, { input: z.ZodMiniType; output: z.ZodMiniType }>;

export type CommandInput<N extends CommandName> = z.infer<(typeof commands)[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<(typeof commands)[N]['output']>;
export type FoundAddress = z.infer<typeof foundAddress>;
