// Ends a sign-in at the provider, proves what died, then forgets. The report hides nothing. What could not be reached is
// kept in the vault and waits (sign-out-queue.ts).
import type { Account } from '#domain/account';
import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { SignOutLine, SignOutReport } from '#domain/sign-out-report';
import type { VaultRecord } from '#domain/token-set';
import { askOthers } from './ask-others';
import { endAtProvider, type Ending } from './end-at-provider';
import { forgetHere, putAway } from './forget-here';
import {
  conclude,
  queue,
  toForgotten,
  toReport,
  withReport,
  type SignOutDesk,
  type SignOutPorts,
} from './sign-out-end';
import { withWish, type HowToSignOut } from './sign-out-wish';
import { changeAccount, dropAccount, findAccount, findInstance } from '../store';
import { consentOf } from '../turns';

export type SignOuts = {
  /** One at a time per account; callers share it. */
  readonly signOut: (accountId: string, how?: HowToSignOut) => Promise<Result<SignOutReport>>;
  /** Tries again what waits, and only that: who signed in anew meanwhile stays. `not-signed-in` when nothing waits. */
  readonly finish: (accountId: string) => Promise<Result<SignOutReport>>;
  /** After a report that left a refresh token alive: ends all sign-ins of that person with this app. */
  readonly endAll: (accountId: string) => Promise<Result<SignOutReport>>;
  /** Deletes here, and does not ask the provider: there it lives on. The report says so. */
  readonly forgetHere: (accountId: string) => Promise<Result<void>>;
  /** Gives up what waits: deletes here, and what was to be ended lives on at the provider to its own end. */
  readonly forget: (accountId: string) => Promise<Result<void>>;
  /** What waits makes way for a new sign-in: said in the report, and out of the list if that was wished. */
  readonly makeWay: (accountId: string) => Promise<void>;
  /** Waits for all that are under way, whatever comes of them. */
  readonly allSettled: () => Promise<void>;
};

export function createSignOut(ports: SignOutPorts): SignOuts {
  const underWay = new Map<string, Promise<Result<SignOutReport>>>();
  const desk: SignOutDesk = { ...ports, leftAlive: new Map(), givenUp: new Set() };
  ports.store.subscribe(({ catalog }) => {
    const known = new Set(catalog.accounts.map(({ id }) => id));
    for (const id of desk.leftAlive.keys()) if (!known.has(id)) desk.leftAlive.delete(id);
    for (const id of desk.givenUp) if (!known.has(id)) desk.givenUp.delete(id);
  });
  const once = createOnce(ports, underWay);
  return {
    async signOut(accountId, how = {}) {
      // At once, whatever else has its turn with the account.
      begin(desk, accountId, how);
      if (ports.store.get().clipboard?.accountId === accountId) await ports.clearClipboard();
      const run: Run = () => signOutOnce(desk, accountId, how);
      const report = await once(accountId, run);
      // Shared one that had nothing to finish any more, because of a new sign-in: that is meant, too.
      const isOvertaken = !report.ok && report.failure.kind === 'not-signed-in';
      return isOvertaken ? once(accountId, run) : report;
    },
    finish: (accountId) => once(accountId, () => finish(desk, accountId)),
    endAll: (accountId) => once(accountId, () => endAll(desk, accountId)),
    forgetHere: (accountId) => forgetHere(desk, accountId),
    forget: (accountId) => forget(desk, accountId),
    makeWay: (accountId) => makeWay(desk, accountId),
    async allSettled() {
      await Promise.allSettled(underWay.values());
    },
  };
}

type Run = () => Promise<Result<SignOutReport>>;

/** One at a time per account, in its turn; whoever asks meanwhile shares it. */
function createOnce({ turns, store }: SignOutPorts, underWay: Map<string, ReturnType<Run>>) {
  return function once(accountId: string, run: Run): ReturnType<Run> {
    const shared = underWay.get(accountId);
    if (shared !== undefined) return shared;
    const going = turns
      .take(accountId, run)
      .finally(() => underWay.delete(accountId))
      .catch((error: unknown) => {
        // Cut off by a bug: it waits, and says so.
        store.update((state) => changeAccount(state, accountId, null, toWaiting));
        throw error;
      });
    underWay.set(accountId, going);
    return going;
  };
}

function toWaiting(account: Account): Account {
  const { queuedSignOut } = account;
  return queuedSignOut === null
    ? account
    : { ...account, queuedSignOut: { ...queuedSignOut, hasFailed: true } };
}

/**
 * From here on nothing is handed out, no renewal starts, and none under way can bring the account back. The wish is the
 * journal: a sign-out that a quit or a crash cuts off is taken up again at the next start.
 */
function begin({ store, liveTokens, clock }: SignOutDesk, accountId: string, how: HowToSignOut): void {
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return;
  liveTokens.retire(accountId);
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'signed-out' }, (known) =>
      known.storedIn === null
        ? known
        : { ...known, signedOut: true, queuedSignOut: withWish(known.queuedSignOut, how, clock.now()) },
    ),
  );
}

async function signOutOnce(
  ports: SignOutDesk,
  accountId: string,
  how: HowToSignOut,
): Promise<Result<SignOutReport>> {
  const before = findAccount(ports.store.get(), accountId);
  if (!before.ok) return before;
  // Signed in anew while this waited for its turn: it is meant, too.
  begin(ports, accountId, how);
  return endInTurn(ports, before.value);
}

async function finish(ports: SignOutDesk, accountId: string): Promise<Result<SignOutReport>> {
  const account = findAccount(ports.store.get(), accountId);
  if (!account.ok) return account;
  return account.value.queuedSignOut === null
    ? fail({ kind: 'not-signed-in' })
    : endInTurn(ports, account.value);
}

