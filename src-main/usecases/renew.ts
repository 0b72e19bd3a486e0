// One renewal: journal, request, vault write, read back, then publish. One at a time per account; callers share it.
import { withActivity, type Account, type Lease } from '#domain/account';
import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { TokenSet, VaultRecord } from '#domain/token-set';
import type { LiveTokens } from './live-tokens';
import type { PatientVault } from './patient-vault';
import type { CatalogFile, Clock, Ids, Log, OAuth } from './ports';
import type { Safekeeping } from './safekeeping';
import { changeAccount, findAccount, type AppState, type Store } from './store';

export type Renew = (accountId: string) => Promise<Result<Lease>>;

export type Renewals = {
  readonly renew: Renew;
  /** Waits for a renewal under way, whatever its outcome. Returns at once when there is none. */
  readonly settled: (accountId: string) => Promise<void>;
  /** Waits for all of them. */
  readonly allSettled: () => Promise<void>;
};

export type RenewPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly oauth: OAuth;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly file: Pick<CatalogFile, 'settled'>;
};

export function createRenewals(ports: RenewPorts): Renewals {
  const underWay = new Map<string, Promise<Result<Lease>>>();
  return {
    async renew(accountId) {
      const shared = underWay.get(accountId);
      if (shared !== undefined) return shared;
      const renewal = renewOnce(ports, accountId).finally(() => underWay.delete(accountId));
      underWay.set(accountId, renewal);
      return renewal;
    },
    async settled(accountId) {
      await underWay.get(accountId);
    },
    async allSettled() {
      await Promise.all(underWay.values());
    },
  };
}

/** One renewal as it goes. */
type Going = {
  readonly accountId: string;
  readonly attempt: string;
  /** An earlier renewal was killed, or its outcome never became known. */
  readonly wasInterrupted: boolean;
};

async function renewOnce(ports: RenewPorts, accountId: string): Promise<Result<Lease>> {
  const { store, clock, ids, safekeeping, log } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const before = store.get().accounts[accountId];
  if (before === undefined || before.kind === 'signed-out') return fail({ kind: 'not-signed-in' });

  const wasInterrupted = account.value.renewalStartedAt !== null;
  const going: Going = { accountId, attempt: ids.next(), wasInterrupted };
  // The journal: a killed renewal is recognised by this time still being there.
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'renewal-started', attempt: going.attempt }, (known) => ({
      ...known,
      renewalStartedAt: known.renewalStartedAt ?? clock.now(),
    })),
  );
  try {
    const outcome = await exchange(ports, going, safekeeping.of(account.value));
    return outcome.ok ? publish(ports, going, outcome.value) : giveUp(ports, going, outcome.failure);
  } catch (error) {
    return giveUp(ports, going, { kind: 'internal', reference: log.bug('renewal', error) });
  }
}

type Exchanged = { readonly tokens: TokenSet; readonly scope: string; readonly kept: Result<void> };

/** Sends the stored refresh token and keeps its replacement safe before anybody sees the access token. */
async function exchange(
  { oauth, log, store, file }: RenewPorts,
  going: Going,
  vault: PatientVault,
): Promise<Result<Exchanged>> {
  // The journal has to be on the disk before anything is sent.
  const [record] = await Promise.all([vault.read(going.accountId), file.settled()]);
  if (!record.ok) return record;
  const tokens = await oauth.renew(record.value.binding, record.value.refreshToken);
  if (!tokens.ok) return tokens;
  const scope = tokens.value.scope ?? record.value.scope;
  const { refreshToken } = tokens.value;
  if (refreshToken === null) return ok({ tokens: tokens.value, scope, kept: ok(undefined) });
  // Signed in anew meanwhile: the record in the vault is another sign-in's and stays.
  if (!isCurrent(store.get(), going)) return fail({ kind: 'not-signed-in' });
  const next: VaultRecord = { ...record.value, refreshToken, generation: record.value.generation + 1 };
  const kept = await vault.replace(going.accountId, next);
  if (!kept.ok) log.note('replaced refresh token not written', { kind: kept.failure.kind });
  return ok({ tokens: tokens.value, scope, kept });
}

function publish(
  { store, liveTokens, safekeeping, clock }: RenewPorts,
  going: Going,
  { tokens, scope, kept }: Exchanged,
): Result<Lease> {
  const { accountId, attempt } = going;
  if (!isCurrent(store.get(), going)) return fail({ kind: 'not-signed-in' });
  const lease: Lease = { issuedAt: tokens.issuedAt, expiresAt: tokens.expiresAt, scope };
  liveTokens.keep(accountId, { accessToken: tokens.accessToken, expiresAt: tokens.expiresAt });
  const settle = (account: Account): Account =>
    withActivity(
      { ...account, renewalStartedAt: kept.ok ? null : account.renewalStartedAt, endedBy: null },
      { at: clock.now(), what: 'renewed' },
    );
  store.update((now) => changeAccount(now, accountId, { kind: 'renewed', attempt, lease }, settle));
  if (!kept.ok) safekeeping.noteTrouble(kept.failure);
  return ok(lease);
}

function giveUp({ store, clock }: RenewPorts, going: Going, reason: Failure): Result<never> {
  const { accountId, attempt, wasInterrupted } = going;
  // A refusal right after an interrupted renewal has a likely cause that deserves to be named.
  const failure = reason.kind === 'sign-in-expired' ? { ...reason, interrupted: wasInterrupted } : reason;
  if (!isCurrent(store.get(), going)) return fail(failure);
  const now = clock.now();
  const ended = failure.kind === 'sign-in-expired' ? failure : null;
  const isOpen = ended === null && (wasInterrupted || mayHaveTakenEffect(failure));
  const settle = (account: Account): Account =>
    withActivity(
      {
        ...account,
        renewalStartedAt: isOpen ? account.renewalStartedAt : null,
        endedBy: ended ?? account.endedBy,
      },
      { at: now, what: ended === null ? 'renewal-failed' : 'sign-in-ended' },
    );
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'renewal-failed', attempt, failure, now }, settle),
  );
  return fail(failure);
}

function isCurrent(state: AppState, { accountId, attempt }: Going): boolean {
  const account = state.accounts[accountId];
  return account?.kind === 'renewing' && account.attempt === attempt;
}

/** Unless it is certain that nothing was sent, the server may have replaced the token all the same. */
function mayHaveTakenEffect(failure: Failure): boolean {
  if (failure.kind === 'internal' || failure.kind === 'provider-misbehaved') return true;
  const isUnsent =
    failure.kind === 'provider-unreachable' && ['refused', 'name-not-found'].includes(failure.reason);
  return failure.kind === 'provider-unreachable' && !isUnsent;
}
