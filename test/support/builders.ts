// Builders for what main keeps, with a sentence's grammar: aCatalog({ instances: [aLooker()], accounts: [anaAt('acme')] }).
// What main shows the window is built in views.ts.
import type { Account, Activity, Identity, Lease, QueuedSignOut } from '#domain/account';
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { ClientAppForm } from '#domain/client-app';
import type { GoogleClient } from '#domain/google/client';
import { scopesOf, type Purpose } from '#domain/google/purpose';
import type { Instance, InstanceDraft } from '#domain/instance';
import { Secret } from '#domain/secret';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import { toBinding } from '#domain/provider';
import { secretOf as hiddenHalfOf, type Binding, type TokenSet, type VaultRecord } from '#domain/token-set';
import { providers } from '#support/providers';

/** Noon on a Tuesday: where the clock of a desk stands when nobody moved it. */
export const noon = Date.UTC(2026, 8, 15, 12, 0, 0);
export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => count * 60_000;
export const days = (count: number): number => count * 86_400_000;

export const ana: Identity = { userId: '481', displayName: 'Ana Ruiz', email: 'ana.ruiz@acme.example' };
export const ben: Identity = { userId: '77', displayName: 'Ben Okafor', email: 'ben@acme.example' };

export function aLooker(part: Partial<Instance> = {}): Instance {
  return {
    id: 'acme',
    provider: 'looker',
    name: 'Acme production',
    uiOrigin: 'https://acme.cloud.looker.com',
    apiOrigin: 'https://acme.cloud.looker.com',
    clientId: 'daypass',
    redirectPort: 48_517,
    release: null,
    google: null,
    addedAt: noon - days(3),
    ...part,
  };
}

/** A desktop client for reading Looker Studio, its secret in the keychain. */
export function aGoogle(part: Partial<Instance> = {}, client: Partial<GoogleClient> = {}): Instance {
  return aLooker({
    id: 'studio',
    provider: 'google',
    name: 'Looker Studio',
    uiOrigin: 'https://accounts.google.com',
    apiOrigin: 'https://oauth2.googleapis.com',
    clientId: '407408718192-studio.apps.googleusercontent.com',
    redirectPort: null,
    google: aGoogleClient(client),
    ...part,
  });
}

export function aGoogleClient(part: Partial<GoogleClient> = {}): GoogleClient {
  return {
    clientType: 'desktop',
    purpose: { kind: 'studio-read' },
    projectId: 'acme-tokens',
    redirectUri: null,
    audience: 'unknown',
    adsApiVersion: 'v26',
    secretIn: 'keychain',
    ...part,
  };
}

/** Another client of the same project, for Google Ads. */
export function anAds(part: Partial<Instance> = {}, client: Partial<GoogleClient> = {}): Instance {
  return aGoogle(
    { id: 'ads', name: 'Google Ads', clientId: '407408718192-ads.apps.googleusercontent.com', ...part },
    { purpose: { kind: 'ads' }, ...client },
  );
}

/** What a person typed into the form, all of it fine. */
export function aDraft(part: Partial<InstanceDraft> = {}): InstanceDraft {
  return {
    provider: 'looker',
    name: 'Acme staging',
    uiAddress: 'acme-staging.cloud.looker.com',
    apiAddress: '',
    clientId: 'daypass',
    redirectPort: '48517',
    ...part,
  };
}

/** An account as it lies in the catalog, signed in and kept in the keychain. */
export function aKnownAccount(part: Partial<Account> = {}): Account {
  return {
    id: 'ana',
    instanceId: 'acme',
    identity: ana,
    signsInWith: { kind: 'oauth' },
    storedIn: 'keychain',
    signedOut: false,
    queuedSignOut: null,
    workspace: 'production',
    isAdmin: null,
    tokensEndAt: null,
    grantedScope: null,
    consentEndsAt: null,
    lastUsedAt: null,
    lastHandOutAt: null,
    keepFresh: 'when-used',
    isPinned: false,
    signedInAt: noon - days(2),
    renewalStartedAt: null,
    renewalMark: null,
    endedBy: null,
    activity: [],
    ...part,
  };
}

