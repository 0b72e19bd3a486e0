// One renewal: lock, read, journal, request, vault write, read back, workspace, then publish.
import { withActivity, type Account, type Lease } from '#domain/account';
import type { Failure } from '#domain/failure';
import { mayHaveTakenEffect } from '#domain/may-have-taken-effect';
import type { Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import { secretOf, type VaultRecord } from '#domain/token-set';
import { withClockMoved } from './clock-offset';
import { enterWorkspace, type Entered } from './enter-workspace';
import type { ClientSecrets } from './client-secrets';
import { exchange, type Exchanged } from './renewal-exchange';
import type { LiveTokens } from './live-tokens';
import type { RenewalCause } from './renew';
import type {
  CatalogFile,
  Chance,
  Clock,
  Fingerprint,
  Ids,
  Log,
  OAuth,
  ProviderApi,
  RenewalLock,
  Vault,
} from '../ports';
import type { Safekeeping } from './safekeeping';
import { changeAccount, findAccount, findInstance, type AppState, type Store } from '../store';

export type RenewalPorts = {
  readonly providers: Providers;
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly clientSecrets: ClientSecrets;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly ids: Ids;
  readonly log: Log;
  readonly file: Pick<CatalogFile, 'settled'>;
  readonly renewalLock: RenewalLock;
  readonly keychain: Pick<Vault, 'isOpen'>;
  readonly fingerprint: Fingerprint;
  /** Notices a clock that was set. */
  readonly observeClock: () => void;
};

/** One renewal as it goes. */
export type Going = {
  readonly accountId: string;
  readonly attempt: string;
  readonly cause: RenewalCause;
  /** What it sends comes from an earlier renewal that was killed, or whose outcome never became known. */
  wasInterrupted: boolean;
  /** What the journal says that was sent. */
  mark: string | null;
  /** By how much the clock was ahead of the monotonic one when it was sent, ms. */
  clockOffset: number;
};

export async function renewOnce(
  ports: RenewalPorts,
  accountId: string,
  cause: RenewalCause,
): Promise<Result<Lease>> {
  const { store, ids, log } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  // It may have waited in line since it was wished for.
  if (store.get().isLocked) return fail({ kind: 'app-locked' });
  const before = store.get().accounts[accountId];
  if (before === undefined || before.kind === 'signed-out') return fail({ kind: 'not-signed-in' });
  const unsent = { wasInterrupted: false, mark: null, clockOffset: 0 };
  const going: Going = { accountId, attempt: ids.next(), cause, ...unsent };
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'renewal-started', attempt: going.attempt }, (known) => known),
  );
  try {
    const outcome = await inTurn(ports, going);
    if (!outcome.ok) return giveUp(ports, going, outcome.failure);
    return publish(ports, going, outcome.value, await enter(ports, going, outcome.value));
  } catch (error) {
    return giveUp(ports, going, { kind: 'internal', reference: log.bug('renewal', error) });
  }
}

/** No other program may use the same refresh token meanwhile: lock, read, then decide. */
async function inTurn(ports: RenewalPorts, going: Going): Promise<Result<Exchanged>> {
  const { renewalLock, safekeeping, store } = ports;
  const { accountId } = going;
  const lock = await renewalLock.take(accountId);
  if (!lock.ok) return lock;
  try {
    // Signed out or locked while it waited: nothing is asked for.
    if (!isCurrent(store.get(), going)) return fail({ kind: 'not-signed-in' });
    const account = findAccount(store.get(), accountId);
    if (!account.ok) return account;
    if (!(await mayAskVault(ports, going, account.value))) return fail({ kind: 'keychain-locked' });
    const vault = safekeeping.of(account.value);
    const record = await vault.read(accountId);
    if (!record.ok) return record;
    await writeJournal(ports, going, record.value);
    return await exchange(ports, going, { vault, record: record.value });
  } finally {
    lock.value();
  }
}

/** Somebody may have locked the keychain since it was known to be open; then only a person may ask for it. */
async function mayAskVault(
  { keychain, safekeeping }: RenewalPorts,
  { cause }: Going,
  { storedIn }: Account,
): Promise<boolean> {
  if (cause === 'asked' || storedIn !== 'keychain' || (await keychain.isOpen())) return true;
  safekeeping.noteTrouble({ kind: 'keychain-locked' });
  return false;
}

/** On the disk before anything is sent: a renewal that is killed is recognised by it, and by what it was to send. */
async function writeJournal(
  { store, clock, fingerprint, file }: RenewalPorts,
  going: Going,
  { credential }: VaultRecord,
) {
  const { accountId } = going;
  const mark = fingerprint(secretOf(credential));
  going.mark = mark;
  store.update((state) =>
    changeAccount(state, accountId, null, (known) => {
      const isOpen = known.renewalStartedAt !== null;
      // Another mark: its answer was kept after all.
      going.wasInterrupted = isOpen && (known.renewalMark === null || known.renewalMark === mark);
      const startedAt = going.wasInterrupted ? known.renewalStartedAt : clock.now();
      return { ...known, renewalStartedAt: startedAt, renewalMark: mark };
    }),
  );
  await file.settled();
}

