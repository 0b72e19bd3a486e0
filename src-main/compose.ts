// The one place where ports meet what fulfils them. No decisions here: those are in the use cases.
import { join } from 'node:path';
import { nativeTheme, type BrowserWindow, type Session } from 'electron';
import { createCatalogStore } from './electron/catalog-store';
import { createClipboard } from './electron/clipboard';
import { systemBrowser } from './electron/browser';
import { createCommandTable } from './electron/command-table';
import { createFiles } from './electron/files';
import { createNetFetch } from './electron/net-fetch';
import { createNetwork } from './electron/network';
import { spawnKeychain } from './electron/spawn-keychain';
import { systemClock } from './node/clock';
import { fingerprint } from './node/fingerprint';
import { createHttp } from './node/http';
import { randomIds } from './node/ids';
import { createKeychain } from './node/keychain';
import { createLog } from './node/log-file';
import { createReceiver } from './node/loopback-receiver';
import { createMemoryVault } from './node/memory-vault';
import { createOAuthClient } from './node/oauth-client';
import { findPortHolder } from './node/port-holder';
import { createProviderApi } from './node/provider-api';
import { createRenewalLock, toLockName } from './node/renewal-lock';
import { createKeychainVault } from './node/vault';
import { keychainName } from './node/keychain-name';
import { isKeychainOpen } from './node/keychain-open';
import type { GoogleEndpoints } from './providers/google-endpoints';
import { createProviders } from './providers/registry';
import { createLife } from './usecases/life';
import { pause } from './usecases/pause';
import { createUsecases, type Ports, type Usecases } from './usecases/wiring';
import { keepCatalog } from './usecases/keep-catalog';
import { createStore, toInitialState, type Store } from './usecases/store';
import type { CatalogFile, Log, Shell, Windows } from './usecases/ports';
import type { Surroundings } from './usecases/to-view';

/** Milliseconds that a quit waits for renewals and sign-outs under way. */
const longestFarewell = 2_000;

export type World = {
  /** To send requests through; asked for each. */
  readonly session: () => Session;
  readonly folder: string;
  /** Told apart by channel, so that a development build never touches the entries of the installed app. */
  readonly keychainService: string;
  /** Google's own, or those of a practice Google on this computer. */
  readonly googleEndpoints: GoogleEndpoints;
  readonly desktop: () => Surroundings['desktop'];
  readonly window: () => BrowserWindow | null;
  readonly onSignInOver: (instanceId: string) => void;
  readonly windows: Windows;
  readonly shell: (log: Log) => Shell;
};

/** The catalog as it lies on disk: what the window needs before everything else. */
export function openCatalog(folder: string) {
  const file = createCatalogStore({ folder, now: systemClock.now });
  return { file, ...file.load() };
}

export function compose(world: World, { file, catalog, trouble }: ReturnType<typeof openCatalog>) {
  const made = createPorts(world);
  const store = createStore(toInitialState(catalog, trouble));
  keepCatalog({ store, file });
  const providers = createProviders({ google: world.googleEndpoints });
  const ports: Ports = { ...made, providers, store, file, onSignInOver: world.onSignInOver };
  const usecases = createUsecases(ports);
  const life = createLife(ports, usecases, {
    surroundings: () => ({ desktop: world.desktop() }),
    isWatched: world.windows.isWatched,
  });
  const { freshness, wishes, appLock } = usecases;
  followTheme(store);

  return {
    ...usecases,
    log: made.log,
    clock: made.clock,
    file,
    store,
    views: life.views,
    power: life.presence,
    freshness: { start: life.presence.start },
    handlers: createCommandTable(usecases, world.windows),
    settings: { apply: wishes.applySettings },
    pauseRenewals: wishes.pauseRenewals,
    lockApp: appLock.lock,
    unlockApp: appLock.unlock,
    /** A replaced refresh token is not in the keychain yet. */
    holdsUnsaved: freshness.held.areThere,
    saveHeld: freshness.held.saveNow,
    shutDown: () => shutDown({ ...usecases, ...made, file, stopLife: life.stop }),
  };
}

export type Daypass = ReturnType<typeof compose>;

/**
 * What has to happen before the process may end: receivers closed, clipboard cleared, replaced refresh tokens in the
 * keychain, the catalog on disk. A provider that does not answer holds it up for two seconds at most.
 */
async function shutDown(
  made: Usecases &
    Pick<ReturnType<typeof createPorts>, 'clock' | 'keychain'> & {
      readonly file: CatalogFile;
      readonly stopLife: () => void;
    },
): Promise<void> {
  const { clock, signIn, signOuts, handOut, signOutQueue, allSettled, safekeeping, keychain, file } = made;
  made.stopLife();
  signOutQueue.stop();
  signIn.cancelAll();
  await handOut.end();
  const underWay = Promise.all([allSettled(), signOuts.allSettled()]);
  await Promise.race([underWay, pause(clock, longestFarewell)]);
  await Promise.race([safekeeping.flush(), pause(clock, longestFarewell)]);
  keychain.close();
  await file.settled();
}

function createPorts(world: World) {
  const clock = systemClock;
  const ids = randomIds;
  const log = createLog(join(world.folder, 'logs', 'daypass.log'), { clock, ids });
  const http = createHttp({ fetch: createNetFetch(world.session), clock });
  const keychain = createKeychain({
    spawn: () => spawnKeychain(join(import.meta.dirname, 'keychain-process.js')),
    service: world.keychainService,
    clock,
  });
  return {
    clock,
    ids,
    log,
    keychain,
    oauth: createOAuthClient({ http, clock }),
    api: createProviderApi({ http }),
    vault: createKeychainVault({ keychain, name: keychainName(), log, isOpen: isKeychainOpen }),
    memory: createMemoryVault(),
    receiver: createReceiver({ findPortHolder }),
    clipboard: createClipboard({ log }),
    browser: systemBrowser,
    files: createFiles(world.window),
    chance: () => Math.random(),
    fingerprint,
    network: createNetwork(),
    renewalLock: createRenewalLock({
      name: (accountId) => toLockName(world.keychainService, accountId),
      clock,
      log,
    }),
    serverTimes: http.serverTimes,
    shell: world.shell(log),
  };
}

function followTheme(store: Store): void {
  const apply = (): void => {
    nativeTheme.themeSource = store.get().catalog.settings.theme;
  };
  apply();
  store.subscribe(apply);
}
