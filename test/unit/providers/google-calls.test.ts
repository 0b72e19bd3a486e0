// What Google says about a token, and what its APIs' refusals mean (Google fact sheet, sections 1.9, 3.1, 4.1).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { checkReasons } from '#domain/google/health';
import type { Purpose } from '#domain/google/purpose';
import { ana, aGoogleClient } from '#support/builders';
import { providers } from '#support/providers';

const { health } = providers.google.calls;
if (health === null) throw new Error('Google has them');
const { tokenInfo, check, reasonOf } = health;

const host = 'googleads.googleapis.com';
const refused = (status: number, reason?: string): Failure => ({
  kind: 'request-refused',
  host,
  status,
  description: null,
  ...(reason === undefined ? {} : { reason }),
});

describe('the answer about a token', () => {
  const body = {
    azp: 'client',
    aud: 'audience',
    sub: '481',
    scope: 'openid https://www.googleapis.com/auth/adwords',
    exp: '1789000000',
    expires_in: '3599',
    email: ana.email,
    email_verified: 'true',
    access_type: 'offline',
  };

  test('has numbers as text', () => {
    expect(tokenInfo.read(body)).toEqual({
      identity: { userId: '481', displayName: ana.email, email: ana.email },
      clientId: 'client',
      scopes: ['openid', 'https://www.googleapis.com/auth/adwords'],
      expiresInSeconds: 3599,
      accessType: 'offline',
    });
  });

  test('may lack everything but the scopes', () => {
    expect(tokenInfo.read({ scope: 'a', aud: 'audience' })).toEqual({
      identity: null,
      clientId: 'audience',
      scopes: ['a'],
      expiresInSeconds: null,
      accessType: null,
    });
  });

  test('is asked for with the token in a header, not in the address', () => {
    expect(tokenInfo.ask('https://evil.example')).toEqual({
      method: 'POST',
      url: 'https://oauth2.googleapis.com/tokeninfo',
    });
  });

  test('of another shape is none, and no answer whatsoever makes reading throw', () => {
    expect(tokenInfo.read({ error: 'invalid_token' })).toBeNull();
    fc.assert(fc.property(fc.anything(), (odd) => void tokenInfo.read(odd)));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(body)), fc.anything()), (odd) => {
        tokenInfo.read(odd);
      }),
    );
  });
});

describe('the call that proves a token', () => {
  const urlFor = (purpose: Purpose) => check(aGoogleClient({ purpose }))?.request.url;

  test('reads one report of Looker Studio, and changes nothing', () => {
    const call = check(aGoogleClient());
    expect(call).toMatchObject({ api: 'studio', request: { method: 'GET' } });
    expect(call?.request.url).toBe(
      'https://datastudio.googleapis.com/v1/assets:search?assetTypes=REPORT&pageSize=1',
    );
    expect(call?.read({})).toEqual([]);
    expect(call?.read([])).toBeNull();
    expect(call?.read(null)).toBeNull();
  });

  test('asks Google Ads for customers, with the version of the instance', () => {
    const call = check(aGoogleClient({ purpose: { kind: 'ads' }, adsApiVersion: 'v31' }));
    expect(call?.request.url).toBe(`https://${host}/v31/customers:listAccessibleCustomers`);
    expect(call?.read({ resourceNames: ['customers/1234567890', 'customers/x', 7] })).toEqual(['1234567890']);
    expect(call?.read({})).toEqual([]);
    expect(call?.read('<html>')).toBeNull();
  });

  test('is chosen by the scopes of a purpose of one’s own, and there may be none', () => {
    const scope = (name: string) => `https://www.googleapis.com/auth/${name}`;
    expect(urlFor({ kind: 'custom', scopes: [scope('adwords')] })).toContain('googleads');
    expect(urlFor({ kind: 'custom', scopes: [scope('datastudio')] })).toContain('datastudio');
    expect(urlFor({ kind: 'custom', scopes: [scope('drive')] })).toBeUndefined();
  });
});

