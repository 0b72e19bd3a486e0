// Understands what people type when asked for "the address of your Looker".
import type { FieldProblem } from './failure';
import { fail, ok, type Result } from './result';

const longestAddress = 500;

/**
 * Takes `acme.cloud.looker.com`, `acme.looker.com:19999`, or a whole URL out of the address bar, and returns its
 * origin. Plain http is taken for loopback hosts only, because a token would travel readable anywhere else.
 */
export function parseAddress(typed: string): Result<string, FieldProblem> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'empty' });
  if (text.length > longestAddress) return fail({ kind: 'too-long', limit: longestAddress });
  if (/\s/.test(text)) return fail({ kind: 'has-spaces' });
  const url = toUrl(text);
  if (url === null) return fail({ kind: 'no-host' });
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return fail({ kind: 'not-a-web-address', scheme: url.protocol.slice(0, -1) });
  }
  if (url.hostname === '') return fail({ kind: 'no-host' });
  if (url.username !== '' || url.password !== '') return fail({ kind: 'has-credentials' });
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail({ kind: 'insecure-address', host: url.hostname });
  }
  return ok(url.origin);
}

/** `localhost`, 127.0.0.0/8 and ::1: what never leaves this computer (RFC 8252 section 8.3). */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** Host and, if it is not the usual one, port: how an origin is named to people. */
export function hostOf(origin: string): string {
  return new URL(origin).host;
}

function toUrl(text: string): URL | null {
  const hasScheme =
    /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^(?:mailto|file|javascript|data|about):/i.test(text);
  const scheme = isLoopback(text.replace(/[:/].*$/, '')) ? 'http' : 'https';
  return URL.parse(hasScheme ? text : `${scheme}://${text}`);
}
