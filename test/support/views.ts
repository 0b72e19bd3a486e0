// Builders for what main shows the window: aView({ instances: [anInstance({ accounts: [anAccount()] })] }).
import type {
  AccountStateView,
  AccountView,
  Failure,
  FoundAddress,
  HandOff,
  InstanceView,
  SignInProgress,
  SignInView,
  SignOutLine,
  SignOutReport,
  View,
} from '#contract/bridge';
import { defaultSettings } from '#domain/settings';
import { purposesForForm } from '#usecases/google-view';

export const second = 1000;
export const minute = 60 * second;
export const day = 24 * 60 * minute;

/** A Tuesday afternoon, so that texts with times read the same in every run. */
export const afternoon = Date.UTC(2026, 8, 15, 13, 10, 0);

export function aView(part: Partial<View> = {}): View {
  return {
    revision: 1,
    now: afternoon,
    instances: [],
    vault: { kind: 'keychain', name: 'GNOME Keyring' },
    clipboard: null,
    purposes: purposesForForm,
    settings: defaultSettings,
    renewals: { isPaused: false, isOffline: false },
    clock: { kind: 'fine' },
    isLocked: false,
    shortcutTrouble: null,
    tellsNoTray: false,
    catalogTrouble: null,
    newInstance: { clientId: 'daypass', redirectPort: 48_517 },
    desktop: { os: 'linux', tray: true },
    ...part,
  };
}

export function anInstance(part: Partial<InstanceView> = {}): InstanceView {
  const id = part.id ?? 'acme';
  return {
    id,
    provider: 'looker',
    providerLabel: 'Looker',
    name: 'Acme production',
    uiOrigin: 'https://acme.cloud.looker.com',
    apiOrigin: 'https://acme.cloud.looker.com',
    clientId: 'daypass',
    redirectUri: 'http://127.0.0.1:48517/callback',
    redirectPort: 48517,
    requestedScope: 'cors_api',
    release: '26.12.3',
    takesKeys: true,
    managesClients: true,
    google: null,
    configFormats: [],
    checksHealth: false,
    signsOutWidely: false,
    handOff: aHandOff(),
    signIn: null,
    accounts: [],
    ...part,
  };
}

export function aHandOff(): Extract<HandOff, { kind: 'registration' }> {
  const guid = 'daypass';
  const api = 'https://acme.cloud.looker.com/api/4.0';
  return {
    kind: 'registration',
    clientId: guid,
    redirectUri: 'http://127.0.0.1:48517/callback',
    body: JSON.stringify(
      {
        redirect_uri: 'http://127.0.0.1:48517/callback',
        display_name: 'Daypass',
        description: 'Daypass hands you short-lived tokens on your own computer.',
        enabled: true,
      },
      null,
      2,
    ),
    call: `POST ${api}/oauth_client_apps/${guid}`,
    explorer:
      'https://acme.cloud.looker.com/extensions/marketplace_extension_api_explorer::api-explorer/4.0/methods/Auth/register_oauth_client_app',
    undo: `DELETE ${api}/oauth_client_apps/${guid}`,
  };
}

export function anAccount(part: Partial<AccountView> = {}): AccountView {
  const state = part.state ?? activeFor(42 * minute);
  const isStored = state.kind !== 'signed-out';
  return {
    id: 'ana',
    instanceId: 'acme',
    identity: { userId: '481', displayName: 'Ana Ruiz', email: 'ana.ruiz@acme.example' },
    signsInWith: { kind: 'oauth' },
    state,
    workspace: { wanted: 'production', actual: state.kind === 'active' ? 'production' : null },
    isAdmin: false,
    queuedSignOut: null,
    scope: state.kind === 'active' ? 'cors_api' : null,
    missingScopes: [],
    storedIn: isStored ? 'keychain' : null,
    signedInAt: afternoon - 4 * 60 * minute,
    signInEndsAt: isStored ? afternoon + 26 * day : null,
    unusedEndsAt: null,
    lastUsedAt: null,
    lastHandOutAt: null,
    keepFresh: 'when-used',
    isKeptFresh: isStored,
    renewsAt: null,
    signInAgainBy: null,
    isPinned: false,
    alsoRevoked: [],
    activity: [
      { at: afternoon - 12 * minute, what: 'copied' },
      { at: afternoon - 18 * minute, what: 'renewed' },
      { at: afternoon - 4 * 60 * minute, what: 'signed-in' },
    ],
    signOut: null,
    ...part,
  };
}

