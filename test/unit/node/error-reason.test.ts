// The error bodies of Google's APIs (Google fact sheet, sections 1.9 and 4.1).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createHttp } from '#node/http';
import { createProviderApi } from '#node/provider-api';
import { reasonIn } from '#node/error-reason';
import { Secret } from '#domain/secret';
import { noon } from '#support/builders';
import { HandClock } from '#support/fakes/clock';

const info = (reason: unknown) => ({
  '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
  reason,
  domain: 'googleapis.com',
});
const ads = (list: string, code: string) => ({
  '@type': 'type.googleapis.com/google.ads.googleads.v26.errors.GoogleAdsFailure',
  errors: [{ errorCode: { [list]: code }, message: 'Words' }],
});
const body = (part: object) => ({ error: { code: 403, message: 'Words', ...part } });

describe('why an API refused', () => {
  test.each([
    [
      'is the reason of an ErrorInfo',
      { status: 'PERMISSION_DENIED', details: [{ '@type': 'x' }, info('SERVICE_DISABLED')] },
      'SERVICE_DISABLED',
    ],
    [
      'is Google Ads’ own word before anything else',
      {
        status: 'PERMISSION_DENIED',
        details: [info('OTHER'), ads('authorizationError', 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION')],
      },
      'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION',
    ],
    ['is the status where there is no other word', { status: 'UNAUTHENTICATED' }, 'UNAUTHENTICATED'],
    ['is never a sentence', { status: 'No, sorry', details: [info('<b>NO</b>')] }, null],
    ['is never longer than a word', { status: 'X'.repeat(100) }, null],
  ])('%s', (_what, part, reason) => {
    expect(reasonIn(body(part))).toBe(reason);
  });

  test.each([
    [undefined],
    [null],
    ['text'],
    [[]],
    [{}],
    [{ error: 'invalid_grant' }],
    [{ message: 'Looker' }],
  ])('is not said by %j', (json) => {
    expect(reasonIn(json)).toBeNull();
  });

  test('is looked for without ever throwing', () => {
    const odd = fc.record({ details: fc.anything(), status: fc.anything() });
    fc.assert(
      fc.property(fc.anything(), odd, (whole, error) => {
        reasonIn(whole);
        reasonIn({ error });
        reasonIn({ error: { details: [{ errors: whole }, { errors: [{ errorCode: whole }] }] } });
      }),
    );
  });
});

function anApi(respond: () => Response) {
  const sent: { readonly url: string; readonly init: RequestInit }[] = [];
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    return Promise.resolve(respond());
  };
  return { api: createProviderApi({ http: createHttp({ fetch, clock: new HandClock(noon) }) }), sent };
}

const token = new Secret('1//refresh');
const endpoint = 'https://oauth2.googleapis.com/revoke';

describe('a call of an API of Google', () => {
  test('that is refused carries the reason, and Google’s words', async () => {
    const { api } = anApi(() =>
      Response.json(body({ status: 'PERMISSION_DENIED', details: [info('SERVICE_DISABLED')] }), {
        status: 403,
      }),
    );
    expect(await api.call({ method: 'GET', url: 'https://datastudio.googleapis.com/v1/x' }, token)).toEqual({
      ok: false,
      failure: {
        kind: 'request-refused',
        host: 'datastudio.googleapis.com',
        status: 403,
        description: 'Words',
        reason: 'SERVICE_DISABLED',
      },
    });
  });

  test('has the token in a header only', async () => {
    const { api, sent } = anApi(() => Response.json({}));
    await api.call({ method: 'POST', url: 'https://oauth2.googleapis.com/tokeninfo' }, token);
    expect(sent[0]?.url).not.toContain('refresh');
    expect(sent[0]?.init.body ?? null).toBeNull();
    expect(new Headers(sent[0]?.init.headers).get('authorization')).toBe('Bearer 1//refresh');
  });
});

describe('a revocation', () => {
  test('is a form with the token, and nothing of it in the address or a header', async () => {
    const { api, sent } = anApi(() => Response.json({}));
    expect(await api.revoke(endpoint, token)).toEqual({ ok: true, value: undefined });
    expect(sent).toHaveLength(1);
    const [{ url, init }] = sent as [(typeof sent)[number]];
    expect(url).toBe(endpoint);
    expect(init.method).toBe('POST');
    expect([...(init.body as URLSearchParams)]).toEqual([['token', '1//refresh']]);
    expect(JSON.stringify([...new Headers(init.headers)])).not.toContain('refresh');
  });

  test('of a token that is dead already is done', async () => {
    const { api } = anApi(() => Response.json({ error: 'invalid_token' }, { status: 400 }));
    expect(await api.revoke(endpoint, token)).toEqual({ ok: true, value: undefined });
  });

  test.each([
    ['another error', () => Response.json({ error: 'invalid_request' }, { status: 400 })],
    ['the same word with another status', () => Response.json({ error: 'invalid_token' }, { status: 401 })],
    ['a web page', () => new Response('<!doctype html>', { status: 200 })],
    ['a server in trouble', () => new Response('', { status: 500 })],
    ['nothing there', () => new Response('', { status: 404 })],
  ])('is not done with %s', async (_what, respond) => {
    expect(await anApi(respond).api.revoke(endpoint, token)).toMatchObject({ ok: false });
  });
});
