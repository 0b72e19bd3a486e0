// What a practice server remembers, in memory. Own adapter instead of the library's, so that a test can ask whether a
// token is alive and can let tokens expire or die at a moment of its choice.
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** The kinds of entry a test asks about; oidc-provider keeps several more. */
export type TokenKind = 'AccessToken' | 'RefreshToken' | 'AuthorizationCode';

/** The memory of one practice server. */
export type Store = {
  /** The adapter that oidc-provider uses for one kind of entry. */
  adapterFor(kind: string): Adapter;
  /** A token that is still good, or undefined when it is unknown, used up, expired or revoked. */
  findAlive(kind: TokenKind, value: string): AdapterPayload | undefined;
  /** How many live tokens of a kind the predicate picks. */
  countAlive(kind: TokenKind, picks: (payload: AdapterPayload) => boolean): number;
  /** Removes every token and code that the predicate picks. */
  revokeWhere(picks: (payload: AdapterPayload) => boolean): void;
  /** Removes one token and nothing else. */
  revoke(kind: TokenKind, value: string): void;
  /** Makes every token of a kind expire now. */
  expireAll(kind: TokenKind): void;
};

/** Deviations a practice server may ask of its memory. */
export type StoreOptions = {
  /** True while a replaced refresh token stays usable (Looker fact sheet, section 3: unconfirmed, so a switch). */
  readonly keepsReplacedRefreshTokens?: () => boolean;
};

const tokenKinds: readonly TokenKind[] = ['AccessToken', 'RefreshToken', 'AuthorizationCode'];

type Shelf = Map<string, AdapterPayload>;

function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

function isAlive(payload: AdapterPayload): boolean {
  return !payload.consumed && (payload.exp ?? 0) > epochSeconds();
}

function createAdapter(shelf: Shelf, consumes: () => boolean): Adapter {
  const findWhere = (picks: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    [...shelf.values()].find(picks);
  return {
    upsert(id, payload) {
      shelf.set(id, payload);
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(shelf.get(id)),
    findByUid: (uid) => Promise.resolve(findWhere((payload) => payload.uid === uid)),
    findByUserCode: (userCode) => Promise.resolve(findWhere((payload) => payload.userCode === userCode)),
    consume(id) {
      const payload = shelf.get(id);
      if (payload && consumes()) shelf.set(id, { ...payload, consumed: epochSeconds() });
      return Promise.resolve();
    },
    destroy(id) {
      shelf.delete(id);
      return Promise.resolve();
    },
    revokeByGrantId(grantId) {
      for (const [id, payload] of shelf) if (payload.grantId === grantId) shelf.delete(id);
      return Promise.resolve();
    },
  };
}

/** Makes the empty memory of a practice server. */
export function createStore(options: StoreOptions = {}): Store {
  const shelves = new Map<string, Shelf>();
  const shelfFor = (kind: string): Shelf => {
    const shelf = shelves.get(kind) ?? new Map<string, AdapterPayload>();
    shelves.set(kind, shelf);
    return shelf;
  };
  const consumes = (kind: string) => (): boolean =>
    kind !== 'RefreshToken' || options.keepsReplacedRefreshTokens?.() !== true;

  return {
    adapterFor: (kind) => createAdapter(shelfFor(kind), consumes(kind)),
    findAlive(kind, value) {
      const payload = shelfFor(kind).get(value);
      return payload && isAlive(payload) ? payload : undefined;
    },
    countAlive(kind, picks) {
      return [...shelfFor(kind).values()].filter((payload) => isAlive(payload) && picks(payload)).length;
    },
    revokeWhere(picks) {
      for (const kind of tokenKinds) {
        const shelf = shelfFor(kind);
        for (const [id, payload] of shelf) if (picks(payload)) shelf.delete(id);
      }
    },
    revoke(kind, value) {
      shelfFor(kind).delete(value);
    },
    expireAll(kind) {
      const shelf = shelfFor(kind);
      for (const [id, payload] of shelf) shelf.set(id, { ...payload, exp: epochSeconds() - 1 });
    },
  };
}
