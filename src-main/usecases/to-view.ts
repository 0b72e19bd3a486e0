// The projection of the state that windows and tray may see.
import type { Account } from '#domain/account';
import { leaseOf, type AccountState } from '#domain/account-state';
import type { Instance, ProviderId } from '#domain/instance';
import { toRedirectUri } from '#domain/provider';
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
    redirectUri:
      instance.redirectPort === null ? null : toRedirectUri(instance.redirectPort, provider.redirectPath),
    redirectPort: instance.redirectPort,
    requestedScope: provider.scope,
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
      .map((account) => toAccountView(state, account, provider.signInLifetimeDays)),
  };
}

function toNewInstance({ catalog }: AppState, id: ProviderId): NewInstanceView {
  const { defaultClientId, defaultRedirectPort } = providers[id];
  if (defaultRedirectPort === null) return { clientId: defaultClientId, redirectPort: null };
  const used = new Set(catalog.instances.map(({ redirectPort }) => redirectPort));
  let redirectPort = defaultRedirectPort;
  while (used.has(redirectPort)) redirectPort += 1;
  return { clientId: defaultClientId, redirectPort };
}

function toAccountView(state: AppState, account: Account, lifetimeDays: number | null): AccountView {
  const accountState = lookUp(state.accounts, account.id) ?? { kind: 'signed-out' };
  const isSignedIn = account.storedIn !== null && !account.signedOut;
  return {
    id: account.id,
    instanceId: account.instanceId,
    identity: account.identity,
    state: toStateView(accountState),
    scope: leaseOf(accountState)?.scope ?? null,
    storedIn: account.storedIn,
    signedInAt: account.signedInAt,
    signInEndsAt:
      isSignedIn && lifetimeDays !== null ? account.signedInAt + lifetimeDays * dayInMilliseconds : null,
    activity: account.activity,
    signOut: lookUp(state.signOuts, account.id) ?? null,
  };
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
