// Logging in with an API key (fact sheet, section 4), through the real way out.
import { describe, expect, test } from 'vitest';
import { createHttp } from '#node/http';
import { createOAuthClient } from '#node/oauth-client';
import { aKeyRecord, minutes, noon } from '#support/builders';
import { HandClock } from '#support/fakes/clock';

const host = 'acme.cloud.looker.com';
const keyId = 'key-of-481';
const rejected = { ok: false, failure: { kind: 'api-key-rejected', host, keyId } };

type Sent = { readonly url: string; readonly init: RequestInit };

async function logIn(response: Response, keySecret = 's3cret&=+ü') {
  const sent: Sent[] = [];
  const clock = new HandClock(noon);
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    return Promise.resolve(response);
  };
  const oauth = createOAuthClient({ http: createHttp({ fetch, clock }), clock });
  return { outcome: await oauth.renew(aKeyRecord(keySecret), null), sent };
}

const success = (part: object = {}): Response =>
  Response.json({
    access_token: 'token',
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: null,
    ...part,
  });

const notFound = (): Response =>
  Response.json({ message: 'Not found', documentation_url: 'https://x' }, { status: 404 });

describe('the request', () => {
  test('is one form, with id and secret in the body and nowhere else', async () => {
    const { sent } = await logIn(success());
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe(`https://${host}/api/4.0/login`);
    expect(sent[0]?.init.method).toBe('POST');
    const { body } = sent[0]?.init ?? {};
    expect(body).toBeInstanceOf(URLSearchParams);
    expect([...(body as URLSearchParams)]).toEqual([
      ['client_id', keyId],
      ['client_secret', 's3cret&=+ü'],
    ]);
  });

  test('has no Authorization header, which Looker refuses there', async () => {
    const { sent } = await logIn(success());
    const headers = new Headers(sent[0]?.init.headers);
    expect(headers.has('authorization')).toBe(false);
    expect(JSON.stringify([...headers])).not.toContain('s3cret');
  });
});

describe('an answer', () => {
  test('with a token gives that token and no refresh token', async () => {
    const { outcome } = await logIn(success());
    if (!outcome.ok) throw new Error(outcome.failure.kind);
    expect(outcome.value.accessToken.reveal()).toBe('token');
    expect(outcome.value).toMatchObject({
      refreshToken: null,
      issuedAt: noon,
      expiresAt: noon + minutes(60),
    });
  });

  test('without a lifetime counts as five minutes', async () => {
    const { outcome } = await logIn(success({ expires_in: undefined }));
    expect(outcome).toMatchObject({ value: { expiresAt: noon + minutes(5) } });
  });

  test('404 in Looker’s own words means that the key is not known', async () => {
    expect((await logIn(notFound())).outcome).toEqual(rejected);
  });

  test.each([
    [
      'a web page',
      new Response('<!DOCTYPE html>', { status: 404 }),
      { kind: 'provider-misbehaved', what: 'html' },
    ],
    ['plain text', new Response('default backend - 404', { status: 404 }), { status: 404 }],
    ['nothing', new Response(null, { status: 404 }), { status: 404 }],
  ])('404 with %s says nothing about the key', async (_what, response, failure) => {
    const { outcome } = await logIn(response);
    expect(outcome).toMatchObject({ failure });
    expect(outcome).not.toMatchObject({ failure: { kind: 'api-key-rejected' } });
  });

  test.each([
    [401, { kind: 'request-refused', status: 401, description: 'Requires authentication.' }],
    [403, { kind: 'request-refused', status: 403 }],
    [429, { kind: 'provider-busy' }],
    [500, { kind: 'provider-misbehaved', status: 500 }],
  ])('%i is told as such', async (status, failure) => {
    const answer = Response.json({ message: 'Requires authentication.' }, { status });
    expect((await logIn(answer)).outcome).toMatchObject({ ok: false, failure });
  });

  test.each([
    ['no token', {}],
    ['a token of another type', { access_token: 'x', token_type: 'mac' }],
    ['a token with a line break', { access_token: 'x\ny', token_type: 'Bearer' }],
    ['a list', []],
  ])('with %s is not taken', async (_what, body) => {
    expect((await logIn(Response.json(body))).outcome).toMatchObject({
      failure: { kind: 'provider-misbehaved', what: 'wrong-shape' },
    });
  });
});

describe('a server that sends back what it got', () => {
  test.each([
    ['a secret', 's3cret-s3cret-s3cret'],
    ['a secret so long that its words are cut', 's3cret-'.repeat(35)],
  ])('does not bring %s into the window', async (_what, keySecret) => {
    const echo = Response.json({ message: `${keySecret} is bad` }, { status: 400 });
    const { outcome } = await logIn(echo, keySecret);
    expect(outcome).toMatchObject({ failure: { kind: 'request-refused', status: 400 } });
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
  });
});

test('nothing that goes wrong says the secret', async () => {
  for (const response of [
    notFound(),
    new Response('s3cret', { status: 500 }),
    new Response('<html>s3cret'),
  ]) {
    expect(JSON.stringify((await logIn(response)).outcome)).not.toContain('s3cret');
  }
});
