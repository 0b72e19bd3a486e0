// Which requests count: one method, one path, one host, a person's navigation (SO10, SO13, SO14, SO15, SO16).
import { describe, expect, test } from 'vitest';
import { sendRaw, toRawRequest, type RawAnswer } from '#support/raw-http';
import { answerSoFar, navigate, openWaiting, theGenuineAnswerStillWorks, type Waiting } from './door';

const notFound = expect.objectContaining({ status: 404, body: 'Not found\n', ended: 'closed' }) as RawAnswer;
const wrongMethod = expect.objectContaining({ status: 405, body: 'Method not allowed\n' }) as RawAnswer;

const methods = ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'SEARCH', 'PURGE'];
const paths = ['/', '/favicon.ico', '/callback', '/signed-in', '/callback/', '/robots.txt', '/%00', '/a?b=c'];
const otherHeaders = ['Accept: */*', 'Cookie: a=b', 'Range: bytes=0-1', 'If-None-Match: *', 'Expect: 200-ok'];

/** Everything but the genuine request: methods, paths and headers in all combinations. */
function toOtherRequests({ host, target }: Waiting): string[] {
  const targets = [...paths, ...paths.map((path) => `${path}?x=${target.length}`), target.toUpperCase()];
  return ['GET', ...methods].flatMap((method) =>
    targets.flatMap((other) =>
      [[], ...otherHeaders.map((header) => [header])].map((headers) =>
        toRawRequest({ method, target: other, headers: [host, ...headers] }),
      ),
    ),
  );
}

async function sendAll(waiting: Waiting, requests: readonly string[]): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (let first = 0; first < requests.length; first += 12) {
    const batch = requests.slice(first, first + 12);
    answers.push(...(await Promise.all(batch.map((request) => sendRaw(waiting.port, request)))));
  }
  return answers;
}