/** The same person by an API key; no scope, and no end by the provider's lifetime. */
export function aKeyAccount(part: Partial<AccountView> = {}): AccountView {
  return anAccount({
    id: 'ana-key',
    signsInWith: { kind: 'api-key', keyId: 'Qm7RkT2vXw9LbN4c1234' },
    scope: null,
    signInEndsAt: null,
    activity: [
      { at: afternoon - 18 * minute, what: 'renewed' },
      { at: afternoon - 4 * 60 * minute, what: 'key-added' },
    ],
    ...part,
  });
}

export function activeFor(left: number, trouble: Failure | null = null): AccountStateView {
  const expiresAt = afternoon + left;
  return { kind: 'active', issuedAt: expiresAt - 60 * minute, expiresAt, trouble };
}

export function aSignIn(progress: SignInProgress, part: Partial<SignInView> = {}): SignInView {
  const startedAt = afternoon - 28 * second;
  return {
    attemptId: 'attempt-1',
    accountId: null,
    startedAt,
    endsAt: startedAt + 5 * minute,
    port: 48517,
    browserOpened: true,
    progress,
    ...part,
  };
}

export function aSignOutReport(
  lines: readonly SignOutLine[],
  failure: Failure | null = null,
  canEndEverywhere = false,
): SignOutReport {
  return { accountId: 'ana', at: afternoon - minute, lines, failure, canEndEverywhere };
}

export function aFoundAddress(part: Partial<FoundAddress> = {}): FoundAddress {
  const entered = part.entered ?? 'https://acme.cloud.looker.com';
  return {
    entered,
    uiOrigin: entered,
    apiOrigin: entered,
    source: 'versions',
    release: '26.12.3',
    differs: false,
    tried: [
      { url: `${entered}/.well-known/oauth-authorization-server`, outcome: 'web-page' },
      { url: `${entered}/versions`, outcome: 'found' },
    ],
    ...part,
  };
}

/** A desk with one instance and these accounts. */
export function aDeskOf(...accounts: readonly AccountView[]): View {
  return aView({ instances: [anInstance({ accounts })] });
}

/** A desk with one account. */
export function aDeskWith(part: Partial<AccountView>, rest: Partial<View> = {}): View {
  return { ...aDeskOf(anAccount(part)), ...rest };
}

/** The window of the reference picture: every state of an account once. */
export function aBusyDesk(): View {
  const expired: Failure = { kind: 'sign-in-expired', interrupted: false };
  const at = (host: string) => ({ uiOrigin: `https://${host}`, apiOrigin: `https://${host}` });
  const as = (displayName: string, email: string | null, userId = '9') => ({ userId, displayName, email });
  return aView({
    instances: [
      anInstance({ accounts: [anAccount()] }),
      anInstance({
        id: 'staging',
        name: 'Acme staging',
        ...at('acme-staging.cloud.looker.com'),
        accounts: [
          anAccount({ id: 'ana-staging', instanceId: 'staging', state: activeFor(4 * minute + 20 * second) }),
          anAccount({
            id: 'reports',
            instanceId: 'staging',
            identity: as('Reports robot', null, '77'),
            state: { kind: 'resting' },
          }),
        ],
      }),
      anInstance({
        id: 'northwind',
        name: 'Northwind',
        uiOrigin: 'https://northwind.looker.com',
        apiOrigin: 'https://northwind.looker.com:19999',
        accounts: [
          anAccount({
            id: 'ana-northwind',
            instanceId: 'northwind',
            state: { kind: 'needs-sign-in', failure: expired },
          }),
        ],
      }),
      anInstance({ id: 'globex', name: 'Globex', ...at('globex.cloud.looker.com') }),
      anInstance({
        id: 'umbrella',
        name: 'Umbrella',
        ...at('bi.umbrella.example'),
        accounts: [
          anAccount({
            id: 'wait',
            instanceId: 'umbrella',
            identity: as('Ana Ruiz', 'ana@umbrella.example'),
            state: {
              kind: 'waiting',
              failure: {
                kind: 'provider-busy',
                host: 'bi.umbrella.example',
                retryAt: afternoon + 3 * minute,
              },
              retryAt: afternoon + 3 * minute,
            },
          }),
          anAccount({
            id: 'gone',
            instanceId: 'umbrella',
            identity: as('Ben Okafor', 'ben@umbrella.example'),
            state: { kind: 'signed-out' },
          }),
          anAccount({
            id: 'locked',
            instanceId: 'umbrella',
            identity: as('Chi Wu', 'chi@umbrella.example'),
            state: { kind: 'locked', failure: { kind: 'keychain-locked' } },
          }),
        ],
      }),
    ],
  });
}

export { aFailureOfEachKind, aFieldProblemOfEachKind } from '#support/failure-samples';
export { aConfigPreview, aGoogleAccount, aGoogleDesk, aGoogleInstance, aHealth } from '#support/google-views';
export { aClientApp, anImportEntry, anImportPreview, anInspection } from '#support/answers';