/** Where a sign-out ends what several sign-ins of a person share, it and theirs go one after the other. */
function endInTurn(
  ports: SignOutDesk,
  { id, instanceId, identity }: Account,
): Promise<Result<SignOutReport>> {
  const { providers, store, turns, givenUp } = ports;
  // Whatever try was given up is over: this is its turn.
  givenUp.delete(id);
  const instance = findInstance(store.get(), instanceId);
  const isShared = instance.ok && providers[instance.value.provider].signOut === 'revoke-project';
  return isShared ? turns.take(consentOf(identity), () => end(ports, id)) : end(ports, id);
}

async function end(ports: SignOutDesk, accountId: string): Promise<Result<SignOutReport>> {
  const { store, safekeeping, leftAlive, file } = ports;
  // What a renewal under way fetches has to be ended as well; and the journal has to be on the disk.
  await Promise.all([ports.settled(accountId), file.settled()]);
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const vault = safekeeping.of(account.value);
  const record = await vault.read(accountId);
  if (!record.ok) return withoutRecord(ports, account.value, record.failure);
  const ending = toEnding(ports, account.value, record.value);
  if (ending === null) return fail({ kind: 'instance-unknown' });
  const ended = await endAtProvider(ports, ending);
  if (ended.isOpen) return queue(ports, account.value, ended);
  leftAlive.delete(accountId);
  if (ended.isRefreshAlive) leftAlive.set(accountId, { ...ending, record: ended.record });
  const others = await askOthers(ports, account.value, ended);
  return conclude(ports, account.value, { ...ended, lines: [...ended.lines, ...others] });
}

function toEnding(
  { providers, store, liveTokens, clock, safekeeping }: SignOutPorts,
  account: Account,
  record: VaultRecord,
): Ending | null {
  const instance = findInstance(store.get(), account.instanceId);
  if (!instance.ok) return null;
  const provider = providers[instance.value.provider];
  const held = liveTokens.all(account.id);
  const earlierEnd = store.get().earlierTokens[account.id] ?? 0;
  return {
    provider,
    account,
    endsAt: provider.endsOf(instance.value, account).atLatest,
    record,
    held: held.map(({ accessToken }) => accessToken),
    earlierUntil: earlierEnd > clock.now() ? earlierEnd : null,
    everywhere: account.queuedSignOut?.everywhere === true,
    isUnsure: account.queuedSignOut?.isUnsure === true,
    onReplaced: (before, after) => safekeeping.of(account).succeed(account.id, before, after),
  };
}

/** Gone from a readable vault: nothing can be ended. A vault in trouble: it waits, nothing is lost. */
async function withoutRecord(
  ports: SignOutDesk,
  account: Account,
  failure: Failure,
): Promise<Result<SignOutReport>> {
  if (failure.kind === 'secret-missing') {
    // Where they could be ended was written in the record.
    const isAlive = ports.liveTokens.all(account.id).length > 0;
    const lines: readonly SignOutLine[] = isAlive ? [{ kind: 'access-token-unchecked' }] : [];
    return conclude(ports, account, { lines, failure: null, isRefreshAlive: false });
  }
  ports.safekeeping.noteTrouble(failure);
  return queue(ports, account, { lines: [], failure });
}

async function endAll(ports: SignOutDesk, accountId: string): Promise<Result<SignOutReport>> {
  const { leftAlive } = ports;
  const account = findAccount(ports.store.get(), accountId);
  if (!account.ok) return account;
  const left = leftAlive.get(accountId);
  // Signed in again meanwhile: that sign-in is meant to live.
  if (left === undefined || !account.value.signedOut) return fail({ kind: 'not-signed-in' });
  const ended = await endAtProvider(ports, {
    ...left,
    held: [],
    isUnsure: false,
    everywhere: true,
    onReplaced: (_before, record) => Promise.resolve(leftAlive.set(accountId, { ...left, record })),
  });
  if (ended.isOpen && ended.failure !== null) {
    leftAlive.set(accountId, { ...left, record: ended.record });
    return fail(ended.failure);
  }
  leftAlive.delete(accountId);
  if (ended.isRefreshAlive) leftAlive.set(accountId, { ...left, record: ended.record });
  const report = toReport(ports, account.value, ended.lines, ended.failure, ended.isRefreshAlive);
  ports.store.update((state) => withReport(state, report, (known) => known));
  return ok(report);
}

/** At once: a try that is on its way may take its time to fail. */
async function forget(
  { store, safekeeping, liveTokens, clock, givenUp }: SignOutDesk,
  accountId: string,
): Promise<Result<void>> {
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  givenUp.add(accountId);
  const removed = await safekeeping.of(account.value).remove(accountId);
  if (!removed.ok) {
    givenUp.delete(accountId);
    return removed;
  }
  liveTokens.drop(accountId);
  store.update((state) =>
    changeAccount(state, accountId, { kind: 'signed-out' }, (known) =>
      toForgotten(known, true, clock.now(), false, 'forgotten'),
    ),
  );
  return ok(undefined);
}

/** The wish is gone whatever the keychain says: done later, it would end the sign-in that has just begun. */
async function makeWay(ports: SignOutDesk, accountId: string): Promise<void> {
  const { store, givenUp } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return;
  givenUp.add(accountId);
  const gone = await putAway(ports, account.value);
  const isToGo = account.value.queuedSignOut?.thenRemove === true;
  if (gone.ok && isToGo) store.update((state) => dropAccount(state, accountId));
}
