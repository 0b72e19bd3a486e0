// Refreshing at Google through the real way out: what is sent, and what each answer means (SO37–SO39; Google fact sheet,
// sections 1.4–1.9).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { Secret } from '#domain/secret';
import { createHttp } from '#node/http';
import { createOAuthClient } from '#node/oauth-client';
import { aBinding, aGoogle, aRecord, minutes, noon, seconds } from '#support/builders';
import { HandClock } from '#support/fakes/clock';
import { providers } from '#support/providers';
import type { AuthorizationRequest } from '#usecases/ports';

const host = 'oauth2.googleapis.com';
const clientId = '4074-abc.apps.googleusercontent.com';
const clientSecret = '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';
const refreshToken = '1//refresh-t0ken-of-some-length';
const record = aRecord(refreshToken, {
  binding: aBinding({ tokenEndpoint: `https://${host}/token`, clientId }),
});

type Sent = { readonly url: string; readonly init: RequestInit };

async function refresh(response: Response, secret: Secret | null = new Secret(clientSecret)) {
  const sent: Sent[] = [];
  const clock = new HandClock(noon);
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    return Promise.resolve(response);
  };
  const oauth = createOAuthClient({ http: createHttp({ fetch, clock }), clock });
  return { outcome: await oauth.renew(record, secret), sent };
}

const success = (part: object = {}): Response =>
  Response.json({ access_token: 'ya29.token', token_type: 'Bearer', expires_in: 3599, ...part });

const said = (status: number, error: string, error_description = 'Words'): Response =>
  Response.json({ error, error_description }, { status });

describe('the request', () => {
  test('has the client secret in the body, and nothing secret in the address or a header', async () => {
    const { sent } = await refresh(success());
    expect(sent).toHaveLength(1);
    const [{ url, init }] = sent as [Sent];
    expect(url).toBe(`https://${host}/token`);
    expect(Object.fromEntries(init.body as URLSearchParams)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    });
    const headers = JSON.stringify([...new Headers(init.headers)]);
    expect(headers).not.toMatch(/s3cret|t0ken|authorization/i);
  });

  test('of a public client has no secret', async () => {
    const { sent } = await refresh(success(), null);
    expect([...(sent[0]?.init.body as URLSearchParams).keys()]).not.toContain('client_secret');
  });
});

test('the code is traded with the secret in the body as well, and what comes of it says until when', async () => {
  const sent: Sent[] = [];
  const clock = new HandClock(noon);
  const fetch = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({ url, init });
    return Promise.resolve(
      success({ refresh_token: '1//r', refresh_token_expires_in: 60, id_token: 'x.y.z' }),
    );
  };
  const oauth = createOAuthClient({ http: createHttp({ fetch, clock }), clock });
  const proof = oauth.newProof();
  const request: AuthorizationRequest = {
    endpoints: providers.google.endpoints(aGoogle()),
    clientId,
    redirectUri: 'http://127.0.0.1:50000/',
    scope: 'openid',
    extras: {},
    issuerInAnswer: 'if-sent',
    proof,
    clientSecret: new Secret(clientSecret),
  };
  expect(await oauth.authorizationUrl(request)).not.toContain('s3cret');
  const iss = 'https://accounts.google.com';
  const judged = oauth.judge(
    request,
    new URLSearchParams({ code: '4/x', state: proof.state.reveal(), iss, hd: 'acme' }),
  );
  if (!judged.ok) throw new Error(judged.failure.kind);
  expect(await oauth.redeem(request, judged.value)).toMatchObject({
    value: { refreshEndsAt: noon + minutes(1) },
  });
  const body = sent[0]?.init.body as URLSearchParams;
  expect(Object.fromEntries(body)).toMatchObject({
    client_secret: clientSecret,
    code: '4/x',
    client_id: clientId,
  });
  expect(JSON.stringify([sent[0]?.url, [...new Headers(sent[0]?.init.headers)]])).not.toContain('s3cret');
});

describe('an answer', () => {
  test('without a refresh token keeps the old one', async () => {
    const { outcome } = await refresh(success());
    expect(outcome).toMatchObject({
      value: { refreshToken: null, refreshEndsAt: null, issuedAt: noon, expiresAt: noon + seconds(3599) },
    });
  });

  test('with one replaces it', async () => {
    const { outcome } = await refresh(success({ refresh_token: '1//new' }));
    expect(outcome.ok && outcome.value.refreshToken?.reveal()).toBe('1//new');
  });

  test.each([
    [604_799, noon + seconds(604_799)],
    [0, null],
    [-1, null],
    ['604799', null],
    [null, null],
  ])('that ends the consent in %j seconds', async (refresh_token_expires_in, refreshEndsAt) => {
    expect((await refresh(success({ refresh_token_expires_in }))).outcome).toMatchObject({
      value: { refreshEndsAt },
    });
  });

  test('names the scopes that were granted', async () => {
    expect((await refresh(success({ scope: 'openid email' }))).outcome).toMatchObject({
      value: { scope: 'openid email' },
    });
  });

  test.each(['not.a.jwt', 'a.b.c', '', 7])(
    'may have an id_token, which nobody looks at: %j',
    async (id_token) => {
      expect((await refresh(success({ id_token }))).outcome).toMatchObject({ ok: true });
    },
  );

  test('without a lifetime counts as five minutes', async () => {
    expect((await refresh(success({ expires_in: undefined }))).outcome).toMatchObject({
      value: { expiresAt: noon + minutes(5) },
    });
  });
});

