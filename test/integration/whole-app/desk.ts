// The app over the real protocol, receiver and vault, wired as it is in the app: everything but Electron and the OS keychain.
import { expect, onTestFinished } from 'vitest';
import type { Account } from '#domain/account';
import type { Instance } from '#domain/instance';
import type { Providers } from '#domain/provider';
import { ok } from '#domain/result';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import type { SignOutReport } from '#domain/sign-out-report';
import { randomIds } from '#node/ids';
import { createReceiver } from '#node/loopback-receiver';
import { createMemoryVault } from '#node/memory-vault';
import { createOAuthClient } from '#node/oauth-client';
import { findPortHolder } from '#node/port-holder';
import { createProviderApi } from '#node/provider-api';
import { createKeychainVault } from '#node/vault';
import { daypassApp } from '#practice/looker/client-apps';
import type { ApiKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { createHttpWalker, type Stop } from '#support/http-walker';
import { sendRaw, toRawRequest, type RawAnswer } from '#support/raw-http';
import { fingerprint } from '#node/fingerprint';
import { FakeNetwork, FakeRenewalLock, FakeShell } from '#support/fakes/everyday';
import { keepCatalog } from '#usecases/keep-catalog';
import { createLife } from '#usecases/life';
import type { Browser } from '#usecases/ports';
import type { SignOuts } from '#usecases/sign-out/sign-out';
import { createStore, toInitialState, type Store } from '#usecases/store';
import { createUsecases, type Ports, type Usecases } from '#usecases/wiring';
import { createComputer, createWatchedHttp, type Computer, type Person, type WatchedHttp } from './computer';
import { ana, valueOf } from './parts';

/** A browser with a person in it: goes wherever it is sent, logs in, agrees, and brings the answer back. */
export function aPersonAtTheBrowser(
  who: string | Person = ana,
  prepare: (url: URL) => void = () => undefined,
): Browser {
  return {
    async open(url) {
      prepare(new URL(url));
      const errand = bringBack(url, typeof who === 'string' ? who : who.email);
      if (typeof who !== 'string') who.errand = errand;
      return Promise.resolve(ok(undefined));
    },
  };
}

/** Registers the redirect URI that is asked with, as an admin does once. */
export function registering({ apps }: Pick<PracticeLooker, 'apps'>): (url: URL) => void {
  return (url) =>
    apps.put({
      ...(apps.find('daypass') ?? daypassApp),
      redirectUris: [url.searchParams.get('redirect_uri') ?? ''],
    });
}

/** A navigation by hand: Node's fetch says `Sec-Fetch-Mode: cors`, which the receiver rightly refuses. */
export async function goTo(url: string, address = addressOf(url)): Promise<RawAnswer> {
  const { port, host, pathname, search } = new URL(url);
  const visit = (target: string): Promise<RawAnswer> =>
    sendRaw(port === '' ? 80 : Number(port), toRawRequest({ target, headers: [`Host: ${host}`] }), {
      host: address,
    });
  const answer = await visit(pathname + search);
  const next = /\r\nLocation: (.*)\r\n/.exec(answer.head)?.[1];
  return next === undefined ? answer : visit(next);
}

function addressOf(url: string): string {
  return new URL(url).hostname === '[::1]' ? '::1' : '127.0.0.1';
}

async function bringBack(url: string, email: string): Promise<Stop> {
  const stop = await createHttpWalker().signIn(url, { email });
  if (stop.sentTo !== undefined) await goTo(stop.sentTo);
  return stop;
}

type Run = ReturnType<typeof openRun>;

export type Desk = Run & {
  /** The app is killed and starts again: catalog and keychain are there, what was in memory is gone. */
  readonly restart: () => Desk;
};

/** Puts instances on a desk; the browser is chosen by the test. A bug that was logged fails the test. */
export function openDesk(
  instances: readonly Instance[],
  browser: Browser | ((person: Person) => Browser) = aPersonAtTheBrowser,
  providers?: Providers,
): Desk {
  const toBrowser = typeof browser === 'function' ? browser : () => browser;
  const computer = createComputer(instances, toBrowser, providers);
  onTestFinished(() => {
    computer.clock.stop();
    expect(computer.bugs).toEqual([]);
  });
  return openDeskOn(computer);
}

/** A desk with one Looker, where the client of Daypass is registered. */
export function openDeskAt(looker: PracticeLooker, changes: Partial<Instance> = {}): Desk {
  return openDesk([anInstance(looker, changes)], (person) =>
    aPersonAtTheBrowser(person, registering(looker)),
  );
}

function openDeskOn(computer: Computer): Desk {
  const run = openRun(computer);
  onTestFinished(run.end);
  return {
    ...run,
    restart() {
      run.end();
      computer.clock.stop();
      const next = openDeskOn(computer);
      // As in the app, a moment after the start.
      next.signOutQueue.look();
      return next;
    },
  };
}

function openRun(computer: Computer) {
  const { clock, disk, wire, keychain, log } = computer;
  const { catalog, trouble } = disk.load();
  const store = createStore(toInitialState(catalog, trouble));
  keepCatalog({ store, file: disk });
  const http = createWatchedHttp(clock, wire);
  const vault = createKeychainVault({
    keychain,
    name: 'the test keychain',
    log,
    isOpen: () => Promise.resolve(true),
  });
  const ports = {
    ...computer,
    store,
    chance: Math.random,
    fingerprint,
    network: new FakeNetwork(),
    renewalLock: new FakeRenewalLock(),
    serverTimes: http.serverTimes,
    shell: new FakeShell(),
    ids: randomIds,
    oauth: createOAuthClient({ http, clock }),
    api: createProviderApi({ http }),
    vault,
    memory: createMemoryVault(),
    receiver: createReceiver({ findPortHolder }),
    file: disk,
    onSignInOver: () => undefined,
  } satisfies Ports;
  const usecases = createUsecases(ports);
  const life = createLife(ports, usecases, {
    surroundings: () => ({ desktop: { os: 'linux', tray: true } }),
    isWatched: () => false,
  });
  return {
    ...ports,
    ...usecases,
    presence: life.presence,
    views: life.views,
    ...toSights(store, computer, usecases, vault.read),
    ...toVerbs(store, computer, usecases, http),
    end: () => {
      usecases.signIn.cancelAll();
      usecases.signOutQueue.stop();
      life.stop();
    },
  };
}

/** What there is to see at the desk, secrets included. */
function toSights(
  store: Store,
  { clipboard }: Computer,
  { liveTokens, handOut }: Usecases,
  read: ReturnType<typeof createKeychainVault>['read'],
) {
  return {
    stateOf: (accountId: string) => store.get().accounts[accountId],
    instanceOf: (instanceId: string) => store.get().catalog.instances.find(({ id }) => id === instanceId),
    accountOf(accountId: string): Account {
      const account = store.get().catalog.accounts.find(({ id }) => id === accountId);
      if (account === undefined) throw new Error(`no account ${accountId}`);
      return account;
    },
    /** The live token in memory; empty when there is none. */
    accessTokenOf: (accountId: string): string => liveTokens.get(accountId)?.accessToken.reveal() ?? '',
    async refreshTokenOf(accountId: string): Promise<string> {
      const { credential } = valueOf(await read(accountId));
      if (credential.kind !== 'refresh-token') throw new Error(`what is kept is: ${credential.kind}`);
      return credential.refreshToken.reveal();
    },
    /** What a person gets who copies the token: renewed first if need be. */
    async copied(accountId: string): Promise<string> {
      valueOf(await handOut.copyToken(accountId));
      return clipboard.text;
    },
  };
}

function toVerbs(
  store: Store,
  { person }: Computer,
  { signIn, signOuts, apiKeys }: Usecases,
  { quiet }: WatchedHttp,
) {
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
  /** Signs somebody in, waits also for what is asked afterwards, and returns the account's id. */
  async function signedIn(instanceId = 'instance-1'): Promise<string> {
    signIn.start(instanceId, null);
    const progress = await outcome(instanceId);
    if (progress.kind !== 'done') throw new Error(`not signed in: ${JSON.stringify(progress)}`);
    await quiet();
    return progress.accountId;
  }
  return {
    quiet,
    outcome,
    signedIn,
    signedInAs(email: string, instanceId?: string): Promise<string> {
      person.email = email;
      return signedIn(instanceId);
    },
    signedOut: async (
      accountId: string,
      how: Parameters<SignOuts['signOut']>[1] = {},
    ): Promise<SignOutReport> => valueOf(await signOuts.signOut(accountId, how)),
    /** Signs in with an API key. */
    async keyAdded(key: Omit<ApiKey, 'userId'>, instanceId = 'instance-1'): Promise<string> {
      const added = await apiKeys.addTyped(instanceId, key.clientId, key.clientSecret);
      await quiet();
      return valueOf(added).accountId;
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
    release: null,
    google: null,
    addedAt: 0,
    ...changes,
  };
}
