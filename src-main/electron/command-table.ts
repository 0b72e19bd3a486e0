// What each command does: one line each, the stories are in the use cases.
import { ok } from '#domain/result';
import type { CheckAddress } from '#usecases/check-address';
import type { HandOut } from '#usecases/hand-out';
import type { Instances } from '#usecases/instances';
import type { Renew } from '#usecases/renew';
import type { Safekeeping } from '#usecases/safekeeping';
import type { SignIn } from '#usecases/sign-in';
import type { SignOut } from '#usecases/sign-out';
import type { Store } from '#usecases/store';
import type { Handlers } from './ipc-server';

const done = ok({});

export function createCommandTable(usecases: {
  readonly store: Store;
  readonly checkAddress: CheckAddress;
  readonly instances: Instances;
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly renew: Renew;
  readonly handOut: HandOut;
  readonly safekeeping: Safekeeping;
}): Handlers {
  const { store, checkAddress, instances, signIn, signOut, renew, handOut, safekeeping } = usecases;
  return {
    checkAddress: ({ provider, address }) => checkAddress(provider, address),
    addInstance: (draft) => instances.add(draft),
    changeInstance: ({ instanceId, ...change }) => emptied(instances.change(instanceId, change)),
    removeInstance: async ({ instanceId }) => emptied(await instances.remove(instanceId)),
    startSignIn: ({ instanceId, accountId }) => signIn.start(instanceId, accountId),
    cancelSignIn: ({ instanceId }) => (signIn.cancel(instanceId), done),
    dismissSignIn: ({ instanceId }) => (signIn.dismiss(instanceId), done),
    copySignInLink: async ({ instanceId }) => emptied(await signIn.copyLink(instanceId)),
    copyToken: ({ accountId }) => handOut.copyToken(accountId),
    clearClipboard: async () => (await handOut.clearClipboard(), done),
    renewToken: async ({ accountId }) => emptied(await renew(accountId)),
    signOut: async ({ accountId }) => emptied(await signOut(accountId)),
    removeAccount: async ({ accountId }) => emptied(await instances.removeAccount(accountId)),
    copyRedirectUri: async ({ redirectPort }) => emptied(await instances.copyRedirectUri(redirectPort)),
    copyRegistration: async ({ instanceId }) => emptied(await instances.copyRegistration(instanceId)),
    recheckKeychain: async () => emptied(await safekeeping.recheck()),
    useMemoryOnly: () => (safekeeping.useMemoryOnly(), done),
    saveSettings(settings) {
      store.update((state) => ({ ...state, catalog: { ...state.catalog, settings } }));
      return done;
    },
  };
}

/** Nothing but success or failure crosses to the renderer. */
function emptied<R extends { readonly ok: boolean }>(result: R): Extract<R, { ok: false }> | typeof done {
  return result.ok ? done : (result as Extract<R, { ok: false }>);
}