describe('an error', () => {
  test.each<[number, string, Partial<Failure> & { readonly kind: Failure['kind'] }]>([
    [400, 'invalid_grant', { kind: 'sign-in-expired' }],
    [401, 'invalid_client', { kind: 'client-rejected', clientId, error: 'invalid_client' }],
    [401, 'unauthorized_client', { kind: 'client-rejected', error: 'unauthorized_client' }],
    [401, 'deleted_client', { kind: 'client-rejected', error: 'deleted_client' }],
    [400, 'invalid_scope', { kind: 'scope-refused' }],
    [400, 'admin_policy_enforced', { kind: 'access-blocked', error: 'admin_policy_enforced' }],
    [403, 'org_internal', { kind: 'access-blocked', error: 'org_internal' }],
    [403, 'access_denied', { kind: 'access-blocked', error: 'access_denied' }],
    [400, 'invalid_request', { kind: 'request-not-understood', host, error: 'invalid_request' }],
    [400, 'unsupported_grant_type', { kind: 'request-not-understood', error: 'unsupported_grant_type' }],
    [400, 'server_error', { kind: 'provider-busy' }],
    [400, 'internal_failure', { kind: 'provider-busy' }],
    [400, 'temporarily_unavailable', { kind: 'provider-busy' }],
    [403, 'rate_limit_exceeded', { kind: 'provider-busy' }],
    // A server in trouble may have done it before: not surely undone, as with one that is busy.
    [500, 'server_error', { kind: 'provider-misbehaved', status: 500, what: 'status' }],
    [502, 'temporarily_unavailable', { kind: 'provider-misbehaved', status: 502, what: 'status' }],
    [503, 'temporarily_unavailable', { kind: 'provider-busy' }],
    [400, 'a_new_word', { kind: 'request-refused', status: 400 }],
  ])('%i %s', async (status, error, failure) => {
    expect((await refresh(said(status, error))).outcome).toMatchObject({ ok: false, failure });
  });

  test('about the client secret that is missing says so', async () => {
    expect((await refresh(said(400, 'invalid_request', 'client_secret is missing.'))).outcome).toEqual({
      ok: false,
      failure: { kind: 'client-secret-missing', clientId },
    });
  });

  test('with a reason of Cloud session control needs a new sign-in', async () => {
    const answer = Response.json({ error: 'invalid_grant', error_subtype: 'invalid_rapt' }, { status: 400 });
    expect((await refresh(answer)).outcome).toMatchObject({
      failure: { kind: 'sign-in-expired', why: 'session-rule' },
    });
  });

  test.each([
    ['the client secret', clientSecret],
    ['the refresh token', refreshToken],
    ['the refresh token as it was in the request', encodeURIComponent(refreshToken)],
  ])('that repeats %s does not bring it into the window', async (_what, secret) => {
    for (const error of [
      'invalid_client',
      'invalid_scope',
      'access_denied',
      'unsupported_grant_type',
      'odd',
    ]) {
      const { outcome } = await refresh(said(400, error, `Bad: ${secret}`));
      expect(outcome).toMatchObject({ ok: false, failure: { description: null } });
      expect(JSON.stringify(outcome)).not.toContain(secret);
    }
  });
});

describe('nothing but a well-formed refusal ends a sign-in (SO39)', () => {
  const page = (status: number) =>
    new Response('<!DOCTYPE html><title>Sign in to this network</title>invalid_grant', {
      status,
      headers: { 'content-type': 'text/html' },
    });

  test.each<[string, () => Response]>([
    ['a portal’s page with 200', () => page(200)],
    ['a proxy’s page with 400', () => page(400)],
    [
      'a proxy that wants a password',
      () => new Response('', { status: 401, headers: { 'www-authenticate': 'Basic realm="proxy"' } }),
    ],
    ['407', () => new Response('invalid_grant', { status: 407 })],
    ['511', () => page(511)],
    ['an empty answer with 200', () => new Response('', { status: 200 })],
    ['an empty answer with 400', () => new Response('', { status: 400 })],
    [
      'half an answer',
      () =>
        new Response('{"error":"invalid_grant"', {
          status: 400,
          headers: { 'content-type': 'application/json' },
        }),
    ],
    [
      'half a success',
      () => new Response('{"access_token":"ya29', { headers: { 'content-type': 'application/json' } }),
    ],
    ['a list', () => Response.json(['invalid_grant'], { status: 400 })],
    [
      'an error that is no word',
      () => Response.json({ error: { code: 400, status: 'INVALID_ARGUMENT' } }, { status: 400 }),
    ],
    ['the word with a status of success', () => said(200, 'invalid_grant')],
    ['the word from a server in trouble', () => said(500, 'invalid_grant')],
    ['the word from a server that is busy', () => said(503, 'invalid_grant')],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
  ])('%s', async (_what, respond) => {
    const { outcome, sent } = await refresh(respond());
    if (outcome.ok) throw new Error('That was no success');
    expect(outcome.failure.kind).not.toBe('sign-in-expired');
    expect(sent).toHaveLength(1);
  });

  test('nor does any other answer', async () => {
    const status = fc.constantFrom(200, 400, 401, 403, 404, 429, 500, 503);
    const members = fc.constantFrom('access_token', 'error', 'token_type', 'expires_in', 'scope', 'message');
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.dictionary(members, fc.jsonValue()).map((it) => JSON.stringify(it)),
    );
    await fc.assert(
      fc.asyncProperty(status, body, fc.boolean(), async (code, text, isJson) => {
        const headers = { 'content-type': isJson ? 'application/json' : 'text/plain' };
        const { outcome } = await refresh(new Response(text, { status: code, headers }));
        expect(outcome.ok || outcome.failure.kind).not.toBe('sign-in-expired');
      }),
      { numRuns: 500 },
    );
  }, 20_000);
});
