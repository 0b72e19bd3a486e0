// "Does it work?" for Looker Studio: what Google says of the token, and one harmless call, each outcome by its name (Google
// fact sheet, sections 1.1, 1.9 and 3.1).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Health } from '#domain/google/health';
import { googleAna } from '#practice/google/registration';
import { profileScope, studioScope } from '#practice/google/scopes';
import { startPracticeGoogle } from '#practice/google/start';
import { failureOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  hour,
  lastRequestTo,
  openDeskAtGoogle,
  requestsTo,
  timePasses,
  type AtGoogle,
} from '../whole-app/google';

const search = '/v1/assets:search';
let at: AtGoogle;
let anas: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  anas = await at.desk.signedIn(await added(at, 'desktop'));
});
afterEach(() => at.google.close());

async function checked(): Promise<Health> {
  return valueOf(await at.desk.checkHealth(anas));
}

function answeringSearch(status: number, body: unknown, type = 'application/json'): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  at.desk.wire.instead = ({ what }) =>
    what === `GET ${search}` ? new Response(text, { status, headers: { 'content-type': type } }) : null;
}

describe('when all is well', () => {
  test('whose it is, for which client, with which scopes, how long, and that the API takes it', async () => {
    const health = await checked();
    expect(health).toMatchObject({
      person: { userId: googleAna.id, displayName: 'Ana Ruiz' },
      token: { clientId: at.google.client.clientId, accessType: 'offline' },
      isOurs: true,
      missingScopes: [],
      api: 'studio',
      check: { kind: 'works', customers: [] },
    });
    expect([...(health.token?.scopes ?? [])].sort()).toEqual([studioScope, profileScope].sort());
    expect(health.token?.expiresInSeconds).toBeGreaterThan(3500);
  });

  test('the token is in a header and in no address; the search asks for one report', async () => {
    await checked();
    const info = lastRequestTo(at.google, '/tokeninfo');
    const bearer = `Bearer ${at.desk.accessTokenOf(anas)}`;
    expect(info).toMatchObject({
      method: 'POST',
      query: {},
      bodyText: '',
      headers: { authorization: bearer },
    });
    expect(lastRequestTo(at.google, search)).toMatchObject({
      method: 'GET',
      query: { assetTypes: 'REPORT', pageSize: '1' },
      headers: { authorization: bearer },
    });
    expect(requestsTo(at.google, '/token')).toHaveLength(1);
  });

  test.each([{}, { assets: [] }])('no report at all is as good as one: %j', async (body) => {
    answeringSearch(200, body);
    expect((await checked()).check).toEqual({ kind: 'works', customers: [] });
  });

  test('nothing of it is in the catalog but the scopes', async () => {
    const before = at.desk.accountOf(anas);
    await checked();
    const { grantedScope, ...rest } = at.desk.accountOf(anas);
    expect(rest).toEqual(
      Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'grantedScope')),
    );
    expect(grantedScope?.split(' ').sort()).toEqual([studioScope, profileScope].sort());
  });
});

describe('a token that is over', () => {
  test('one that expired at Google is renewed once, and the fresh one is what is told about', async () => {
    at.google.expireAccessTokens();
    expect(await checked()).toMatchObject({ isOurs: true, check: { kind: 'works' } });
    expect(requestsTo(at.google, '/token')).toHaveLength(2);
    expect(requestsTo(at.google, search)).toHaveLength(2);
  });

  test('none in memory: one renewal first', async () => {
    timePasses(at, 2 * hour);
    expect((await checked()).check.kind).toBe('works');
    expect(requestsTo(at.google, '/token')).toHaveLength(2);
  });

  test('an API that refuses every token is asked twice and no more', async () => {
    const body = {
      error: { code: 401, message: 'Request had invalid credentials.', status: 'UNAUTHENTICATED' },
    };
    answeringSearch(401, body);
    expect((await checked()).check).toMatchObject({ kind: 'refused', reason: 'token-refused' });
    expect(requestsTo(at.google, '/token')).toHaveLength(2);
    expect(accountViewOf(at.desk, anas).state.kind).toBe('active');
  });

  test('a sign-in that was revoked: the check says so, and the account needs a sign-in', async () => {
    at.google.revokeEverythingOf(googleAna.id);
    expect(failureOf(await at.desk.checkHealth(anas)).kind).toBe('sign-in-expired');
    expect(accountViewOf(at.desk, anas).state.kind).toBe('needs-sign-in');
  });
});

describe('an API that refuses a good token', () => {
  test('not enabled in the project: named so, with Google’s words', async () => {
    at.google.switches.studioApi = 'service-disabled';
    const { check } = await checked();
    expect(check).toMatchObject({ kind: 'refused', reason: 'api-disabled', code: 'SERVICE_DISABLED' });
    expect(check.kind === 'refused' ? check.said : '').toContain('has not been used in project');
  });

  test('off for the person’s organisational unit: not allowed, without a reason that nobody gave', async () => {
    at.google.switches.studioApi = 'off-for-unit';
    expect((await checked()).check).toMatchObject({
      kind: 'refused',
      reason: 'not-allowed',
      code: 'PERMISSION_DENIED',
    });
  });

  test('too few scopes', async () => {
    answeringSearch(403, {
      error: {
        code: 403,
        message: 'Request had insufficient authentication scopes.',
        status: 'PERMISSION_DENIED',
        details: [
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' },
        ],
      },
    });
    expect((await checked()).check).toMatchObject({
      kind: 'refused',
      reason: 'scope-insufficient',
      said: 'Request had insufficient authentication scopes.',
    });
  });

  test('a refusal costs no renewal, and leaves the account as it was', async () => {
    at.google.switches.studioApi = 'off-for-unit';
    await checked();
    expect(requestsTo(at.google, '/token')).toHaveLength(1);
    expect(accountViewOf(at.desk, anas).state.kind).toBe('active');
  });
});

describe('nothing is claimed where nothing was said', () => {
  test.each([
    ['too-many-requests', 'provider-busy'],
    ['unavailable', 'provider-busy'],
    ['captive-portal', 'provider-misbehaved'],
  ] as const)('%s: the check failed, the token is not called bad', async (studioApi, kind) => {
    at.google.switches.studioApi = studioApi;
    const health = await checked();
    expect(health.check).toMatchObject({ kind: 'failed', failure: { kind } });
    expect(health.isOurs).toBe(true);
  });

  test.each<[string, unknown]>([
    ['a list', []],
    ['a number', 7],
    ['nothing', ''],
    ['half an answer', '{"assets":['],
  ])('%s instead of an answer is not taken for one', async (_what, body) => {
    answeringSearch(200, body);
    expect((await checked()).check.kind).toBe('failed');
  });

  test('tokeninfo out of order: the API’s word still counts', async () => {
    at.google.switches.isUnavailable = true;
    expect(await checked()).toMatchObject({ token: null, isOurs: null, check: { kind: 'works' } });
  });

  test('Google out of reach: a failed check, and the sign-in is as it was', async () => {
    await at.google.goOffline();
    expect((await checked()).check).toMatchObject({ failure: { kind: 'provider-unreachable' } });
    expect(accountViewOf(at.desk, anas).state.kind).toBe('active');
    await at.google.comeBack();
  });
});

test('from the sign-in to the check, everything went to one origin', async () => {
  await checked();
  await at.desk.signedOut(anas);
  expect([...at.desk.wire.origins]).toEqual([at.google.origin]);
});
