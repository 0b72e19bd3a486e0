// One renewal: journal, request, vault write, read back, then publish. One at a time per account; callers share it.
import { withActivity, type Account, type Lease } from '#domain/account';
import { fail, ok, type Result } from '#domain/result';
import type { Failure } from '#domain/failure';
import type { TokenSet, VaultRecord } from '#domain/token-set';
import type { LiveTokens } from './live-tokens';
import type { Clock, Ids, Log, OAuth, Vault } from './ports';
import type { Safekeeping } from './safekeeping';
import { changeAccount, findAccount, type Store } from './store';

export type Renew = (accountId: string) => Promise<Result<Lease>>;

export type RenewPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly oauth: OAuth;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
};

export function createRenew(ports: RenewPorts): Renew {
  const underWay = new Map<string, Promise<Result<Lease>>>();
  // A refresh token that replaced its predecessor but could not be written yet. Losing it would cost a sign-in.
  const unwritten = new Map<string, VaultRecord>();

  return async function renew(accountId) {
    const shared = underWay.get(accountId);
    if (shared !== undefined) return shared;
    const renewal = renewOnce(ports, unwritten, accountId).finally(() => underWay.delete(accountId));
    underWay.set(accountId, renewal);
    return renewal;
  };
}

async function renewOnce(
  ports: RenewPorts,
  unwritten: Map<string, VaultRecord>,
  accountId: string,
): Promise<Result<Lease>> {
  const { store, clock, ids, safekeeping } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const before = store.get().accounts[accountId];
  if (before === undefined || before.kind === 'signed-out') return fail({ kind: 'not-signed-in' });

  const attempt = ids.next();
  const wasInterrupted = account.value.renewalStartedAt !== null;
  // The journal: a killed renewal is recognised by this time still being there.
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'renewal-started', attempt }, (known) => ({
      ...known,
      renewalStartedAt: clock.now(),
    })),
  );
  const vault = safekeeping.of(account.value);
  const outcome = await exchange(ports, vault, unwritten, accountId);
  if (!outcome.ok) return giveUp(ports, accountId, attempt, toHonest(outcome.failure, wasInterrupted));
  return publish(ports, accountId, attempt, outcome.value);
}

/** Sends the stored refresh token and keeps its replacement safe before anybody sees the access token. */
async function exchange(
  { oauth, log, store }: RenewPorts,
  vault: Vault,
  unwritten: Map<string, VaultRecord>,
  accountId: string,
): Promise<Result<{ readonly tokens: TokenSet; readonly scope: string; readonly kept: Result<void> }>> {
  const held = unwritten.get(accountId);
  const record = held === undefined ? await vault.read(accountId) : ok(held);
  if (!record.ok) return record;
  const tokens = await oauth.renew(record.value.binding, record.value.refreshToken);
  if (!tokens.ok) return tokens;
  const scope = tokens.value.scope ?? record.value.scope;
  const next: VaultRecord =
    tokens.value.refreshToken === null
      ? record.value
      : { ...record.value, refreshToken: tokens.value.refreshToken, generation: record.value.generation + 1 };
  // Signed out or removed meanwhile: nothing comes back to life.
  if (store.get().accounts[accountId]?.kind !== 'renewing') return fail({ kind: 'not-signed-in' });
  const kept =
    next === record.value && held === undefined ? ok(undefined) : await vault.write(accountId, next);
  if (kept.ok) unwritten.delete(accountId);
  else {
    unwritten.set(accountId, next);
    log.note('replaced refresh token not written', { kind: kept.failure.kind });
  }
  return ok({ tokens: tokens.value, scope, kept });
}

function publish(
  { store, liveTokens, clock }: RenewPorts,
  accountId: string,
  attempt: string,
  { tokens, scope, kept }: { tokens: TokenSet; scope: string; kept: Result<void> },
): Result<Lease> {
  const lease: Lease = { issuedAt: tokens.issuedAt, expiresAt: tokens.expiresAt, scope };
  const state = store.get().accounts[accountId];
  if (state?.kind !== 'renewing' || state.attempt !== attempt) return fail({ kind: 'not-signed-in' });
  liveTokens.keep(accountId, { accessToken: tokens.accessToken, expiresAt: tokens.expiresAt });
  const settle = (account: Account): Account =>
    withActivity({ ...account, renewalStartedAt: null, endedBy: null }, { at: clock.now(), what: 'renewed' });
  store.update((now) => changeAccount(now, accountId, { kind: 'renewed', attempt, lease }, settle));
  if (!kept.ok) {
    store.update((now) => ({ ...now, vault: { kind: 'trouble', failure: kept.failure } }));
  }
  return ok(lease);
}

function giveUp(
  { store, clock }: RenewPorts,
  accountId: string,
  attempt: string,
  failure: Failure,
): Result<never> {
  const now = clock.now();
  const ended = failure.kind === 'sign-in-expired' ? failure : null;
  const settle = (account: Account): Account =>
    withActivity(
      { ...account, renewalStartedAt: null, endedBy: ended ?? account.endedBy },
      { at: now, what: ended === null ? 'renewal-failed' : 'sign-in-ended' },
    );
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'renewal-failed', attempt, failure, now }, settle),
  );
  return fail(failure);
}

/** A refusal right after an interrupted renewal has a likely cause that deserves to be named. */
function toHonest(failure: Failure, wasInterrupted: boolean): Failure {
  return failure.kind === 'sign-in-expired' ? { ...failure, interrupted: wasInterrupted } : failure;
}
