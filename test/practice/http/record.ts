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
  /** The body as it was sent; empty for none. */
  readonly bodyText: string;
  /** The status answered, once it was; undefined when the connection was cut before. */
  status: number | undefined;
  /** What was answered, once it was. */
  answer: AnswerRecord | undefined;
  /** True when a fault that a test switched on answered in the server's place. */
  isFault: boolean;
};

/** An answer as it left the practice server. */
export type AnswerRecord = {
  readonly status: number;
  /** `content-type` and `retry-after`, as far as they were sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; undefined when it was no JSON. */
  readonly json: unknown;
  readonly textLength: number;
};

const notedHeaders = ['content-type', 'retry-after'];

function headersOf({ req }: Exchange): Record<string, string> {
  return Object.fromEntries(
    Object.entries(req.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

function parseIfJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toAnswer({ res }: Exchange, text: string): AnswerRecord {
  const sent = notedHeaders.flatMap((name) => {
    const value = res.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return {
    status: res.statusCode,
    headers: Object.fromEntries(sent),
    json: parseIfJson(text),
    textLength: text.length,
  };
}

/** Listens in on what is written; answers come from here and from oidc-provider alike. */
function overhear({ res }: Exchange): () => string {
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown): void => {
    if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  };
  const write = res.write.bind(res) as (...args: unknown[]) => boolean;
  const end = res.end.bind(res) as (...args: unknown[]) => typeof res;
  res.write = (...args: unknown[]) => {
    keep(args[0]);
    return write(...args);
  };
  res.end = (...args: unknown[]) => {
    keep(args[0]);
    return end(...args);
  };
  return () => Buffer.concat(chunks).toString('utf8');
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
    bodyText: exchange.bodyText,
    status: undefined,
    answer: undefined,
    isFault: false,
  };
  const heard = overhear(exchange);
  exchange.res.once('finish', () => {
    record.answer = toAnswer(exchange, heard());
    record.status = record.answer.status;
    record.isFault = exchange.isFault;
  });
  list.push(record);
}
