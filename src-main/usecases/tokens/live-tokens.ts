// Access tokens, in the memory of the main process and nowhere else.
import type { Secret } from '#domain/secret';
import type { Clock } from '../ports';

export type LiveToken = {
  readonly accessToken: Secret;
  readonly expiresAt: number;
  /** Where its sign-in is bound: it may go there, and to what the provider's own table names beside it. */
  readonly apiOrigin: string;
};

export type LiveTokens = {
  /** The one to hand out. */
  readonly get: (accountId: string) => LiveToken | null;
  /** All that have not ended yet, newest first: a replaced one may have been copied before. */
  readonly all: (accountId: string) => readonly LiveToken[];
  readonly keep: (accountId: string, token: LiveToken) => void;
  /** Known to be alive, without being the one to hand out. */
  readonly note: (accountId: string, token: LiveToken) => void;
  /** From now on nothing is handed out; what is known stays known, so that it can be ended. */
  readonly retire: (accountId: string) => void;
  readonly drop: (accountId: string) => void;
  /** Drops all of all. */
  readonly dropAll: () => void;
  /** The clock was set by so many milliseconds: their ends move along. */
  readonly shift: (by: number) => void;
};

/** More refreshes within the life of one token than anybody makes by hand. */
const mostKnown = 50;

type Shelf = { readonly current: LiveToken | null; readonly known: readonly LiveToken[] };

export function createLiveTokens(clock: Pick<Clock, 'now'>): LiveTokens {
  const shelves = new Map<string, Shelf>();
  const living = (accountId: string): readonly LiveToken[] =>
    (shelves.get(accountId)?.known ?? []).filter(({ expiresAt }) => expiresAt > clock.now());
  return {
    get: (accountId) => shelves.get(accountId)?.current ?? null,
    all: living,
    keep(accountId, token) {
      shelves.set(accountId, { current: token, known: [token, ...living(accountId)].slice(0, mostKnown) });
    },
    note(accountId, token) {
      const current = shelves.get(accountId)?.current ?? null;
      shelves.set(accountId, { current, known: [...living(accountId), token].slice(0, mostKnown) });
    },
    retire(accountId) {
      const shelf = shelves.get(accountId);
      if (shelf !== undefined) shelves.set(accountId, { ...shelf, current: null });
    },
    drop: (accountId) => void shelves.delete(accountId),
    dropAll: () => shelves.clear(),
    shift(by) {
      const move = (token: LiveToken): LiveToken => ({ ...token, expiresAt: token.expiresAt + by });
      for (const [id, { current, known }] of shelves) {
        const moved = known.map(move);
        const at = current === null ? -1 : known.indexOf(current);
        shelves.set(id, { current: moved[at] ?? (current === null ? null : move(current)), known: moved });
      }
    },
  };
}
