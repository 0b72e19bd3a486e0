// Everything about the practice Google that a test may change while it runs. Sections are those of the Google fact sheet.
// What follows from a project's audience, the delegation table or a deleted client is no switch: change those.
import type { DeadEndName } from '#practice/google/dead-ends';

/** Behaviour that is unconfirmed, and faults. */
export type GoogleSwitches = {
  /** Life of access tokens that are handed out from now on. Section 1.5: about an hour, default 3599. */
  expiresInSeconds: number;
  /**
   * Whether the token endpoint refuses clients without their secret, as Google does although its pages call the secret
   * of desktop clients optional. Section 1.4: default true.
   */
  requiresSecret: boolean;
  /** The host of token, revocation and tokeninfo endpoint answers 503. Default false. */
  isUnavailable: boolean;
  /** Faults of the token endpoint; see {@link TokenFault}. Default 'none'. */
  tokenFault: TokenFault;
  /**
   * `refresh_token_expires_in` of code exchanges, in seconds, or null for none. Section 1.5: only with time-limited
   * consent, default null. The refresh token dies with it.
   */
  refreshTokenExpiresIn: number | null;
  /** Live refresh tokens per person and client; the oldest is dropped silently. Section 1.6: default 100. */
  refreshTokenCap: number;
  /**
   * A page that every authorization request ends on before anybody logs in, or null. Default null. For the pages that do
   * not follow from data, and for showing one quickly.
   */
  deadEnd: DeadEndName | null;
  /**
   * Whether the admins of all organisations restrict the app: for nobody, on a page, or as an error that comes back to
   * the app. Section 1.9: both were seen; default 'none'.
   */
  adminPolicy: 'none' | 'page' | 'redirect';
  /**
   * When the consent page has boxes: with more than one scope beside sign-in and no delegation, or whenever there is one
   * such scope. Section 1.5: default 'several'.
   */
  consentBoxes: 'several' | 'always';
  /** Whether `prompt=consent` brings a dialog although everything is delegated. Section 3.3: unconfirmed, default false. */
  asksDespiteDelegation: boolean;
  /** Whether a wholly delegated sign-in gets no refresh token. Section 3.3: unconfirmed, default false. */
  withholdsDelegatedRefreshToken: boolean;
  /** Whether the browser comes back with `iss`. Sections 0 and 1.3: it does since 2026, default true. */
  sendsIss: boolean;
  /** Whether tokeninfo tells `sub` of every token or only with a sign-in scope. Section 1.1: default 'always'. */
  tokenInfoSub: 'always' | 'with-sign-in-scope';
  /** Who userinfo answers: any sign-in scope, `openid` only, or 503. Section 1.1: unconfirmed, default 'any-scope'. */
  userinfo: 'any-scope' | 'openid-only' | 'unavailable';
  /**
   * The Looker Studio API: as it should, not enabled in the client's project, off for the person's organisational unit,
   * or faults. Sections 1.9 and 3.3: default 'ok'.
   */
  studioApi: 'ok' | 'service-disabled' | 'off-for-unit' | ApiFault;
  /** The Google Ads API, the same way. Section 4.1: default 'ok'. */
  adsApi: 'ok' | 'service-disabled' | ApiFault;
  /** What the Google Ads API refuses every call with, or null. Section 4.1 lists categories and codes: default null. */
  adsError: AdsError | null;
};

/** Faults of both APIs. */
export type ApiFault = 'too-many-requests' | 'unavailable' | 'captive-portal';

/** An error of the Google Ads API, for example `authorizationError`, `CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION`, 403. */
export type AdsError = {
  readonly category: string;
  readonly code: string;
  readonly status: number;
};

/**
 * How the token endpoint can go wrong (section 1.9). The first six answer without touching any token; `drops-answer` cuts
 * the connection after the grant took effect; the last two send a 200 that no client can use as it is.
 */
export type TokenFault =
  | 'none'
  | 'internal-failure'
  | 'too-many-requests'
  | 'captive-portal'
  | 'admin-policy-enforced'
  | 'invalid-rapt'
  | 'rapt-required'
  | 'drops-answer'
  | 'not-json'
  | 'no-access-token';

/** The switches of a Google that behaves. */
export function toDefaultSwitches(): GoogleSwitches {
  return {
    expiresInSeconds: 3599,
    requiresSecret: true,
    isUnavailable: false,
    tokenFault: 'none',
    refreshTokenExpiresIn: null,
    refreshTokenCap: 100,
    deadEnd: null,
    adminPolicy: 'none',
    consentBoxes: 'several',
    asksDespiteDelegation: false,
    withholdsDelegatedRefreshToken: false,
    sendsIss: true,
    tokenInfoSub: 'always',
    userinfo: 'any-scope',
    studioApi: 'ok',
    adsApi: 'ok',
    adsError: null,
  };
}
