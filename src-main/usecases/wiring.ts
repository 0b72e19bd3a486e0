// Every story, made from the ports it needs and from each other. The app and the tests put them together here alike.
import { createApiKeys, type ApiKeys } from './sign-in/api-keys';
import type { Providers } from '#domain/provider';
import { createCheckAddress, type CheckAddress } from './instances/check-address';
import { createCheckRegistration } from './instances/check-registration';
import { createClientApps } from './instances/client-apps';
import { createFindLiveToken } from './tokens/find-live-token';
import { createHandOut } from './tokens/hand-out';
import { createGoogleClients, type WaitingClient } from './instances/google-clients';
import { createImportKeys, type WaitingKeys } from './instances/import-keys';
import { createImports } from './instances/imports';
import { createWaiting, only } from './instances/waiting';
import { createCheckHealth } from './tokens/check-health';
import { createClientSecrets } from './tokens/client-secrets';
import { createConfigFiles } from './tokens/config-files';
import { createPlaces } from './instances/import-places';
import { createInspect } from './tokens/inspect';
import { createInstances } from './instances/instances';
import { createLearnRelease } from './instances/learn-release';
import { createLiveTokens } from './tokens/live-tokens';
import type {
  Browser,
  Chance,
  Fingerprint,
  Network,
  RenewalLock,
  ServerTimes,
  Shell,
  CatalogFile,
  Clipboard,
  Clock,
  Files,
  Ids,
  Log,
  OAuth,
  ProviderApi,
  Receiver,
  Vault,
} from './ports';
import { createRenewAll } from './tokens/renew-all';
import { createTokenText } from './tokens/token-text';
import { createAppLock } from './app-lock';
import { createFreshness } from './freshness/freshness';
import { createWishes } from './wishes';
import { createSafekeeping } from './tokens/safekeeping';
import { createSheets } from './instances/sheets';
import { createSignIn } from './sign-in/sign-in';
import { clearLeftovers } from './sign-out/leftovers';
import { createSignOut } from './sign-out/sign-out';
import { createSignOutQueue } from './sign-out/sign-out-queue';
import type { Store } from './store';
import { createTurns } from './turns';
import { createSetWorkspace } from './tokens/workspaces';

export type Ports = {
  readonly providers: Providers;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
  /** The keychain. */
  readonly vault: Vault;
  /** For those who go on without one. */
  readonly memory: Vault;
  readonly receiver: Receiver;
  readonly browser: Browser;
  readonly clipboard: Clipboard;
  readonly files: Files;
  readonly file: CatalogFile;
  readonly chance: Chance;
  readonly fingerprint: Fingerprint;
  readonly network: Network;
  readonly renewalLock: RenewalLock;
  readonly serverTimes: ServerTimes;
  readonly shell: Shell;
  /** Called when a sign-in is over, so that the window can be brought to the front. */
  readonly onSignInOver: (instanceId: string) => void;
};

export type Usecases = ReturnType<typeof createUsecases>;

export function createUsecases(ports: Ports) {
  const tokens = createTokenStories(ports);
  const { store, log } = ports;
  const { handOut, settled, renew } = tokens;
  const base = { ...ports, ...tokens, copyText: handOut.copyText };
  const signOuts = createSignOut({ ...base, clearClipboard: handOut.clearClipboard });
  const signOutQueue = createSignOutQueue({
    ...base,
    finish: signOuts.finish,
    onBug: (error) => void log.bug('sign-out', error),
  });
  clearLeftovers({ ...base, onBug: (error) => void log.bug('leftovers', error) });
  const ways = createWaysIn(ports, {
    ...base,
    settled,
    finishSignOuts: signOutQueue.finishAt,
    makeWay: signOuts.makeWay,
  });
  return {
    ...tokens,
    ...ways,
    store,
    signOuts,
    signOutQueue,
    renewAll: createRenewAll({ ...base, store, renew }),
    appLock: createAppLock({ ...base, clearClipboard: handOut.clearClipboard }),
    wishes: createWishes(base),
    instances: createInstances({ ...base, ...ways, signOuts }),
    setWorkspace: createSetWorkspace(base),
    clientApps: createClientApps(base),
    checkRegistration: createCheckRegistration(base),
    sheets: createSheets(base),
    checkHealth: createCheckHealth(base),
    configFiles: createConfigFiles({ ...base, copyConfig: handOut.copyConfig }),
  };
}

/** Tokens that live, are kept, renewed and handed out. */
function createTokenStories(ports: Ports) {
  const { store, clock, vault, memory } = ports;
  const liveTokens = createLiveTokens(clock);
  const safekeeping = createSafekeeping({ store, keychain: vault, memory });
  const clientSecrets = createClientSecrets({ ...ports, safekeeping });
  const freshness = createFreshness({ ...ports, liveTokens, safekeeping, clientSecrets });
  const { renewals, clockWatch } = freshness;
  const observeClock = clockWatch.observe;
  const findLiveToken = createFindLiveToken({ ...ports, liveTokens, renew: renewals.renew, observeClock });
  const handOut = createHandOut({ ...ports, findLiveToken, toTokenText: createTokenText(ports) });
  return {
    freshness,
    liveTokens,
    safekeeping,
    clientSecrets,
    ...renewals,
    observeClock,
    findLiveToken,
    handOut,
    turns: createTurns(),
  };
}

type Tokens = ReturnType<typeof createTokenStories>;

/** How accounts come to be: by browser, by key, from a file. */
function createWaysIn(
  ports: Ports,
  base: Ports &
    Tokens & {
      readonly copyText: Tokens['handOut']['copyText'];
      readonly finishSignOuts: (instanceId: string) => Promise<void>;
      readonly makeWay: (accountId: string) => Promise<void>;
    },
) {
  const { log, onSignInOver } = ports;
  const learnRelease = createLearnRelease(ports);
  const inspection = createInspect({
    ...base,
    learnRelease,
    onBug: (error) => void log.bug('inspection', error),
  });
  const onAdded = (instanceId: string): void => void learnRelease(instanceId, null);
  const more = { ...base, onAdded, onSignedIn: (accountId: string) => void inspection.learn(accountId) };
  const signIn = createSignIn({
    ...more,
    onOver: onSignInOver,
    onBug: (error) => log.bug('sign-in', error),
  });
  const apiKeys = createApiKeys(more);
  const checkAddress = createCheckAddress(ports);
  return {
    inspection,
    signIn,
    apiKeys,
    checkAddress,
    onAdded,
    ...createImportStories(more, checkAddress, apiKeys),
  };
}

/** What lies in files and on the clipboard: one preview waits at a time, of whichever kind. */
function createImportStories(
  base: Ports & Tokens & { readonly onAdded: (instanceId: string) => void },
  checkAddress: CheckAddress,
  apiKeys: ApiKeys,
) {
  const waiting = createWaiting<WaitingKeys | WaitingClient>(base);
  const places = createPlaces({ ...base, provider: base.providers.looker });
  const importKeys = createImportKeys({
    ...base,
    checkAddress,
    apiKeys,
    places,
    waiting: only(waiting, 'keys'),
  });
  const googleClients = createGoogleClients({ ...base, waiting: only(waiting, 'google-client') });
  const imports = createImports({ ...base, importKeys, googleClients });
  return { importKeys, googleClients, imports, discardImport: waiting.discard };
}
