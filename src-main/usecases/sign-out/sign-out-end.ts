// How a sign-out ends, for now or for good: as one that waits, or with everything forgotten here; each with a report.
import { withActivity, type Account } from '#domain/account';
import type { Failure } from '#domain/failure';
import { mayHaveTakenEffect } from '#domain/may-have-taken-effect';
import { fail, ok, type Result } from '#domain/result';
import type { SignOutLine, SignOutReport } from '#domain/sign-out-report';
import type { Providers } from '#domain/provider';
import type { Ended, Ending, EndPorts } from './end-at-provider';
import type { LiveTokens } from '../tokens/live-tokens';
import type { CatalogFile, Clock } from '../ports';
import type { Renew } from '../tokens/renew';
import type { Safekeeping } from '../tokens/safekeeping';
import {
  changeAccount,
  dropAccount,
  findAccount,
  findInstance,
  withoutKey,
  type AppState,
  type Store,
} from '../store';
import type { Turns } from '../turns';

export type SignOutPorts = EndPorts & {
  readonly providers: Providers;
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly clock: Clock;
  readonly file: Pick<CatalogFile, 'settled'>;
  readonly turns: Turns;
  readonly clearClipboard: () => Promise<void>;
  /** Waits for a renewal under way: what it fetches has to be ended as well. */
  readonly settled: (accountId: string) => Promise<void>;
  readonly renew: Renew;
};

export type SignOutDesk = SignOutPorts & {
  /** Signed out, with a refresh token that proved to be alive: kept in memory for as long as the app runs. */
  readonly leftAlive: Map<string, Ending>;
  /** Accounts given up while a try may be on its way: whatever comes of that, nothing is written for them. */
  readonly givenUp: Set<string>;
};

/** The vault keeps what is needed to finish it. */
export function queue(
  ports: SignOutDesk,
  account: Account,
  ended: Pick<Ended, 'lines' | 'failure'>,
): Result<SignOutReport> {
  const { store, clock } = ports;
  if (ports.givenUp.has(account.id)) return fail({ kind: 'account-unknown' });
  const report = toReport(ports, account, [...ended.lines, { kind: 'queued' }], ended.failure, false);
  const isUnsure = ended.failure !== null && mayHaveTakenEffect(ended.failure);
  const settle = (known: Account): Account => {
    const { queuedSignOut } = known;
    if (queuedSignOut === null) return known;
    const waiting: Account = {
      ...known,
      renewalStartedAt: null,
      queuedSignOut: { ...queuedSignOut, hasFailed: true, isUnsure: queuedSignOut.isUnsure || isUnsure },
    };
    return queuedSignOut.hasFailed
      ? waiting
      : withActivity(waiting, { at: clock.now(), what: 'sign-out-queued' });
  };
  store.update((state) => withReport(state, report, settle));
  return ok(report);
}

export async function conclude(
  ports: SignOutDesk,
  account: Account,
  ended: Pick<Ended, 'lines' | 'failure' | 'isRefreshAlive'>,
): Promise<Result<SignOutReport>> {
  const { store, safekeeping, liveTokens, clock } = ports;
  if (ports.givenUp.has(account.id)) return fail({ kind: 'account-unknown' });
  const removed = await safekeeping.of(account).remove(account.id);
  if (!removed.ok) safekeeping.noteTrouble(removed.failure);
  liveTokens.drop(account.id);
  const forgotten: SignOutLine = removed.ok
    ? { kind: 'forgotten-here' }
    : { kind: 'not-forgotten-here', failure: removed.failure };
  const { lines, failure, isRefreshAlive } = ended;
  const report = toReport(ports, account, [...lines, forgotten], failure, isRefreshAlive);
  store.update((state) => {
    const before = findAccount(state, account.id);
    const next = withReport(state, report, (known) =>
      toForgotten(known, removed.ok, clock.now(), isProved(report)),
    );
    const isToGo = before.ok && before.value.queuedSignOut?.thenRemove === true;
    // A report nobody could read any more would hide what is still alive.
    const isUnknown = lines.some(({ kind }) => kind === 'refresh-token-unchecked');
    const isOver = removed.ok && !isRefreshAlive && !isUnknown && isToGo;
    return isOver ? dropAccount(next, account.id) : next;
  });
  return ok(report);
}

/** Only somebody whose consent can be withdrawn is offered it. */
export function toReport(
  { providers, store, clock }: SignOutPorts,
  account: Account,
  lines: readonly SignOutLine[],
  failure: Failure | null,
  isRefreshAlive: boolean,
): SignOutReport {
  const instance = findInstance(store.get(), account.instanceId);
  const canEndEverywhere =
    isRefreshAlive && instance.ok && providers[instance.value.provider].calls.clientApps !== null;
  return { accountId: account.id, at: clock.now(), lines, failure, canEndEverywhere };
}

export function withReport(
  state: AppState,
  report: SignOutReport,
  settle: (known: Account) => Account,
): AppState {
  const { accountId } = report;
  return {
    ...changeAccount(state, accountId, { kind: 'signed-out' }, settle),
    signOuts: { ...state.signOuts, [accountId]: report },
    signIns: withoutDone(state.signIns, accountId),
  };
}

/** "Signed in as" is no longer true. */
function withoutDone(signIns: AppState['signIns'], accountId: string): AppState['signIns'] {
  const done = Object.entries(signIns).find(
    ([, { progress }]) => progress.kind === 'done' && progress.accountId === accountId,
  );
  return done === undefined ? signIns : withoutKey(signIns, done[0]);
}

const unproved: readonly SignOutLine['kind'][] = [
  'access-token-alive',
  'access-token-unchecked',
  'older-tokens-unchecked',
  'earlier-tokens-unchecked',
  'refresh-token-unchecked',
  'refresh-token-alive',
  'everywhere-refused',
];

/** Nothing that came of this sign-in can be alive any more. */
function isProved({ lines, failure }: SignOutReport): boolean {
  return failure === null && lines.length > 1 && !lines.some(({ kind }) => unproved.includes(kind));
}

export function toForgotten(
  account: Account,
  isGone: boolean,
  now: number,
  isAllDead: boolean,
  what: 'signed-out' | 'forgotten' = 'signed-out',
): Account {
  return withActivity(
    {
      ...account,
      storedIn: isGone ? null : account.storedIn,
      signedOut: true,
      queuedSignOut: null,
      tokensEndAt: isAllDead ? null : account.tokensEndAt,
      renewalStartedAt: null,
      endedBy: null,
    },
    { at: now, what },
  );
}
