import { expect, test } from 'vitest';
import { toNetworkFailure } from '#node/network-failure';

const host = 'acme.example';

function withCode(message: string, code: string): Error {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}

test.each<[Error | string, Record<string, unknown>]>([
  [new Error('net::ERR_NAME_NOT_RESOLVED'), { kind: 'provider-unreachable', reason: 'name-not-found' }],
  [
    withCode('getaddrinfo ENOTFOUND acme.example', 'ENOTFOUND'),
    { kind: 'provider-unreachable', reason: 'name-not-found' },
  ],
  [new Error('net::ERR_CONNECTION_REFUSED'), { kind: 'provider-unreachable', reason: 'refused' }],
  [
    withCode('connect ECONNREFUSED 127.0.0.1:1', 'ECONNREFUSED'),
    { kind: 'provider-unreachable', reason: 'refused' },
  ],
  [
    new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
    { kind: 'provider-unreachable', reason: 'timed-out' },
  ],
  [withCode('x', 'UND_ERR_HEADERS_TIMEOUT'), { kind: 'provider-unreachable', reason: 'timed-out' }],
  [new Error('net::ERR_CONNECTION_CLOSED'), { kind: 'provider-unreachable', reason: 'dropped' }],
  [withCode('other side closed', 'UND_ERR_SOCKET'), { kind: 'provider-unreachable', reason: 'dropped' }],
  [new Error('net::ERR_INTERNET_DISCONNECTED'), { kind: 'offline' }],
  [withCode('connect ENETUNREACH', 'ENETUNREACH'), { kind: 'offline' }],
  [new Error('net::ERR_CERT_AUTHORITY_INVALID'), { kind: 'certificate-untrusted' }],
  [withCode('self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT'), { kind: 'certificate-untrusted' }],
  [withCode('unable to verify', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'), { kind: 'certificate-untrusted' }],
  [new Error('Redirect was cancelled'), { kind: 'provider-misbehaved', what: 'redirect' }],
  [new Error('something new'), { kind: 'provider-unreachable', reason: 'other' }],
  ['a thrown text', { kind: 'provider-unreachable', reason: 'other' }],
])('%s', (error, failure) => {
  expect(toNetworkFailure(host, error)).toMatchObject({ host, ...failure });
});

test('a host whose name looks like a cause is not one', () => {
  const error = withCode('getaddrinfo ENOTFOUND redirect.acme.example', 'ENOTFOUND');
  expect(toNetworkFailure('redirect.acme.example', error)).toMatchObject({
    kind: 'provider-unreachable',
    reason: 'name-not-found',
  });
});

test('causes inside causes are looked at', () => {
  const deep = new Error('a', { cause: new Error('b', { cause: new Error('net::ERR_NAME_NOT_RESOLVED') }) });
  expect(toNetworkFailure(host, deep)).toMatchObject({ reason: 'name-not-found' });
});
