// Keeps tokens fresh without anybody thinking of it: looks at the state, and tells the scheduler which account is to be
// renewed when. It never asks a keychain that is not known to be open, because each question may be a prompt.
import type { Account } from '#domain/account';
import type { AccountState } from '#domain/account-state';
import type { Failure } from '#domain/failure';
import { isKeptFresh, renewAt, shortestLife, spreadFor } from '#domain/renewal-plan';
import type { Result } from '#domain/result';
import type { Chance, Clock } from '../ports';
import type { HostOf } from './host-of';
import type { Outcome, Scheduler } from './scheduler';
import { findAccount, type AppState, type Store } from '../store';

export type KeepFresh = {
  /** Whether an account whose time has come is still to be kept fresh; it may not have been used for days. */
  readonly stillWants: (accountId: string) => boolean;
  /** Plans everything anew, also for the first time; what is due already is spread over the next minutes. */
  readonly replan: () => void;
  readonly stop: () => void;
};

export type KeepFreshPorts = {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly chance: Chance;
  readonly scheduler: Pick<Scheduler, 'plan'>;
  readonly hostOf: HostOf;
};

/** What an account's plan was made of; with another key it is another plan. */
type Plan = { readonly key: string; readonly dueAt: number | null };

type Desk = KeepFreshPorts & {
  readonly plans: Map<string, Plan>;
  /** Accounts whose last token lived too short to be renewed ahead. */
  readonly shortLived: Set<string>;
  isSpreading: boolean;
};

export function createKeepFresh(ports: KeepFreshPorts): KeepFresh {
  const { store } = ports;
  const desk: Desk = { ...ports, plans: new Map(), shortLived: new Set(), isSpreading: false };
  let isOn = false;
  let seen: AppState | null = null;

  function follow(): void {
    if (!isOn) return;
    const state = store.get();
    const before = seen;
    seen = state;
    if (before !== null && !hasNews(before, state)) return;
    const isOpening = before !== null && !isGateOpen(before) && isGateOpen(state);
    const isAllNew = before === null || isOtherGate(before, state);
    desk.isSpreading = desk.isSpreading || isOpening;
    for (const [index, account] of state.catalog.accounts.entries()) {
      const isSame =
        before?.catalog.accounts[index] === account &&
        before.accounts[account.id] === state.accounts[account.id];
      if (isAllNew || !isSame) planOne(desk, state, account);
    }
    desk.isSpreading = false;
    dropGone(desk, state);
  }

  const stopListening = store.subscribe(follow);
  return {
    stillWants: (accountId) => stillWants(desk, accountId),
    replan() {
      isOn = true;
      desk.plans.clear();
      desk.isSpreading = true;
      seen = null;
      follow();
    },
    stop: stopListening,
  };
}

function stillWants({ store, clock, scheduler, hostOf, plans }: Desk, accountId: string): boolean {
  const state = store.get();
  const account = findAccount(state, accountId);
  if (account.ok && isWanted(state, account.value, clock.now())) return true;
  // Once it is used again, it is planned again.
  plans.delete(accountId);
  scheduler.plan(accountId, hostOf(accountId) ?? '', null);
  return false;
}

function planOne(desk: Desk, state: AppState, account: Account): void {
  const { id } = account;
  const host = desk.hostOf(id);
  const stands = state.accounts[id];
  if (host === null || stands === undefined) return;
  const wanted = isWanted(state, account, desk.clock.now()) ? toPlan(desk, id, stands) : noPlan;
  const known = desk.plans.get(id);
  if (known?.key === wanted.key) return;
  desk.plans.set(id, wanted);
  desk.scheduler.plan(id, host, wanted.dueAt);
}

const noPlan: Plan = { key: 'none', dueAt: null };

