// "Does it work?" for Google Ads: the customers of a good token, every refusal by its code, and the API version of the
// instance in the address (Google fact sheet, section 4.1).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CheckReason, Health } from '#domain/google/health';
import { adsScope } from '#practice/google/scopes';
import { startPracticeGoogle } from '#practice/google/start';
import { failureOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  addedForAds,
  danaMail,
  lastRequestTo,
  openDeskAtGoogle,
  requestsTo,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let ads: string;
let danas: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  ads = await addedForAds(at);
  danas = await at.desk.signedInAs(danaMail, ads);
});
afterEach(() => at.google.close());

async function checked(accountId = danas): Promise<Health> {
  return valueOf(await at.desk.checkHealth(accountId));
}

function changeVersion(adsApiVersion: string) {
  const change = {
    name: 'Ads',
    redirectUri: '',
    audience: 'unknown',
    adsApiVersion,
    clientSecret: '',
  } as const;
  return at.desk.googleClients.change(ads, change);
}

const list = (version: string): string => `/${version}/customers:listAccessibleCustomers`;

test('a good token: its customers by their ten digits, and neither developer token nor customer in the request', async () => {
  expect(await checked()).toMatchObject({
    person: { email: danaMail },
    api: 'ads',
    isOurs: true,
    missingScopes: [],
    check: { kind: 'works', customers: ['1234567890', '9876543210'] },
  });
  const { headers } = lastRequestTo(at.google, list('v26'));
  expect(headers).not.toHaveProperty('developer-token');
  expect(headers).not.toHaveProperty('login-customer-id');
});

test('nobody’s customers: an answer without the member, or with odd names, is a good one', async () => {
  for (const resourceNames of [undefined, [], ['customers/12', 'users/1234567890', 7]]) {
    at.desk.wire.instead = ({ what }) =>
      what === `GET ${list('v26')}` ? Response.json({ resourceNames }) : null;
    expect((await checked()).check).toEqual({ kind: 'works', customers: [] });
  }
});

