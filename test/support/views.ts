// Builders for what main shows the window: aView({ instances: [anInstance({ accounts: [anAccount()] })] }).
import type {
  AccountStateView,
  AccountView,
  Failure,
  FailureKind,
  FieldProblem,
  FoundAddress,
  InstanceView,
  SignInProgress,
  SignInView,
  SignOutLine,
  SignOutReport,
  View,
} from '#contract/bridge';

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
    settings: { theme: 'system', clearClipboardAfterSeconds: 45, keepInTray: true },
    catalogTrouble: null,
    newInstance: {
      looker: { clientId: 'daypass', redirectPort: 48_517 },
      google: { clientId: '', redirectPort: null },
    },
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
    signIn: null,
    accounts: [],
    ...part,
  };
}

export function anAccount(part: Partial<AccountView> = {}): AccountView {
  const state = part.state ?? activeFor(42 * minute);
  const isStored = state.kind !== 'signed-out';
  return {
    id: 'ana',
    instanceId: 'acme',
    identity: { userId: '481', displayName: 'Ana Ruiz', email: 'ana.ruiz@acme.example' },
    state,
    scope: state.kind === 'active' ? 'cors_api' : null,
    storedIn: isStored ? 'keychain' : null,
    signedInAt: afternoon - 4 * 60 * minute,
    signInEndsAt: isStored ? afternoon + 26 * day : null,
    activity: [
      { at: afternoon - 12 * minute, what: 'copied' },
      { at: afternoon - 18 * minute, what: 'renewed' },
      { at: afternoon - 4 * 60 * minute, what: 'signed-in' },
    ],
    signOut: null,
    ...part,
  };
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

export function aSignOutReport(lines: readonly SignOutLine[], failure: Failure | null = null): SignOutReport {
  return { accountId: 'ana', at: afternoon - minute, lines, failure };
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
    ...part,
  };
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

type FailureOfEachKind = { readonly [K in FailureKind]: Extract<Failure, { kind: K }> };

/** One sample of every failure; a kind that is missing here does not compile. */
export function aFailureOfEachKind(): FailureOfEachKind {
  const host = 'acme.cloud.looker.com';
  return {
    'port-taken': { kind: 'port-taken', port: 48517, holder: 'python3 (process 4242)' },
    'port-refused': { kind: 'port-refused', port: 1023 },
    'browser-not-opened': { kind: 'browser-not-opened' },
    'sign-in-timed-out': { kind: 'sign-in-timed-out', minutes: 5 },
    'sign-in-cancelled': { kind: 'sign-in-cancelled' },
    'sign-in-refused': { kind: 'sign-in-refused', error: 'access_denied', description: 'The user said no' },
    'scope-refused': { kind: 'scope-refused', scope: 'cors_api', description: null },
    'issuer-mismatch': { kind: 'issuer-mismatch', expected: `https://${host}` },
    'code-rejected': { kind: 'code-rejected', description: 'code expired' },
    'client-rejected': {
      kind: 'client-rejected',
      clientId: 'daypass',
      error: 'invalid_client',
      description: null,
    },
    'no-refresh-token': { kind: 'no-refresh-token' },
    'provider-unreachable': { kind: 'provider-unreachable', host, reason: 'name-not-found' },
    offline: { kind: 'offline', host },
    'certificate-untrusted': { kind: 'certificate-untrusted', host },
    'provider-busy': { kind: 'provider-busy', host, retryAt: afternoon + 3 * minute },
    'provider-misbehaved': { kind: 'provider-misbehaved', host, status: 200, what: 'html' },
    'request-refused': { kind: 'request-refused', host, status: 403, description: 'Forbidden' },
    'sign-in-expired': { kind: 'sign-in-expired', interrupted: true },
    'not-signed-in': { kind: 'not-signed-in' },
    'keychain-missing': { kind: 'keychain-missing' },
    'keychain-locked': { kind: 'keychain-locked' },
    'keychain-timed-out': { kind: 'keychain-timed-out' },
    'keychain-failed': { kind: 'keychain-failed' },
    'secret-missing': { kind: 'secret-missing' },
    'secret-too-large': { kind: 'secret-too-large', bytes: 3100, limit: 2560 },
    'clipboard-refused': { kind: 'clipboard-refused' },
    'catalog-unreadable': { kind: 'catalog-unreadable', keptAs: 'catalog.broken.json', recovered: false },
    'catalog-too-new': { kind: 'catalog-too-new', version: 2 },
    'catalog-not-saved': { kind: 'catalog-not-saved', reason: 'disk-full' },
    'input-invalid': { kind: 'input-invalid', fields: { name: { kind: 'empty' } } },
    'instance-unknown': { kind: 'instance-unknown' },
    'account-unknown': { kind: 'account-unknown' },
    'request-malformed': { kind: 'request-malformed' },
    internal: { kind: 'internal', reference: 'a1b2c3' },
  };
}

type FieldProblemOfEachKind = { readonly [K in FieldProblem['kind']]: Extract<FieldProblem, { kind: K }> };

export function aFieldProblemOfEachKind(): FieldProblemOfEachKind {
  return {
    empty: { kind: 'empty' },
    'too-long': { kind: 'too-long', limit: 80 },
    'no-host': { kind: 'no-host' },
    'insecure-address': { kind: 'insecure-address', host: 'acme.example' },
    'has-credentials': { kind: 'has-credentials' },
    'not-a-web-address': { kind: 'not-a-web-address', scheme: 'ftp' },
    'has-spaces': { kind: 'has-spaces' },
    'port-out-of-range': { kind: 'port-out-of-range' },
    'duplicate-name': { kind: 'duplicate-name', name: 'Acme production' },
  };
}
