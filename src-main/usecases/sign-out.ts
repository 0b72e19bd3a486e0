// Ends a sign-in at the provider as far as it allows, proves what died, then forgets. The report hides nothing.
import { withActivity, type Account } from '#domain/account';
import type { Failure } from '#domain/failure';
import { ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { SignOutLine, SignOutReport } from '#domain/sign-out-report';
import type { VaultRecord } from '#domain/token-set';
import { providers } from '#providers/registry';
import type { LiveTokens } from './live-tokens';
import type { Clock, OAuth, ProviderApi } from './ports';
import type { Safekeeping } from './safekeeping';
import { changeAccount, findAccount, findInstance, type AppState, type Store } from './store';

const dayInMilliseconds = 86_400_000;

export type SignOutPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
  readonly clock: Clock;
  readonly clearClipboard: () => Promise<void>;
  /** Waits for a renewal under way: what it fetches has to be ended as well. */
  readonly settled: (accountId: string) => Promise<void>;
};

export type SignOut = (accountId: string) => Promise<Result<SignOutReport>>;

export function createSignOut(ports: SignOutPorts): SignOut {
  const { store, liveTokens, safekeeping, clock } = ports;
  return async function signOut(accountId) {
    const account = findAccount(store.get(), accountId);
    if (!account.ok) return account;
    await ports.settled(accountId);
    const held = liveTokens.get(accountId);
    // A token that has ended cannot end its session any more.
    const accessToken = held !== null && held.expiresAt > clock.now() ? held.accessToken : null;
    // From here on no renewal starts, and none under way can bring the account back.
    liveTokens.drop(accountId);
    store.update((state) => changeAccount(state, accountId, { kind: 'signed-out' }, (known) => known));
    const vault = safekeeping.of(account.value);
    const record = await vault.read(accountId);
    if (store.get().clipboard?.accountId === accountId) await ports.clearClipboard();

    const atProvider = record.ok
      ? await endAtProvider(ports, account.value, record.value, accessToken)
      : { lines: [], failure: record.failure.kind === 'secret-missing' ? null : record.failure };
    const removed = await vault.remove(accountId);
    const forgotten: SignOutLine = removed.ok
      ? { kind: 'forgotten-here' }
      : { kind: 'not-forgotten-here', failure: removed.failure };
    const report: SignOutReport = {
      accountId,
      at: clock.now(),
      lines: [...atProvider.lines, forgotten],
      failure: atProvider.failure,
    };
    store.update((state) => ({
      ...changeAccount(state, accountId, { kind: 'signed-out' }, (known) =>
        toForgotten(known, removed.ok, clock.now()),
      ),
      signOuts: { ...state.signOuts, [accountId]: report },
      signIns: withoutDone(state.signIns, accountId),
    }));
    return ok(report);
  };
}

/** "Signed in as" is no longer true. */
function withoutDone(signIns: AppState['signIns'], accountId: string): AppState['signIns'] {
  return Object.fromEntries(
    Object.entries(signIns).filter(
      ([, { progress }]) => progress.kind !== 'done' || progress.accountId !== accountId,
    ),
  );
}

type AtProvider = { readonly lines: readonly SignOutLine[]; readonly failure: Failure | null };

async function endAtProvider(
  ports: SignOutPorts,
  account: Account,
  record: VaultRecord,
  accessToken: Secret | null,
): Promise<AtProvider> {
  const instance = findInstance(ports.store.get(), account.instanceId);
  if (!instance.ok) return { lines: [], failure: instance.failure };
  const provider = providers[instance.value.provider];
  const until =
    provider.signInLifetimeDays === null
      ? null
      : account.signedInAt + provider.signInLifetimeDays * dayInMilliseconds;
  return provider.signOut === 'logout'
    ? endByLogout(ports, record, accessToken, until)
    : endByRevocation(ports, record, accessToken, until);
}

