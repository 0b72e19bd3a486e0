// The one value that is the state of the app. Use cases replace it; everybody else listens.
import type { Account, Identity, NextTry, QueuedSignOut } from '#domain/account';
import { step, type AccountEvent, type AccountState } from '#domain/account-state';
import { withAccount, withoutAccount, type Catalog } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { sharesProject } from '#domain/google/client';
import type { Instance } from '#domain/instance';
import { fail, ok, type Result } from '#domain/result';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import type { SignOutReport } from '#domain/sign-out-report';
import type { ClockView, RenewalsView } from '#domain/view';

export type VaultStatus =
  | { readonly kind: 'unchecked' }
  /** Asked and not answered yet; the desktop may be showing its own unlock dialog. */
  | { readonly kind: 'asking' }
  | { readonly kind: 'works' }
  | { readonly kind: 'memory-only' }
  | { readonly kind: 'trouble'; readonly failure: Failure };

export type AppState = {
  readonly catalog: Catalog;
  readonly catalogTrouble: Failure | null;
  /** By account id. */
  readonly accounts: Readonly<Record<string, AccountState>>;
  /** The current or last attempt, by instance id. */
  readonly signIns: Readonly<Record<string, SignInAttempt>>;
  /** The last sign-out of this run, by account id. */
  readonly signOuts: Readonly<Record<string, SignOutReport>>;
  /** Sign-outs that wait, by account id. */
  readonly signOutTries: Readonly<Record<string, NextTry>>;
  /** Until when access tokens of an earlier run may live, by account id; they are not in memory any more. */
  readonly earlierTokens: Readonly<Record<string, number>>;
  readonly vault: VaultStatus;
  readonly renewals: RenewalsView;
  readonly clock: ClockView;
  readonly isLocked: boolean;
  /** The shortcut was not given at the start. */
  readonly shortcutTrouble: Failure | null;
  readonly clipboard: {
    readonly accountId: string;
    readonly what: 'token' | 'config';
    readonly copiedAt: number;
    readonly clearsAt: number;
  } | null;
};

export type Store = {
  readonly get: () => AppState;
  readonly update: (change: (state: AppState) => AppState) => void;
  /** Called after each change. Returns the way to stop. */
  readonly subscribe: (listener: (state: AppState) => void) => () => void;
};

export function createStore(initial: AppState): Store {
  let state = initial;
  const listeners = new Set<(state: AppState) => void>();
  let isTelling = false;
  let isStale = false;

  /** A change made by a listener is told after this round, so that nobody ever hears an older state last. */
  function tell(): void {
    isStale = true;
    if (isTelling) return;
    isTelling = true;
    try {
      while (isStale) {
        isStale = false;
        for (const listener of listeners) listener(state);
      }
    } finally {
      isTelling = false;
    }
  }

  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** How things stand right after the catalog was read: nothing is live, nothing was asked of the vault. */
export function toInitialState(found: Catalog, catalogTrouble: Failure | null): AppState {
  // What was kept in memory only ended with the last run.
  const accounts = found.accounts.map((account): Account => {
    if (account.storedIn === 'memory') return { ...account, storedIn: null, queuedSignOut: null };
    const { queuedSignOut } = account;
    // One that the end of the last run cut off waits like the others; what it had sent by then, nobody knows.
    return queuedSignOut === null ? account : { ...account, queuedSignOut: toWaiting(queuedSignOut) };
  });
  return {
    catalog: { ...found, instances: found.instances.map(withoutMemory), accounts },
    catalogTrouble,
    accounts: Object.fromEntries(accounts.map((account) => [account.id, stateAtStart(account)])),
    signIns: {},
    signOuts: {},
    signOutTries: {},
    earlierTokens: Object.fromEntries(
      accounts.flatMap(({ id, tokensEndAt }) => (tokensEndAt === null ? [] : [[id, tokensEndAt] as const])),
    ),
    vault: { kind: 'unchecked' },
    renewals: { isPaused: false, isOffline: false },
    clock: { kind: 'fine' },
    isLocked: false,
    shortcutTrouble: null,
    clipboard: null,
  };
}

/** A client secret that was kept in memory ended with the last run, too. */
function withoutMemory(instance: Instance): Instance {
  const { google } = instance;
  return google?.secretIn === 'memory' ? { ...instance, google: { ...google, secretIn: null } } : instance;
}

function toWaiting(queued: QueuedSignOut): QueuedSignOut {
  return { ...queued, hasFailed: true, isUnsure: queued.isUnsure || !queued.hasFailed };
}

function stateAtStart(account: Account): AccountState {
  if (account.storedIn === null || account.signedOut) return { kind: 'signed-out' };
  return account.endedBy === null ? { kind: 'resting' } : { kind: 'needs-sign-in', failure: account.endedBy };
}

export function findInstance(state: AppState, id: string): Result<Instance> {
  const instance = state.catalog.instances.find((candidate) => candidate.id === id);
  return instance === undefined ? fail({ kind: 'instance-unknown' }) : ok(instance);
}

export function findAccount(state: AppState, id: string): Result<Account> {
  const account = state.catalog.accounts.find((candidate) => candidate.id === id);
  return account === undefined ? fail({ kind: 'account-unknown' }) : ok(account);
}

/** An account that is gone stays gone: late news about it changes nothing. */
export function changeAccount(
  state: AppState,
  id: string,
  event: AccountEvent | null,
  change: (account: Account) => Account,
): AppState {
  const account = findAccount(state, id);
  if (!account.ok) return state;
  const before = lookUp(state.accounts, id) ?? { kind: 'signed-out' };
  const after = event === null ? before : step(before, event);
  const changed = change(account.value);
  if (changed === account.value && after === before) return state;
  const catalog = changed === account.value ? state.catalog : withAccount(state.catalog, changed);
  return {
    ...state,
    catalog,
    accounts: after === before ? state.accounts : { ...state.accounts, [id]: after },
  };
}

/** Other accounts of the same person whose consent is one with that of an account at this instance. */
export function sharingConsent(
  { catalog }: AppState,
  { instance, identity }: { readonly instance: Instance; readonly identity: Identity },
  exceptId: string,
): readonly Account[] {
  return catalog.accounts.filter((account) => {
    if (account.id === exceptId || account.identity.userId !== identity.userId) return false;
    const there = catalog.instances.find(({ id }) => id === account.instanceId);
    return there !== undefined && sharesProject(instance, there);
  });
}

/** Takes an account off the list, with everything that is known about it. */
export function dropAccount(state: AppState, id: string): AppState {
  return {
    ...state,
    catalog: withoutAccount(state.catalog, id),
    accounts: withoutKey(state.accounts, id),
    signOuts: withoutKey(state.signOuts, id),
  };
}

/** What a record says itself: a key like `constructor` finds nothing. */
export function lookUp<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function withoutKey<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}
