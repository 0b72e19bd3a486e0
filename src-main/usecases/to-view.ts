// The projection of the state that windows and tray may see.
import type { Account } from '#domain/account';
import { leaseOf, type AccountState } from '#domain/account-state';
import type { Instance, ProviderId } from '#domain/instance';
import { nextFreePort } from '#domain/new-instance';
import { redirectUriOf, type Provider } from '#domain/provider';
import type {
  AccountStateView,
  AccountView,
  InstanceView,
  NewInstanceView,
  VaultView,
  View,
} from '#domain/view';
import { providers } from '#providers/registry';
import { lookUp, type AppState } from './store';

const dayInMilliseconds = 86_400_000;

export type Surroundings = {
  readonly vaultName: string;
  readonly desktop: View['desktop'];
};

export function toView(state: AppState, surroundings: Surroundings, now: number, revision: number): View {
  return {
    revision,
    now,
    instances: state.catalog.instances.map((instance) => toInstanceView(state, instance)),
    vault: toVaultView(state, surroundings.vaultName),
    clipboard: state.clipboard,
    settings: state.catalog.settings,
    newInstance: { looker: toNewInstance(state, 'looker'), google: toNewInstance(state, 'google') },
    catalogTrouble: state.catalogTrouble,
    desktop: surroundings.desktop,
  };
}

function toInstanceView(state: AppState, instance: Instance): InstanceView {
  const provider = providers[instance.provider];
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
    requestedScope: provider.scope,
    release: instance.release,
    takesKeys: provider.calls.keyLogin !== null,
    managesClients: provider.calls.clientApps !== null,
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
      .map((account) => toAccountView(state, account, provider)),
  };
}

function toNewInstance({ catalog }: AppState, id: ProviderId): NewInstanceView {
  const { defaultClientId, defaultRedirectPort } = providers[id];
  return { clientId: defaultClientId, redirectPort: nextFreePort(catalog, defaultRedirectPort) };
}

function toAccountView(state: AppState, account: Account, provider: Provider): AccountView {
  const accountState = lookUp(state.accounts, account.id) ?? { kind: 'signed-out' };
  const isSignedIn = account.storedIn !== null && !account.signedOut;
  // A key has no end that its provider publishes.
  const lifetimeDays = account.signsInWith.kind === 'oauth' ? provider.signInLifetimeDays : null;
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
    scope: leaseOf(accountState)?.scope ?? null,
    storedIn: account.storedIn,
    signedInAt: account.signedInAt,
    signInEndsAt:
      isSignedIn && lifetimeDays !== null ? account.signedInAt + lifetimeDays * dayInMilliseconds : null,
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
