// Every expected bad outcome. A failure has a kind and the facts that kind needs: no sentences (they live in
// the renderer's text/), no secrets, no Error objects.

/** Why one field of a form was refused. */
export type FieldProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly limit: number }
  | { readonly kind: 'no-host' }
  | { readonly kind: 'insecure-address'; readonly host: string }
  | { readonly kind: 'has-credentials' }
  | { readonly kind: 'not-a-web-address'; readonly scheme: string }
  | { readonly kind: 'has-spaces' }
  | { readonly kind: 'port-out-of-range' }
  | { readonly kind: 'duplicate-name'; readonly name: string }
  | { readonly kind: 'not-a-uri' }
  /** An id that would be read as a part of an address: dots only, or a slash. */
  | { readonly kind: 'not-an-id' }
  /** Several were given where only one can be. */
  | { readonly kind: 'one-only' }
  | { readonly kind: 'nobody-found'; readonly typed: string }
  | { readonly kind: 'not-a-scope'; readonly typed: string }
  /** Looker Studio and Google Ads in one: each is an instance of its own. */
  | { readonly kind: 'mixes-purposes' }
  | { readonly kind: 'not-loopback' }
  /** A loopback address with https: no certificate could be right there. */
  | { readonly kind: 'not-plain-http' }
  | { readonly kind: 'not-a-customer-id' }
  /** Not like `v26`. */
  | { readonly kind: 'not-a-version' }
  /** The chosen file format has no way to write it. */
  | { readonly kind: 'not-writable' }
  /** The provider refused it; its own words, fit to be shown. */
  | { readonly kind: 'refused-by-server'; readonly said: string };

/** Keyed by the name of the field in the command's input. */
export type FieldProblems = Readonly<Record<string, FieldProblem>>;

/** Why no answer came from a host, as far as the network stack says. */
export type UnreachableReason = 'name-not-found' | 'refused' | 'timed-out' | 'dropped' | 'other';

/** What an answer was when it was not what the protocol promises. */
export type OddAnswer = 'html' | 'not-json' | 'wrong-shape' | 'too-large' | 'redirect' | 'status';

