// When the receiver goes away, and what the browser is still owed (SO22, SO25).
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import { isReachable, openRaw } from '#support/raw-http';
import { answerSoFar, navigate, openWaiting, receiver } from './door';

describe('a sign-in that is cancelled', () => {
  test('SO22: nobody can connect any more within 100 ms, and the app is told', async () => {
    const waiting = await openWaiting();
    waiting.door.close();
    const startedAt = performance.now();
    expect(await isReachable(waiting.port)).toBe(false);
    expect(await waiting.door.answer).toEqual({ ok: false, failure: { kind: 'sign-in-cancelled' } });
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  test('SO22: connections that are open end within 100 ms as well, silent, half said or waiting for a body', async () => {
    const waiting = await openWaiting();
    const open = ['', 'GET /callback HTTP/1.1\r\n', `POST / HTTP/1.1\r\n${waiting.host}\r\nContent-Len`].map(
      (text) => {
        const connection = openRaw(waiting.port);
        connection.send(text);
        return connection;
      },
    );
    await delay(50);
    waiting.door.close();
    const startedAt = performance.now();
    const ends = await Promise.all(open.map((connection) => connection.ended(1000)));
    expect(ends).not.toContain('still-open');
    expect(performance.now() - startedAt).toBeLessThan(100);
  });

  test('SO22: the same port can be opened again at once', async () => {
    const waiting = await openWaiting();
    const browser = openRaw(waiting.port);
    await delay(20);
    waiting.door.close();
    const again = await receiver.open({
      port: waiting.port,
      path: '/callback',
      registered: null,
      state: new Secret('a-new-state'),
    });
    expect(again.ok).toBe(true);
    if (again.ok) again.value.close();
    browser.socket.destroy();
  });

  test('SO22: closing twice, or after the answer, does no harm', async () => {
    const waiting = await openWaiting();
    await navigate(waiting);
    waiting.door.close();
    waiting.door.close();
    expect(await answerSoFar(waiting)).toBe('genuine-code');
  });
});

describe('after the answer', () => {
  test('SO25: the browser is sent on with 303 to a page without parameters, which is there once and then gone', async () => {
    const waiting = await openWaiting();
    const answer = await navigate(waiting);
    expect(answer.status).toBe(303);
    expect(answer.body).toBe('');
    const location = /\r\nLocation: (.*)\r\n/.exec(answer.head)?.[1] ?? '';
    expect(location).toMatch(/^\/[a-z-]+$/);
    const page = await navigate(waiting, location);
    expect(page.status).toBe(200);
    await expect.poll(() => isReachable(waiting.port), { timeout: 1000 }).toBe(false);
  });

  test('SO25: the page is still owed when the app closes its receiver right away, as it does on success', async () => {
    const waiting = await openWaiting();
    const sent = navigate(waiting);
    await waiting.door.answer;
    waiting.door.close();
    expect((await sent).status).toBe(303);
    expect((await navigate(waiting, '/signed-in')).status).toBe(200);
    await expect.poll(() => isReachable(waiting.port), { timeout: 1000 }).toBe(false);
  });

  test('SO25: a browser that never asks for the page is not waited for longer than 2 seconds', async () => {
    const waiting = await openWaiting();
    await navigate(waiting);
    const idle = openRaw(waiting.port);
    expect(await idle.ended(2300)).not.toBe('still-open');
    expect(await isReachable(waiting.port)).toBe(false);
  });

  test('SO25: before an answer there is no such page, and a page in between is not used up by others', async () => {
    const waiting = await openWaiting();
    expect((await navigate(waiting, '/signed-in')).status).toBe(404);
    await navigate(waiting);
    for (const target of ['/', '/signed-in?x', '/signed-in/', waiting.target]) {
      expect((await navigate(waiting, target)).status).toBe(404);
    }
    expect((await navigate(waiting, '/signed-in', ['Sec-Purpose: prefetch'])).status).toBe(404);
    expect((await navigate(waiting, '/signed-in')).status).toBe(200);
  });

  test('SO22: what else was open when the page went out is ended with it', async () => {
    const waiting = await openWaiting();
    const idle = openRaw(waiting.port);
    await navigate(waiting);
    await navigate(waiting, '/signed-in');
    expect(await idle.ended(100)).not.toBe('still-open');
  });
});
