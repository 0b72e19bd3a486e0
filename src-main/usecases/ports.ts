// Everything the app asks of the world, a screen long. Real ones live in node/ and electron/, fakes in test/support.
import type { Identity } from '#domain/account';
import type { Catalog } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import type { Endpoints } from '#domain/provider';
import type { ApiRequest } from '#domain/provider-calls';
import type { RedirectTarget } from '#domain/redirect-uri';
import type { Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { TokenSet, VaultRecord } from '#domain/token-set';

export type Clock = {
  /** Epoch milliseconds, wall clock. */
  readonly now: () => number;
  /** Milliseconds since some moment; nobody can set it. Whether it counts sleep is the system's choice. */
  readonly monotonic: () => number;
  /** Runs once after so many milliseconds; returns the way to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
};

export type Ids = {
  /** 16 random bytes, base64url. */
  readonly next: () => string;
};

/** Numbers from 0 up to 1, for spreading. */
export type Chance = () => number;

/** A short mark of a secret, to tell two apart without keeping either. */
export type Fingerprint = (secret: Secret) => string;

export type Network = {
  /** Whether the system says there is a network. Loopback needs none. */
  readonly isOnline: () => boolean;
};

/** Keeps two programs from using the same refresh token at once. Held by the system, freed by the holder's death. */
export type RenewalLock = {
  /** Waits for its turn; the function gives it back. Failure: `renewed-elsewhere` after 35 seconds. */
  readonly take: (accountId: string) => Promise<Result<() => void>>;
};

/** What time servers say it is, as heard with their answers. */
export type ServerTimes = {
  /** Host, the server's time, and ours in the middle between question and answer; both epoch ms. */
  readonly listen: (listener: (host: string, serverTime: number, at: number) => void) => void;
};

/** The windows of the app. */
export type Windows = {
  /** Brings the main window, at an account if one is given. */
  readonly showMain: (accountId: string | null) => void;
  readonly closeQuick: () => void;
  /** Somebody has the main window before them. */
  readonly isWatched: () => boolean;
};

/** What the desktop does for the app as a whole. */
export type Shell = {
  /** Shows one notice of the desktop, and takes the last one away. Null takes it away only. */
  readonly notify: (notice: Notice | null) => void;
  /** Failure: `shortcut-refused`. Null gives it back. */
  readonly setShortcut: (shortcut: string | null) => Result<void>;
  /** Failure: `login-item-refused`. */
  readonly setStartAtLogin: (on: boolean, hidden: boolean) => Promise<Result<void>>;
  /** What starts at login leads to where the app lies now; what somebody took off the desktop's list stays off it. */
  readonly keepStartAtLogin: (hidden: boolean) => Promise<void>;
};

export type Notice = {
  readonly title: string;
  readonly body: string;
  /** Where a click leads; null for the list. */
  readonly accountId: string | null;
};

export type Browser = {
  /** Opens an http(s) address in the system browser. Failure: `browser-not-opened`. */
  readonly open: (url: string) => Promise<Result<void>>;
};

export type Clipboard = {
  /** Failure: `clipboard-refused`. */
  readonly put: (text: Secret | string) => Promise<Result<void>>;
  /** What is on it, as text, if any. Failure: `clipboard-refused`. */
  readonly read: () => Promise<Result<string>>;
  /** Empties the clipboard if it still holds exactly this text; true if it did. Never rejects. */
  readonly clearIfHolds: (text: Secret) => Promise<boolean>;
};

/** Files a person chose in a dialog of the system, or dropped. */
export type Files = {
  /** Failure: `file-not-read`; a file larger than the limit, in bytes, is cut just above it. */
  readonly read: (path: string, limit: number) => Promise<Result<string>>;
  /** Asks where to, and before anything is replaced; false when the person thought better of it. */
  readonly saveAs: (suggestedName: string, text: string) => Promise<Result<boolean>>;
  /** The same for text with secrets in it: readable by this user only. The path it went to; null when given up. */
  readonly saveSecret: (suggestedName: string, text: Secret) => Promise<Result<string | null>>;
};

/** An open loopback receiver: one listener for one sign-in. */
export type Door = {
  readonly port: number;
  readonly redirectUri: string;
  /** Settles with the first genuine answer; `sign-in-cancelled` when closed before. Never rejects. */
  readonly answer: Promise<Result<URLSearchParams>>;
  /** Closes the socket and every connection at once. Harmless when closed already. */
  readonly close: () => void;
};

export type Receiver = {
  /**
   * Listens on 127.0.0.1 only, or where a registered redirect URI says: on ::1, or on both for `localhost`. A null port
   * means any. Failures: `port-taken`, `port-refused`.
   */
  readonly open: (wanted: RedirectTarget & { readonly state: Secret }) => Promise<Result<Door>>;
};

/** The secrets of one authorization request: fresh for each, used once. */
export type Proof = {
  readonly state: Secret;
  readonly codeVerifier: Secret;
};

export type AuthorizationRequest = {
  readonly endpoints: Endpoints;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly extras: Readonly<Record<string, string>>;
  readonly issuerInAnswer: 'exact' | 'if-sent';
  readonly proof: Proof;
  /** Sent with the code where the client has one; null for public clients. */
  readonly clientSecret: Secret | null;
};

export type OAuth = {
  readonly newProof: () => Proof;
  /** The address for the browser, fully percent-encoded. */
  readonly authorizationUrl: (request: AuthorizationRequest) => Promise<string>;
  /** Judges the callback: issuer, state, error. Failures: `sign-in-refused`, `scope-refused`, `issuer-mismatch`. */
  readonly judge: (request: AuthorizationRequest, answer: URLSearchParams) => Result<URLSearchParams>;
  /** Trades a judged answer for tokens, once. */
  readonly redeem: (request: AuthorizationRequest, judged: URLSearchParams) => Promise<Result<TokenSet>>;
  /**
   * Trades what the vault holds for an access token, at the bound endpoint and nowhere else: a refresh, or a login with
   * an API key. Refused for good: `sign-in-expired`, `api-key-rejected`.
   */
  readonly renew: (
    record: Pick<VaultRecord, 'binding' | 'credential'>,
    clientSecret: Secret | null,
    /** A person asked: it may go out once although the server wants a pause. */
    urgency?: Urgency,
  ) => Promise<Result<TokenSet>>;
};

/** Whether somebody waits for it. */
export type Urgency = 'asked' | 'ahead';

export type LookedAt = {
  readonly status: number;
  readonly text: string;
  /** What it means where a page was hoped for and this is none. */
  readonly failure: Failure;
};

export type ProviderApi = {
  /** Whose token it is. `request-refused` with status 401 when the token is dead. */
  readonly identify: (
    identityEndpoint: string,
    accessToken: Secret,
    read: (body: unknown) => Identity | null,
  ) => Promise<Result<Identity>>;
  /** True while the provider still takes this access token. */
  readonly isAlive: (identityEndpoint: string, accessToken: Secret) => Promise<Result<boolean>>;
  /** DELETE with the access token. A token that is dead already counts as done. */
  readonly logout: (endpoint: string, accessToken: Secret) => Promise<Result<void>>;
  /** RFC 7009, the token in the body. A token that is dead already counts as done. */
  readonly revoke: (endpoint: string, refreshToken: Secret) => Promise<Result<void>>;
  /**
   * Any other call of the provider's API; the JSON of the answer, null when there is none. Failures beside those of the
   * network: `not-found-or-not-allowed`, `already-exists`, `fields-refused`, `provider-busy`, `request-refused`.
   */
  readonly call: (request: ApiRequest, accessToken: Secret) => Promise<Result<unknown>>;
  /** An unauthenticated GET of a page, whatever its status; the text is never shown. */
  readonly look: (url: string) => Promise<Result<LookedAt>>;
  /** An unauthenticated GET that wants JSON. Nothing secret is sent. */
  readonly ask: (url: string) => Promise<Result<unknown>>;
};

/** Where refresh tokens are kept, by account id, and client secrets, by instance id. */
export type Vault = {
  /** What people call it, e.g. `GNOME Keyring`. */
  readonly name: string;
  /** Writes and reads a probe. Failures: the `keychain-*` kinds. */
  readonly check: () => Promise<Result<void>>;
  /** Whether it can be used without a question to the person. Asks nobody itself. */
  readonly isOpen: () => Promise<boolean>;
  /** Lets go of it: the next use opens it anew. */
  readonly close: () => void;
  /** `secret-missing` only when the vault is known to be readable. */
  readonly read: (id: string) => Promise<Result<VaultRecord>>;
  /** Writes, reads back and compares. `secret-too-large` before anything is written. */
  readonly write: (id: string, record: VaultRecord) => Promise<Result<void>>;
  /** Removing what is not there is success. */
  readonly remove: (id: string) => Promise<Result<void>>;
};

export type CatalogFile = {
  /** Null failure when all went well; otherwise what was found and done about it. */
  readonly load: () => { readonly catalog: Catalog; readonly trouble: Failure | null };
  /** Failures: `catalog-not-saved`, `catalog-too-new`. */
  readonly save: (catalog: Catalog) => Promise<Result<void>>;
  /** Waits for writes under way, also for those that fail. */
  readonly settled: () => Promise<void>;
};

export type Log = {
  /** Facts only: never a value that came from a person, a vault or a token endpoint. */
  readonly note: (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
  /** A bug: logged with its stack under a short reference, which is returned. */
  readonly bug: (where: string, error: unknown) => string;
};
