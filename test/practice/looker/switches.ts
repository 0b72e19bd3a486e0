// Everything about the practice Looker that a test may change while it runs.

/** Behaviour that is unconfirmed or differs between real Lookers, and faults. Sections are those of the Looker fact sheet. */
export type LookerSwitches = {
  /** Whether the redirect carries `iss` (RFC 9207). Section 2 knows of none: default false. */
  sendsIss: boolean;
  /** The `refresh_token` of a refresh answer: left out, null, the same, or a new one. Section 3, Rotation: default 'absent'. */
  rotation: 'absent' | 'null' | 'same' | 'new';
  /**
   * What using a replaced refresh token does: it still works, for good or for a grace, or it fails and ends the whole
   * sign-in (RFC 9700, 4.14.2). Section 3 leaves it open: default 'dies', the harder case for an app.
   */
  replacedRefreshToken: 'dies' | 'grace' | 'lives';
  /** With 'grace': for how long. Default 30. */
  graceSeconds: number;
  /** Life of access tokens that are handed out from now on. Section 3: default 3600. */
  expiresInSeconds: number;
  /** Form of the error body at the token endpoint. Section 3, Errors: not documented, default 'oauth'. */
  errorBody: 'oauth' | 'looker-message' | 'html' | 'empty';
  /** Whether logout kills the refresh token along with the access token. Section 6: unconfirmed, default true. */
  logoutKillsRefreshToken: boolean;
  /** Whether this is a 26.22, which knows `redirect_uris` beside `redirect_uri`. Section 5: default false. */
  redirectUris: boolean;
  /** `/versions` and the published spec: open, for a live token only, or what foreign hosts answer. Section 1: default 'open'. */
  versions: 'open' | '401' | '404' | 'html';
  /** `/.well-known/oauth-authorization-server` (RFC 8414) on the UI host. Section 1, seen only in 2026: default false. */
  wellKnown: boolean;
  /** `GET /api/4.0/user` alone: as it should, refused, missing permission, or a web page. Section 4: default 'ok'. */
  userEndpoint: 'ok' | '403' | '404' | 'html';
  /** Faults of the token endpoint; see {@link TokenFault}. Default 'none'. */
  tokenFault: TokenFault;
  /** How long a token answer is held back after its effect took place. Default 0. */
  tokenDelayMs: number;
  /**
   * Who sees their own roles: those with the permission, or everybody; other people's are for admins either way.
   * Section 5, Permissions: 404 without, default 'by-permission'.
   */
  rolesVisible: 'by-permission' | 'everybody';
  /** What logging out a dead token answers. Section 4, Logout: 401 today, 404 on older ones, default '401'. */
  deadLogout: '401' | '404';
  /** Faults of `/login`: 429, a web page, or 401 whatever was sent. Section 4: default 'none'. */
  loginFault: 'none' | 'too-many-requests' | 'html' | 'unauthorized';
  /**
   * Faults of every call that changes something under `/oauth_client_apps`, each where SPEC lists it: 400 and 429
   * everywhere, 409 on registering, 422 with three errors on registering, updating and activating. Section 5: default
   * 'none'.
   */
  clientAppFault: 'none' | 'bad-request' | 'conflict' | 'invalid' | 'too-many-requests';
  /** Faults of all calls under `/api/4.0`: 429, 503, or a captive portal's page with 200. Default 'none'. */
  apiFault: 'none' | 'too-many-requests' | 'unavailable' | 'captive-portal';
  /** The Retry-After of 429 and 503 answers (RFC 9110, 10.2.3), or undefined for none. Section 5: default '7'. */
  retryAfter: string | undefined;
};

/**
 * How the token endpoint can go wrong. The first three answer without touching any token; `drops-answer` cuts the
 * connection after the grant took effect, `drops-first-answer` only the first time that a refresh token is used; the rest
 * send a 200 that no client can use as it is.
 */
export type TokenFault =
  | 'none'
  | 'too-many-requests'
  | 'unavailable'
  | 'captive-portal'
  | 'drops-answer'
  | 'drops-first-answer'
  | 'not-json'
  | 'empty-answer'
  | 'no-access-token'
  | 'no-expires-in'
  | 'other-token-type';

/** The switches of a Looker that behaves. */
export function toDefaultSwitches(): LookerSwitches {
  return {
    sendsIss: false,
    rotation: 'absent',
    replacedRefreshToken: 'dies',
    graceSeconds: 30,
    expiresInSeconds: 3600,
    errorBody: 'oauth',
    logoutKillsRefreshToken: true,
    redirectUris: false,
    versions: 'open',
    wellKnown: false,
    userEndpoint: 'ok',
    tokenFault: 'none',
    tokenDelayMs: 0,
    rolesVisible: 'by-permission',
    deadLogout: '401',
    loginFault: 'none',
    clientAppFault: 'none',
    apiFault: 'none',
    retryAfter: '7',
  };
}