describe('a refusal means', () => {
  const known: readonly (readonly [string, (typeof checkReasons)[number]])[] = [
    ['ACCESS_TOKEN_SCOPE_INSUFFICIENT', 'scope-insufficient'],
    ['SERVICE_DISABLED', 'api-disabled'],
    ['CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION', 'project-not-approved'],
    ['DEVELOPER_TOKEN_NOT_APPROVED', 'project-not-approved'],
    ['PROJECT_DISABLED', 'project-disabled'],
    ['NOT_ADS_USER', 'not-ads-user'],
    ['TWO_STEP_VERIFICATION_NOT_ENROLLED', 'two-step-missing'],
    ['ADVANCED_PROTECTION_NOT_ENROLLED', 'advanced-protection-missing'],
    ['GOOGLE_ACCOUNT_DELETED', 'account-deleted'],
    ['ORGANIZATION_NOT_APPROVED', 'organization-refused'],
    ['ORGANIZATION_NOT_RECOGNIZED', 'organization-refused'],
    ['USER_PERMISSION_DENIED', 'user-permission-denied'],
    ['CUSTOMER_NOT_FOUND', 'customer-not-found'],
    ['CUSTOMER_NOT_ENABLED', 'customer-not-enabled'],
    ['MISSING_TOS', 'terms-not-accepted'],
    ['DEVELOPER_TOKEN_INVALID', 'developer-token'],
    ['DEVELOPER_TOKEN_PROHIBITED', 'developer-token'],
    ['DEVELOPER_TOKEN_PARAMETER_MISSING', 'developer-token'],
    ['OAUTH_TOKEN_REVOKED', 'token-refused'],
  ];

  test.each(known)('%s: %s', (code, reason) => {
    expect(reasonOf('ads', refused(403, code))).toEqual({ reason, code });
  });

  test.each<[string, 'ads' | 'studio', Failure, object | null]>([
    ['401 of any kind: the token', 'studio', refused(401, 'UNAUTHENTICATED'), { reason: 'token-refused' }],
    [
      '403 with a word nobody knows: not allowed',
      'studio',
      refused(403, 'NEW_WORD'),
      { reason: 'not-allowed', code: 'NEW_WORD' },
    ],
    ['403 without a word: not allowed', 'ads', refused(403), { reason: 'not-allowed', code: '' }],
    [
      '403 as a web page: not allowed',
      'studio',
      { kind: 'provider-misbehaved', host, status: 403, what: 'html' },
      { reason: 'not-allowed' },
    ],
    [
      '404 at Google Ads: a version that is gone',
      'ads',
      { kind: 'not-found-or-not-allowed', host },
      { reason: 'version-unknown' },
    ],
    [
      '404 as a web page at Google Ads as well',
      'ads',
      { kind: 'provider-misbehaved', host, status: 404, what: 'html' },
      { reason: 'version-unknown' },
    ],
    ['404 at Looker Studio: nothing known', 'studio', { kind: 'not-found-or-not-allowed', host }, null],
    ['400 with a word nobody knows: nothing known', 'ads', refused(400, 'INVALID_ARGUMENT'), null],
    ['a word that every object has: nothing known', 'ads', refused(400, 'constructor'), null],
    ['500: nothing known', 'ads', { kind: 'provider-misbehaved', host, status: 500, what: 'status' }, null],
    ['offline: nothing known', 'ads', { kind: 'offline', host }, null],
  ])('%s', (_what, api, failure, meaning) => {
    const reason = reasonOf(api, failure);
    if (meaning === null) expect(reason).toBeNull();
    else expect(reason).toMatchObject(meaning);
  });

  test('each of what the window has words for', () => {
    const told = new Set<string>([...known.map(([, reason]) => reason), 'not-allowed', 'version-unknown']);
    expect([...checkReasons].filter((reason) => !told.has(reason))).toEqual([]);
  });
});
