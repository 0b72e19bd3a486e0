// Builders for what main keeps, with a sentence's grammar: aCatalog({ instances: [aLooker()], accounts: [anaAt('acme')] }).
// What main shows the window is built in views.ts.
import type { Account, Activity, Identity, Lease, QueuedSignOut } from '#domain/account';
import { emptyCatalog, type Catalog } from '#domain/catalog';
import type { ClientAppForm } from '#domain/client-app';
import type { Instance, InstanceDraft } from '#domain/instance';
import { Secret } from '#domain/secret';
import type { SignInAttempt } from '#domain/sign-in-attempt';
import type { Binding, TokenSet, VaultRecord } from '#domain/token-set';

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
    addedAt: noon - days(3),
    ...part,
  };
}

export function aGoogleClient(part: Partial<Instance> = {}): Instance {
  return aLooker({
    id: 'workspace',
    provider: 'google',
    name: 'Workspace',
    uiOrigin: 'https://accounts.google.com',
    apiOrigin: 'https://oauth2.googleapis.com',
    clientId: '1234.apps.googleusercontent.com',
    redirectPort: null,
    ...part,
  });
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
    signedInAt: noon - days(2),
    renewalStartedAt: null,
    endedBy: null,
    activity: [],
    ...part,
  };
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

/** The secret half of a record: a refresh token, or the secret of a key. */
export function secretOf({ credential }: Pick<VaultRecord, 'credential'>): string {
  return credential.kind === 'api-key' ? credential.keySecret.reveal() : credential.refreshToken.reveal();
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
