// What each command does: one line each, the stories are in the use cases.
import { ok } from '#domain/result';
import type { Windows } from '#usecases/ports';
import type { Usecases } from '#usecases/wiring';
import type { Handlers } from './ipc-server';

const done = ok({});

export function createCommandTable(usecases: Usecases, windows: Windows): Handlers {
  return {
    ...signingIn(usecases),
    ...importing(usecases),
    ...signedIn(usecases),
    ...atGoogle(usecases),
    ...forAdmins(usecases),
    ...fresh(usecases),
    ...around(usecases, windows),
  };
}

/** Instances, and the ways in. */
function signingIn(usecases: Usecases) {
  const { checkAddress, instances, signIn, apiKeys } = usecases;
  return {
    checkAddress: ({ provider, address }) => checkAddress(provider, address),
    addInstance: (draft) => instances.add(draft),
    changeInstance: ({ instanceId, ...change }) => emptied(instances.change(instanceId, change)),
    removeInstance: async ({ instanceId, evenIfWaiting }) =>
      emptied(await instances.remove(instanceId, evenIfWaiting)),
    startSignIn: ({ instanceId, accountId }) => signIn.start(instanceId, accountId),
    cancelSignIn: ({ instanceId }) => (signIn.cancel(instanceId), done),
    dismissSignIn: ({ instanceId }) => (signIn.dismiss(instanceId), done),
    copySignInLink: async ({ instanceId }) => emptied(await signIn.copyLink(instanceId)),
    addApiKey: ({ instanceId, keyId, keySecret }) => apiKeys.addTyped(instanceId, keyId, keySecret),
  } satisfies Partial<Handlers>;
}

/** Keys and clients that lie in files and on the clipboard. */
function importing({ imports, importKeys, googleClients, discardImport }: Usecases) {
  return {
    previewImport: () => imports.previewClipboard(),
    previewImportFile: ({ path }) => imports.previewFile(path),
    runImport: ({ importId, chosen }) => importKeys.run(importId, chosen),
    addImportedGoogleInstance: ({ importId, ...choices }) => googleClients.addImported(importId, choices),
    discardImport: ({ importId }) => (discardImport(importId), done),
  } satisfies Partial<Handlers>;
}

/** What only Google's instances and accounts have. */
function atGoogle({ googleClients, signOuts, checkHealth, configFiles }: Usecases) {
  return {
    addGoogleInstance: ({ clientType, clientId, clientSecret, projectId, ...choices }) =>
      googleClients.addTyped({ clientType, clientId, clientSecret, projectId }, choices),
    changeGoogleInstance: async ({ instanceId, ...change }) =>
      emptied(await googleClients.change(instanceId, change)),
    forgetAccount: async ({ accountId }) => emptied(await signOuts.forgetHere(accountId)),
    checkHealth: ({ accountId }) => checkHealth(accountId),
    previewConfig: ({ accountId, ...wish }) => configFiles.preview(accountId, wish),
    saveConfig: ({ accountId, ...wish }) => configFiles.save(accountId, wish),
    copyConfig: ({ accountId, ...wish }) => configFiles.copy(accountId, wish),
  } satisfies Partial<Handlers>;
}

/** What can be done with an account, and with the app. */
function signedIn({ instances, signOuts, renew, handOut, safekeeping, ...more }: Usecases) {
  return {
    copyToken: ({ accountId, format }) => handOut.copyToken(accountId, format),
    clearClipboard: async () => (await handOut.clearClipboard(), done),
    renewToken: async ({ accountId }) => emptied(await renew(accountId)),
    setWorkspace: async ({ accountId, workspace }) => emptied(await more.setWorkspace(accountId, workspace)),
    inspectAccount: ({ accountId }) => more.inspection.inspect(accountId),
    signOut: async ({ accountId, everywhere }) => emptied(await signOuts.signOut(accountId, { everywhere })),
    endAllSignIns: async ({ accountId }) => emptied(await signOuts.endAll(accountId)),
    removeAccount: async ({ accountId, evenIfWaiting }) =>
      emptied(await instances.removeAccount(accountId, evenIfWaiting)),
    recheckKeychain: async () => emptied(await safekeeping.recheck()),
    useMemoryOnly: () => (safekeeping.useMemoryOnly(), done),
  } satisfies Partial<Handlers>;
}

/** Tokens without anybody thinking of them. */
function fresh({ wishes, renewAll }: Usecases) {
  return {
    renewAll: async () => (await renewAll(), done),
    setKeepFresh: ({ accountId, keepFresh }) => emptied(wishes.setKeepFresh(accountId, keepFresh)),
    setPinned: ({ accountId, isPinned }) => emptied(wishes.setPinned(accountId, isPinned)),
    pauseRenewals: ({ isPaused }) => (wishes.pauseRenewals(isPaused), done),
    putNoteAway: ({ note }) => (wishes.putNoteAway(note), done),
  } satisfies Partial<Handlers>;
}

/** The app itself, and its windows. */
function around({ wishes, appLock }: Usecases, windows: Windows) {
  return {
    saveSettings: async (settings) => emptied(await wishes.saveSettings(settings)),
    lockApp: async () => (await appLock.lock(), done),
    unlockApp: async () => emptied(await appLock.unlock()),
    showMainWindow: ({ accountId }) => (windows.showMain(accountId), done),
    closeQuickCopy: () => (windows.closeQuick(), done),
  } satisfies Partial<Handlers>;
}

/** Registering Daypass, by oneself or by somebody else. */
function forAdmins({ instances, clientApps, checkRegistration, sheets }: Usecases) {
  return {
    copyRedirectUri: async ({ redirectPort }) => emptied(await instances.copyRedirectUri(redirectPort)),
    copyRegistration: async ({ instanceId }) => emptied(await instances.copyRegistration(instanceId)),
    readClientApps: ({ accountId }) => clientApps.read(accountId),
    saveClientApp: ({ accountId, form }) => clientApps.save(accountId, form),
    changeClientApp: async ({ accountId, guid, act }) =>
      emptied(await clientApps.change(accountId, guid, act)),
    checkRegistration: ({ instanceId }) => checkRegistration(instanceId),
    copyText: async ({ text }) => emptied(await sheets.copy(text)),
    saveSheet: ({ instanceId, text }) => sheets.save(instanceId, text),
  } satisfies Partial<Handlers>;
}

/** Nothing but success or failure crosses to the renderer. */
function emptied<R extends { readonly ok: boolean }>(result: R): Extract<R, { ok: false }> | typeof done {
  return result.ok ? done : (result as Extract<R, { ok: false }>);
}
