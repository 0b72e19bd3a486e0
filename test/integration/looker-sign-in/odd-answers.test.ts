// Answers of broken, hostile and foreign servers: limits hold, nothing is followed, no sign-in is dropped
// (SO34, SO37, SO39, RT10).
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { createClient, failureOf, toRefresh, valueOf } from '../whole-app/parts';
import { answering, someRefreshToken, startOddServer, type Serve } from '../whole-app/odd-server';

const { oauth, api } = createClient();
const goodTokens = { access_token: 'a-token', token_type: 'Bearer', expires_in: 3600 };

async function renewAt(serve: Serve) {
  const { binding, arrived } = await startOddServer(serve);
  const outcome = await oauth.renew(toRefresh(binding, someRefreshToken), null);
  expect(arrived).toHaveLength(1);
  return outcome;
}

describe('limits', () => {
  test('SO34: a redirect is not followed: the refresh token never goes anywhere else', async () => {
    const elsewhere = await startOddServer(answering(200, goodTokens));
    for (const status of [301, 302, 303, 307, 308]) {
      const outcome = await renewAt(answering(status, '', { location: `${elsewhere.origin}/api/token` }));
      expect(failureOf(outcome)).toMatchObject({ kind: 'provider-misbehaved', what: 'redirect' });
    }
    expect(elsewhere.arrived).toEqual([]);
  });

  test('SO37: an answer of 256 kB is read, a larger one is refused', async () => {
    const padding = 256 * 1024 - JSON.stringify({ ...goodTokens, x: '' }).length;
    const fits = { ...goodTokens, x: 'x'.repeat(padding) };
    expect((await renewAt(answering(200, fits))).ok).toBe(true);
    const tooLarge = { ...goodTokens, x: 'x'.repeat(padding + 1) };
    expect(failureOf(await renewAt(answering(200, tooLarge)))).toMatchObject({ what: 'too-large' });
  });

  test('SO37: an endless answer is given up at the limit', async () => {
    let sent = 0;
    const outcome = await renewAt((_request, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && sent < 200_000_000 && response.write(chunk)) sent += chunk.length;
        response.once('drain', more);
      };
      more();
    });
    expect(failureOf(outcome)).toMatchObject({ kind: 'provider-misbehaved', what: 'too-large' });
    expect(sent).toBeLessThan(20_000_000);
  });

  test('SO34: plain http to another computer is refused before anything is sent', async () => {
    const asked: string[] = [];
    const watched = createClient((url) => {
      asked.push(url);
      return Promise.reject(new Error('should not happen'));
    });
    for (const host of ['looker.example', '10.0.0.7', '127.0.0.1.example', 'localhost.example']) {
      const endpoint = `http://${host}/api/token`;
      const binding = {
        issuer: endpoint,
        tokenEndpoint: endpoint,
        identityEndpoint: endpoint,
        revocationEndpoint: endpoint,
        clientId: 'x',
      };
      await watched.oauth.renew(toRefresh(binding, someRefreshToken), null).catch(() => undefined);
    }
    expect(asked).toEqual([]);
  });

  test('SO37: silence ends after 15 seconds, also when letters keep dripping', async () => {
    // Thirty times faster here: what is asked for is 15 seconds, what is waited for half of one.
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const asked: number[] = [];
    const spy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      asked.push(milliseconds);
      return timeout(milliseconds / 30);
    });
    onTestFinished(() => spy.mockRestore());
    const silent: Serve = () => undefined;
    const dripping: Serve = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 50);
      response.once('close', () => clearInterval(timer));
    };
    for (const serve of [silent, dripping]) {
      const startedAt = performance.now();
      expect(failureOf(await renewAt(serve))).toMatchObject({
        kind: 'provider-unreachable',
        reason: 'timed-out',
      });
      expect(performance.now() - startedAt).toBeGreaterThan(450);
      expect(performance.now() - startedAt).toBeLessThan(2000);
    }
    expect(asked).toEqual([15_000, 15_000]);
  });
});

