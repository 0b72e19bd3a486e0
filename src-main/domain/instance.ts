import type { GoogleClient } from './google/client';

/** The kinds of OAuth server the app can talk to. */
export type ProviderId = 'looker' | 'google';

/**
 * One configured place to sign in. `uiOrigin` serves the authorization page, `apiOrigin` the token endpoint and
 * the API; they may differ in host or port. Both are origins without a trailing slash, `https://` except on loopback.
 */
export type Instance = {
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  readonly uiOrigin: string;
  readonly apiOrigin: string;
  readonly clientId: string;
  /** The fixed port of the redirect URI; null where the provider accepts any, or where a whole URI is registered. */
  readonly redirectPort: number | null;
  /** The provider's release, as it last said itself; null while it did not. */
  readonly release: string | null;
  /** What only instances of Google have; null elsewhere. There the two origins only say what is asked. */
  readonly google: GoogleClient | null;
  /** Epoch milliseconds. */
  readonly addedAt: number;
};

/** What a person typed into the instance form, before it was judged. */
export type InstanceDraft = {
  /** Google's come with a client and its secret; see `google/client-draft.ts`. */
  readonly provider: 'looker';
  readonly name: string;
  readonly uiAddress: string;
  readonly apiAddress: string;
  readonly clientId: string;
  readonly redirectPort: string;
};
