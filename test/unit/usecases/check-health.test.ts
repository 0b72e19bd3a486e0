import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { ana, aGoogle, aGoogleAccount, anAds, aKnownAccount, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';
import { aGoogleDesk, studioScopes, viewOf } from './google-desk';

const adsHost = 'googleads.googleapis.com';
const adsCall = 'customers:listAccessibleCustomers';
const refused = (host: string, status: number, reason?: string): Failure => ({
  kind: 'request-refused',
  host,
  status,
  description: 'Words',
  ...(reason === undefined ? {} : { reason }),
});

async function healthOf(desk: ReturnType<typeof aDesk>, accountId = 'ana') {
  const checked = await desk.checkHealth(accountId);
  if (!checked.ok) throw new Error(checked.failure.kind);
  return checked.value;
}

/** A purpose that no API is known for. */
const aCustomDesk = () =>
  aDesk({
    instances: [
      aGoogle(
        {},
        { purpose: { kind: 'custom', scopes: ['https://www.googleapis.com/auth/drive', 'openid'] } },
      ),
    ],
    accounts: [aGoogleAccount({ grantedScope: 'https://www.googleapis.com/auth/drive openid' })],
  });

describe('a token of Google that is fine', () => {
  test('is for whom, whose client, which scopes, and how long', async () => {
    const desk = aGoogleDesk();
    expect(await healthOf(desk)).toEqual({
      person: ana,
      token: {
        clientId: aGoogle().clientId,
        scopes: studioScopes.split(' '),
        expiresInSeconds: 3599,
        accessType: 'offline',
      },
      isOurs: true,
      missingScopes: [],
      api: 'studio',
      check: { kind: 'works', customers: [] },
      checkedAt: noon,
      expiresAt: noon + minutes(60),
    });
  });

  test('of Google Ads names the customers it may see', async () => {
    const desk = aGoogleDesk();
    desk.google.customers = ['1112223333', '4445556666'];
    expect(await healthOf(desk, 'ana-ads')).toMatchObject({
      api: 'ads',
      check: { kind: 'works', customers: ['1112223333', '4445556666'] },
    });
    expect(desk.google.calls.at(-1)?.url).toBe(`https://${adsHost}/v26/${adsCall}`);
  });

  test('is asked with the version that was set', async () => {
    const desk = aDesk({
      instances: [anAds({}, { adsApiVersion: 'v30' })],
      accounts: [aGoogleAccount({ instanceId: 'ads' }, { kind: 'ads' })],
    });
    await healthOf(desk);
    expect(desk.google.calls.at(-1)?.url).toContain('/v30/');
  });

  test('for a purpose of one’s own is asked about, and tried at no API', async () => {
    const desk = aCustomDesk();
    expect(await healthOf(desk)).toMatchObject({ api: null, check: { kind: 'none' }, isOurs: true });
    expect(desk.google.calls.map(({ url }) => url)).toEqual(['https://oauth2.googleapis.com/tokeninfo']);
  });

  test('is fetched when there is none, and the one at hand is used when there is', async () => {
    const desk = aGoogleDesk();
    await healthOf(desk);
    await healthOf(desk);
    expect(desk.server.received).toHaveLength(1);
  });
});

describe('what Google says is truer than what was noted', () => {
  test('about the scopes that are granted', async () => {
    const desk = aGoogleDesk({
      accounts: [aGoogleAccount({ grantedScope: 'https://www.googleapis.com/auth/userinfo.profile' })],
    });
    expect((await healthOf(desk)).missingScopes).toEqual([
      'https://www.googleapis.com/auth/datastudio.readonly',
    ]);
    expect(viewOf(desk)?.missingScopes).toHaveLength(1);
  });

  test('about the client it was issued to', async () => {
    const desk = aGoogleDesk();
    await desk.signsIn(ana, 'ads');
    const instances = desk.store
      .get()
      .catalog.instances.map((one) => (one.id === 'ads' ? { ...one, clientId: 'other' } : one));
    desk.store.update((state) => ({ ...state, catalog: { ...state.catalog, instances } }));
    expect(await healthOf(desk, 'ana-ads')).toMatchObject({ isOurs: false });
  });

  test('but where it says nothing, what was noted counts', async () => {
    const desk = aGoogleDesk();
    desk.google.failures.set('tokeninfo', {
      kind: 'provider-misbehaved',
      host: 'x',
      status: 500,
      what: 'status',
    });
    expect(await healthOf(desk)).toMatchObject({
      token: null,
      isOurs: null,
      missingScopes: [],
      check: { kind: 'works' },
    });
  });
});

describe('an API that refuses is an outcome, not a failure', () => {
  test.each<[string, string, string, Failure, object]>([
    [
      'an API that is not switched on',
      'ana',
      'assets:search',
      refused('datastudio.googleapis.com', 403, 'SERVICE_DISABLED'),
      { kind: 'refused', reason: 'api-disabled', code: 'SERVICE_DISABLED', said: 'Words' },
    ],
    [
      'a project that is not approved',
      'ana-ads',
      adsCall,
      refused(adsHost, 403, 'CLOUD_PROJECT_NOT_APPROVED_FOR_PRODUCTION'),
      { kind: 'refused', reason: 'project-not-approved' },
    ],
    [
      'nobody at Google Ads',
      'ana-ads',
      adsCall,
      refused(adsHost, 403, 'NOT_ADS_USER'),
      { kind: 'refused', reason: 'not-ads-user' },
    ],
    [
      'a word nobody knows',
      'ana-ads',
      adsCall,
      refused(adsHost, 403, 'NEW_WORD'),
      { kind: 'refused', reason: 'not-allowed', code: 'NEW_WORD' },
    ],
    [
      'a version that is gone',
      'ana-ads',
      adsCall,
      { kind: 'provider-misbehaved', host: adsHost, status: 404, what: 'html' },
      { kind: 'refused', reason: 'version-unknown', said: null },
    ],
    [
      'a server in trouble',
      'ana-ads',
      adsCall,
      { kind: 'provider-misbehaved', host: adsHost, status: 500, what: 'status' },
      { kind: 'failed', failure: { status: 500 } },
    ],
    [
      'no way there',
      'ana',
      'assets:search',
      { kind: 'provider-unreachable', host: 'x', reason: 'refused' },
      { kind: 'failed', failure: { kind: 'provider-unreachable' } },
    ],
  ])('%s', async (_what, accountId, call, failure, check) => {
    const desk = aGoogleDesk();
    desk.google.failures.set(call, failure);
    expect((await healthOf(desk, accountId)).check).toMatchObject(check);
    expect(desk.server.received).toHaveLength(1);
    expect(desk.stateOf(accountId)?.kind).toBe('active');
  });
});

describe('a token that ended meanwhile', () => {
  test('is replaced by a fresh one, once', async () => {
    const desk = aGoogleDesk();
    await desk.refreshes();
    desk.server.access.clear();
    expect((await healthOf(desk)).check).toEqual({ kind: 'works', customers: [] });
    expect(desk.server.received).toHaveLength(2);
  });

  test('and one that is refused again is told as that', async () => {
    const desk = aGoogleDesk();
    desk.google.failures.set('assets:search', refused('datastudio.googleapis.com', 401, 'UNAUTHENTICATED'));
    expect((await healthOf(desk)).check).toMatchObject({ kind: 'refused', reason: 'token-refused' });
    expect(desk.server.received).toHaveLength(2);
  });

  test('for a purpose of one’s own is found out by asking about it', async () => {
    const desk = aCustomDesk();
    await desk.refreshes();
    desk.server.access.clear();
    expect(await healthOf(desk)).toMatchObject({ isOurs: true, check: { kind: 'none' } });
    expect(desk.server.received).toHaveLength(2);
  });

  test('with a sign-in that ended as well is told as that', async () => {
    const desk = aGoogleDesk();
    desk.server.forgetEverybody();
    expect(await desk.checkHealth('ana')).toMatchObject({ failure: { kind: 'sign-in-expired' } });
  });
});

test('a living token is not given up because nothing could be asked about it', async () => {
  const desk = aCustomDesk();
  await desk.refreshes();
  desk.server.trouble = { kind: 'offline', host: 'oauth2.googleapis.com' };
  await desk.checkHealth('ana');
  expect(desk.stateOf()?.kind).toBe('active');
  expect(await desk.copies()).toMatchObject({ ok: true });
});

test('who is signed out has nothing to check, and a Looker has no such check', async () => {
  const desk = aGoogleDesk();
  await desk.signOuts.forgetHere('ana');
  expect(await desk.checkHealth('ana')).toMatchObject({ failure: { kind: 'not-signed-in' } });
  expect(await desk.checkHealth('gone')).toMatchObject({ failure: { kind: 'account-unknown' } });
  const looker = aDesk({ accounts: [aKnownAccount()] });
  expect(await looker.checkHealth('ana')).toMatchObject({ failure: { kind: 'request-malformed' } });
});
