// Adding, changing and removing instances; removing accounts. Nothing is forgotten before it was signed out.
import { withInstance, withoutAccount, withoutInstance } from '#domain/catalog';
import type { InstanceDraft } from '#domain/instance';
import { judgeChange, judgeDraft, parsePort, type InstanceChange } from '#domain/instance-draft';
import { toRedirectUri } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import { providers } from '#providers/registry';
import type { Clipboard, Clock, Ids } from './ports';
import type { Safekeeping } from './safekeeping';
import type { SignIn } from './sign-in';
import type { SignOut } from './sign-out';
import { findAccount, findInstance, withoutKey, type Store } from './store';

export type Instances = {
  readonly add: (draft: InstanceDraft) => Result<{ readonly instanceId: string }>;
  readonly change: (instanceId: string, change: InstanceChange) => Result<void>;
  readonly remove: (instanceId: string) => Promise<Result<void>>;
  readonly removeAccount: (accountId: string) => Promise<Result<void>>;
  readonly copyRedirectUri: (redirectPort: string) => Promise<Result<void>>;
  readonly copyRegistration: (instanceId: string) => Promise<Result<void>>;
};

export type InstancesPorts = {
  readonly store: Store;
  readonly signIn: SignIn;
  readonly signOut: SignOut;
  readonly safekeeping: Safekeeping;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly ids: Ids;
};

export function createInstances(ports: InstancesPorts): Instances {
  return {
    add: (draft) => add(ports, draft),
    change: (instanceId, change) => changeInstance(ports, instanceId, change),
    remove: (instanceId) => removeInstance(ports, instanceId),
    removeAccount: (accountId) => removeAccount(ports, accountId),
    async copyRedirectUri(typed) {
      const port = parsePort(typed);
      if (!port.ok) return fail({ kind: 'input-invalid', fields: { redirectPort: port.failure } });
      return ports.clipboard.put(toRedirectUri(port.value, providers.looker.redirectPath));
    },
    async copyRegistration(instanceId) {
      const found = findInstance(ports.store.get(), instanceId);
      if (!found.ok) return found;
      const body = providers[found.value.provider].registration(found.value);
      return body === null
        ? fail({ kind: 'request-malformed' })
        : ports.clipboard.put(JSON.stringify(body, null, 2));
    },
  };
}

function add({ store, clock, ids }: InstancesPorts, draft: InstanceDraft): ReturnType<Instances['add']> {
  const judged = judgeDraft(draft, store.get().catalog, needsPort(draft.provider));
  if (!judged.ok) return judged;
  const instance = { id: ids.next(), addedAt: clock.now(), ...judged.value };
  store.update((state) => ({ ...state, catalog: withInstance(state.catalog, instance) }));
  return ok({ instanceId: instance.id });
}

function changeInstance({ store }: InstancesPorts, instanceId: string, change: InstanceChange): Result<void> {
  const found = findInstance(store.get(), instanceId);
  if (!found.ok) return found;
  const judged = judgeChange(change, store.get().catalog, instanceId, needsPort(found.value.provider));
  if (!judged.ok) return judged;
  const changed = { ...found.value, ...judged.value };
  store.update((state) => ({ ...state, catalog: withInstance(state.catalog, changed) }));
  return ok(undefined);
}

async function removeInstance(ports: InstancesPorts, instanceId: string): Promise<Result<void>> {
  const { store, signIn } = ports;
  const found = findInstance(store.get(), instanceId);
  if (!found.ok) return found;
  signIn.cancel(instanceId);
  const accounts = store.get().catalog.accounts.filter((account) => account.instanceId === instanceId);
  for (const account of accounts) {
    const removed = await removeAccount(ports, account.id);
    if (!removed.ok) return removed;
  }
  // Started while the accounts were being signed out.
  signIn.cancel(instanceId);
  store.update((state) => ({
    ...state,
    catalog: withoutInstance(state.catalog, instanceId),
    signIns: withoutKey(state.signIns, instanceId),
  }));
  return ok(undefined);
}

/** Takes an account off the list once its secret is gone from the vault; otherwise says why it stays. */
async function removeAccount(ports: InstancesPorts, accountId: string): Promise<Result<void>> {
  const { store, signOut, safekeeping } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  if (account.value.storedIn !== null && !account.value.signedOut) {
    const report = await signOut(accountId);
    if (!report.ok) return report;
  }
  // Left behind by a sign-out that could not reach the vault: nothing would know of the secret any more.
  const left = findAccount(store.get(), accountId);
  if (left.ok && left.value.storedIn !== null) {
    const removed = await safekeeping.of(left.value).remove(accountId);
    if (!removed.ok) return removed;
  }
  store.update((state) => ({
    ...state,
    catalog: withoutAccount(state.catalog, accountId),
    accounts: withoutKey(state.accounts, accountId),
    signOuts: withoutKey(state.signOuts, accountId),
  }));
  return ok(undefined);
}

function needsPort(provider: InstanceDraft['provider']): boolean {
  return providers[provider].defaultRedirectPort !== null;
}
