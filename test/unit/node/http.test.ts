import { describe, expect, test } from 'vitest';
import { createHttp, errorWords, toOddAnswer, type Answer, type FetchLike } from '#node/http';
import { noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';

const url = 'https://acme.cloud.looker.com/api/token';
const host = 'acme.cloud.looker.com';

/** An http over a server that gives one answer. */
function anHttp(respond: () => Response | Promise<Response>) {
  const sent: RequestInit[] = [];
  const fetch: FetchLike = async (_url, init) => {
    sent.push(init);
    return respond();
  };
  return { http: createHttp({ fetch, clock: new HandClock(noon) }), sent };
}

const send = (respond: () => Response | Promise<Response>) => anHttp(respond).http.send(url, {});

async function anAnswer(response: Response): Promise<Answer> {
  const answer = await send(() => response);
  if (!answer.ok) throw new Error(answer.failure.kind);
  return answer.value;
}

describe('an answer', () => {
  test('is read whole, with its JSON', async () => {
    const answer = await anAnswer(Response.json({ access_token: 'x' }));
    expect(answer).toMatchObject({
      host,
      status: 200,
      isHtml: false,
      json: { access_token: 'x' },
      retryAt: null,
    });
    expect(await answer.response.json()).toEqual({ access_token: 'x' });
  });

  test.each([
    ['a page by its type', new Response('hi', { headers: { 'content-type': 'text/html' } }), true],
    ['a page by its look', new Response(' <!DOCTYPE html><p>hi'), true],
    ['JSON of any type', new Response('{}', { headers: { 'content-type': 'text/plain' } }), false],
  ])('%s', async (_what, response, isHtml) => {
    expect((await anAnswer(response)).isHtml).toBe(isHtml);
  });

  test('that is no JSON has none', async () => {
    expect((await anAnswer(new Response('{"a":'))).json).toBeUndefined();
    expect((await anAnswer(new Response(null, { status: 204 }))).json).toBeUndefined();
  });

  test('that asks to come back later says when', async () => {
    const answer = await anAnswer(new Response('', { status: 429, headers: { 'retry-after': '30' } }));
    expect(answer.retryAt).toBe(noon + seconds(30));
  });
});

describe('a request', () => {
  test('goes out without cookies, follows nothing, and has a time limit', async () => {
    const { http, sent } = anHttp(() => new Response('{}'));
    await http.send(url, { method: 'POST', redirect: 'follow', credentials: 'include' });
    expect(sent[0]).toMatchObject({
      method: 'POST',
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
    expect(sent[0]?.signal).toBeInstanceOf(AbortSignal);
  });

  test.each([301, 302, 303, 307, 308])('that is answered with %i goes nowhere else', async (status) => {
    const response = () => new Response(null, { status, headers: { location: 'https://evil.example/' } });
    expect(await send(response)).toEqual({
      ok: false,
      failure: { kind: 'provider-misbehaved', host, status, what: 'redirect' },
    });
  });

  test('that is answered without end is given up', async () => {
    const endless = () =>
      new ReadableStream<Uint8Array>({ pull: (to) => to.enqueue(new Uint8Array(65_536)) });
    expect(await send(() => new Response(endless()))).toMatchObject({
      failure: { kind: 'provider-misbehaved', what: 'too-large' },
    });
  });

  test('that breaks in the middle of the answer is a network failure', async () => {
    const broken = new ReadableStream({
      pull(to) {
        to.error(new Error('net::ERR_CONNECTION_RESET'));
      },
    });
    expect(await send(() => new Response(broken))).toMatchObject({
      failure: { kind: 'provider-unreachable', reason: 'dropped' },
    });
  });

  test('that never arrives is a network failure', async () => {
    const lost = () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'));
    expect(await send(lost)).toEqual({ ok: false, failure: { kind: 'offline', host } });
  });
});

describe('an answer that the protocol has no meaning for', () => {
  test.each([
    ['429', new Response('', { status: 429 }), { kind: 'provider-busy', retryAt: null }],
    ['503 with a page', new Response('<html>', { status: 503 }), { kind: 'provider-busy' }],
    ['a page instead of JSON', new Response('<html>'), { kind: 'provider-misbehaved', what: 'html' }],
    ['500', Response.json({}, { status: 500 }), { kind: 'provider-misbehaved', status: 500, what: 'status' }],
    ['text instead of JSON', new Response('OK'), { kind: 'provider-misbehaved', what: 'not-json' }],
    ['JSON of another shape', Response.json([]), { kind: 'provider-misbehaved', what: 'wrong-shape' }],
    [
      '403 with words',
      Response.json({ message: 'Not allowed' }, { status: 403 }),
      { kind: 'request-refused', status: 403, description: 'Not allowed' },
    ],
    ['404 without', new Response('', { status: 404 }), { kind: 'request-refused', description: null }],
  ])('%s', async (_what, response, failure) => {
    expect(toOddAnswer(await anAnswer(response), 'wrong-shape')).toMatchObject({ host, ...failure });
  });
});

test.each([
  [{ error: 'invalid_grant', error_description: 'Code expired' }, 'Code expired'],
  [{ error: 'invalid_grant' }, 'invalid_grant'],
  [{ message: 'Not found', documentation_url: 'https://x' }, 'Not found'],
  [{ error_description: '\u202e', message: 'fallback' }, 'fallback'],
  [{ error: { code: 400 } }, null],
  [null, null],
  ['text', null],
])('the words of %j are %j', (body, words) => {
  expect(errorWords(body)).toBe(words);
});
