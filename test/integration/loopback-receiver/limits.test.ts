// Whoever is slow, large or clever at the receiver does not keep the sign-in out and costs next to nothing (SO21).
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRaw, sendRaw, toRawRequest, type RawConnection } from '#support/raw-http';
import {
  answerSoFar,
  navigate,
  openWaiting,
  theGenuineAnswerStillWorks,
  toNavigation,
  type Waiting,
} from './door';

const megabyte = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Heap and buffers that are still held, in bytes. */
async function heldMemory(): Promise<number> {
  await delay(50);
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function crowd(waiting: Waiting, size: number, opening: (nth: number) => string): RawConnection[] {
  const connections = Array.from({ length: size }, (_, nth) => {
    const connection = openRaw(waiting.port);
    connection.send(opening(nth));
    return connection;
  });
  onTestFinished(() => connections.forEach(({ socket }) => void socket.destroy()));
  return connections;
}

describe('slow clients', () => {
  test('SO21: 300 that never finish a request do not keep the sign-in out', async () => {
    const waiting = await openWaiting();
    const before = await heldMemory();
    const slow = crowd(waiting, 300, (nth) => `GET /slow?${nth} HTTP/1.1\r\n${waiting.host}\r\nX-A: `);
    await delay(200);
    const dripping = setInterval(
      () => slow.forEach(({ send, socket }) => !socket.destroyed && send('x')),
      100,
    );
    onTestFinished(() => clearInterval(dripping));
    await delay(300);
    const startedAt = performance.now();
    expect((await navigate(waiting)).status).toBe(303);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
    clearInterval(dripping);
    slow.forEach(({ socket }) => void socket.destroy());
    expect((await heldMemory()) - before).toBeLessThan(5 * megabyte);
  });

  test('SO21: 300 that connect and say nothing do not either, and only 16 of them are kept', async () => {
    const waiting = await openWaiting();
    const silent = crowd(waiting, 300, () => '');
    await delay(400);
    const kept = silent.filter(({ socket }) => !socket.destroyed);
    expect(kept.length).toBeLessThanOrEqual(16);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO21: headers that take longer than 3 seconds end the connection, and so does a silent one', async () => {
    const waiting = await openWaiting();
    const [slow] = crowd(waiting, 1, () => `GET /slow HTTP/1.1\r\n${waiting.host}\r\nX-A: `);
    const [silent] = crowd(waiting, 1, () => '');
    const dripping = setInterval(() => slow?.send('x'), 200);
    onTestFinished(() => clearInterval(dripping));
    const startedAt = performance.now();
    expect(await slow?.ended(5000)).not.toBe('still-open');
    expect(await silent?.ended(1000)).not.toBe('still-open');
    expect(performance.now() - startedAt).toBeLessThan(4200);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });
});

describe('large requests', () => {
  test('SO21: 10 MB of headers are not read to the end', async () => {
    const waiting = await openWaiting();
    const before = await heldMemory();
    for (const line of ['X-A: ', 'Cookie: ']) {
      const huge = `${line}${'x'.repeat(10 * megabyte)}`;
      const answer = await sendRaw(waiting.port, toNavigation(waiting, waiting.target, [huge]));
      expect(answer).toMatchObject({ status: null, text: '' });
      expect(answer.ended).not.toBe('still-open');
    }
    expect((await heldMemory()) - before).toBeLessThan(5 * megabyte);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test.each([
    [
      'a request line over 8 kB',
      (waiting: Waiting) => toNavigation(waiting, `${waiting.target}&x=${'x'.repeat(9000)}`),
    ],
    [
      'one header over 8 kB',
      (waiting: Waiting) => toNavigation(waiting, waiting.target, [`X-A: ${'x'.repeat(9000)}`]),
    ],
    [
      'many headers of together over 8 kB',
      (waiting: Waiting) =>
        toNavigation(
          waiting,
          waiting.target,
          Array.from({ length: 600 }, (_, nth) => `X-${nth}: ${'x'.repeat(20)}`),
        ),
    ],
  ])('SO21: %s is refused and does not use the sign-in up', async (_case, toRequest) => {
    const waiting = await openWaiting();
    const answer = await sendRaw(waiting.port, toRequest(waiting));
    expect(answer.text).toBe('');
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test('SO21: a genuine answer with a long code of 6 kB still fits', async () => {
    const waiting = await openWaiting();
    const target = waiting.target.replace('genuine-code', 'c'.repeat(6000));
    expect((await navigate(waiting, target)).status).toBe(303);
  });

  test('SO21: a body is not waited for: the answer comes at once and the connection ends', async () => {
    const waiting = await openWaiting();
    for (const method of ['POST', 'GET']) {
      const headers = [waiting.host, 'Content-Length: 100000000'];
      const startedAt = performance.now();
      const answer = await sendRaw(
        waiting.port,
        toRawRequest({ method, target: waiting.target, headers, body: 'x'.repeat(1000) }),
      );
      expect(answer.ended).not.toBe('still-open');
      expect(performance.now() - startedAt).toBeLessThan(1000);
      expect(answer.status === 303).toBe(false);
    }
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });
});

describe('clever requests', () => {
  const genuineBehind: readonly (readonly [string, (waiting: Waiting) => string])[] = [
    ['behind a page that is not there', (waiting) => toNavigation(waiting, '/nothing')],
    [
      'behind another method',
      ({ host }) => toRawRequest({ method: 'POST', target: '/', headers: [host, 'Content-Length: 0'] }),
    ],
    ['behind an empty line', ({ host }) => toRawRequest({ target: '/', headers: [host] }) + '\r\n'],
    [
      'as the body of a chunked request',
      ({ host }) =>
        toRawRequest({
          method: 'POST',
          target: '/',
          headers: [host, 'Transfer-Encoding: chunked'],
          body: '0\r\n\r\n',
        }),
    ],
    [
      'hidden by a length and chunks that contradict each other',
      ({ host }) =>
        toRawRequest({
          method: 'POST',
          target: '/',
          headers: [host, 'Content-Length: 5', 'Transfer-Encoding: chunked'],
          body: '0\r\n\r\n',
        }),
    ],
    [
      'hidden by two lengths',
      ({ host }) =>
        toRawRequest({
          method: 'POST',
          target: '/',
          headers: [host, 'Content-Length: 0', 'Content-Length: 9'],
        }),
    ],
    [
      'behind an upgrade',
      ({ host }) =>
        toRawRequest({ target: '/', headers: [host, 'Connection: Upgrade', 'Upgrade: websocket'] }),
    ],
    ['behind a line that ends with LF only', ({ host }) => `GET / HTTP/1.1\n${host}\n\n`],
  ];

  test.each(genuineBehind)(
    'SO21: an answer %s on the same connection does not count',
    async (_case, toFirst) => {
      const waiting = await openWaiting();
      const answer = await sendRaw(waiting.port, toFirst(waiting) + toNavigation(waiting, waiting.target));
      expect(answer.text).not.toContain('303');
      expect(answer.text.split('HTTP/1.1 ').length).toBeLessThanOrEqual(2);
      expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
    },
  );

  test('SO21: two genuine answers in one packet are one', async () => {
    const waiting = await openWaiting();
    const twice = toNavigation(waiting, waiting.target) + toNavigation(waiting, waiting.target);
    const answer = await sendRaw(waiting.port, twice);
    expect(answer.text.split('HTTP/1.1 ')).toHaveLength(2);
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });

  test.each([
    ['a chunked body', ['Transfer-Encoding: chunked']],
    ['a chunked body in odd letters', ['Transfer-Encoding: cHuNkEd']],
    ['an unknown encoding', ['Transfer-Encoding: gzip']],
    ['a length', ['Content-Length: 3']],
    ['a negative length', ['Content-Length: -1']],
    ['a length with a sign', ['Content-Length: +3']],
    ['an upgrade to WebSocket', ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13']],
    ['an upgrade to HTTP/2', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA']],
    ['a folded header', ['X-A: one', ' two']],
    ['a header without a name', [': value']],
    ['a space before the colon', ['X-A : one']],
    ['a zero byte in a header', ['X-A: a\0b']],
  ])('SO21: the right address with %s is not taken', async (_case, extra) => {
    const waiting = await openWaiting();
    const request = toRawRequest({
      target: waiting.target,
      headers: [waiting.host, ...extra],
      body: '0\r\n\r\n',
    });
    expect((await sendRaw(waiting.port, request)).status).not.toBe(303);
    expect(await theGenuineAnswerStillWorks(waiting)).toBe(true);
  });

  test.each(['Expect: 100-continue', 'Expect: 200-ok'])(
    'SO13, SO21: "%s" gets no words of its own',
    async (line) => {
      const waiting = await openWaiting();
      const answer = await sendRaw(
        waiting.port,
        toRawRequest({ target: '/', headers: [waiting.host, line] }),
      );
      expect(answer).toMatchObject({ status: 404, body: 'Not found\n', ended: 'closed' });
      expect(answer.text).not.toMatch(/100 Continue|keep-alive|date:/i);
    },
  );

  test('SO21: no connection is kept for a second request', async () => {
    const waiting = await openWaiting();
    for (const target of ['/', '/callback', waiting.target]) {
      const answer = await navigate(waiting, target);
      expect(answer.head).toContain('\r\nConnection: close');
      expect(answer.ended).toBe('closed');
    }
  });

  test('SO21: a genuine answer that comes letter by letter is taken', async () => {
    const waiting = await openWaiting();
    const request = toNavigation(waiting, waiting.target);
    const answer = await sendRaw(waiting.port, request.match(/[\s\S]{1,7}/g) ?? []);
    expect(answer.status).toBe(303);
  });
});