export type Failure =
  // signing in
  | { readonly kind: 'port-taken'; readonly port: number; readonly holder: string | null }
  | { readonly kind: 'port-refused'; readonly port: number }
  | { readonly kind: 'browser-not-opened' }
  | { readonly kind: 'sign-in-timed-out'; readonly minutes: number }
  | { readonly kind: 'sign-in-cancelled' }
  | { readonly kind: 'sign-in-refused'; readonly error: string; readonly description: string | null }
  | { readonly kind: 'scope-refused'; readonly scope: string; readonly description: string | null }
  | { readonly kind: 'issuer-mismatch'; readonly expected: string }
  | { readonly kind: 'code-rejected'; readonly description: string | null }
  | {
      readonly kind: 'client-rejected';
      readonly clientId: string;
      readonly error: string;
      readonly description: string | null;
    }
  | { readonly kind: 'no-refresh-token' }
  /** The client has one, and neither the vault nor the request had it. */
  | { readonly kind: 'client-secret-missing'; readonly clientId: string }
  /** An admin or the project keeps this account or client out: `admin_policy_enforced`, `org_internal`, ... */
  | { readonly kind: 'access-blocked'; readonly error: string; readonly description: string | null }
  /** The token endpoint does not understand what we sent: our mistake. */
  | {
      readonly kind: 'request-not-understood';
      readonly host: string;
      readonly error: string;
      readonly description: string | null;
    }
  // talking to a provider
  | { readonly kind: 'provider-unreachable'; readonly host: string; readonly reason: UnreachableReason }
  | { readonly kind: 'offline'; readonly host: string }
  | { readonly kind: 'certificate-untrusted'; readonly host: string }
  | { readonly kind: 'provider-busy'; readonly host: string; readonly retryAt: number | null }
  | {
      readonly kind: 'provider-misbehaved';
      readonly host: string;
      readonly status: number;
      readonly what: OddAnswer;
    }
  | {
      readonly kind: 'request-refused';
      readonly host: string;
      readonly status: number;
      readonly description: string | null;
      /** Why, as a word of the provider's own list, where its errors carry one. */
      readonly reason?: string;
    }
  /** 404 in the provider's own form: not there, or this person may not see it; Looker does not tell which. */
  | { readonly kind: 'not-found-or-not-allowed'; readonly host: string }
  | { readonly kind: 'already-exists'; readonly host: string; readonly description: string | null }
  /** 422: fields by the provider's names; those that a form has are shown there. */
  | { readonly kind: 'fields-refused'; readonly host: string; readonly fields: FieldProblems }
  | {
      readonly kind: 'sign-in-expired';
      readonly interrupted: boolean;
      /** Said by Google only: the organisation limits how long a session lasts. */
      readonly why?: 'session-rule';
    }
  /** The id, the secret or both are wrong, or the key was deleted; Looker answers all of it with one 404. */
  | { readonly kind: 'api-key-rejected'; readonly host: string; readonly keyId: string }
  | { readonly kind: 'workspace-not-set'; readonly host: string; readonly isAllowed: boolean }
  | { readonly kind: 'sign-out-waiting'; readonly host: string }
  /** Signed out, and the refresh token was tried afterwards and still works there. */
  | { readonly kind: 'sign-in-lives-on'; readonly host: string }
  | { readonly kind: 'not-signed-in' }
  /** Another program renews the same sign-in, and did not come to an end. */
  | { readonly kind: 'renewed-elsewhere' }
  /** Tokens were put away until somebody unlocks Daypass in its window. */
  | { readonly kind: 'app-locked' }
  // the vault
  | { readonly kind: 'keychain-missing' }
  | { readonly kind: 'keychain-locked' }
  | { readonly kind: 'keychain-timed-out' }
  | { readonly kind: 'keychain-failed' }
  | { readonly kind: 'secret-missing' }
  | { readonly kind: 'secret-too-large'; readonly bytes: number; readonly limit: number }
  // this computer
  | { readonly kind: 'clipboard-refused' }
  /** Another program has the shortcut, or the desktop gives none. */
  | { readonly kind: 'shortcut-refused'; readonly shortcut: string }
  /** The desktop did not take the app into what it starts at login, or out of it. */
  | { readonly kind: 'login-item-refused' }
  | { readonly kind: 'file-not-read' }
  | { readonly kind: 'file-not-saved'; readonly reason: 'disk-full' | 'denied' | 'other' }
  /** Nothing that could be imported; the reader's own reasons. */
  | {
      readonly kind: 'import-unreadable';
      readonly from: 'file' | 'clipboard';
      readonly why:
        | 'empty'
        | 'nothing-found'
        | 'too-large'
        | 'not-text'
        | 'broken-json'
        | 'service-account'
        | 'authorized-user'
        | 'api-key'
        | 'other-json';
    }
  /** A client file of Google without something that has to be in it. */
  | {
      readonly kind: 'client-file-incomplete';
      readonly clientType: 'desktop' | 'web';
      readonly missing: readonly string[];
    }
  /** A stored value that the chosen file format has no way to write. */
  | { readonly kind: 'config-not-writable'; readonly field: string }
  /** The preview is gone: taken already, put away, or too old. */
  | { readonly kind: 'import-over' }
  | { readonly kind: 'catalog-unreadable'; readonly keptAs: string; readonly recovered: boolean }
  | { readonly kind: 'catalog-too-new'; readonly version: number }
  | { readonly kind: 'catalog-not-saved'; readonly reason: 'disk-full' | 'denied' | 'other' }
  // what was asked
  | { readonly kind: 'input-invalid'; readonly fields: FieldProblems }
  | { readonly kind: 'instance-unknown' }
  | { readonly kind: 'account-unknown' }
  | { readonly kind: 'request-malformed' }
  | { readonly kind: 'internal'; readonly reference: string };

export type FailureKind = Failure['kind'];
