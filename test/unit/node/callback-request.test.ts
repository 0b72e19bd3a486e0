import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeCallback, pagePath, type CallbackRequest, type Expectation } from '#node/callback-request';
import { anyText } from '#support/fakes/any-text';

const port = 48_517;
const state = 'q3b7ZkVw1vYx0t9QeM2sRg';
const host = `127.0.0.1:${port}`;
const expected: Expectation = { host, path: '/callback', state };
const ourHost = { host: [host] };

function aRequest(part: Partial<CallbackRequest> = {}): CallbackRequest {
  return { method: 'GET', target: `/callback?code=abc&state=${state}`, headers: ourHost, ...part };
}

const withHeaders = (headers: Record<string, string[]>) => aRequest({ headers: { ...ourHost, ...headers } });
const kindOf = (request: CallbackRequest, wanted = expected) => judgeCallback(request, wanted).kind;

describe('the genuine answer', () => {
  test.each([
    ['as a server sends it', `/callback?code=abc&state=${state}`],
    ['as Looker sends it, with an empty first pair', `/callback?&code=abc&state=${state}`],
    ['with an issuer', `/callback?code=abc&iss=https%3A%2F%2Facme.example&state=${state}`],
    ['a refusal', `/callback?error=access_denied&error_description=no&state=${state}`],
    ['a refusal with an empty code beside it', `/callback?error=access_denied&code=&state=${state}`],
    ['with parameters nobody knows, even twice', `/callback?code=abc&state=${state}&x=1&x=2`],
  ])('%s', (_how, target) => {
    expect(kindOf(aRequest({ target }))).toBe('genuine');
  });

  test('hands over its parameters, decoded, without the empty ones', () => {
    const verdict = judgeCallback(
      aRequest({ target: `/callback?&code=a%2Bb&empty=&state=${state}` }),
      expected,
    );
    expect(verdict.kind === 'genuine' && Object.fromEntries(verdict.parameters)).toEqual({
      code: 'a+b',
      state,
    });
  });

  test('may come with what browsers add to a navigation', () => {
    const headers = {
      'sec-fetch-dest': ['document'],
      'sec-fetch-mode': ['navigate'],
      'sec-fetch-site': ['cross-site'],
      'content-length': ['0'],
      referer: ['https://acme.cloud.looker.com/'],
    };
    expect(kindOf(withHeaders(headers))).toBe('genuine');
  });

  test('comes to the path of its provider', () => {
    expect(kindOf(aRequest({ target: `/?code=abc&state=${state}` }), { ...expected, path: '/' })).toBe(
      'genuine',
    );
  });
});

describe('not for us is an answer', () => {
  test.each([
    ['without a state', '/callback?code=abc'],
    ['with an empty state', '/callback?code=abc&state='],
    ['with another state', `/callback?code=abc&state=${state.slice(0, -1)}x`],
    ['with half the state', `/callback?code=abc&state=${state.slice(0, 10)}`],
    ['with our state in other letters', `/callback?code=abc&state=${state.toUpperCase()}`],
    ['with two states', `/callback?code=abc&state=${state}&state=${state}`],
    ['with two codes', `/callback?code=abc&code=def&state=${state}`],
    ['with two issuers', `/callback?code=abc&iss=a&iss=b&state=${state}`],
    ['with code and error', `/callback?code=abc&error=x&state=${state}`],
    ['with neither', `/callback?state=${state}`],
    ['without parameters', '/callback'],
    ['behind a second question mark', `/callback?x=1?code=abc&state=${state}`],
    ['at another path', `/favicon.ico?code=abc&state=${state}`],
    ['at our path with a slash', `/callback/?code=abc&state=${state}`],
    ['at our path in capitals', `/Callback?code=abc&state=${state}`],
    ['at our path, encoded', `/%63allback?code=abc&state=${state}`],
    ['at our path by a detour', `/x/../callback?code=abc&state=${state}`],
    ['as a whole address', `http://127.0.0.1:${port}/callback?code=abc&state=${state}`],
    ['in the fragment', `/callback#code=abc&state=${state}`],
  ])('%s', (_how, target) => {
    expect(kindOf(aRequest({ target }))).toBe('not-found');
  });

  test.each<[string, Record<string, string[]>]>([
    ['at another name', { host: [`localhost:${port}`] }],
    ['at a name that was rebound', { host: ['evil.example'] }],
    ['at another port', { host: ['127.0.0.1:80'] }],
    ['without a port', { host: ['127.0.0.1'] }],
    ['with two hosts', { host: [`127.0.0.1:${port}`, 'evil.example'] }],
    ['without a host', { host: [] }],
    ['from a script', { origin: ['https://evil.example'] }],
    ['from a script that hides', { origin: ['null'] }],
    ['as an image', { 'sec-fetch-dest': ['image'] }],
    ['in a frame', { 'sec-fetch-dest': ['iframe'] }],
    ['by fetch', { 'sec-fetch-mode': ['cors'] }],
    ['prefetched', { 'sec-purpose': ['prefetch;prerender'] }],
    ['prefetched the old way', { purpose: ['prefetch'] }],
    ['with a body', { 'content-length': ['5'] }],
    ['with a body in chunks', { 'transfer-encoding': ['chunked'] }],
    ['with two lengths', { 'content-length': ['0', '5'] }],
  ])('%s', (_how, headers) => {
    expect(kindOf(withHeaders(headers))).toBe('not-found');
  });

  test.each(['POST', 'HEAD', 'OPTIONS', 'PUT', 'get', ''])('by %j', (method) => {
    expect(kindOf(aRequest({ method }))).toBe('wrong-method');
  });
});

