// What the browser may come back with, judged by the real client (RFC 9207; Google fact sheet, section 1.9).
import { describe, expect, test } from 'vitest';
import { createHttp } from '#node/http';
import { createOAuthClient } from '#node/oauth-client';
import { aGoogle, noon } from '#support/builders';
import { HandClock } from '#support/fakes/clock';
import { providers } from '#support/providers';

const clock = new HandClock(noon);
const fetch = (): Promise<Response> => Promise.reject(new Error('Nothing is sent here'));
const oauth = createOAuthClient({ http: createHttp({ fetch, clock }), clock });

function judge(answer: Readonly<Record<string, string>>) {
  const proof = oauth.newProof();
  const request = {
    endpoints: providers.google.endpoints(aGoogle()),
    clientId: aGoogle().clientId,
    redirectUri: 'http://127.0.0.1:50000/',
    scope: 'openid',
    extras: {},
    issuerInAnswer: providers.google.issuerInAnswer,
    proof,
    clientSecret: null,
  };
  return oauth.judge(request, new URLSearchParams({ state: proof.state.reveal(), ...answer }));
}

describe('an answer of Google', () => {
  test.each([
    ['with its issuer', { code: '4/x', iss: 'https://accounts.google.com' }],
    ['without one', { code: '4/x' }],
    [
      'with all it adds',
      { code: '4/x', scope: 'openid', authuser: '0', hd: 'acme.example', prompt: 'consent' },
    ],
  ])('%s is taken', (_how, answer) => {
    expect(judge(answer)).toMatchObject({ ok: true });
  });

  test.each([
    'https://accounts.google.com/',
    'http://accounts.google.com',
    'https://ACCOUNTS.google.com',
    'https://accounts.google.com:443',
    'accounts.google.com',
    'https://accounts.google.com.evil.example',
    'https://evil.example',
  ])('with the issuer %s is not', (iss) => {
    expect(judge({ code: '4/x', iss })).toMatchObject({ failure: { kind: 'issuer-mismatch' } });
    expect(judge({ error: 'access_denied', iss })).toMatchObject({ failure: { kind: 'issuer-mismatch' } });
  });

  test.each([
    ['access_denied', { kind: 'sign-in-refused', error: 'access_denied' }],
    ['admin_policy_enforced', { kind: 'access-blocked', error: 'admin_policy_enforced' }],
    ['org_internal', { kind: 'access-blocked', error: 'org_internal' }],
    ['invalid_scope', { kind: 'scope-refused', scope: 'openid' }],
    ['a_new_word', { kind: 'sign-in-refused', error: 'a_new_word' }],
  ])('that says %s', (error, failure) => {
    expect(judge({ error, error_description: 'Words' })).toMatchObject({
      failure: { ...failure, description: 'Words' },
    });
  });
});
