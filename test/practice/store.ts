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
  /** The live tokens of a kind that the predicate picks, oldest first. */
  listAlive(kind: TokenKind, picks: (payload: AdapterPayload) => boolean): readonly LiveToken[];
  /** A token in whatever state, as long as it was not removed: expired and used up ones too. */
  find(kind: TokenKind, value: string): AdapterPayload | undefined;
  /** Gives a token another end, in seconds from now. */
  prolong(kind: TokenKind, value: string, seconds: number): void;
};

/** A live token by its value. */
export type LiveToken = { readonly value: string; readonly payload: AdapterPayload };

/** Deviations a practice server may ask of its memory. */
export type StoreOptions = {
  /** True while a replaced refresh token stays usable (Looker fact sheet, section 3: unconfirmed, so a switch). */
  readonly keepsReplacedRefreshTokens?: () => boolean;
  /**
   * How far the server's clock is ahead of this computer's, default 0. Times in the memory are the server's; the library
   * knows this computer's clock only and gets them moved back.
   */
  readonly aheadSeconds?: () => number;
};

const tokenKinds: readonly TokenKind[] = ['AccessToken', 'RefreshToken', 'AuthorizationCode'];

type Shelf = Map<string, AdapterPayload>;

function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The same entry with its times moved. */
function move(payload: AdapterPayload, seconds: number): AdapterPayload {
  if (seconds === 0) return payload;
  const { iat, exp } = payload as { readonly iat?: number; readonly exp?: number };
  return {
    ...payload,
    ...(iat === undefined ? {} : { iat: iat + seconds }),
    ...(exp === undefined ? {} : { exp: exp + seconds }),
  };
}

type ShelfRules = { readonly consumes: () => boolean; readonly ahead: () => number };

function createAdapter(shelf: Shelf, { consumes, ahead }: ShelfRules): Adapter {
  const toLibrary = (payload: AdapterPayload | undefined): AdapterPayload | undefined =>
    payload && move(payload, -ahead());
  const findWhere = (picks: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
    toLibrary([...shelf.values()].find(picks));
  return {
    upsert(id, payload) {
      shelf.set(id, move(payload, ahead()));
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(toLibrary(shelf.get(id))),
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
  const ahead = options.aheadSeconds ?? ((): number => 0);
  const now = (): number => epochSeconds() + ahead();
  const isAlive = (payload: AdapterPayload): boolean => !payload.consumed && (payload.exp ?? 0) > now();
  const listAlive: Store['listAlive'] = (kind, picks) =>
    [...shelfFor(kind)]
      .filter(([, payload]) => isAlive(payload) && picks(payload))
      .map(([value, payload]) => ({ value, payload }));

  return {
    adapterFor: (kind) => createAdapter(shelfFor(kind), { consumes: consumes(kind), ahead }),
    findAlive(kind, value) {
      const payload = shelfFor(kind).get(value);
      return payload && isAlive(payload) ? payload : undefined;
    },
    countAlive: (kind, picks) => listAlive(kind, picks).length,
    listAlive,
    find: (kind, value) => shelfFor(kind).get(value),
    prolong(kind, value, seconds) {
      const payload = shelfFor(kind).get(value);
      if (payload) shelfFor(kind).set(value, { ...payload, exp: now() + seconds });
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
      for (const [id, payload] of shelf) shelf.set(id, { ...payload, exp: now() - 1 });
    },
  };
}
