// A whole Daypass without window, network, keychain or passing time: the real use cases over fakes with state, and
// what a user does as verbs.
import type { Account, Identity } from '#domain/account';
import type { AccountState } from '#domain/account-state';
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { Instance, InstanceDraft } from '#domain/instance';
import { Secret } from '#domain/secret';
import { defaultSettings, type Settings } from '#domain/settings';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import type { SignOutReport } from '#domain/sign-out-report';
import type { View } from '#domain/view';
import { createMemoryVault } from '#node/memory-vault';
import { keepCatalog } from '#usecases/keep-catalog';
import { createLife } from '#usecases/life';
import type { HowToSignOut } from '#usecases/sign-out/sign-out-wish';
import { createStore, toInitialState, type Store } from '#usecases/store';
import { createUsecases, type Ports, type Usecases } from '#usecases/wiring';
import { aClientRecord, aLooker, noon } from '#support/builders';
import { providers } from '#support/providers';
import { FakeBrowser } from './fakes/browser';
import { FakeCatalogFile } from './fakes/catalog-file';
import { FakeClipboard } from './fakes/clipboard';
import { HandClock } from './fakes/clock';
import {
  countingFingerprint,
  evenChance,
  FakeNetwork,
  FakeRenewalLock,
  FakeServerTimes,
  FakeShell,
} from './fakes/everyday';
import { FakeFiles } from './fakes/files';
import { FakeGoogle } from './fakes/google';
import { countingIds } from './fakes/ids';
import { FakeLog } from './fakes/log';
import { FakeLooker } from './fakes/looker';
import { FakeOAuth } from './fakes/oauth';
import { FakeApi } from './fakes/provider-api';
import { FakeReceiver, type FakeDoor } from './fakes/receiver';
import { FakeServer, type KeyThere } from './fakes/server';
import { settle, Story } from './fakes/story';
import { FakeVault } from './fakes/vault';

export type DeskParts = {
  readonly instances?: readonly Instance[];
  /** Those kept in the keychain get a living sign-in at the server and a record in the vault. */
  readonly accounts?: readonly Account[];
  readonly settings?: Partial<Settings>;
};

type Run = ReturnType<typeof openRun>;

export type Desk = Run & {
  /** The app ends without a goodbye and starts again. */
  readonly restart: () => Desk;
};
export type World = ReturnType<typeof createWorld>;

export function aDesk({ instances = [aLooker()], accounts = [], settings = {} }: DeskParts = {}): Desk {
  const catalog: Catalog = {
    ...emptyCatalog,
    instances,
    accounts,
    settings: { ...defaultSettings, ...settings },
  };
  const world = createWorld(catalog);
  for (const instance of instances) giveClient(world, instance);
  for (const account of accounts) if (account.storedIn === 'keychain') giveSignIn(world, catalog, account);
  return openDesk(world);
}

/** Everything that outlives one run of the app, and the clock. */
function createWorld(catalog: Catalog) {
  const story = new Story();
  const clock = new HandClock(noon);
  const server = new FakeServer(clock);
  const looker = new FakeLooker(server);
  const google = new FakeGoogle(server);
  return {
    providers,
    story,
    clock,
    server,
    looker,
    google,
    ids: countingIds(),
    log: new FakeLog(),
    oauth: new FakeOAuth(server, google, story, clock),
    api: new FakeApi(server, looker, google, story),
    vault: new FakeVault(story),
    receiver: new FakeReceiver(story),
    browser: new FakeBrowser(story),
    clipboard: new FakeClipboard(),
    files: new FakeFiles(),
    network: new FakeNetwork(),
    renewalLock: new FakeRenewalLock(),
    shell: new FakeShell(),
    serverTimes: new FakeServerTimes(),
    dice: evenChance(),
    fingerprint: countingFingerprint(),
    file: new FakeCatalogFile(catalog),
  };
}

/** A client at Google is registered there, and its secret kept here. */
function giveClient({ google, vault }: World, instance: Instance): void {
  if (instance.google === null) return;
  const { clientSecret } = google.registers(instance.clientId, instance.google.projectId ?? undefined);
  if (instance.google.secretIn === 'keychain')
    vault.records.set(instance.id, aClientRecord(clientSecret, instance));
}

function giveSignIn({ server, vault }: World, catalog: Catalog, account: Account): void {
  const instance = catalog.instances.find(({ id }) => id === account.instanceId);
  if (instance === undefined) throw new Error(`No instance ${account.instanceId}`);
  const provider = providers[instance.provider];
  const endpoints = provider.endpoints(instance);
  const { signsInWith: way, identity } = account;
  const isKey = way.kind === 'api-key';
  vault.records.set(account.id, {
    binding: {
      issuer: endpoints.issuer,
      tokenEndpoint: isKey ? (provider.calls.keyLogin?.(instance.apiOrigin) ?? '') : endpoints.token,
      identityEndpoint: endpoints.identity,
      revocationEndpoint: endpoints.revocation,
      clientId: isKey ? way.keyId : instance.clientId,
    },
    credential: isKey
      ? { kind: 'api-key', keySecret: new Secret(server.addKey(identity, way.keyId).keySecret) }
      : {
          kind: 'refresh-token',
          refreshToken: new Secret(
            server.open(identity, instance.clientId, { scope: account.grantedScope }).refreshToken ?? '',
          ),
        },
    scope: isKey ? '' : provider.scopeOf(instance),
    generation: 1,
  });
}

