// A desk at which Ana works with Google: two clients of one project, and one of another.
import { scopesOf } from '#domain/google/purpose';
import type { ConfigWish } from '#usecases/tokens/config-files';
import { aGoogle, aGoogleAccount, anAds, ben } from '#support/builders';
import { aDesk, type Desk, type DeskParts } from '#support/desk';

export const adsScopes = scopesOf({ kind: 'ads' }).join(' ');
export const studioScopes = scopesOf({ kind: 'studio-read' }).join(' ');

export const elsewhere = () =>
  anAds(
    { id: 'elsewhere', name: 'Ads of a customer', clientId: '999999999999-x.apps.googleusercontent.com' },
    { projectId: 'other-project' },
  );

/** Ana is signed in at all three, Ben where Ana is first. */
export function aGoogleDesk(parts: DeskParts = {}): Desk {
  const ads = { kind: 'ads' } as const;
  return aDesk({
    instances: [aGoogle(), anAds(), elsewhere()],
    accounts: [
      aGoogleAccount(),
      aGoogleAccount({ id: 'ana-ads', instanceId: 'ads' }, ads),
      aGoogleAccount({ id: 'ana-elsewhere', instanceId: 'elsewhere' }, ads),
      aGoogleAccount({ id: 'ben', identity: ben }),
    ],
    ...parts,
  });
}

export const viewOf = (desk: Desk, accountId = 'ana') =>
  desk
    .view()
    .instances.flatMap(({ accounts }) => accounts)
    .find(({ id }) => id === accountId);

export const secretOfStudio = (desk: Desk): string => desk.vault.tokenOf('studio') ?? '';

export function aConfigWish(part: Partial<ConfigWish> = {}): ConfigWish {
  return { format: 'python', developerToken: '', loginCustomerId: '', linkedCustomerId: '', ...part };
}
