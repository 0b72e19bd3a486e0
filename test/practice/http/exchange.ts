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
};

async function readText(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function parseJsonFields(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}

function readFields(req: IncomingMessage, text: string): Fields {
  const type = req.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return parseJsonFields(text);
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
  };
}

/** A body field as text, or undefined when it is missing or not text. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** Answers with JSON. */
export function answerJson(
  { res }: Exchange,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  res.end(JSON.stringify(value));
}

/** Answers with a page. */
export function answerHtml({ res }: Exchange, status: number, html: string): void {
  res.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  res.end(html);
}

/** Answers without a body and without a content type. */
export function answerNothing({ res }: Exchange, status: number): void {
  res.writeHead(status, { 'cache-control': 'no-store' });
  res.end();
}
