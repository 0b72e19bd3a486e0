// One sample of every failure and of every field problem; a kind that is missing here does not compile.
import type { Failure, FailureKind, FieldProblem } from '#contract/bridge';
import { afternoon, minute } from '#support/views';

const googleClient = '418000000001-desktop.apps.googleusercontent.com';

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
    'client-secret-missing': { kind: 'client-secret-missing', clientId: googleClient },
    'access-blocked': { kind: 'access-blocked', error: 'admin_policy_enforced', description: null },
    'request-not-understood': {
      kind: 'request-not-understood',
      host: 'oauth2.googleapis.com',
      error: 'invalid_request',
      description: 'Missing parameter',
    },
    'no-refresh-token': { kind: 'no-refresh-token' },
    'provider-unreachable': { kind: 'provider-unreachable', host, reason: 'name-not-found' },
    offline: { kind: 'offline', host },
    'certificate-untrusted': { kind: 'certificate-untrusted', host },
    'provider-busy': { kind: 'provider-busy', host, retryAt: afternoon + 3 * minute },
    'provider-misbehaved': { kind: 'provider-misbehaved', host, status: 200, what: 'html' },
    'request-refused': { kind: 'request-refused', host, status: 403, description: 'Forbidden' },
    'not-found-or-not-allowed': { kind: 'not-found-or-not-allowed', host },
    'already-exists': { kind: 'already-exists', host, description: null },
    'fields-refused': {
      kind: 'fields-refused',
      host,
      fields: { redirectUris: { kind: 'refused-by-server', said: 'is not allowed' } },
    },
    'sign-in-expired': { kind: 'sign-in-expired', interrupted: true },
    'api-key-rejected': { kind: 'api-key-rejected', host, keyId: 'Qm7RkT2vXw9LbN4c1234' },
    'workspace-not-set': { kind: 'workspace-not-set', host, isAllowed: false },
    'sign-out-waiting': { kind: 'sign-out-waiting', host },
    'sign-in-lives-on': { kind: 'sign-in-lives-on', host },
    'not-signed-in': { kind: 'not-signed-in' },
    'renewed-elsewhere': { kind: 'renewed-elsewhere' },
    'app-locked': { kind: 'app-locked' },
    'keychain-missing': { kind: 'keychain-missing' },
    'keychain-locked': { kind: 'keychain-locked' },
    'keychain-timed-out': { kind: 'keychain-timed-out' },
    'keychain-failed': { kind: 'keychain-failed' },
    'secret-missing': { kind: 'secret-missing' },
    'secret-too-large': { kind: 'secret-too-large', bytes: 3100, limit: 2560 },
    'clipboard-refused': { kind: 'clipboard-refused' },
    'shortcut-refused': { kind: 'shortcut-refused', shortcut: 'CommandOrControl+Shift+Y' },
    'login-item-refused': { kind: 'login-item-refused' },
    'file-not-read': { kind: 'file-not-read' },
    'file-not-saved': { kind: 'file-not-saved', reason: 'denied' },
    'import-unreadable': { kind: 'import-unreadable', from: 'file', why: 'nothing-found' },
    'client-file-incomplete': {
      kind: 'client-file-incomplete',
      clientType: 'desktop',
      missing: ['client_secret'],
    },
    'config-not-writable': { kind: 'config-not-writable', field: 'refreshToken' },
    'import-over': { kind: 'import-over' },
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
    'not-a-uri': { kind: 'not-a-uri' },
    'not-an-id': { kind: 'not-an-id' },
    'one-only': { kind: 'one-only' },
    'nobody-found': { kind: 'nobody-found', typed: 'ben@acme.example' },
    'not-a-scope': { kind: 'not-a-scope', typed: 'a"b' },
    'mixes-purposes': { kind: 'mixes-purposes' },
    'not-loopback': { kind: 'not-loopback' },
    'not-plain-http': { kind: 'not-plain-http' },
    'not-a-customer-id': { kind: 'not-a-customer-id' },
    'not-a-version': { kind: 'not-a-version' },
    'not-writable': { kind: 'not-writable' },
    'refused-by-server': { kind: 'refused-by-server', said: 'has already been taken' },
  };
}
