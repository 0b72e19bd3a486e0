// The use cases over the real protocol, receiver and a memory vault: everything of the app but Electron and the keychain.
import { onTestFinished } from 'vitest';
import type { Instance } from '#domain/instance';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import { emptyCatalog } from '#domain/catalog';
import { ok } from '#domain/result';
import { systemClock } from '#node/clock';
import { randomIds } from '#node/ids';
import { createReceiver } from '#node/loopback-receiver';
import { createMemoryVault } from '#node/memory-vault';
import { findPortHolder } from '#node/port-holder';
import { createHttpWalker } from '#support/http-walker';
import { sendRaw, toRawRequest, type RawAnswer } from '#support/raw-http';
import { createLiveTokens } from '#usecases/live-tokens';
import type { Browser, Log } from '#usecases/ports';
import { createRenewals } from '#usecases/renew';
import { createSafekeeping } from '#usecases/safekeeping';
import { createSignIn } from '#usecases/sign-in';
import { createSignOut } from '#usecases/sign-out';
import { createStore, toInitialState } from '#usecases/store';
import { ana, createClient } from './parts';

const silentLog: Log = { note: () => undefined, bug: () => 'bug' };

/** A browser with a person in it: goes wherever it is sent, logs in, agrees, and brings the answer back. */
export function aPersonAtTheBrowser(
  email: string = ana,
  prepare: (url: URL) => void = () => undefined,
): Browser {
  return {
    async open(url) {
      prepare(new URL(url));
      void bringBack(url, email);
      return Promise.resolve(ok(undefined));
    },
  };
}

/** A navigation by hand: Node's fetch says `Sec-Fetch-Mode: cors`, which the receiver rightly refuses. */
export async function goTo(url: string): Promise<RawAnswer> {
  const { port, host, pathname, search } = new URL(url);
  const visit = (target: string): Promise<RawAnswer> =>
    sendRaw(Number(port), toRawRequest({ target, headers: [`Host: ${host}`] }));
  const answer = await visit(pathname + search);
  const next = /\r\nLocation: (.*)\r\n/.exec(answer.head)?.[1];
  return next === undefined ? answer : visit(next);
}

async function bringBack(url: string, email: string): Promise<void> {
  const stop = await createHttpWalker().signIn(url, { email });
  if (stop.sentTo !== undefined) await goTo(stop.sentTo);
}

/** Puts instances on a desk; the browser is chosen by the test. */
export function openDesk(instances: readonly Instance[], browser: Browser) {
  const store = createStore(toInitialState({ ...emptyCatalog, instances }, null));
  const { oauth, api } = createClient();
  const vault = createMemoryVault();
  const liveTokens = createLiveTokens();
  const safekeeping = createSafekeeping({ store, keychain: vault, memory: createMemoryVault() });
  const shared = {
    store,
    liveTokens,
    safekeeping,
    oauth,
    api,
    clock: systemClock,
    ids: randomIds,
    log: silentLog,
    file: { settled: () => Promise.resolve() },
  };
  const { renew, settled } = createRenewals(shared);
  const clearClipboard = (): Promise<void> => Promise.resolve();
  const signIn = createSignIn({
    ...shared,
    settled,
    receiver: createReceiver({ findPortHolder }),
    browser,
    clipboard: { put: () => Promise.resolve(ok(undefined)), clearIfHolds: () => Promise.resolve(false) },
    onOver: () => undefined,
    onBug: (error) => {
      console.error(error);
      return 'bug';
    },
  });
  onTestFinished(() => signIn.cancelAll());

  /** Waits for a sign-in to be over, well or not. */
  function outcome(instanceId: string): Promise<SignInAttempt['progress']> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the sign-in did not end')), 8000);
      const look = (): void => {
        const progress = store.get().signIns[instanceId]?.progress;
        if (progress === undefined || progress.kind === 'under-way') return;
        stop();
        clearTimeout(timer);
        resolve(progress);
      };
      const stop = store.subscribe(look);
      look();
    });
  }

  return {
    store,
    vault,
    liveTokens,
    signIn,
    renew,
    signOut: createSignOut({ ...shared, settled, clearClipboard }),
    outcome,
    /** Signs somebody in and returns the account's id. */
    async signedIn(instanceId: string): Promise<string> {
      signIn.start(instanceId, null);
      const progress = await outcome(instanceId);
      if (progress.kind !== 'done') throw new Error(`not signed in: ${JSON.stringify(progress)}`);
      return progress.accountId;
    },
  };
}

/** Of a practice server only the two origins are taken. */
export function anInstance(
  { uiOrigin, apiOrigin }: Pick<Instance, 'uiOrigin' | 'apiOrigin'>,
  changes: Partial<Instance> = {},
): Instance {
  return {
    id: 'instance-1',
    provider: 'looker',
    name: 'Acme',
    uiOrigin,
    apiOrigin,
    clientId: 'daypass',
    redirectPort: null,
    addedAt: 0,
    ...changes,
  };
}