describe('refusals by their code', () => {
  const refusals: readonly (readonly [string, string, number, CheckReason])[] = [
    ['authorizationError', 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION', 403, 'project-not-approved'],
    ['authorizationError', 'DEVELOPER_TOKEN_NOT_APPROVED', 403, 'project-not-approved'],
    ['authorizationError', 'PROJECT_DISABLED', 403, 'project-disabled'],
    ['authorizationError', 'USER_PERMISSION_DENIED', 403, 'user-permission-denied'],
    ['authorizationError', 'CUSTOMER_NOT_ENABLED', 403, 'customer-not-enabled'],
    ['authorizationError', 'MISSING_TOS', 403, 'terms-not-accepted'],
    ['authorizationError', 'DEVELOPER_TOKEN_PROHIBITED', 403, 'developer-token'],
    ['authorizationError', 'SOMETHING_NEW', 403, 'not-allowed'],
    ['authenticationError', 'NOT_ADS_USER', 401, 'not-ads-user'],
    ['authenticationError', 'CUSTOMER_NOT_FOUND', 401, 'customer-not-found'],
    ['authenticationError', 'TWO_STEP_VERIFICATION_NOT_ENROLLED', 401, 'two-step-missing'],
    ['authenticationError', 'ADVANCED_PROTECTION_NOT_ENROLLED', 401, 'advanced-protection-missing'],
    ['authenticationError', 'GOOGLE_ACCOUNT_DELETED', 401, 'account-deleted'],
    ['authenticationError', 'ORGANIZATION_NOT_RECOGNIZED', 401, 'organization-refused'],
    ['authenticationError', 'ORGANIZATION_NOT_APPROVED', 401, 'organization-refused'],
    ['authenticationError', 'DEVELOPER_TOKEN_PARAMETER_MISSING', 401, 'developer-token'],
    ['authenticationError', 'DEVELOPER_TOKEN_INVALID', 401, 'developer-token'],
  ];
  test.each(refusals)(
    '%s %s (%s) is %s, and no token is renewed for it',
    async (category, code, status, reason) => {
      at.google.switches.adsError = { category, code, status };
      expect((await checked()).check).toMatchObject({ kind: 'refused', reason, code });
      expect(requestsTo(at.google, '/token')).toHaveLength(1);
      expect(accountViewOf(at.desk, danas).state.kind).toBe('active');
    },
  );

  test.each(['OAUTH_TOKEN_EXPIRED', 'OAUTH_TOKEN_INVALID', 'OAUTH_TOKEN_REVOKED', 'OAUTH_TOKEN_DISABLED'])(
    '%s is tried once more with a fresh token, and then said',
    async (code) => {
      at.google.switches.adsError = { category: 'authenticationError', code, status: 401 };
      expect((await checked()).check).toMatchObject({ kind: 'refused', reason: 'token-refused', code });
      expect(requestsTo(at.google, '/token')).toHaveLength(2);
    },
  );

  test('Google’s own words come along', async () => {
    const code = 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION';
    at.google.switches.adsError = { category: 'authorizationError', code, status: 403 };
    const { check } = await checked();
    expect(check.kind === 'refused' && check.said !== null && check.said.length > 10).toBe(true);
  });

  test('the API is not enabled in the project', async () => {
    at.google.switches.adsApi = 'service-disabled';
    expect((await checked()).check).toMatchObject({ reason: 'api-disabled', code: 'SERVICE_DISABLED' });
  });

  test('a box that lost its tick: too few scopes, and the missing one is named', async () => {
    at.google.switches.consentBoxes = 'always';
    at.habits.untick = [adsScope];
    const other = await at.desk.signedInAs('ben.okafor@acme.example', ads);
    expect(await checked(other)).toMatchObject({
      missingScopes: [adsScope],
      check: { reason: 'scope-insufficient', code: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
    });
  });
});

describe('the API version', () => {
  test('the one of the instance is in the address', async () => {
    valueOf(await changeVersion(' V25 '));
    expect((await checked()).check.kind).toBe('works');
    expect(requestsTo(at.google, list('v25'))).toHaveLength(1);
    expect(requestsTo(at.google, list('v26'))).toEqual([]);
  });

  test('one that Google has retired is named as such, web page or not', async () => {
    valueOf(await changeVersion('v12'));
    expect((await checked()).check).toMatchObject({ kind: 'refused', reason: 'version-unknown' });
    expect(accountViewOf(at.desk, danas).state.kind).toBe('active');
  });

  test.each(['26', 'v', 'v26/../../x', 'v2 6', 'latest', 'v1234'])('%j is not a version', async (typed) => {
    expect(failureOf(await changeVersion(typed))).toEqual({
      kind: 'input-invalid',
      fields: { adsApiVersion: { kind: 'not-a-version' } },
    });
  });
});

test('a purpose of one’s own has no API to ask: the token’s own word is all', async () => {
  const own = await added(at, 'desktop', { purpose: 'custom', scopes: 'openid email' });
  const accountId = await at.desk.signedInAs(danaMail, own);
  expect(await checked(accountId)).toMatchObject({ api: null, check: { kind: 'none' }, isOurs: true });
  at.google.expireAccessTokens();
  expect(await checked(accountId)).toMatchObject({ isOurs: true, token: { accessType: 'offline' } });
});

test('tokeninfo out of order, and no API to ask: a good token is not put away for that', async () => {
  const own = await added(at, 'desktop', { purpose: 'custom', scopes: 'openid email' });
  const accountId = await at.desk.signedInAs(danaMail, own);
  const token = at.desk.accessTokenOf(accountId);
  at.google.switches.isUnavailable = true;
  await at.desk.checkHealth(accountId);
  expect(at.desk.accessTokenOf(accountId)).toBe(token);
  expect(accountViewOf(at.desk, accountId).state.kind).toBe('active');
});

test('from the sign-in to the check, everything went to one origin', async () => {
  await checked();
  expect([...at.desk.wire.origins]).toEqual([at.google.origin]);
});
