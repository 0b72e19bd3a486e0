// Forgetting without signing out: for when a sign-out would end more than was meant.
import type { Account } from '#domain/account';
import type { SignOutLine } from '#domain/sign-out-report';
import { ok, type Result } from '#domain/result';
import { changeAccount, findAccount, findInstance } from '../store';
import { toForgotten, toReport, withReport, type SignOutPorts } from './sign-out-end';

/** From here on nothing is handed out; the provider is not asked. */
export async function forgetHere(ports: SignOutPorts, accountId: string): Promise<Result<void>> {
  const { store, liveTokens, turns, clearClipboard } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  liveTokens.retire(accountId);
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'signed-out' }, (known) => ({ ...known, signedOut: true })),
  );
  // Its turn comes first: what clears leftovers must not find this one half done.
  const forgotten = turns.take(accountId, () => forgetInTurn(ports, accountId));
  if (store.get().clipboard?.accountId === accountId) await clearClipboard();
  return forgotten;
}

async function forgetInTurn(ports: SignOutPorts, accountId: string): Promise<Result<void>> {
  await ports.settled(accountId);
  const account = findAccount(ports.store.get(), accountId);
  if (!account.ok) return account;
  // Gone already: what was said about that stays.
  if (account.value.storedIn !== null) await putAway(ports, account.value);
  return ok(undefined);
}

/** Deletes what is kept here, as far as the keychain lets go of it, and reports that it lives on at the provider. */
export async function putAway(ports: SignOutPorts, account: Account): Promise<Result<void>> {
  const { store, safekeeping, liveTokens, clock } = ports;
  const removed = await safekeeping.of(account).remove(account.id);
  if (!removed.ok) safekeeping.noteTrouble(removed.failure);
  liveTokens.drop(account.id);
  const lines: readonly SignOutLine[] = [
    { kind: 'left-at-provider', until: endsAtOf(ports, account) },
    removed.ok ? { kind: 'forgotten-here' } : { kind: 'not-forgotten-here', failure: removed.failure },
  ];
  const report = toReport(ports, account, lines, null, false);
  store.update((state) =>
    withReport(state, report, (known) => toForgotten(known, removed.ok, clock.now(), false, 'forgotten')),
  );
  return removed;
}

/** Epoch ms when the sign-in ends by itself at the latest; null where no end is known. */
function endsAtOf({ providers, store }: SignOutPorts, account: Account): number | null {
  const instance = findInstance(store.get(), account.instanceId);
  return instance.ok ? providers[instance.value.provider].endsOf(instance.value, account).atLatest : null;
}