/**
 * Looker knows no revocation endpoint: logout ends the session of an access token, and whether the refresh token dies
 * with it is not documented. So: get an access token if there is none, log out, and try the refresh token once.
 */
async function endByLogout(
  ports: SignOutPorts,
  { binding, refreshToken }: VaultRecord,
  held: Secret | null,
  until: number | null,
): Promise<AtProvider> {
  const { oauth, api } = ports;
  const unchecked: readonly SignOutLine[] = [
    { kind: 'access-token-unchecked' },
    { kind: 'refresh-token-unchecked', until },
  ];
  // A token that died on its own ends nothing: with a fresh one the logout is a real one.
  let accessToken = held !== null && (await isDead(api, binding.identityEndpoint, held)) ? null : held;
  let newest = refreshToken;
  if (accessToken === null) {
    const renewed = await oauth.renew(binding, refreshToken);
    if (!renewed.ok) {
      return renewed.failure.kind === 'sign-in-expired'
        ? { lines: [{ kind: 'refresh-token-dead' }], failure: null }
        : { lines: unchecked, failure: renewed.failure };
    }
    accessToken = renewed.value.accessToken;
    newest = renewed.value.refreshToken ?? refreshToken;
  }
  const loggedOut = await api.logout(binding.revocationEndpoint, accessToken);
  if (!loggedOut.ok) return { lines: unchecked, failure: loggedOut.failure };
  const access = await probeAccess(api, binding.identityEndpoint, accessToken);
  const refresh = await probeRefresh(ports, binding, newest, until);
  return { lines: [access, refresh.line], failure: refresh.failure };
}

async function isDead(api: ProviderApi, identityEndpoint: string, token: Secret): Promise<boolean> {
  const alive = await api.isAlive(identityEndpoint, token);
  return alive.ok && !alive.value;
}

async function probeAccess(api: ProviderApi, identityEndpoint: string, token: Secret): Promise<SignOutLine> {
  const alive = await api.isAlive(identityEndpoint, token);
  if (!alive.ok) return { kind: 'access-token-unchecked' };
  return { kind: alive.value ? 'access-token-alive' : 'access-token-dead' };
}

async function probeRefresh(
  { oauth, api }: SignOutPorts,
  binding: VaultRecord['binding'],
  refreshToken: Secret,
  until: number | null,
): Promise<{ readonly line: SignOutLine; readonly failure: Failure | null }> {
  const tried = await oauth.renew(binding, refreshToken);
  if (tried.ok) {
    // It worked, so it made a new session: that one has to end as well.
    await api.logout(binding.revocationEndpoint, tried.value.accessToken);
    return { line: { kind: 'refresh-token-alive', until }, failure: null };
  }
  return tried.failure.kind === 'sign-in-expired'
    ? { line: { kind: 'refresh-token-dead' }, failure: null }
    : { line: { kind: 'refresh-token-unchecked', until }, failure: tried.failure };
}

/** RFC 7009: a 200 is the server's word that the token and what came from it are void. */
async function endByRevocation(
  { api }: SignOutPorts,
  { binding, refreshToken }: VaultRecord,
  held: Secret | null,
  until: number | null,
): Promise<AtProvider> {
  const revoked = await api.revoke(binding.revocationEndpoint, binding.clientId, refreshToken);
  if (!revoked.ok) {
    return {
      lines: [{ kind: 'access-token-unchecked' }, { kind: 'refresh-token-unchecked', until }],
      failure: revoked.failure,
    };
  }
  const access = held === null ? [] : [await probeAccess(api, binding.identityEndpoint, held)];
  return { lines: [...access, { kind: 'refresh-token-revoked' }], failure: null };
}

function toForgotten(account: Account, isGone: boolean, now: number): Account {
  return withActivity(
    {
      ...account,
      storedIn: isGone ? null : account.storedIn,
      signedOut: true,
      renewalStartedAt: null,
      endedBy: null,
    },
    { at: now, what: 'signed-out' },
  );
}
