// The engine of the app with its real parts: everything but Electron. A keychain, or files in its place.
import { secretOf } from '#domain/token-set';
import { realDisk, type Disk } from '#electron/catalog-disk';
import { createCatalogStore } from '#electron/catalog-store';
import { systemClock } from '#node/clock';
import { fingerprint } from '#node/fingerprint';
import { forkKeychain } from '#node/fork-keychain';
import { createHttp } from '#node/http';
import { randomIds } from '#node/ids';
import { createKeychain } from '#node/keychain';
import { createMemoryVault } from '#node/memory-vault';
import { createOAuthClient } from '#node/oauth-client';
import { createProviderApi } from '#node/provider-api';
import { createRenewalLock, toLockName } from '#node/renewal-lock';
import { createKeychainVault } from '#node/vault';
import { sharedNow } from '#practice/looker/replaced-tokens';
import { googleEndpoints } from '#providers/google-endpoints';
import { createProviders } from '#providers/registry';
import { FakeNetwork, FakeShell } from '#support/fakes/everyday';
import { keepCatalog } from '#usecases/keep-catalog';
import type { Log, Vault } from '#usecases/ports';
import { createStore, toInitialState } from '#usecases/store';
import { createUsecases, type Ports } from '#usecases/wiring';
import { createFileVault } from './file-vault';
import type { FromVictim, Profile } from './protocol';
import type { Steps } from './steps';

export type Engine = ReturnType<typeof openEngine>;

const noLog: Log = {
  note: () => undefined,
  bug(where, error) {
    process.stderr.write(
      `bug at ${where}: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
    );
    return 'bug';
  },
};

/** The keychain through its own process, by the program of that; files if there is none. */
export function openVault(
  profile: Profile,
  program: string | null,
  { env = process.env, disk = realDisk }: { readonly env?: NodeJS.ProcessEnv; readonly disk?: Disk } = {},
): Vault {
  if (program === null) return createFileVault(profile.vaultFolder, disk);
  const keychain = createKeychain({
    spawn: () => forkKeychain(program, env),
    service: profile.service,
    clock: systemClock,
  });
  const isOpen = (): Promise<boolean> => Promise.resolve(true);
  return createKeychainVault({ keychain, name: 'keyring', log: noLog, isOpen });
}

export function openEngine(
  profile: Profile,
  {
    program,
    steps,
    say,
  }: {
    /** Of the keychain process; null for the vault in files. */
    readonly program: string | null;
    readonly steps: Steps;
    readonly say: (news: FromVictim) => void;
  },
) {
  const { watch } = steps;
  const clock = systemClock;
  const vault = tellDurable(openVault(profile, program, { disk: watchDisk('vault disk', steps) }), say);
  const file = createCatalogStore({
    folder: profile.catalogFolder,
    now: clock.now,
    disk: watchDisk('catalog disk', steps),
  });
  const { catalog, trouble } = file.load();
  const store = createStore(toInitialState(catalog, trouble));
  const watchedFile = watch('catalog', file);
  keepCatalog({ store, file: watchedFile });
  const http = createHttp({ fetch: watch('network', { fetch }).fetch, clock });
  const lock = createRenewalLock({ name: (id) => toLockName(profile.service, id), clock, log: noLog });
  const ports: Ports = {
    ...unused,
    providers: createProviders({ google: googleEndpoints }),
    store,
    clock,
    ids: watch('ids', randomIds),
    log: noLog,
    oauth: watch('oauth', createOAuthClient({ http, clock })),
    api: watch('api', createProviderApi({ http })),
    vault: watch('vault', vault),
    memory: createMemoryVault(),
    file: watchedFile,
    chance: Math.random,
    fingerprint: watch('fingerprint', { fingerprint }).fingerprint,
    renewalLock: watch('lock', lock),
    serverTimes: http.serverTimes,
  };
  return { ...createUsecases(ports), trouble, store, file, api: ports.api, vault };
}

/** Files that are open count as well. */
function watchDisk(name: string, { watch }: Steps): Disk {
  const disk = watch(name, realDisk);
  return { ...disk, open: async (...args) => watch(`${name} file`, toPlain(await disk.open(...args))) };
}

/** A file handle keeps its methods on its prototype. */
function toPlain(file: Awaited<ReturnType<Disk['open']>>): typeof file {
  return {
    writeFile: (text) => file.writeFile(text),
    sync: () => file.sync(),
    datasync: () => file.datasync(),
    close: () => file.close(),
  };
}

/** Says when a replacement was written, read back, and so can never be lost again. */
function tellDurable(vault: Vault, say: (news: FromVictim) => void): Vault {
  const lastRead = new Map<string, string>();
  return {
    ...vault,
    async read(id) {
      const record = await vault.read(id);
      if (record.ok) lastRead.set(id, secretOf(record.value.credential).reveal());
      return record;
    },
    async write(id, record) {
      const from = lastRead.get(id) ?? '';
      const written = await vault.write(id, record);
      const to = secretOf(record.credential).reveal();
      if (written.ok) say({ say: 'durable', at: sharedNow(), from, to });
      return written;
    },
  };
}

const never = (): never => {
  throw new Error('A renewal does not need this.');
};

/** What a renewal has nothing to do with. */
const unused = {
  receiver: { open: never },
  browser: { open: never },
  clipboard: { put: never, read: never, clearIfHolds: () => Promise.resolve(false) },
  files: { read: never, saveAs: never, saveSecret: never },
  network: new FakeNetwork(),
  shell: new FakeShell(),
  onSignInOver: () => undefined,
} satisfies Partial<Ports>;
