// Adding, changing and removing instances; removing accounts. Nothing is forgotten before it was signed out.
import type { Account } from '#domain/account';
import { hostOf } from '#domain/address';
import { withInstance, withoutInstance } from '#domain/catalog';
import type { InstanceDraft } from '#domain/instance';
import { judgeChange, judgeDraft, parsePort, type InstanceChange } from '#domain/instance-draft';
import { toRedirectUri, type Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { ClientSecrets } from '../tokens/client-secrets';
import type { HandOut } from '../tokens/hand-out';
import type { Clock, Ids } from '../ports';
import type { Safekeeping } from '../tokens/safekeeping';
import type { SignIn } from '../sign-in/sign-in';
import type { SignOuts } from '../sign-out/sign-out';
import { dropAccount, findAccount, findInstance, withoutKey, type Store } from '../store';
import { clientOf, type Turns } from '../turns';

export type Instances = {
  readonly add: (draft: InstanceDraft) => Result<{ readonly instanceId: string }>;
  readonly change: (instanceId: string, change: InstanceChange) => Result<void>;
  /** `evenIfWaiting`: gives up sign-outs that have not reached the provider. Otherwise: `sign-out-waiting`. */
  readonly remove: (instanceId: string, evenIfWaiting: boolean) => Promise<Result<void>>;
  readonly removeAccount: (accountId: string, evenIfWaiting: boolean) => Promise<Result<void>>;
  readonly copyRedirectUri: (redirectPort: string) => Promise<Result<void>>;
  readonly copyRegistration: (instanceId: string) => Promise<Result<void>>;
};

export type InstancesPorts = {
  readonly clientSecrets: ClientSecrets;
  readonly providers: Providers;
  readonly store: Store;
  readonly signIn: SignIn;
  readonly signOuts: SignOuts;
  readonly turns: Turns;
  readonly safekeeping: Safekeeping;
  readonly copyText: HandOut['copyText'];
  /** Called with each new instance: what it says about itself is asked without hurry. */
  readonly onAdded: (instanceId: string) => void;
  readonly clock: Clock;
  readonly ids: Ids;
};

export function createInstances(ports: InstancesPorts): Instances {
  return {
    add: (draft) => add(ports, draft),
    change: (instanceId, change) => changeInstance(ports, instanceId, change),
    remove: (instanceId, evenIfWaiting) => removeInstance(ports, instanceId, evenIfWaiting),
    removeAccount: (accountId, evenIfWaiting) => removeAccount(ports, accountId, evenIfWaiting),
    async copyRedirectUri(typed) {
      const port = parsePort(typed);
      if (!port.ok) return fail({ kind: 'input-invalid', fields: { redirectPort: port.failure } });
      return ports.copyText(toRedirectUri(port.value, ports.providers.looker.redirectPath));
    },
    async copyRegistration(instanceId) {
      const found = findInstance(ports.store.get(), instanceId);
      if (!found.ok) return found;
      const body = ports.providers[found.value.provider].registration(found.value);
      return body === null
        ? fail({ kind: 'request-malformed' })
        : ports.copyText(JSON.stringify(body, null, 2));
    },
  };
}

function add(ports: InstancesPorts, draft: InstanceDraft): ReturnType<Instances['add']> {
  const { store, clock, ids } = ports;
  const judged = judgeDraft(draft, store.get().catalog);
  if (!judged.ok) return judged;
  const instance = { id: ids.next(), addedAt: clock.now(), release: null, ...judged.value };
  store.update((state) => ({ ...state, catalog: withInstance(state.catalog, instance) }));
  ports.onAdded(instance.id);
  return ok({ instanceId: instance.id });
}

function changeInstance({ store }: InstancesPorts, instanceId: string, change: InstanceChange): Result<void> {
  const found = findInstance(store.get(), instanceId);
  if (!found.ok) return found;
  if (found.value.google !== null) return fail({ kind: 'request-malformed' });
  const judged = judgeChange(change, store.get().catalog, instanceId);
  if (!judged.ok) return judged;
  const changed = { ...found.value, ...judged.value };
  store.update((state) => ({ ...state, catalog: withInstance(state.catalog, changed) }));
  return ok(undefined);
}

async function removeInstance(
  ports: InstancesPorts,
  instanceId: string,
  evenIfWaiting: boolean,
): Promise<Result<void>> {
  const { store, signIn } = ports;
  const found = findInstance(store.get(), instanceId);
  if (!found.ok) return found;
  signIn.cancel(instanceId);
  let stays: Result<never> | null = null;
  const seen = new Set<string>();
  // Looked at anew each time: some leave by themselves, and one may have come while others were signed out.
  for (;;) {
    const { accounts } = store.get().catalog;
    const next = accounts.find((account) => account.instanceId === instanceId && !seen.has(account.id));
    if (next === undefined) break;
    seen.add(next.id);
    const removed = await removeAccount(ports, next.id, evenIfWaiting);
    const isOpen = !removed.ok && ['sign-out-waiting', 'sign-in-lives-on'].includes(removed.failure.kind);
    if (!removed.ok && !isOpen) return removed;
    if (!removed.ok) stays = removed;
  }
  if (stays !== null) return stays;
  return ports.turns.take(clientOf(instanceId), () => dropEmpty(ports, instanceId, evenIfWaiting));
}

/** Its client secret goes with it. */
async function dropEmpty(
  ports: InstancesPorts,
  instanceId: string,
  evenIfWaiting: boolean,
): Promise<Result<void>> {
  const { store, signIn, clientSecrets } = ports;
  const instance = findInstance(store.get(), instanceId);
  if (!instance.ok) return ok(undefined);
  // Started while the accounts were being signed out.
  signIn.cancel(instanceId);
  const forgotten = await clientSecrets.forget(instance.value);
  if (!forgotten.ok) return forgotten;
  // Signed in while the keychain was asked. Nobody else waits inside this turn for another of it.
  const left = store.get().catalog.accounts.filter((account) => account.instanceId === instanceId);
  for (const { id } of left) {
    const removed = await removeAccount(ports, id, evenIfWaiting);
    if (!removed.ok) return removed;
  }
  signIn.cancel(instanceId);
  store.update((state) => ({
    ...state,
    catalog: withoutInstance(state.catalog, instanceId),
    signIns: withoutKey(state.signIns, instanceId),
  }));
  return ok(undefined);
}

/**
 * Takes an account off the list once its sign-in is ended and its secret gone from the vault; otherwise says why it
 * stays. What waits for the provider stays until it is done, or until the user gives it up.
 */
async function removeAccount(
  ports: InstancesPorts,
  accountId: string,
  evenIfWaiting: boolean,
): Promise<Result<void>> {
  const { store, signOuts, turns } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const isWaiting = account.value.queuedSignOut !== null;
  const isSignedIn = account.value.storedIn !== null && !account.value.signedOut;
  // Where signing out takes other sign-ins along, taking one off the list is no reason to.
  const isForgotten = isSignedIn && !isWaiting && endsMore(ports, account.value);
  if (isForgotten) {
    const forgotten = await signOuts.forgetHere(accountId);
    if (!forgotten.ok) return forgotten;
  } else if (isSignedIn || (isWaiting && !evenIfWaiting)) {
    const report = await signOuts.signOut(accountId, { thenRemove: true });
    if (!report.ok) return report;
    // Only this report knows of it, and offers what can be done: it leaves the list when it was read.
    const isWaitingStill = report.value.lines.some(({ kind }) => kind === 'queued');
    const isAlive =
      !isWaitingStill &&
      report.value.lines.some(
        ({ kind }) => kind === 'refresh-token-alive' || kind === 'refresh-token-unchecked',
      );
    if (isAlive) return fail({ kind: 'sign-in-lives-on', host: hostAt(ports, account.value) });
  }
  const left = findAccount(store.get(), accountId);
  // Gone already: that was part of the wish.
  if (!left.ok) return ok(undefined);
  if (left.value.queuedSignOut !== null) {
    if (!evenIfWaiting) return fail({ kind: 'sign-out-waiting', host: hostAt(ports, left.value) });
    const forgotten = await signOuts.forget(accountId);
    if (!forgotten.ok) return forgotten;
  }
  return turns.take(accountId, () => dropSignedOut(ports, accountId));
}

async function dropSignedOut(
  { store, safekeeping }: InstancesPorts,
  accountId: string,
): Promise<Result<void>> {
  const left = findAccount(store.get(), accountId);
  if (!left.ok) return ok(undefined);
  // Signed in again while this waited for its turn: that is not what was asked to go.
  if (left.value.storedIn !== null && !left.value.signedOut) return fail({ kind: 'account-unknown' });
  if (left.value.storedIn !== null) {
    // Left behind by a sign-out that could not reach the vault: nothing would know of the secret any more.
    const removed = await safekeeping.of(left.value).remove(accountId);
    if (!removed.ok) return removed;
  }
  store.update((state) => dropAccount(state, accountId));
  return ok(undefined);
}

function endsMore({ providers, store }: InstancesPorts, { instanceId }: Account): boolean {
  const instance = findInstance(store.get(), instanceId);
  return instance.ok && providers[instance.value.provider].signOut === 'revoke-project';
}

function hostAt({ store }: InstancesPorts, { instanceId }: Account): string {
  const instance = findInstance(store.get(), instanceId);
  return instance.ok ? hostOf(instance.value.apiOrigin) : '';
}
