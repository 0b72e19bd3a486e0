import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostOf, isLoopback, parseAddress } from '#domain/address';
import { anyAddress } from '#support/fakes/any-text';

describe('an address is understood however it is typed', () => {
  test.each([
    ['acme.cloud.looker.com', 'https://acme.cloud.looker.com'],
    ['  acme.cloud.looker.com  ', 'https://acme.cloud.looker.com'],
    ['ACME.Cloud.Looker.com', 'https://acme.cloud.looker.com'],
    ['acme.looker.com:19999', 'https://acme.looker.com:19999'],
    ['acme.looker.com:443', 'https://acme.looker.com'],
    ['https://acme.cloud.looker.com/', 'https://acme.cloud.looker.com'],
    ['https://acme.cloud.looker.com/dashboards/12?Region=EMEA#top', 'https://acme.cloud.looker.com'],
    ['HTTPS://acme.cloud.looker.com', 'https://acme.cloud.looker.com'],
    ['acme.cloud.looker.com/login', 'https://acme.cloud.looker.com'],
    ['bücher.example', 'https://xn--bcher-kva.example'],
    ['10.1.2.3:9999', 'https://10.1.2.3:9999'],
    ['http://localhost:9999', 'http://localhost:9999'],
    ['localhost:9999', 'http://localhost:9999'],
    ['127.0.0.1:9999/x', 'http://127.0.0.1:9999'],
    ['http://127.7.7.7', 'http://127.7.7.7'],
    ['http://[::1]:9999', 'http://[::1]:9999'],
    ['https://localhost:9999', 'https://localhost:9999'],
  ])('%s', (typed, origin) => {
    expect(parseAddress(typed)).toEqual({ ok: true, value: origin });
  });
});

describe('an address that cannot be used is refused with its reason', () => {
  test.each([
    ['', { kind: 'empty' }],
    ['   ', { kind: 'empty' }],
    ['a'.repeat(501), { kind: 'too-long', limit: 500 }],
    ['acme looker com', { kind: 'has-spaces' }],
    ['https://acme.example/a b', { kind: 'has-spaces' }],
    ['acme\n.example', { kind: 'has-spaces' }],
    ['https://', { kind: 'no-host' }],
    [':8080', { kind: 'no-host' }],
    ['acme:99999', { kind: 'no-host' }],
    ['?redirect=https://acme.example', { kind: 'no-host' }],
    ['ftp://acme.example', { kind: 'not-a-web-address', scheme: 'ftp' }],
    ['ssh://acme.example', { kind: 'not-a-web-address', scheme: 'ssh' }],
    ['https://ana:pw@acme.example', { kind: 'has-credentials' }],
    ['ana@acme.example', { kind: 'has-credentials' }],
    ['http://acme.example', { kind: 'insecure-address', host: 'acme.example' }],
    ['http://127.0.0.1.evil.example', { kind: 'insecure-address', host: '127.0.0.1.evil.example' }],
    ['http://localhost.evil.example', { kind: 'insecure-address', host: 'localhost.evil.example' }],
    ['http://localhost@evil.example', { kind: 'has-credentials' }],
    ['http://0.0.0.0', { kind: 'insecure-address', host: '0.0.0.0' }],
    ['http://[::2]', { kind: 'insecure-address', host: '[::2]' }],
  ])('%j', (typed, failure) => {
    expect(parseAddress(typed)).toEqual({ ok: false, failure });
  });

  test.each(['javascript:alert(1)', 'mailto:ana@acme.example', 'file:///etc/passwd', 'data:text/html,x'])(
    '%s is not taken for a web address',
    (typed) => {
      const scheme = typed.split(':')[0];
      expect(parseAddress(typed)).toEqual({ ok: false, failure: { kind: 'not-a-web-address', scheme } });
    },
  );
});

test('whatever is typed, an accepted address is an origin that no token travels to readable', () => {
  fc.assert(
    fc.property(anyAddress(), (text) => {
      const parsed = parseAddress(text);
      if (!parsed.ok) return;
      const url = new URL(parsed.value);
      expect(url.origin).toBe(parsed.value);
      expect(url.protocol === 'https:' || isLoopback(url.hostname)).toBe(true);
      expect(parseAddress(parsed.value)).toEqual(parsed);
    }),
    { numRuns: 2_000 },
  );
});

test('an origin is named by its host, and by its port where that is not the usual one', () => {
  expect(hostOf('https://acme.looker.com')).toBe('acme.looker.com');
  expect(hostOf('https://acme.looker.com:19999')).toBe('acme.looker.com:19999');
});