describe('a sign-in is only over when its own server says so in so many words', () => {
  const portal = '<!DOCTYPE html><title>Sign in to Wi-Fi</title>invalid_grant';
  const html = { 'content-type': 'text/html' };
  const others: readonly (readonly [string, Serve])[] = [
    ['a portal page with 200', answering(200, portal, html)],
    ['a portal page with 400', answering(400, portal, html)],
    ['a portal page that calls itself JSON', answering(400, portal)],
    ['a 401 of a proxy', answering(401, 'Unauthorized', { 'www-authenticate': 'Basic realm="proxy"' })],
    ['a 407 of a proxy', answering(407, 'Proxy Authentication Required', html)],
    ['a 511 of a network', answering(511, portal, html)],
    ['an empty 400', answering(400, '')],
    ['an empty 401', answering(401, '')],
    ['a 400 with half a JSON', answering(400, '{"error":"invalid_gra')],
    ['a 400 with a JSON list', answering(400, ['invalid_grant'])],
    ['a 400 with text', answering(400, 'invalid_grant', { 'content-type': 'text/plain' })],
    ['a 400 with an error that is no text', answering(400, { error: { message: 'invalid_grant' } })],
    ['a 400 with another error', answering(400, { error: 'invalid_request' })],
    ['a 400 with a kind nobody knows', answering(400, { error: 'unsupported_grant_type' })],
    ['a 403 of a gateway with a message', answering(403, { message: 'Your proxy session token expired' })],
    [
      'a 401 of a gateway with a message',
      answering(401, { message: 'gateway token expired, log in to the VPN' }),
    ],
    ['a 407 of a proxy with a message', answering(407, { message: 'token expired' })],
    ['a 200 with an error', answering(200, { error: 'invalid_grant' })],
    ['a 500 with invalid_grant', answering(500, { error: 'invalid_grant' })],
    ['a 502 page', answering(502, portal, html)],
    ['a 503 with invalid_grant', answering(503, { error: 'invalid_grant' })],
    ['a 404 page', answering(404, portal, html)],
    ['a 204', answering(204, '')],
  ];
  test.each(others)('SO39: %s does not end it', async (_case, serve) => {
    const failure = failureOf(await renewAt(serve));
    expect(failure.kind).not.toBe('sign-in-expired');
    expect(failure.kind).not.toBe('internal');
    expect(JSON.stringify(failure)).not.toContain(someRefreshToken.reveal());
  });

  test.each([
    ['invalid_grant', 'sign-in-expired'],
    ['invalid_client', 'client-rejected'],
    ['unauthorized_client', 'client-rejected'],
    ['invalid_scope', 'scope-refused'],
    ['invalid_request', 'request-not-understood'],
    ['unsupported_grant_type', 'request-not-understood'],
    ['slow_down', 'request-refused'],
  ])('SO39: the error %s is %s', async (error, kind) => {
    expect(failureOf(await renewAt(answering(400, { error }))).kind).toBe(kind);
  });
});

describe('what a token may look like', () => {
  test.each([
    ['a line break in it', { access_token: 'a\nb' }],
    ['a space in it', { access_token: 'a b' }],
    ['letters outside of ASCII', { access_token: 'tökn' }],
    ['nothing in it', { access_token: '' }],
    ['a number', { access_token: 7 }],
    ['a list', { access_token: ['a'] }],
    ['another type', { token_type: 'DPoP' }],
    ['a type that is no text', { token_type: 1 }],
    ['a refresh token that is no text', { refresh_token: 7 }],
    ['a negative lifetime that is text', { expires_in: 'soon' }],
  ])('SO37: one with %s is not kept', async (_case, change) => {
    const failure = failureOf(await renewAt(answering(200, { ...goodTokens, ...change })));
    expect(failure).toMatchObject({ kind: 'provider-misbehaved', what: 'wrong-shape' });
  });

  test.each([0.5, 31_536_001, 1e300])(
    'SO37: a lifetime of %s seconds is taken for 5 minutes',
    async (seconds) => {
      const { expiresAt, issuedAt } = valueOf(
        await renewAt(answering(200, { ...goodTokens, expires_in: seconds })),
      );
      expect(expiresAt - issuedAt).toBe(300_000);
    },
  );

  test('SO37: bearer may be written in any letters', async () => {
    expect((await renewAt(answering(200, { ...goodTokens, token_type: 'bEaReR' }))).ok).toBe(true);
  });

  test('SO12: fewer, more and no granted scopes are handed on as they were answered', async () => {
    for (const scope of ['a', 'a b c', undefined]) {
      const { scope: granted } = valueOf(await renewAt(answering(200, { ...goodTokens, scope })));
      expect(granted).toBe(scope ?? null);
    }
  });
});

test('SO34: neither cookies nor an Origin go along, not even after an answer that sets a cookie', async () => {
  const headers: string[] = [];
  const { binding } = await startOddServer((request, response) => {
    headers.push(Object.keys(request.headers).join());
    response
      .writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'a=b' })
      .end(JSON.stringify(goodTokens));
  });
  await oauth.renew(toRefresh(binding, someRefreshToken), null);
  await delay(10);
  await oauth.renew(toRefresh(binding, someRefreshToken), null);
  await api.ask(binding.identityEndpoint);
  expect(headers).toHaveLength(3);
  expect(headers.join()).not.toMatch(/cookie|origin|authorization|referer/);
});
