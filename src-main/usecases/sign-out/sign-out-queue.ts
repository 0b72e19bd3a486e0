// Sign-outs that could not reach the provider, tried again: soon after the start, after waking up, and with growing
// pauses. They are in the catalog, so they survive a restart.
import type { NextTry } from '#domain/account';
import type { Failure } from '#domain/failure';
import { sharesProject } from '#domain/google/client';
import type { Clock } from '../ports';
import type { SignOuts } from './sign-out';
import { withoutKey, type AppState, type Store } from '../store';

const firstPause = 15_000;
const longestPause = 300_000;

export type SignOutQueue = {
  /** Tries all that wait, now; each is tried once at a time. */
  readonly look: () => void;
  /** Tries those that could end a sign-in at this instance, and waits for the outcome. */
  readonly finishAt: (instanceId: string) => Promise<void>;
  readonly stop: () => void;
};

export type SignOutQueuePorts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly finish: SignOuts['finish'];
  readonly onBug: (error: unknown) => void;
};

/** What is known about those that wait, by account id. */
type Queue = SignOutQueuePorts & {
  readonly pauses: Map<string, number>;
  readonly timers: Map<string, () => void>;
  readonly underWay: Map<string, Promise<void>>;
};

export function createSignOutQueue(ports: SignOutQueuePorts): SignOutQueue {
  const { store } = ports;
  const queue: Queue = { ...ports, pauses: new Map(), timers: new Map(), underWay: new Map() };
  const look = (): void => {
    for (const id of waitingIn(store.get())) void tryOnce(queue, id);
  };
  let wasOpen = false;
  const stopListening = store.subscribe((state) => {
    keepUp(queue, state);
    const isOpen = state.vault.kind === 'works';
    // What waited for the keychain need not wait any longer.
    if (isOpen && !wasOpen) look();
    wasOpen = isOpen;
  });
  return {
    look,
    async finishAt(instanceId) {
      const { accounts, instances } = store.get().catalog;
      const here = instances.find(({ id }) => id === instanceId);
      const places = instances.filter(
        (one) => one === here || (here !== undefined && sharesProject(here, one)),
      );
      const ids = new Set(places.map(({ id }) => id));
      const waiting = accounts.filter((account) => ids.has(account.instanceId));
      await Promise.all(waiting.map(({ id }) => tryOnce(queue, id)));
    },
    stop() {
      stopListening();
      for (const id of [...queue.timers.keys()]) callOff(queue, id);
    },
  };
}

/** One at a time: telling it changes the state, and with the next change comes the next. */
function keepUp(queue: Queue, state: AppState): void {
  const waiting = waitingIn(state);
  const fresh = state.catalog.accounts.find(
    ({ id, queuedSignOut }) => queuedSignOut?.hasFailed === true && state.signOutTries[id] === undefined,
  )?.id;
  if (fresh !== undefined) wait(queue, fresh, state.signOuts[fresh]?.failure ?? null);
  const done = Object.keys(state.signOutTries).find((id) => !waiting.includes(id));
  if (done !== undefined) forget(queue, done);
}

/** Whoever asks while it is being tried shares that. */
function tryOnce(queue: Queue, accountId: string): Promise<void> {
  const { underWay } = queue;
  const shared = underWay.get(accountId);
  if (shared !== undefined) return shared;
  const going = run(queue, accountId).finally(() => underWay.delete(accountId));
  underWay.set(accountId, going);
  return going;
}

async function run(queue: Queue, accountId: string): Promise<void> {
  const { store, finish, onBug } = queue;
  callOff(queue, accountId);
  if (!isWaiting(store.get(), accountId)) return;
  if (isShutAway(store.get(), accountId)) {
    note(store, accountId, { kind: 'keychain' });
    return;
  }
  note(store, accountId, { kind: 'trying' });
  const report = await finish(accountId).catch((error: unknown) => (onBug(error), null));
  if (isWaiting(store.get(), accountId))
    wait(queue, accountId, report?.ok === true ? report.value.failure : null);
}

/** The server's own wish counts before ours. A keychain in trouble is not asked again and again: people see prompts. */
function wait(queue: Queue, accountId: string, failure: Failure | null): void {
  const { store, clock, pauses, timers } = queue;
  callOff(queue, accountId);
  if (failure?.kind.startsWith('keychain-') === true) {
    note(store, accountId, { kind: 'keychain' });
    return;
  }
  const pause = Math.min((pauses.get(accountId) ?? firstPause / 2) * 2, longestPause);
  pauses.set(accountId, pause);
  const asked = failure?.kind === 'provider-busy' ? failure.retryAt : null;
  const at = Math.max(clock.now() + pause, asked ?? 0);
  const timer = clock.after(at - clock.now(), () => void tryOnce(queue, accountId));
  timers.set(accountId, timer);
  note(store, accountId, { kind: 'at', at });
}

function callOff({ timers }: Queue, accountId: string): void {
  timers.get(accountId)?.();
  timers.delete(accountId);
}

function forget(queue: Queue, accountId: string): void {
  callOff(queue, accountId);
  queue.pauses.delete(accountId);
  queue.store.update((state) => ({ ...state, signOutTries: withoutKey(state.signOutTries, accountId) }));
}

function waitingIn({ catalog }: AppState): readonly string[] {
  return catalog.accounts.filter(({ queuedSignOut }) => queuedSignOut !== null).map(({ id }) => id);
}

function isWaiting(state: AppState, accountId: string): boolean {
  return waitingIn(state).includes(accountId);
}

/** Somebody who goes on without the keychain is not to be asked for it, nor for one that is known to be shut. */
function isShutAway({ catalog, vault, signOutTries }: AppState, accountId: string): boolean {
  const account = catalog.accounts.find(({ id }) => id === accountId);
  if (account?.storedIn !== 'keychain') return false;
  const isKnownShut = vault.kind === 'trouble' && signOutTries[accountId]?.kind === 'keychain';
  return vault.kind === 'memory-only' || isKnownShut;
}

function note(store: Store, accountId: string, next: NextTry): void {
  store.update((state) => ({ ...state, signOutTries: { ...state.signOutTries, [accountId]: next } }));
}
