// Whatever is taken as a redirect URI, the receiver answers it: what a browser makes of the registered text arrives, and the
// text that was registered is the text that is sent (SO14, SO15).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRedirectUri, type RedirectTarget } from '#domain/redirect-uri';
import { Secret } from '#domain/secret';
import { judgeCallback } from '#node/callback-request';
import { createReceiver } from '#node/loopback-receiver';
import { goTo } from '../whole-app/desk';
import { freePort } from '../whole-app/google';

const state = 'state-of-this-property-state-of-this-property';
const hosts = fc.constantFrom('127.0.0.1', 'localhost', '[::1]', 'LocalHost', '127.1', '[0:0:0:0:0:0:0:1]');
const ports = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 65_535 }).map((port) => `:${port}`),
);
const oneOf = (letters: string): fc.Arbitrary<string> => fc.constantFrom(...Array.from(letters));
/** Plain letters, what URLs treat in a way of their own, and anything at all. */
const segment = fc.oneof(
  fc.string({ unit: oneOf('abcXYZ019-._~'), maxLength: 8 }),
  fc.string({ unit: oneOf(';:,@&=+$!*()[]|^`{}<>"\'%2Fé漢\u202e '), maxLength: 6 }),
  fc.constantFrom('.', '..', '%2e%2E', '', '%00', 'signed-in', 'callback'),
  fc.string({ unit: 'grapheme', maxLength: 5 }),
);
const paths = fc.array(segment, { maxLength: 4 }).map((parts) => parts.map((part) => `/${part}`).join(''));
const uris = fc.tuple(hosts, ports, paths).map((parts) => `http://${parts.join('')}`);

/** What a browser asks for that was sent to an address. */
function toRequest(address: string): Parameters<typeof judgeCallback>[0] {
  const { host, pathname, search } = new URL(address);
  return { method: 'GET', target: pathname + search, headers: { host: [host] } };
}

function expectationOf({ path, registered }: RedirectTarget) {
  return { host: new URL(registered ?? '').host, path, state };
}

test('5,000 addresses: what is taken is answered, and nothing else at that host is', () => {
  let taken = 0;
  fc.assert(
    fc.property(uris, segment, (uri, other) => {
      const parsed = parseRedirectUri(uri);
      if (!parsed.ok) return;
      taken += 1;
      expect(parsed.value.registered).toBe(uri.trim());
      const expected = expectationOf(parsed.value);
      const answer = `?code=c&state=${state}`;
      expect(judgeCallback(toRequest(parsed.value.registered + answer), expected).kind).toBe('genuine');
      const elsewhere = new URL(parsed.value.registered);
      elsewhere.pathname += `/${other}x`;
      if (elsewhere.pathname === parsed.value.path) return;
      expect(judgeCallback(toRequest(elsewhere.href + answer), expected).kind).toBe('not-found');
    }),
    { numRuns: 5000 },
  );
  expect(taken).toBeGreaterThan(2000);
});

test('no text at all makes it stumble, and what is taken is plain http on this computer, at a port that can be named', () => {
  const near = fc.oneof(uris, fc.webUrl(), fc.string(), fc.string({ unit: 'binary' }));
  const prefix = fc.constantFrom(
    '',
    'http://localhost',
    'http://127.0.0.1',
    'http://[::1]',
    'http://localhost:0',
  );
  fc.assert(
    fc.property(prefix, near, (start, rest) => {
      const parsed = parseRedirectUri(start + rest);
      if (!parsed.ok) return;
      const { hostname, protocol, search, hash, username } = new URL(parsed.value.registered);
      expect(['127.0.0.1', 'localhost', '[::1]']).toContain(hostname);
      expect([protocol, search, hash, username]).toEqual(['http:', '', '', '']);
      expect(parsed.value.port).toBeGreaterThan(0);
    }),
    { numRuns: 5000 },
  );
});

test('sixty of them with sockets: the browser’s way back ends at the page', async () => {
  const receiver = createReceiver({ findPortHolder: () => Promise.resolve(null) });
  const hostnames = fc.constantFrom('127.0.0.1', 'localhost', '[::1]');
  await fc.assert(
    fc.asyncProperty(hostnames, paths, async (hostname, path) => {
      const target = parseRedirectUri(`http://${hostname}:${await freePort()}${path}`);
      if (!target.ok) return;
      const opened = await receiver.open({ ...target.value, state: new Secret(state) });
      // Between looking and opening somebody else may have taken it.
      if (!opened.ok) return;
      expect(opened.value.redirectUri).toBe(target.value.registered);
      const page = await goTo(`${target.value.registered}?code=the-code&state=${state}`);
      const answer = await opened.value.answer;
      opened.value.close();
      expect(page.status).toBe(200);
      expect(answer.ok && answer.value.get('code')).toBe('the-code');
    }),
    { numRuns: 60 },
  );
});