describe('everything but the answer', () => {
  test('SO13: over 1,000 other requests get one and the same answer per status, which names no product', async () => {
    const waiting = await openWaiting();
    const requests = toOtherRequests(waiting);
    expect(requests.length).toBeGreaterThan(1000);
    const answers = await sendAll(waiting, requests);
    const kinds = [...new Set(answers.map(({ status }) => String(status)))].sort();
    expect(kinds).toEqual(['404', '405']);
    for (const status of [404, 405]) {
      const ofStatus = answers.filter((answer) => answer.status === status);
      // The answer to HEAD is the same without its body (RFC 9110, section 9.3.2).
      const distinct = new Set(ofStatus.map(({ text, head, body }) => (body === '' ? head : text)));
      expect(distinct.size).toBe(status === 404 ? 1 : 2);
      expect([...distinct].join()).not.toMatch(/daypass|electron|node|express|server:|date:|x-powered/i);
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test.each(methods)(
    'SO13, SO16: %s with the right address is refused and does not use the sign-in up',
    async (method) => {
      const waiting = await openWaiting();
      const answer = await sendRaw(
        waiting.port,
        toRawRequest({ method, target: waiting.target, headers: [waiting.host] }),
      );
      expect(answer.status).toBe(405);
      if (method !== 'HEAD') expect(answer).toEqual(wrongMethod);
      expect(answer.head).toContain('\r\nAllow: GET\r\n');
      expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
    },
  );

  test('SO13: CONNECT and methods nobody knows end without an answer', async () => {
    const waiting = await openWaiting();
    for (const method of ['CONNECT', 'BREW', 'get', 'GET\t']) {
      const answer = await sendRaw(
        waiting.port,
        toRawRequest({ method, target: waiting.target, headers: [waiting.host] }),
      );
      expect(answer).toMatchObject({ text: '', ended: 'closed' });
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });
});

describe('the address has to be exactly the redirect URI', () => {
  test.each([
    ['a trailing slash', '/callback/'],
    ['a slash too many', '//callback'],
    ['upper case', '/CALLBACK'],
    ['one letter in upper case', '/Callback'],
    ['a percent-encoded letter', '/%63allback'],
    ['an encoded slash', '/callback%2F'],
    ['a dot segment', '/./callback'],
    ['a way up and down again', '/x/../callback'],
    ['a path parameter', '/callback;v=1'],
    ['a longer path', '/callback/more'],
    ['a shorter path', '/callbac'],
    ['no path', '/'],
    ['another question mark before the query', '/callback?'],
  ])('SO10: %s is not it', async (_case, path) => {
    const waiting = await openWaiting();
    expect(await navigate(waiting, waiting.target.replace('/callback', path))).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO10, SO14: the whole address as target, as a proxy would get it, is not it', async () => {
    const waiting = await openWaiting();
    for (const origin of [
      `http://127.0.0.1:${waiting.port}`,
      'http://attacker.example',
      '//attacker.example',
    ]) {
      expect(await navigate(waiting, `${origin}${waiting.target}`)).toEqual(notFound);
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO10: the answer that belongs to another port does not count here', async () => {
    const [here, elsewhere] = [await openWaiting(), await openWaiting()];
    expect(await navigate(here, elsewhere.target)).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(here)).toBe(true);
    expect(await theGenuineAnswerStillWorks(elsewhere)).toBe(true);
  });
});

describe('the Host header has to be exactly the literal address', () => {
  const hosts: readonly (readonly [string, (port: number) => readonly string[]])[] = [
    ['none', () => []],
    ['an empty one', () => ['Host:']],
    ['two, both right', (port) => [`Host: 127.0.0.1:${port}`, `Host: 127.0.0.1:${port}`]],
    ['two, the first right', (port) => [`Host: 127.0.0.1:${port}`, 'Host: attacker.example']],
    ['two, the second right', (port) => ['Host: attacker.example', `host: 127.0.0.1:${port}`]],
    ['two in one line', (port) => [`Host: 127.0.0.1:${port}, 127.0.0.1:${port}`]],
    ['localhost', (port) => [`Host: localhost:${port}`]],
    ['a name of an attacker', (port) => [`Host: attacker.example:${port}`]],
    ['a name that only looks like the address', (port) => [`Host: 127.0.0.1.attacker.example:${port}`]],
    ['no port', () => ['Host: 127.0.0.1']],
    ['a wrong port', (port) => [`Host: 127.0.0.1:${port === 65535 ? 1 : port + 1}`]],
    ['a port with a zero in front', (port) => [`Host: 127.0.0.1:0${port}`]],
    ['a trailing dot', (port) => [`Host: 127.0.0.1.:${port}`]],
    ['upper case', (port) => [`Host: LOCALHOST:${port}`]],
    ['a decimal address', (port) => [`Host: 2130706433:${port}`]],
    ['a hexadecimal address', (port) => [`Host: 0x7f.0.0.1:${port}`]],
    ['an octal address', (port) => [`Host: 0177.0.0.1:${port}`]],
    ['a short address', (port) => [`Host: 127.1:${port}`]],
    ['an address mapped to IPv6', (port) => [`Host: [::ffff:127.0.0.1]:${port}`]],
    ['IPv6', (port) => [`Host: [::1]:${port}`]],
    ['any address', (port) => [`Host: 0.0.0.0:${port}`]],
    ['a user in front', (port) => [`Host: user@127.0.0.1:${port}`]],
    ['a path behind', (port) => [`Host: 127.0.0.1:${port}/`]],
    ['only a forwarded one', (port) => [`X-Forwarded-Host: 127.0.0.1:${port}`, 'Host: attacker.example']],
  ];

  test.each(hosts)('SO14: %s is refused', async (_case, toHeaders) => {
    const waiting = await openWaiting();
    const request = toRawRequest({ target: waiting.target, headers: toHeaders(waiting.port) });
    expect(await sendRaw(waiting.port, request)).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO14: the name of the header may be written in any case', async () => {
    const waiting = await openWaiting();
    const headers = [`hOsT: 127.0.0.1:${waiting.port}`];
    expect((await sendRaw(waiting.port, toRawRequest({ target: waiting.target, headers }))).status).toBe(303);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test('SO14: an old protocol version without Host is refused as well', async () => {
    const waiting = await openWaiting();
    const request = toRawRequest({ target: waiting.target, version: 'HTTP/1.0' });
    expect(await sendRaw(waiting.port, request)).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });
});

describe('only a navigation of the whole window counts', () => {
  const dests = [
    'image',
    'iframe',
    'frame',
    'script',
    'style',
    'empty',
    'object',
    'embed',
    'worker',
    'Document',
    '',
  ];
  const modes = ['cors', 'no-cors', 'same-origin', 'websocket', 'navigate2', ''];
  test.each([
    ...dests.map((dest) => [`Sec-Fetch-Dest: ${dest}`]),
    ...modes.map((mode) => [`Sec-Fetch-Mode: ${mode}`]),
    ['Sec-Fetch-Dest: document\r\nSec-Fetch-Dest: document'],
    ['Sec-Fetch-Mode: navigate\r\nSec-Fetch-Mode: cors'],
    ['Origin: http://attacker.example'],
    ['Origin: null'],
    ['Origin:'],
  ])('SO15: with "%s" it is refused and does not use the sign-in up', async (header) => {
    const waiting = await openWaiting();
    const request = toRawRequest({ target: waiting.target, headers: [waiting.host, header] });
    expect(await sendRaw(waiting.port, request)).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test.each([
    'Sec-Purpose: prefetch',
    'Sec-Purpose: prefetch;prerender',
    'Purpose: prefetch',
    'Sec-Purpose: prefetch;anonymous-client-ip',
  ])('SO16: a look ahead with "%s" does not use the sign-in up', async (header) => {
    const waiting = await openWaiting();
    expect(await navigate(waiting, waiting.target, [header])).toEqual(notFound);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO15: a browser that sends no such headers at all is taken', async () => {
    const waiting = await openWaiting();
    const request = toRawRequest({ target: waiting.target, headers: [waiting.host] });
    expect((await sendRaw(waiting.port, request)).status).toBe(303);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });
});
