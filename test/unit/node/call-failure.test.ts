// What the error answers of Looker's API mean (fact sheet, sections 4 and 5), through the real way out.
import { describe, expect, test } from 'vitest';
import { createHttp } from '#node/http';
import { createProviderApi } from '#node/provider-api';
import { Secret } from '#domain/secret';
import { noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';

const host = 'acme.cloud.looker.com';
const url = `https://${host}/api/4.0/oauth_client_apps/daypass`;
const token = new Secret('access');

function anApi(respond: () => Response) {
  const sent: RequestInit[] = [];
  const fetch = (_url: string, init: RequestInit): Promise<Response> => {
    sent.push(init);
    return Promise.resolve(respond());
  };
  return { api: createProviderApi({ http: createHttp({ fetch, clock: new HandClock(noon) }) }), sent };
}

const callAnswered = (respond: () => Response) => anApi(respond).api.call({ method: 'GET', url }, token);

const looker = (status: number, message: string): Response =>
  Response.json({ message, documentation_url: 'https://cloud.google.com/looker/docs/r/err' }, { status });

const page = (status: number): Response =>
  new Response('<!DOCTYPE html><title>Looker Not Found (404)</title>', {
    status,
    headers: { 'content-type': 'text/html' },
  });

describe('an answer that went well', () => {
  test.each([
    ['with JSON', () => Response.json({ client_guid: 'daypass' }), { client_guid: 'daypass' }],
    ['without a body', () => new Response(null, { status: 204 }), null],
    ['with a word instead of JSON', () => new Response('ok'), null],
  ])('%s', async (_what, respond, value) => {
    expect(await callAnswered(respond)).toEqual({ ok: true, value });
  });

  test('with a web page is none: that was the wrong port', async () => {
    expect(await callAnswered(() => page(200))).toMatchObject({
      failure: { kind: 'provider-misbehaved', what: 'html' },
    });
  });
});

describe('a refusal', () => {
  test.each([
    [400, { kind: 'request-refused', host, status: 400, description: 'Words' }],
    [401, { kind: 'request-refused', host, status: 401, description: 'Words' }],
    [403, { kind: 'request-refused', host, status: 403, description: 'Words' }],
    [404, { kind: 'not-found-or-not-allowed', host }],
    [409, { kind: 'already-exists', host, description: 'Words' }],
    [429, { kind: 'provider-busy', host, retryAt: null }],
    [500, { kind: 'provider-misbehaved', host, status: 500, what: 'status' }],
    [503, { kind: 'provider-busy', host, retryAt: null }],
  ])('with %i', async (status, failure) => {
    expect(await callAnswered(() => looker(status, 'Words'))).toEqual({ ok: false, failure });
  });

  test('with 429 says when to come back', async () => {
    const busy = () => new Response('{}', { status: 429, headers: { 'retry-after': '20' } });
    expect(await callAnswered(busy)).toMatchObject({ failure: { retryAt: noon + seconds(20) } });
  });

  test.each([400, 403, 404, 409, 422])('with %i and a web page is somebody else’s', async (status) => {
    expect(await callAnswered(() => page(status))).toEqual({
      ok: false,
      failure: { kind: 'provider-misbehaved', host, status, what: 'html' },
    });
  });

  test('with 404 and no JSON does not mean that something is not there', async () => {
    const proxy = () => new Response('default backend - 404', { status: 404 });
    expect(await callAnswered(proxy)).toMatchObject({ failure: { kind: 'request-refused', status: 404 } });
  });
});

describe('a form that is refused', () => {
  const refused = (errors: unknown) => () =>
    Response.json({ message: 'Validation Failed', errors, documentation_url: '' }, { status: 422 });

  test('names all its fields at once, each with the words of the server', async () => {
    const errors = [
      { field: 'redirect_uri', code: 'invalid', message: 'must be absolute', documentation_url: '' },
      { field: 'display_name', code: 'missing_field', message: 'is required' },
      { field: 'group_id', code: 'invalid' },
    ];
    expect(await callAnswered(refused(errors))).toEqual({
      ok: false,
      failure: {
        kind: 'fields-refused',
        host,
        fields: {
          redirect_uri: { kind: 'refused-by-server', said: 'must be absolute' },
          display_name: { kind: 'refused-by-server', said: 'is required' },
          group_id: { kind: 'refused-by-server', said: 'invalid' },
        },
      },
    });
  });

  test('keeps every word about a field that has two problems', async () => {
    const errors = [
      { field: 'redirect_uri', message: 'must be absolute' },
      { field: 'redirect_uri', message: 'has already been taken' },
    ];
    const answer = await callAnswered(refused(errors));
    expect(JSON.stringify(answer)).toContain('must be absolute');
    expect(JSON.stringify(answer)).toContain('has already been taken');
  });

  test('says what it has to say, also when it names no field', async () => {
    expect(await callAnswered(refused([{ message: 'not today' }]))).toMatchObject({
      failure: { fields: { '': { said: 'not today' } } },
    });
    const answer = await callAnswered(refused(undefined));
    expect(answer).toMatchObject({ failure: { kind: 'fields-refused', fields: {} } });
  });

  test.each([[null], ['x'], [[null, 7, 'x', [], {}]], [{ field: 'a' }]])(
    'with %j instead of problems is survived',
    async (errors) => {
      expect(await callAnswered(refused(errors))).toMatchObject({
        failure: { kind: 'fields-refused', fields: {} },
      });
    },
  );

  test('with words meant to mislead shows them on one line, printable and short', async () => {
    const errors = [{ field: '__proto__', message: `a\n\u202eb${'x'.repeat(500)}` }];
    const answer = await callAnswered(refused(errors));
    if (answer.ok || answer.failure.kind !== 'fields-refused') throw new Error('Expected fields');
    const [problem] = Object.values(answer.failure.fields);
    expect(problem).toMatchObject({ said: expect.stringMatching(/^[^\n\u202e]{1,201}$/) as string });
  });
});

describe('a call', () => {
  test('carries the token in its header and the body as JSON', async () => {
    const { api, sent } = anApi(() => Response.json({}));
    await api.call({ method: 'PATCH', url, body: { enabled: false } }, token);
    expect(sent[0]).toMatchObject({
      method: 'PATCH',
      headers: { authorization: 'Bearer access', 'content-type': 'application/json' },
      body: '{"enabled":false}',
    });
  });

  test('without a body has none, and no type of one', async () => {
    const { api, sent } = anApi(() => Response.json({}));
    await api.call({ method: 'DELETE', url }, token);
    expect(sent[0]).not.toHaveProperty('body');
    expect(sent[0]?.headers).not.toHaveProperty('content-type');
  });

  test('may be answered with a list of several hundred thousand letters', async () => {
    const long = () => Response.json(Array.from({ length: 3_000 }, () => 'x'.repeat(200)));
    expect(await callAnswered(long)).toMatchObject({ ok: true });
  });
});

test('a page is looked at without anything that says who looks, whatever its status', async () => {
  const { api, sent } = anApi(() => page(404));
  expect(await api.look(`https://${host}/auth?client_id=daypass`)).toMatchObject({
    ok: true,
    value: {
      status: 404,
      text: expect.stringContaining('Looker Not Found') as string,
      failure: { kind: 'request-refused', status: 404 },
    },
  });
  expect(JSON.stringify(sent[0])).not.toMatch(/authorization|cookie/i);
});
