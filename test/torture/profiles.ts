// An account that is signed in, as it lies on the disk: what a program finds when it starts.
import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '#domain/account';
import { emptyCatalog } from '#domain/catalog';
import { toBinding } from '#domain/provider';
import { Secret } from '#domain/secret';
import { secretOf } from '#domain/token-set';
import { createCatalogStore } from '#electron/catalog-store';
import { providers } from '#support/providers';
import { aKnownAccount } from '#support/builders';
import { aLookerInstance } from '#support/catalog-file';
import type { Vault } from '#usecases/ports';
import type { Mode, Profile } from './protocol';
import type { Server } from './processes';
import { openVault } from './victim-engine';

export type Home = {
  /** For everything of this run. */
  readonly folder: string;
  readonly server: Server;
  /** Of the keychain process; null for the vault in files. */
  readonly keychainProgram: string | null;
  /** For keychain processes. */
  readonly env: NodeJS.ProcessEnv;
  /** One for all lanes: each has its own service. */
  readonly vaults: Map<string, Vault>;
};

/** Signs in anew: an account of its own, in folders of its own. */
export async function newProfile(
  home: Home,
  mode: Mode,
  part: Partial<Account> = {},
  /** For the app itself, which names its keychain entries. */
  service?: string,
): Promise<Profile> {
  const accountId = randomBytes(16).toString('base64url');
  const profile: Profile = {
    accountId,
    catalogFolder: join(home.folder, accountId, 'profile'),
    vaultFolder: join(home.folder, accountId, 'vault'),
    service: service ?? `torture-${accountId}`,
  };
  await mkdir(profile.catalogFolder, { recursive: true, mode: 0o700 });
  const refreshToken = new Secret(await home.server.signIn(mode));
  const origin = home.server.origins[mode];
  const instance = aLookerInstance({ uiOrigin: origin, apiOrigin: origin });
  const account = aKnownAccount({ id: accountId, instanceId: instance.id, ...part });
  const file = createCatalogStore({ folder: profile.catalogFolder, now: Date.now });
  file.load();
  const saved = await file.save({ ...emptyCatalog, instances: [instance], accounts: [account] });
  const written = await vaultOf(home, profile).write(accountId, {
    binding: toBinding(providers.looker.endpoints(instance), instance.clientId),
    credential: { kind: 'refresh-token', refreshToken },
    scope: 'cors_api',
    generation: 1,
  });
  if (!saved.ok || !written.ok) throw new Error('The account could not be put on the disk.');
  return profile;
}

function vaultOf({ vaults, keychainProgram, env }: Home, profile: Profile): Vault {
  const vault = vaults.get(profile.service) ?? openVault(profile, keychainProgram, { env });
  vaults.set(profile.service, vault);
  return vault;
}

/** The refresh token in the vault; null when what is there is no whole record. */
export async function storedToken(home: Home, profile: Profile): Promise<string | null> {
  const record = await vaultOf(home, profile).read(profile.accountId);
  return record.ok ? secretOf(record.value.credential).reveal() : null;
}

export async function dropProfile({ vaults, folder }: Home, { service, accountId }: Profile): Promise<void> {
  const vault = vaults.get(service);
  await vault?.remove(accountId);
  vault?.close();
  vaults.delete(service);
  await rm(join(folder, accountId), { recursive: true, force: true });
}