/** Ana at Google, with everything granted that was asked for. */
export function aGoogleAccount(
  part: Partial<Account> = {},
  purpose: Purpose = { kind: 'studio-read' },
): Account {
  return aKnownAccount({
    instanceId: 'studio',
    grantedScope: scopesOf(purpose).join(' '),
    lastUsedAt: noon - days(1),
    ...part,
  });
}

/** Ana's API key, as it lies in the catalog. */
export function aKeyAccount(part: Partial<Account> = {}): Account {
  return aKnownAccount({
    id: 'key',
    signsInWith: { kind: 'api-key', keyId: 'key-of-481' },
    ...part,
  });
}

export function aWish(part: Partial<QueuedSignOut> = {}): QueuedSignOut {
  return {
    since: noon - minutes(5),
    everywhere: false,
    thenRemove: false,
    hasFailed: true,
    isUnsure: false,
    ...part,
  };
}

/** Signed out while the provider could not be reached: the vault still holds what can end it. */
export function aWaitingAccount(part: Partial<Account> = {}): Account {
  return aKnownAccount({
    signedOut: true,
    queuedSignOut: aWish(),
    ...part,
  });
}

export function anActivity(what: Activity['what'], at = noon): Activity {
  return { at, what };
}

export function aCatalog(part: Partial<Catalog> = {}): Catalog {
  return { ...emptyCatalog, instances: [aLooker()], ...part };
}

export function aLease(left = minutes(42), issuedAt = noon): Lease {
  return { issuedAt, expiresAt: noon + left, scope: 'cors_api', workspace: 'production' };
}

export function aTokenSet(part: Partial<TokenSet> = {}): TokenSet {
  return {
    accessToken: new Secret('access'),
    refreshToken: new Secret('refresh'),
    issuedAt: noon,
    expiresAt: noon + minutes(60),
    refreshEndsAt: null,
    scope: null,
    ...part,
  };
}

export function aBinding(part: Partial<Binding> = {}): Binding {
  return {
    issuer: 'https://acme.cloud.looker.com',
    tokenEndpoint: 'https://acme.cloud.looker.com/api/token',
    identityEndpoint: 'https://acme.cloud.looker.com/api/4.0/user?fields=id,display_name,email',
    revocationEndpoint: 'https://acme.cloud.looker.com/api/4.0/logout',
    clientId: 'daypass',
    ...part,
  };
}

export function aRecord(refreshToken = 'refresh', part: Partial<VaultRecord> = {}): VaultRecord {
  return {
    binding: aBinding(),
    credential: { kind: 'refresh-token', refreshToken: new Secret(refreshToken) },
    scope: 'cors_api',
    generation: 1,
    ...part,
  };
}

export function aKeyRecord(keySecret = 'secret', part: Partial<VaultRecord> = {}): VaultRecord {
  return {
    binding: aBinding({
      tokenEndpoint: 'https://acme.cloud.looker.com/api/4.0/login',
      clientId: 'key-of-481',
    }),
    credential: { kind: 'api-key', keySecret: new Secret(keySecret) },
    scope: '',
    generation: 1,
    ...part,
  };
}

/** The secret of a client at Google, as it lies under the id of its instance. */
export function aClientRecord(
  clientSecret = 'client-secret',
  { clientId }: Pick<Instance, 'clientId'> = aGoogle(),
): VaultRecord {
  return {
    binding: toBinding(providers.google.endpoints(aGoogle()), clientId),
    credential: { kind: 'client-secret', clientSecret: new Secret(clientSecret) },
    scope: '',
    generation: 1,
  };
}

/** The secret half of a record: a refresh token, or the secret of a key or of a client. */
export function secretOf({ credential }: Pick<VaultRecord, 'credential'>): string {
  return hiddenHalfOf(credential).reveal();
}

export function aClientAppForm(part: Partial<ClientAppForm> = {}): ClientAppForm {
  return {
    guid: 'daypass',
    redirectUris: 'http://127.0.0.1:48517/callback',
    displayName: 'Daypass',
    description: 'Short-lived tokens',
    enabled: true,
    groupId: '',
    ...part,
  };
}

export function anAttempt(part: Partial<SignInAttempt> = {}): SignInAttempt {
  return {
    id: 'attempt',
    instanceId: 'acme',
    accountId: null,
    startedAt: noon,
    endsAt: noon + minutes(5),
    port: null,
    browserOpened: null,
    progress: { kind: 'under-way', step: 'receiver' },
    ...part,
  };
}
