// The projection of the state that windows and tray may see.
import type { Account } from '#domain/account';
import { leaseOf, type AccountState } from '#domain/account-state';
import { signInAgainBy } from '#domain/forecast';
import type { Instance } from '#domain/instance';
import { nextFreePort } from '#domain/new-instance';
import { isKeptFresh } from '#domain/renewal-plan';
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
  /** Epoch ms of an account's next renewal by itself; null when none is planned. */
  readonly renewsAt: (accountId: string) => number | null;
};

export function toView(state: AppState, surroundings: Surroundings, now: number, revision: number): View {
  const { providers } = surroundings;
  return {
    revision,
    now,
    instances: state.catalog.instances.map((instance) => toInstanceView(state, instance, surroundings, now)),
    vault: toVaultView(state, surroundings.vaultName),
    clipboard: state.clipboard,
    settings: state.catalog.settings,
    renewals: state.renewals,
    clock: state.clock,
    isLocked: state.isLocked,
    shortcutTrouble: state.shortcutTrouble,
    tellsNoTray: tellsNoTray(state, surroundings),
    newInstance: toNewInstance(state, providers.looker),
    purposes: purposesForForm,
    catalogTrouble: state.catalogTrouble,
    desktop: surroundings.desktop,
  };
}

/** Who closes the window there ends the app, and with it the renewals. */
function tellsNoTray({ catalog }: AppState, { desktop }: Surroundings): boolean {
  return desktop.tray === false && !catalog.told.noTray && catalog.accounts.length > 0;
}

function toInstanceView(
  state: AppState,
  instance: Instance,
  surroundings: Surroundings,
  now: number,
): InstanceView {
  const provider = surroundings.providers[instance.provider];
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
    signIn: toSignInView(state, instance.id),
    accounts: state.catalog.accounts
      .filter((account) => account.instanceId === instance.id)
      .map((account) => toAccountView(state, account, { instance, provider, surroundings, now })),
  };
}

function toSignInView({ signIns }: AppState, instanceId: string): InstanceView['signIn'] {
  const signIn = lookUp(signIns, instanceId);
  if (signIn === undefined) return null;
  const { id: attemptId, accountId, startedAt, endsAt, port, browserOpened, progress } = signIn;
  return { attemptId, accountId, startedAt, endsAt, port, browserOpened, progress };
}

function toNewInstance(
  { catalog }: AppState,
  { defaultClientId, defaultRedirectPort }: Provider,
): NewInstanceView {
  return { clientId: defaultClientId, redirectPort: nextFreePort(catalog, defaultRedirectPort) };
}

type Around = {
  readonly instance: Instance;
  readonly provider: Provider;
  readonly surroundings: Surroundings;
  readonly now: number;
};

function toAccountView(state: AppState, account: Account, around: Around): AccountView {
  const { instance, provider, surroundings, now } = around;
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
    ...toFreshness(account, isSignedIn, now),
    renewsAt: isSignedIn ? surroundings.renewsAt(account.id) : null,
    signInAgainBy: state.catalog.settings.forecasts ? signInAgainBy(account, ends, now) : null,
    alsoRevoked: isSignedIn ? alsoRevoked(state, instance, account) : [],
    activity: account.activity,
    signOut: lookUp(state.signOuts, account.id) ?? null,
  };
}

function toFreshness(account: Account, isSignedIn: boolean, now: number) {
  const { keepFresh, lastHandOutAt, isPinned } = account;
  return { keepFresh, lastHandOutAt, isPinned, isKeptFresh: isSignedIn && isKeptFresh(account, now) };
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
