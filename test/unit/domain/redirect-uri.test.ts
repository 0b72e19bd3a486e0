import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRedirectUri } from '#domain/redirect-uri';
import { anyAddress } from '#support/fakes/any-text';

describe('a redirect URI that this computer can answer', () => {
  test.each([
    ['http://127.0.0.1:8080/callback', 8080, '/callback'],
    ['http://localhost:8080/oauth2/callback/', 8080, '/oauth2/callback/'],
    ['http://[::1]:8080/', 8080, '/'],
    ['http://127.0.0.1', 80, '/'],
    ['http://localhost:80/x', 80, '/x'],
    ['  http://localhost:9999  ', 9999, '/'],
  ])('%s', (typed, port, path) => {
    expect(parseRedirectUri(typed)).toEqual({
      ok: true,
      value: { port, path, registered: typed.trim() },
    });
  });
});

describe('one that it cannot', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    [`http://localhost/${'x'.repeat(500)}`, 'too-long'],
    ['https://acme.example/callback', 'not-loopback'],
    ['http://acme.example/callback', 'not-loopback'],
    ['http://localhost.evil.example/', 'not-loopback'],
    ['http://127.0.0.2/', 'not-loopback'],
    ['http://0.0.0.0/', 'not-loopback'],
    ['http://localhost@evil.example/', 'not-loopback'],
    ['urn:ietf:wg:oauth:2.0:oob', 'not-a-uri'],
    ['https://localhost:8080/callback', 'not-plain-http'],
    ['https://127.0.0.1/', 'not-plain-http'],
    ['ftp://localhost/', 'not-a-uri'],
    ['http://localhost:0/', 'not-a-uri'],
    ['http://localhost/gr\u00f6\u00dfe', 'not-a-uri'],
    ['\u0000http://localhost/', 'not-a-uri'],
    ['http:localhost/', 'not-a-uri'],
    ['http://localhost/callback?x=1', 'not-a-uri'],
    ['http://localhost/callback?', 'not-a-uri'],
    ['http://localhost/callback#part', 'not-a-uri'],
    ['http://ana:pw@localhost/', 'not-a-uri'],
    ['http://@localhost/', 'not-a-uri'],
    ['http:\\\\localhost\\callback', 'not-a-uri'],
    ['http://local host/', 'not-a-uri'],
    ['http://localhost:99999/', 'not-a-uri'],
    ['localhost:8080', 'not-a-uri'],
    ['callback', 'not-a-uri'],
  ])('%j is refused: %s', (typed, kind) => {
    expect(parseRedirectUri(typed)).toMatchObject({ ok: false, failure: { kind } });
  });
});

test('whatever was typed, what is listened at is where a browser would go', () => {
  const loopback = fc
    .tuple(
      fc.constantFrom('127.0.0.1', 'localhost', '[::1]', 'LOCALHOST', '127.1'),
      fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null }),
      fc.webPath(),
    )
    .map(([host, port, path]) => `http://${host}${port === null ? '' : `:${port}`}${path}`);
  fc.assert(
    fc.property(fc.oneof(loopback, anyAddress()), (typed) => {
      const parsed = parseRedirectUri(typed);
      if (!parsed.ok) return;
      const { port, path, registered } = parsed.value;
      const gone = new URL(registered);
      expect(gone.protocol).toBe('http:');
      expect(['127.0.0.1', 'localhost', '[::1]']).toContain(gone.hostname);
      expect(gone.host).toBe(port === 80 ? gone.hostname : `${gone.hostname}:${port}`);
      expect(gone.pathname).toBe(path);
      expect(gone.href).toBe(`http://${gone.host}${path}`);
    }),
    { numRuns: 500 },
  );
});
