// What practice servers note of each request, so that a test can say "no Origin was sent" or "asked exactly once".
import type { Exchange } from '#practice/http/exchange';

/** One request as a practice server saw it. Secrets are in it on purpose: it never leaves the test's memory. */
export type RequestRecord = {
  /** The port that took it, by role. */
  readonly door: string;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly hasOrigin: boolean;
  readonly hasAuthorization: boolean;
  /** The fields of a form or JSON body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The status answered, once it was; undefined when the connection was cut before. */
  status: number | undefined;
};

function headersOf({ req }: Exchange): Record<string, string> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Notes a request at the end of the list. */
export function noteRequest(list: RequestRecord[], door: string, exchange: Exchange): void {
  const headers = headersOf(exchange);
  const record: RequestRecord = {
    door,
    method: exchange.method,
    path: exchange.url.pathname,
    query: Object.fromEntries(exchange.url.searchParams),
    headers,
    hasOrigin: 'origin' in headers,
    hasAuthorization: 'authorization' in headers,
    body: exchange.fields,
    status: undefined,
  };
  exchange.res.once('finish', () => {
    record.status = exchange.res.statusCode;
  });
  list.push(record);
}
