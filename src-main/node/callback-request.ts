// Decides whether a request at the loopback receiver is the genuine end of the sign-in it waits for. Pure: no
// socket, so that it can be fuzzed by the million.
import { isSameText } from './same-text';

/** The parts of a request that count. Header values as they came, one entry per occurrence. */
export type CallbackRequest = {
  readonly method: string;
  /** The request target as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, readonly string[] | undefined>>;
};

export type Expectation = {
  /** As a browser names it, with the port unless it is the usual one, e.g. `127.0.0.1:48517`. */
  readonly host: string;
  readonly path: string;
  readonly state: string;
};

export type CallbackVerdict =
  | { readonly kind: 'genuine'; readonly parameters: URLSearchParams }
  /** The parameterless page the browser is sent on to. */
  | { readonly kind: 'page' }
  | { readonly kind: 'wrong-method' }
  | { readonly kind: 'not-found' };

/** Where the browser is sent after the answer, so that no code stays in the address bar (RFC 9700 section 4.3.1). */
export const pagePath = '/signed-in';

const notFound = { kind: 'not-found' } as const;
const single = ['state', 'code', 'iss', 'error'] as const;

export function judgeCallback(request: CallbackRequest, expected: Expectation): CallbackVerdict {
  if (request.method !== 'GET') return { kind: 'wrong-method' };
  if (!isAtOurHost(request, expected.host) || !isNavigation(request) || hasBody(request)) return notFound;
  const [path, query, ...rest] = request.target.split('?');
  if (path === pagePath && query === undefined) return { kind: 'page' };
  if (path !== expected.path || query === undefined || rest.length > 0) return notFound;
  const parameters = parseQuery(query);
  return parameters !== null && isForUs(parameters, expected.state)
    ? { kind: 'genuine', parameters }
    : notFound;
}

/** Exactly one Host header with exactly the host we gave out: against DNS rebinding. */
function isAtOurHost({ headers }: CallbackRequest, host: string): boolean {
  const hosts = headers['host'] ?? [];
  return hosts.length === 1 && hosts[0] === host;
}

/** A top-level redirect in a browser, or a client that sends no fetch metadata at all. */
function isNavigation({ headers }: CallbackRequest): boolean {
  return (
    headers['origin'] === undefined &&
    isAbsentOr(headers['sec-fetch-dest'], 'document') &&
    isAbsentOr(headers['sec-fetch-mode'], 'navigate') &&
    // A prefetch or prerender is nobody's decision yet.
    headers['sec-purpose'] === undefined &&
    headers['purpose'] === undefined
  );
}

function isAbsentOr(values: readonly string[] | undefined, wanted: string): boolean {
  return values === undefined || (values.length === 1 && values[0] === wanted);
}

function hasBody({ headers }: CallbackRequest): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length.join() !== '0');
}

function parseQuery(query: string): URLSearchParams | null {
  const parameters = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(query)) {
    // RFC 6749 section 3.1: a parameter without a value counts as absent. Looker's empty first pair ends here too.
    if (value !== '') parameters.append(name, value);
  }
  const names = [...parameters.keys()].map((name) => name.toLowerCase());
  const isDoubled = single.some((name) => names.filter((other) => other === name).length > 1);
  return isDoubled ? null : parameters;
}

/** Only an answer with our state counts, and only with either a code or an error. */
function isForUs(parameters: URLSearchParams, state: string): boolean {
  const given = parameters.get('state');
  const isAnswer = parameters.has('code') !== parameters.has('error');
  return given !== null && isSameText(given, state) && isAnswer;
}
