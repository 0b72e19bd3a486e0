// The projection of the state that windows and tray may see.
import type { Account } from '#domain/account';
import { leaseOf, type AccountState } from '#domain/account-state';
import type { Instance } from '#domain/instance';
import { nextFreePort } from '#domain/new-instance';
import { redirectUriOf, type Provider, type Providers } from '#domain/provider';
import type {
  AccountStateView,
  AccountView,
  InstanceView,
  NewInstanceView,
  VaultView,
  View,
} from '#domain/view';
import { alsoRevoked, formatsFor, missingAt, purposesForForm, toGoogleView } from './google-view';
import { lookUp, type AppState } from './store';

export type Surroundings = {
  readonly providers: Providers;
  readonly vaultName: string;
  readonly desktop: View['desktop'];
};

export function toView(state: AppState, surroundings: Surroundings, now: number, revision: number): View {
  const { providers } = surroundings;
  return {
    revision,
    now,
    instances: state.catalog.instances.map((instance) =>
      toInstanceView(state, instance, providers[instance.provider]),
    ),
    vault: toVaultView(state, surroundings.vaultName),
    clipboard: state.clipboard,
    settings: state.catalog.settings,
    newInstance: toNewInstance(state, providers.looker),
    purposes: purposesForForm,
    catalogTrouble: state.catalogTrouble,
    desktop: surroundings.desktop,
  };
}

function toInstanceView(state: AppState, instance: Instance, provider: Provider): InstanceView {
  const signIn = lookUp(state.signIns, instance.id);
  return {
    id: instance.id,
    provider: instance.provider,
    providerLabel: provider.label,
    name: instance.name,
    uiOrigin: instance.uiOrigin,
    apiOrigin: instance.apiOrigin,
    clientId: instance.clientId,
    redirectUri: redirectUriOf(provider, instance),
    redirectPort: instance.redirectPort,
    requestedScope: provider.scopeOf(instance),
    release: instance.release,
    takesKeys: provider.calls.keyLogin !== null,
    managesClients: provider.calls.clientApps !== null,
    google: toGoogleView(instance),
    configFormats: formatsFor(instance),
    checksHealth: provider.calls.health !== null,
    signsOutWidely: provider.signOut === 'revoke-project',
    handOff: provider.handOff(instance),
    signIn:
      signIn === undefined
        ? null
        : {
            attemptId: signIn.id,
            accountId: signIn.accountId,
            startedAt: signIn.startedAt,
            endsAt: signIn.endsAt,
            port: signIn.port,
            browserOpened: signIn.browserOpened,
            progress: signIn.progress,
          },
    accounts: state.catalog.accounts
      .filter((account) => account.instanceId === instance.id)
      .map((account) => toAccountView(state, account, instance, provider)),
  };
}

function toNewInstance(
  { catalog }: AppState,
  { defaultClientId, defaultRedirectPort }: Provider,
): NewInstanceView {
  return { clientId: defaultClientId, redirectPort: nextFreePort(catalog, defaultRedirectPort) };
}

function toAccountView(
  state: AppState,
  account: Account,
  instance: Instance,
  provider: Provider,
): AccountView {
  const accountState = lookUp(state.accounts, account.id) ?? { kind: 'signed-out' };
  const isSignedIn = account.storedIn !== null && !account.signedOut;
  const ends = isSignedIn ? provider.endsOf(instance, account) : null;
  return {
    id: account.id,
    instanceId: account.instanceId,
    identity: account.identity,
    signsInWith: account.signsInWith,
    state: toStateView(accountState),
    workspace:
      provider.calls.workspaces === null
        ? null
        : { wanted: account.workspace, actual: leaseOf(accountState)?.workspace ?? null },
    isAdmin: account.isAdmin,
    queuedSignOut: toQueuedView(state, account),
    scope: leaseOf(accountState)?.scope ?? account.grantedScope,
    missingScopes: isSignedIn ? missingAt(instance, account) : [],
    storedIn: account.storedIn,
    signedInAt: account.signedInAt,
    signInEndsAt: ends?.atLatest ?? null,
    unusedEndsAt: ends?.ifUnused ?? null,
    lastUsedAt: account.lastUsedAt,
    alsoRevoked: isSignedIn ? alsoRevoked(state, instance, account) : [],
    activity: account.activity,
    signOut: lookUp(state.signOuts, account.id) ?? null,
  };
}

function toQueuedView(state: AppState, { id, queuedSignOut }: Account): AccountView['queuedSignOut'] {
  if (queuedSignOut === null) return null;
  const next = lookUp(state.signOutTries, id);
  const { since, thenRemove, hasFailed } = queuedSignOut;
  // The first try is a sign-out like any other, until it turns out that it has to wait.
  if (!hasFailed) return null;
  return { since, thenRemove, next: next ?? { kind: 'trying' } };
}

function toStateView(state: AccountState): AccountStateView {
  switch (state.kind) {
    case 'active':
      return {
        kind: 'active',
        issuedAt: state.lease.issuedAt,
        expiresAt: state.lease.expiresAt,
        trouble: state.trouble,
      };
    case 'renewing':
      return {
        kind: 'renewing',
        issuedAt: state.lease?.issuedAt ?? null,
        expiresAt: state.lease?.expiresAt ?? null,
      };
    case 'signed-out':
    case 'resting':
    case 'waiting':
    case 'needs-sign-in':
    case 'blocked':
    case 'locked':
      return state;
  }
}

function toVaultView({ vault }: AppState, name: string): VaultView {
  switch (vault.kind) {
    case 'works':
      return { kind: 'keychain', name };
    case 'trouble':
      return { kind: 'trouble', name, failure: vault.failure };
    case 'unchecked':
    case 'asking':
    case 'memory-only':
      return { kind: vault.kind, name };
  }
}