/** The vault, somebody's wish and the account allow it. */
function isWanted(state: AppState, account: Account, now: number): boolean {
  const { storedIn, signedOut, queuedSignOut } = account;
  if (storedIn === null || signedOut || queuedSignOut !== null || !isKeptFresh(account, now)) return false;
  return (
    !state.renewals.isPaused && !state.isLocked && (storedIn === 'memory' || state.vault.kind === 'works')
  );
}

function toPlan(desk: Desk, id: string, stands: AccountState): Plan {
  const { clock, chance, shortLived, plans, isSpreading } = desk;
  const now = clock.now();
  switch (stands.kind) {
    case 'active': {
      const { issuedAt, expiresAt } = stands.lease;
      const at = renewAt(stands.lease, chance());
      if (expiresAt - issuedAt < shortestLife) shortLived.add(id);
      else shortLived.delete(id);
      const late = isSpreading ? spreadFor(expiresAt, now, chance()) : 0;
      return { key: `lease ${issuedAt} ${expiresAt}`, dueAt: at !== null && at <= now ? now + late : at };
    }
    case 'resting':
    case 'waiting':
      if (shortLived.has(id)) return noPlan;
      // What failed has a pause of its own, at the scheduler.
      return { key: 'now', dueAt: now + (isSpreading ? spreadFor(null, now, chance()) : 0) };
    case 'renewing':
      return plans.get(id) ?? noPlan;
    case 'signed-out':
    case 'needs-sign-in':
    case 'blocked':
    case 'locked':
      return noPlan;
  }
}

function dropGone({ plans, shortLived, scheduler, hostOf }: Desk, state: AppState): void {
  if (plans.size <= state.catalog.accounts.length) return;
  const known = new Set(state.catalog.accounts.map(({ id }) => id));
  for (const id of [...plans.keys()].filter((one) => !known.has(one))) {
    plans.delete(id);
    shortLived.delete(id);
    scheduler.plan(id, hostOf(id) ?? '', null);
  }
}

function hasNews(before: AppState, after: AppState): boolean {
  return (
    before.accounts !== after.accounts ||
    before.catalog.accounts !== after.catalog.accounts ||
    isOtherGate(before, after)
  );
}

/** What is kept in memory waits for no keychain, but for everything else. */
function isOtherGate(before: AppState, after: AppState): boolean {
  return (
    before.renewals.isPaused !== after.renewals.isPaused ||
    before.isLocked !== after.isLocked ||
    isGateOpen(before) !== isGateOpen(after)
  );
}

function isGateOpen({ renewals, isLocked, vault }: AppState): boolean {
  return !renewals.isPaused && !isLocked && vault.kind === 'works';
}

/** What the end of a renewal says about the next try. */
export function toOutcome(result: Result<unknown>): Outcome {
  if (result.ok) return { kind: 'done' };
  const { failure } = result;
  const isNetwork = networkKinds.includes(failure.kind) || isWebPage(failure);
  if (isNetwork || passingKinds.includes(failure.kind)) {
    return { kind: 'failed', retryAt: failure.kind === 'provider-busy' ? failure.retryAt : null, isNetwork };
  }
  return { kind: answerKinds.includes(failure.kind) ? 'refused' : 'unsent' };
}

const networkKinds: readonly Failure['kind'][] = ['offline', 'provider-unreachable', 'certificate-untrusted'];
const passingKinds: readonly Failure['kind'][] = [
  'provider-busy',
  'provider-misbehaved',
  'request-refused',
  'renewed-elsewhere',
  'internal',
];
/** What only the server says, and it says it when it is well. All others come up here, before anything is sent. */
const answerKinds: readonly Failure['kind'][] = [
  'sign-in-expired',
  'api-key-rejected',
  'client-rejected',
  'scope-refused',
  'access-blocked',
  'request-not-understood',
];

/** A portal's or a proxy's, in the place of the provider. */
function isWebPage(failure: Failure): boolean {
  return failure.kind === 'provider-misbehaved' && (failure.what === 'html' || failure.what === 'redirect');
}
