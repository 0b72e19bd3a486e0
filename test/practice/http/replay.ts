// Hands an already read request on to oidc-provider, bent into the form the library understands.
import { IncomingMessage } from 'node:http';
import type { Exchange } from '#practice/http/exchange';

/** What the library shall see instead of what was sent. */
export type Bend = {
  /** Path and query. */
  readonly url?: string;
  /** A form, whatever the original encoding was. */
  readonly form?: URLSearchParams;
};

/** A fresh request with the same head and the (bent) body. An Origin never reaches the library: its own CORS stays out of it. */
export function toReplay(exchange: Exchange, bend: Bend = {}): IncomingMessage {
  const { req } = exchange;
  const body = bend.form?.toString() ?? exchange.bodyText;
  const replay = new IncomingMessage(req.socket);
  replay.method = req.method ?? 'GET';
  replay.url = bend.url ?? req.url ?? '/';
  replay.httpVersion = req.httpVersion;
  replay.headers = { ...req.headers };
  delete replay.headers.origin;
  if (bend.form) replay.headers['content-type'] = 'application/x-www-form-urlencoded';
  if (body !== '') replay.headers['content-length'] = String(Buffer.byteLength(body));
  delete replay.headers['transfer-encoding'];
  replay.complete = true;
  replay.push(body);
  replay.push(null);
  return replay;
}
