// One call of the Looker API, and how routes are written down.
import type { Exchange } from '#practice/http/exchange';
import type { Parts } from '#practice/looker/parts';
import type { LookerUser } from '#practice/looker/people';
import type { Session } from '#practice/looker/sessions';

/** A call without a token. */
export type OpenCall = {
  readonly parts: Parts;
  readonly exchange: Exchange;
  /** The parts of the path that the route names, decoded. */
  readonly args: readonly string[];
};

/** A call with a live token. */
export type Call = {
  readonly session: Session;
  readonly user: LookerUser;
} & OpenCall;

/** A route that anybody may call. */
export type OpenRoute = {
  readonly method: string;
  readonly path: RegExp;
  readonly serve: (call: OpenCall) => void;
};

/** A route that needs a live token. */
export type Route = {
  readonly method: string;
  readonly path: RegExp;
  readonly serve: (call: Call) => void;
  /** What a caller without a live token gets, where that is not the usual 401. */
  readonly serveDead?: (call: OpenCall) => void;
};

/** `Authorization: token X` and `Authorization: Bearer X` are both taken (Looker fact sheet, section 4). */
export function readToken({ req }: Exchange): string {
  return /^(?:token|bearer) (.+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
}

/** Keeps the named fields, all when none are named: the `fields` parameter of most calls. */
export function pickFields<T extends object>({ exchange }: OpenCall, value: T): Partial<T> {
  const wanted = exchange.url.searchParams.get('fields');
  if (wanted === null || wanted === '') return value;
  const names = new Set(wanted.split(',').map((name) => name.trim().replace(/\(.*$/, '')));
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name))) as Partial<T>;
}
