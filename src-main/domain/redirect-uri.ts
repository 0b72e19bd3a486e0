// Redirect URIs that this computer can answer itself: loopback, plain http (RFC 8252 section 7.3).
import type { FieldProblem } from './failure';
import { fail, ok, type Result } from './result';

const longest = 500;

/** Where a browser will come back to. */
export type RedirectTarget = {
  /** Null: any free one. */
  readonly port: number | null;
  readonly path: string;
  /** Exactly as registered, where that is compared; null where only the loopback host counts. */
  readonly registered: string | null;
};

/** A URI that somebody registered. Text that is not one this computer can answer is refused with the reason. */
export function parseRedirectUri(
  typed: string,
): Result<RedirectTarget & { readonly registered: string }, FieldProblem> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'empty' });
  if (text.length > longest) return fail({ kind: 'too-long', limit: longest });
  // What was registered is compared as text: nothing that a URL parser mends could have been.
  const isPlain = /^https?:\/\/[\x21-\x7e]+$/i.test(text);
  const url = isPlain ? URL.parse(text) : null;
  if (url === null) return fail({ kind: 'not-a-uri' });
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return fail({ kind: 'not-loopback' });
  if (url.protocol !== 'http:') return fail({ kind: 'not-plain-http' });
  const hasMore = url.search !== '' || url.hash !== '' || url.username !== '' || /[?#@\\]/.test(text);
  if (hasMore) return fail({ kind: 'not-a-uri' });
  if (url.port === '0') return fail({ kind: 'not-a-uri' });
  return ok({ port: url.port === '' ? 80 : Number(url.port), path: url.pathname, registered: text });
}
