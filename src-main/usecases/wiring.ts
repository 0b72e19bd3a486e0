// Every story, made from the ports it needs and from each other. The app and the tests put them together here alike.
import { createApiKeys } from './sign-in/api-keys';
import { createCheckAddress } from './instances/check-address';
import { createCheckRegistration } from './instances/check-registration';
import { createClientApps } from './instances/client-apps';
import { createFindLiveToken } from './tokens/find-live-token';
import { createHandOut } from './tokens/hand-out';
import { createImportKeys } from './instances/import-keys';
import { createPlaces } from './instances/import-places';
import { createInspect } from './tokens/inspect';
import { createInstances } from './instances/instances';
import { createLearnRelease } from './instances/learn-release';
import { createLiveTokens } from './tokens/live-tokens';
import type {
  Browser,
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
import { createRenewals } from './tokens/renew';
import { createSafekeeping } from './tokens/safekeeping';
import { createSheets } from './instances/sheets';
import { createSignIn } from './sign-in/sign-in';
import { createSignOut } from './sign-out/sign-out';
import { createSignOutQueue } from './sign-out/sign-out-queue';
import type { Store } from './store';
import { createTurns } from './turns';
import { createSetWorkspace } from './tokens/workspaces';

export type Ports = {
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
    signOut: signOuts.signOut,
    onBug: (error) => void log.bug('sign-out', error),
  });
  const ways = createWaysIn(ports, { ...base, settled, finishSignOuts: signOutQueue.finishAt });
  return {
    ...tokens,
    ...ways,
    store,
    signOuts,
    signOutQueue,
    renewAll: createRenewAll({ store, renew }),
    instances: createInstances({ ...base, ...ways, signOuts }),
    setWorkspace: createSetWorkspace(base),
    clientApps: createClientApps(base),
    checkRegistration: createCheckRegistration(base),
    sheets: createSheets(base),
  };
}

/** Tokens that live, are kept, renewed and handed out. */
function createTokenStories(ports: Ports) {
  const { store, clock, vault, memory } = ports;
  const liveTokens = createLiveTokens(clock);
  const safekeeping = createSafekeeping({ store, keychain: vault, memory });
  const renewals = createRenewals({ ...ports, liveTokens, safekeeping });
  const findLiveToken = createFindLiveToken({ liveTokens, clock, renew: renewals.renew });
  const handOut = createHandOut({ ...ports, findLiveToken });
  return { liveTokens, safekeeping, ...renewals, findLiveToken, handOut, turns: createTurns() };
}

type Tokens = ReturnType<typeof createTokenStories>;

/** How accounts come to be: by browser, by key, from a file. */
function createWaysIn(
  ports: Ports,
  base: Ports &
    Tokens & {
      readonly copyText: Tokens['handOut']['copyText'];
      readonly finishSignOuts: (instanceId: string) => Promise<void>;
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
  const importKeys = createImportKeys({ ...ports, checkAddress, apiKeys, places: createPlaces(more) });
  return { inspection, signIn, apiKeys, checkAddress, importKeys, onAdded };
}