async function enter(
  { providers, store, api }: RenewalPorts,
  { accountId }: Going,
  { token }: Exchanged,
): Promise<Entered> {
  const account = findAccount(store.get(), accountId);
  const instance = account.ok ? findInstance(store.get(), account.value.instanceId) : account;
  if (!account.ok || !instance.ok) return { workspace: null, trouble: null };
  return enterWorkspace(api, providers[instance.value.provider], token, account.value.workspace);
}

const activityOf = { asked: 'renewed', ahead: 'renewed-ahead', 'after-wake': 'renewed-after-wake' } as const;

function publish(
  ports: RenewalPorts,
  going: Going,
  exchanged: Exchanged,
  { workspace, trouble }: Entered,
): Result<Lease> {
  const { store, liveTokens, safekeeping, clock } = ports;
  const { accountId, attempt } = going;
  const { token, scope, kept } = exchanged;
  // What lives already is moved now, not once more together with this one.
  ports.observeClock();
  const tokens = withClockMoved(clock, exchanged.tokens, going.clockOffset);
  const live = { ...token, expiresAt: tokens.expiresAt };
  if (!isCurrent(store.get(), going)) {
    // Signed out, in anew, or locked meanwhile: nobody is handed it. It is alive and can be ended.
    if (!store.get().isLocked) liveTokens.note(accountId, live);
    if (kept.ok) closeJournal(ports, going);
    return fail({ kind: 'not-signed-in' });
  }
  const lease: Lease = { issuedAt: tokens.issuedAt, expiresAt: tokens.expiresAt, scope, workspace };
  liveTokens.keep(accountId, live);
  const settle = (account: Account): Account =>
    withActivity(
      {
        ...account,
        ...(kept.ok ? noJournal : {}),
        endedBy: null,
        tokensEndAt: Math.max(account.tokensEndAt ?? 0, tokens.expiresAt),
        grantedScope: account.grantedScope === null ? null : scope,
        consentEndsAt: tokens.refreshEndsAt ?? account.consentEndsAt,
        lastUsedAt: tokens.issuedAt,
      },
      { at: clock.now(), what: activityOf[going.cause] },
    );
  // Of a keychain in trouble the whole app tells; of one token that is too large for it, its account.
  const notKept = kept.ok || kept.failure.kind.startsWith('keychain-') ? null : kept.failure;
  const event = { kind: 'renewed', attempt, lease, trouble: trouble ?? notKept } as const;
  store.update((now) => changeAccount(now, accountId, event, settle));
  if (!kept.ok) safekeeping.noteTrouble(kept.failure);
  return ok(lease);
}

/** What it sent was answered, and the answer kept: a later refusal is not its fault. */
function closeJournal({ store }: RenewalPorts, { accountId, mark }: Going): void {
  store.update((state) =>
    changeAccount(state, accountId, null, (known) =>
      mark !== null && known.renewalMark === mark ? { ...known, ...noJournal } : known,
    ),
  );
}

const noJournal = { renewalStartedAt: null, renewalMark: null } as const;

/** The cause of an end stays the cause, however often somebody asks again. */
function hasEndedInterrupted(state: AppState, accountId: string): boolean {
  const account = findAccount(state, accountId);
  return account.ok && account.value.endedBy?.kind === 'sign-in-expired' && account.value.endedBy.interrupted;
}

function giveUp(ports: RenewalPorts, going: Going, reason: Failure): Result<never> {
  const { store, clock, liveTokens } = ports;
  const { accountId, attempt, wasInterrupted } = going;
  // A refusal right after an interrupted renewal has a likely cause that deserves to be named.
  const interrupted = wasInterrupted || hasEndedInterrupted(store.get(), accountId);
  const failure = reason.kind === 'sign-in-expired' ? { ...reason, interrupted } : reason;
  const ended = failure.kind === 'sign-in-expired' || failure.kind === 'api-key-rejected' ? failure : null;
  const isOpen = ended === null && (wasInterrupted || mayHaveTakenEffect(failure));
  if (!isCurrent(store.get(), going)) {
    if (!isOpen) closeJournal(ports, going);
    return fail(failure);
  }
  const now = clock.now();
  // What it came from is dead, and so, most likely, is it: nobody should be handed that.
  if (ended !== null) liveTokens.retire(accountId);
  const settle = (account: Account): Account =>
    withActivity(
      { ...account, ...(isOpen ? {} : noJournal), endedBy: ended ?? account.endedBy },
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