describe('with a registered redirect URI', () => {
  const at = (registered: string): Expectation => {
    const { host: expectedHost, pathname } = new URL(registered);
    return { host: expectedHost, path: pathname, state };
  };
  const askedAt = (name: string, path = '/cb') =>
    aRequest({ target: `${path}?code=abc&state=${state}`, headers: { host: [name] } });

  test.each([
    ['http://localhost:8080/cb', 'localhost:8080'],
    ['http://[::1]:8080/cb', '[::1]:8080'],
    ['http://127.0.0.1:8080/cb', '127.0.0.1:8080'],
    ['http://localhost/cb', 'localhost'],
    ['http://localhost:80/cb', 'localhost'],
  ])('%s the answer comes to %s', (registered, name) => {
    expect(kindOf(askedAt(name), at(registered))).toBe('genuine');
  });

  test.each([
    ['http://localhost:8080/cb', '127.0.0.1:8080'],
    ['http://localhost:8080/cb', 'localhost'],
    ['http://localhost/cb', 'localhost:80'],
    ['http://[::1]:8080/cb', '::1:8080'],
    ['http://127.0.0.1:8080/cb', 'localhost:8080'],
    ['http://localhost:8080/cb', 'evil.example:8080'],
  ])('%s nothing counts that comes to %s', (registered, name) => {
    expect(kindOf(askedAt(name), at(registered))).toBe('not-found');
  });

  test('the path counts to the letter', () => {
    expect(kindOf(askedAt('localhost', '/cb/'), at('http://localhost/cb'))).toBe('not-found');
    expect(kindOf(askedAt('localhost', '/CB'), at('http://localhost/cb'))).toBe('not-found');
  });

  test('the path may be that of the page afterwards', () => {
    const expectedThere = at(`http://localhost${pagePath}`);
    expect(kindOf(askedAt('localhost', pagePath), expectedThere)).toBe('genuine');
  });
});

test('the page afterwards has no parameters', () => {
  expect(kindOf(aRequest({ target: pagePath }))).toBe('page');
  expect(kindOf(aRequest({ target: `${pagePath}?code=abc&state=${state}` }))).toBe('not-found');
});

describe('200,000 made-up requests', () => {
  const alphabet = [
    'state',
    'code',
    'error',
    'iss',
    '=',
    '&',
    '?',
    '/',
    '/callback',
    '%',
    '%00',
    '+',
    '#',
    'x',
    '\u0000',
    'é',
    state.slice(1),
    state.slice(0, -1),
    `${state}=`,
    ` ${state.slice(1)}`,
    pagePath,
  ];
  /** Cheap and seeded, because a library's generators would take a minute for so many. */
  function aDie(seed: number): (sides: number) => number {
    let value = seed;
    return (sides) => {
      value = (Math.imul(value, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((value / 2 ** 32) * sides);
    };
  }

  test('are all refused without our state', () => {
    const throws = aDie(20_260_915);
    const piece = () => alphabet[throws(alphabet.length)] ?? '';
    const genuine: string[] = [];
    for (let count = 0; count < 200_000; count += 1) {
      const target = `/callback?${Array.from({ length: 1 + throws(12) }, piece).join('')}`;
      if (kindOf(aRequest({ target })) === 'genuine') genuine.push(target);
    }
    expect(genuine).toEqual([]);
  }, 20_000);

  test('would not all be refused if our state was among the pieces', () => {
    const throws = aDie(7);
    const pieces = [`&state=${state}`, '&code=x', '&error=x', '&junk'];
    const piece = () => pieces[throws(pieces.length)] ?? '';
    const targets = Array.from({ length: 1_000 }, () => `/callback?${piece()}${piece()}${piece()}`);
    const genuine = targets.filter((target) => kindOf(aRequest({ target })) === 'genuine');
    expect(genuine.length).toBeGreaterThan(50);
    for (const target of genuine) expect(target).toContain(state);
  });
});

test('no request makes the judgement throw, and none passes without our very state', () => {
  const text = anyText();
  const request = fc.record({
    method: fc.oneof(fc.constant('GET'), text),
    target: fc.oneof(
      text,
      text.map((query) => `/callback?${query}`),
    ),
    headers: fc.oneof(fc.constant(ourHost), fc.dictionary(text, fc.array(text))),
  });
  fc.assert(
    fc.property(request, (made) => {
      expect(kindOf(made)).not.toBe('genuine');
    }),
    { numRuns: 2_000 },
  );
});
