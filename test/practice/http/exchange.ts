// One request and its answer, read whole: practice servers handle small bodies only.
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The fields of a form or JSON body by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** One request, its body already read, and the answer to write. */
export type Exchange = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly method: string;
  readonly url: URL;
  readonly bodyText: string;
  /** Empty when the body is neither a form nor a JSON object. */
  readonly fields: Fields;
  /** Set once a fault that a test switched on answers in the server's place: a portal, a proxy, a foreign host. */
  isFault: boolean;
};

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function parseObject(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function readFields(req: IncomingMessage, text: string): Fields {
  const type = req.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return parseObject(text) ?? {};
  if (type.startsWith('application/x-www-form-urlencoded'))
    return Object.fromEntries(new URLSearchParams(text));
  return {};
}

/** Reads a request to its end. */
export async function readExchange(
  req: IncomingMessage,
  res: ServerResponse,
  origin: string,
): Promise<Exchange> {
  const bodyText = await readText(req);
  return {
    req,
    res,
    method: req.method ?? 'GET',
    url: new URL(req.url ?? '/', origin),
    bodyText,
    fields: readFields(req, bodyText),
    isFault: false,
  };
}

/** Notes that what follows is not the server's own answer. */
export function markFault(exchange: Exchange): void {
  exchange.isFault = true;
}

function isJson({ req }: Exchange): boolean {
  return (req.headers['content-type'] ?? '').startsWith('application/json');
}

/** Whether the body says that it is JSON and is no JSON object. */
export function isMalformed(exchange: Exchange): boolean {
  return isJson(exchange) && exchange.bodyText !== '' && parseObject(exchange.bodyText) === undefined;
}

/** A body field as text, or undefined when it is missing or not text. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** Sets headers one by one: what goes through `writeHead` alone cannot be read back for the record. */
function setHead({ res }: Exchange, status: number, headers: Readonly<Record<string, string>>): void {
  res.statusCode = status;
  res.setHeader('cache-control', 'no-store');
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}

/** Answers with JSON. */
export function answerJson(
  exchange: Exchange,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  setHead(exchange, status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  exchange.res.end(JSON.stringify(value));
}

/** Answers with a page. */
export function answerHtml(exchange: Exchange, status: number, html: string): void {
  setHead(exchange, status, { 'content-type': 'text/html; charset=utf-8' });
  exchange.res.end(html);
}

/** Answers without a body and without a content type. */
export function answerNothing(exchange: Exchange, status: number): void {
  setHead(exchange, status, {});
  exchange.res.end();
}
