import { describe, expect, test } from 'vitest';
import { createHttp, errorWords, toOddAnswer, type Answer, type FetchLike } from '#node/http';
import { minutes, noon, seconds } from '#support/builders';
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
  const clock = new HandClock(noon);
  return { http: createHttp({ fetch, clock }), sent, clock };
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

describe('a server that asks to come back later', () => {
  const busy = (status = 429, after: string | null = '30') =>
    new Response('', { status, headers: after === null ? {} : { 'retry-after': after } });

  /** An http over a server that was just asked, and is busy for thirty seconds. */
  async function aBusyServer(first = busy()) {
    const answers = [first];
    const made = anHttp(() => answers.shift() ?? new Response('{}'));
    await made.http.send(url, {});
    made.sent.length = 0;
    return made;
  }

  test.each([429, 503])('with %i is left alone until then', async (status) => {
    const { http, sent, clock } = await aBusyServer(busy(status));
    const told = { ok: false, failure: { kind: 'provider-busy', host, retryAt: noon + seconds(30) } };
    expect(await http.send(url, {})).toEqual(told);
    await clock.pass(seconds(29));
    expect(await http.send(url, { method: 'POST' })).toEqual(told);
    expect(sent).toEqual([]);
    await clock.pass(seconds(1));
    expect(await http.send(url, {})).toMatchObject({ ok: true });
    expect(sent).toHaveLength(1);
  });

  test('is left alone at that address only, whatever is asked there', async () => {
    const { http, sent } = await aBusyServer();
    expect(await http.send(`${url}?fields=id`, {})).toMatchObject({ failure: { kind: 'provider-busy' } });
    expect(await http.send(`https://${host}/api/4.0/login`, {})).toMatchObject({ ok: true });
    expect(await http.send('https://other.example/api/token', {})).toMatchObject({ ok: true });
    expect(sent).toHaveLength(2);
  });

  test('without a time is asked again as soon as somebody wants to', async () => {
    const { http } = await aBusyServer(busy(429, null));
    expect(await http.send(url, {})).toMatchObject({ ok: true });
  });

  test('with a web page is not believed: that was a proxy', async () => {
    const portal = new Response('<html>', { status: 503, headers: { 'retry-after': '3600' } });
    const { http } = await aBusyServer(portal);
    expect(await http.send(url, {})).toMatchObject({ ok: true });
  });

  test('with an answer that is no refusal is not left alone', async () => {
    const { http } = await aBusyServer(busy(200));
    expect(await http.send(url, {})).toMatchObject({ ok: true });
  });

  test.each([
    ['a minute', minutes(1)],
    ['an hour', minutes(60)],
    ['two days', minutes(2880)],
  ])('is not left alone for longer because the clock was set back by %s', async (_how, back) => {
    const { http, clock } = await aBusyServer();
    clock.set(-back);
    await clock.pass(seconds(30));
    expect(await http.send(url, {})).toMatchObject({ ok: true });
  });
});
