// Chromium's and Node's names for "no answer", translated once.
import type { Failure, UnreachableReason } from '#domain/failure';

const offlineCodes = /ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ENETUNREACH|ENETDOWN/;
const certificateCodes = /ERR_CERT_|ERR_SSL_|ERR_BAD_SSL|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS_/;

const reasons: readonly (readonly [RegExp, UnreachableReason])[] = [
  [/ERR_NAME_NOT_RESOLVED|ERR_NAME_RESOLUTION|ENOTFOUND|EAI_AGAIN/, 'name-not-found'],
  [/ERR_CONNECTION_REFUSED|ECONNREFUSED/, 'refused'],
  [
    /ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT|ETIMEDOUT|TimeoutError|UND_ERR_\w*TIMEOUT|aborted due to timeout/,
    'timed-out',
  ],
  [/ERR_CONNECTION_(?:RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ECONNRESET|EPIPE|UND_ERR_SOCKET/, 'dropped'],
];

export function toNetworkFailure(host: string, error: unknown): Failure {
  const words = wordsOf(error);
  // Electron's fetch has no opaque redirect: it gives up with these words instead.
  if (/Redirect was cancelled|ERR_\w*REDIRECT|unexpected redirect/i.test(words))
    return { kind: 'provider-misbehaved', host, status: 302, what: 'redirect' };
  if (offlineCodes.test(words)) return { kind: 'offline', host };
  if (certificateCodes.test(words)) return { kind: 'certificate-untrusted', host };
  const reason = reasons.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
  return { kind: 'provider-unreachable', host, reason };
}

/** Name, code and message of an error and of what caused it, for matching only. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as Error & { code?: unknown };
  const cause = error.cause === undefined ? '' : wordsOf(error.cause);
  return `${error.name} ${typeof code === 'string' ? code : ''} ${error.message} ${cause}`;
}
