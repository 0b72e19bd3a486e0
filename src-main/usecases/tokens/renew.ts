// One renewal: journal, request, vault write, read back, workspace, then publish. One at a time per account; callers
// share it.
import { withActivity, type Account, type Lease } from '#domain/account';
import type { Failure } from '#domain/failure';
import { mayHaveTakenEffect } from '#domain/may-have-taken-effect';
import type { Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { TokenSet, VaultRecord } from '#domain/token-set';
import { enterWorkspace, type Entered } from './enter-workspace';
import type { ClientSecrets } from './client-secrets';
import type { LiveToken, LiveTokens } from './live-tokens';
import type { PatientVault } from './patient-vault';
import type { CatalogFile, Clock, Ids, Log, OAuth, ProviderApi } from '../ports';
import type { Safekeeping } from './safekeeping';
import { changeAccount, findAccount, findInstance, type AppState, type Store } from '../store';

export type Renew = (accountId: string) => Promise<Result<Lease>>;

export type Renewals = {
  readonly renew: Renew;
  /** Waits for a renewal under way, whatever its outcome. Returns at once when there is none. */
  readonly settled: (accountId: string) => Promise<void>;
  /** Waits for all of them. */
  readonly allSettled: () => Promise<void>;
};

export type RenewPorts = {
  readonly providers: Providers;
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly clientSecrets: ClientSecrets;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
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
    if (!outcome.ok) return giveUp(ports, going, outcome.failure);
    return publish(ports, going, outcome.value, await enter(ports, going, outcome.value));
  } catch (error) {
    return giveUp(ports, going, { kind: 'internal', reference: log.bug('renewal', error) });
  }
}

type Exchanged = {
  readonly tokens: TokenSet;
  readonly token: LiveToken;
  readonly scope: string;
  readonly kept: Result<void>;
};

/** Trades the stored refresh token or key for tokens and keeps its replacement safe before anybody sees the access token. */
async function exchange(ports: RenewPorts, going: Going, vault: PatientVault): Promise<Result<Exchanged>> {
  const { oauth, log, file } = ports;
  // The journal has to be on the disk before anything is sent.
  const [record] = await Promise.all([vault.read(going.accountId), file.settled()]);
  if (!record.ok) return record;
  const clientSecret = await findClientSecret(ports, going, record.value);
  if (!clientSecret.ok) return clientSecret;
  const tokens = await oauth.renew(record.value, clientSecret.value);
  if (!tokens.ok) return tokens;
  const scope = tokens.value.scope ?? record.value.scope;
  const { accessToken, expiresAt, refreshToken } = tokens.value;
  const { origin: apiOrigin } = new URL(record.value.binding.identityEndpoint);
  const exchanged = { tokens: tokens.value, token: { accessToken, expiresAt, apiOrigin }, scope };
  // A login with a key has nothing to replace.
  if (refreshToken === null || record.value.credential.kind === 'api-key') {
    return ok({ ...exchanged, kept: ok(undefined) });
  }
  const next: VaultRecord = {
    ...record.value,
    credential: { kind: 'refresh-token', refreshToken },
    generation: record.value.generation + 1,
  };
  // Whatever else happened to the account: a record that is still in the vault must not stay there with a dead token.
  const { isHeir, written } = await vault.succeed(going.accountId, record.value, next);
  if (!written.ok) log.note('replaced refresh token not written', { kind: written.failure.kind });
  return isHeir ? ok({ ...exchanged, kept: written }) : fail({ kind: 'not-signed-in' });
}

/** The record names the client; what the catalog says of it meanwhile does not count. */
async function findClientSecret(
  { store, clientSecrets }: RenewPorts,
  { accountId }: Going,
  { binding, credential }: VaultRecord,
): Promise<Result<Secret | null>> {
  const account = findAccount(store.get(), accountId);
  const instance = account.ok ? findInstance(store.get(), account.value.instanceId) : account;
  if (!instance.ok) return instance;
  return credential.kind === 'refresh-token' ? clientSecrets.find(instance.value, binding) : ok(null);
}

async function enter(
  { providers, store, api }: RenewPorts,
  { accountId }: Going,
  { token }: Exchanged,
): Promise<Entered> {
  const account = findAccount(store.get(), accountId);
  const instance = account.ok ? findInstance(store.get(), account.value.instanceId) : account;
  if (!account.ok || !instance.ok) return { workspace: null, trouble: null };
  return enterWorkspace(api, providers[instance.value.provider], token, account.value.workspace);
}

function publish(
  { store, liveTokens, safekeeping, clock }: RenewPorts,
  going: Going,
  { tokens, token, scope, kept }: Exchanged,
  { workspace, trouble }: Entered,
): Result<Lease> {
  const { accountId, attempt } = going;
  if (!isCurrent(store.get(), going)) {
    // Signed out, or in anew, meanwhile: nobody is handed it, but it is alive and can be ended.
    liveTokens.note(accountId, token);
    return fail({ kind: 'not-signed-in' });
  }
  const lease: Lease = { issuedAt: tokens.issuedAt, expiresAt: tokens.expiresAt, scope, workspace };
  liveTokens.keep(accountId, token);
  const settle = (account: Account): Account =>
    withActivity(
      {
        ...account,
        renewalStartedAt: kept.ok ? null : account.renewalStartedAt,
        endedBy: null,
        tokensEndAt: Math.max(account.tokensEndAt ?? 0, tokens.expiresAt),
        grantedScope: account.grantedScope === null ? null : scope,
        consentEndsAt: tokens.refreshEndsAt ?? account.consentEndsAt,
        lastUsedAt: tokens.issuedAt,
      },
      { at: clock.now(), what: 'renewed' },
    );
  store.update((now) => changeAccount(now, accountId, { kind: 'renewed', attempt, lease, trouble }, settle));
  if (!kept.ok) safekeeping.noteTrouble(kept.failure);
  return ok(lease);
}

function giveUp({ store, clock, liveTokens }: RenewPorts, going: Going, reason: Failure): Result<never> {
  const { accountId, attempt, wasInterrupted } = going;
  // A refusal right after an interrupted renewal has a likely cause that deserves to be named.
  const failure = reason.kind === 'sign-in-expired' ? { ...reason, interrupted: wasInterrupted } : reason;
  if (!isCurrent(store.get(), going)) return fail(failure);
  const now = clock.now();
  const ended = failure.kind === 'sign-in-expired' || failure.kind === 'api-key-rejected' ? failure : null;
  // What it came from is dead, and so, most likely, is it: nobody should be handed that.
  if (ended !== null) liveTokens.retire(accountId);
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