function openDesk(world: World): Desk {
  const run = openRun(world);
  return {
    ...run,
    restart() {
      run.endLife();
      run.signOutQueue.stop();
      world.story.endRun();
      return openDesk(world);
    },
  };
}

function openRun(world: World) {
  const { catalog, trouble } = world.file.load();
  const store = createStore(toInitialState(catalog, trouble));
  keepCatalog({ store, file: world.file });
  /** Instances whose sign-in brought the window back to the front. */
  const cameBack: string[] = [];
  const ports: Ports = {
    ...world,
    store,
    memory: createMemoryVault(),
    chance: world.dice.chance,
    onSignInOver: (instanceId) => void cameBack.push(instanceId),
  };
  const usecases = createUsecases(ports);
  /** What a person has before them. */
  const eyes = { onWindow: false };
  const life = createLife(ports, usecases, {
    surroundings: () => ({ desktop: { os: 'linux', tray: true } }),
    isWatched: () => eyes.onWindow,
  });
  return {
    ...world,
    ...usecases,
    ...verbs(world, store, usecases),
    ...sights(store, () => life.views.current()),
    presence: life.presence,
    views: life.views,
    endLife: () => life.stop(),
    eyes,
    cameBack,
  };
}

/** A sign-in under way, with what the browser may answer. */
export type StartedSignIn = {
  readonly attemptId: string;
  readonly door: FakeDoor;
  readonly browserAnswers: (parameters?: Readonly<Record<string, string>>) => Promise<void>;
};

function verbs(world: World, store: Store, usecases: Usecases) {
  const { receiver, server } = world;

  /** Clicks "Sign in" and waits until the browser shows the page. */
  async function startSignIn(instanceId = 'acme', accountId: string | null = null): Promise<StartedSignIn> {
    const started = usecases.signIn.start(instanceId, accountId);
    if (!started.ok) throw new Error(started.failure.kind);
    await settle();
    const door = receiver.latest;
    return {
      attemptId: started.value.attemptId,
      door,
      async browserAnswers(parameters = { code: server.secret('code') }) {
        door.receive(parameters);
        await settle();
      },
    };
  }

  return {
    startSignIn,
    /** The whole way: click, browser, back. Gives the account that came of it. */
    async signsIn(person: Identity = server.person, instanceId = 'acme'): Promise<Account> {
      server.person = person;
      const started = await startSignIn(instanceId);
      await started.browserAnswers();
      const progress = store.get().signIns[instanceId]?.progress;
      if (progress?.kind !== 'done')
        throw new Error(`The sign-in did not end well: ${JSON.stringify(progress)}`);
      const account = store
        .get()
        .catalog.accounts.find(
          (one) => one.instanceId === instanceId && one.identity.userId === person.userId,
        );
      if (account === undefined) throw new Error('The sign-in did not end with an account');
      return account;
    },
    copies: (accountId = 'ana') => usecases.handOut.copyToken(accountId),
    refreshes: (accountId = 'ana') => usecases.renew(accountId),
    async signsOut(accountId = 'ana', how: HowToSignOut = {}): Promise<SignOutReport> {
      const report = await usecases.signOuts.signOut(accountId, how);
      if (!report.ok) throw new Error(report.failure.kind);
      return report.value;
    },
    adds: (draft: InstanceDraft) => usecases.instances.add(draft),
    removes: (accountId = 'ana', evenIfWaiting = false) =>
      usecases.instances.removeAccount(accountId, evenIfWaiting),
    removesInstance: (instanceId = 'acme', evenIfWaiting = false) =>
      usecases.instances.remove(instanceId, evenIfWaiting),
    /** Types a key into the form. */
    addsKey: ({ keyId, keySecret }: Pick<KeyThere, 'keyId' | 'keySecret'>, instanceId = 'acme') =>
      usecases.apiKeys.addTyped(instanceId, keyId, keySecret),
  };
}

function sights(store: Store, view: () => View) {
  return {
    view,
    stateOf: (accountId = 'ana'): AccountState | undefined => store.get().accounts[accountId],
    accountOf(accountId = 'ana'): Account {
      const account = store.get().catalog.accounts.find(({ id }) => id === accountId);
      if (account === undefined) throw new Error(`No account ${accountId}`);
      return account;
    },
    accountsAt: (instanceId = 'acme'): readonly Account[] =>
      store.get().catalog.accounts.filter((account) => account.instanceId === instanceId),
    attemptAt: (instanceId = 'acme'): SignInAttempt | undefined => store.get().signIns[instanceId],
    historyOf: (accountId = 'ana'): readonly string[] =>
      store
        .get()
        .catalog.accounts.find(({ id }) => id === accountId)
        ?.activity.map(({ what }) => what) ?? [],
  };
}
