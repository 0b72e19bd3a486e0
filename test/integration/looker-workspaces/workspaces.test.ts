// Production and development, per account. An API session starts in production with each new token, so the wish is
// carried out again each time (Looker fact sheet, section 1).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anaKey, carlaKey, type ApiKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { ana, ben, carla, failureOf, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
let desk: Desk;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two' });
  desk = openDeskAt(looker);
});
afterEach(() => looker.close());

function switches(): PracticeLooker['requests'] {
  return looker.requests.filter(({ method, path }) => method === 'PATCH' && path === '/api/4.0/session');
}

/** Where Looker says that the token is, and where the app says so. */
function placeOf(
  accountId: string,
  at: Desk = desk,
): readonly [string | undefined, string | null | undefined] {
  const state = at.stateOf(accountId);
  const told = state?.kind === 'active' ? state.lease.workspace : undefined;
  return [looker.workspaceOf(at.accessTokenOf(accountId)), told];
}

const inDev = ['dev', 'dev'];
const inProduction = ['production', 'production'];

const waysIn: readonly (readonly [string, (desk: Desk) => Promise<string>])[] = [
  ['the browser', (at) => at.signedInAs(ana)],
  ['an API key', (at) => at.keyAdded(anaKey)],
];

describe.each(waysIn)('signed in by %s', (_way, signIn) => {
  test('a new account is in production, and nothing is sent to put it there', async () => {
    const accountId = await signIn(desk);
    expect(placeOf(accountId)).toEqual(inProduction);
    valueOf(await desk.renew(accountId));
    expect(placeOf(accountId)).toEqual(inProduction);
    expect(switches()).toEqual([]);
  });

  test('switched to development, each later token is switched again before anybody gets it', async () => {
    const accountId = await signIn(desk);
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    expect(placeOf(accountId)).toEqual(inDev);
    for (let nth = 0; nth < 3; nth += 1) {
      const before = desk.accessTokenOf(accountId);
      valueOf(await desk.renew(accountId));
      expect(desk.accessTokenOf(accountId)).not.toBe(before);
      expect(placeOf(accountId)).toEqual(inDev);
    }
    expect(switches()).toHaveLength(4);
    expect(switches().every(({ body, status }) => body['workspace_id'] === 'dev' && status === 200)).toBe(
      true,
    );
  });

  test('the wish survives a restart, and a token that ran out', async () => {
    const accountId = await signIn(desk);
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    const again = desk.restart();
    expect(looker.workspaceOf(await again.copied(accountId))).toBe('dev');
    again.clock.skip(3_600_000);
    expect(looker.workspaceOf(await again.copied(accountId))).toBe('dev');
  });

  test('back in production, nothing is sent with later tokens', async () => {
    const accountId = await signIn(desk);
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    valueOf(await desk.setWorkspace(accountId, 'production'));
    expect(placeOf(accountId)).toEqual(inProduction);
    const sent = switches().length;
    valueOf(await desk.renew(accountId));
    expect(placeOf(accountId)).toEqual(inProduction);
    expect(switches()).toHaveLength(sent);
  });

  test('signing out and in again keeps the wish', async () => {
    const accountId = await signIn(desk);
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    await desk.signedOut(accountId);
    expect(await signIn(desk)).toBe(accountId);
    expect(placeOf(accountId)).toEqual(inDev);
  });
});

describe('several people side by side', () => {
  test('each is where they want to be, through every renewal', async () => {
    const anas = await desk.signedInAs(ana);
    const carlas = await desk.signedInAs(carla);
    const bens = await desk.signedInAs(ben);
    const key = await desk.keyAdded(anaKey);
    valueOf(await desk.setWorkspace(carlas, 'dev'));
    valueOf(await desk.setWorkspace(key, 'dev'));
    for (let nth = 0; nth < 2; nth += 1) {
      await Promise.all([anas, carlas, bens, key].map(async (id) => valueOf(await desk.renew(id))));
      expect([anas, carlas, bens, key].map((id) => placeOf(id))).toEqual([
        inProduction,
        inDev,
        inProduction,
        inDev,
      ]);
    }
  });
});

describe('somebody who may not develop', () => {
  const bensKey: ApiKey = { clientId: 'PracticeKeyBen', clientSecret: 'practice-secret-ben', userId: '512' };
  beforeEach(() => looker.putApiKey(bensKey));

  test.each([
    ['by the browser', async (at: Desk) => at.signedInAs(ben)],
    ['by a key', async (at: Desk) => at.keyAdded(bensKey)],
  ])('%s: told so, the wish is not kept, and the token works on in production', async (_way, signIn) => {
    const accountId = await signIn(desk);
    expect(failureOf(await desk.setWorkspace(accountId, 'dev'))).toEqual({
      kind: 'workspace-not-set',
      host: new URL(looker.apiOrigin).host,
      isAllowed: false,
    });
    expect(desk.accountOf(accountId).workspace).toBe('production');
    expect(placeOf(accountId)).toEqual(inProduction);
    const sent = switches().length;
    valueOf(await desk.renew(accountId));
    expect(switches()).toHaveLength(sent);
  });
});

describe('when it goes wrong', () => {
  test('a renewal still gives a token, says that it is in production, and the next one tries again', async () => {
    const accountId = await desk.signedInAs(ana);
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    looker.switches.apiFault = 'captive-portal';
    valueOf(await desk.renew(accountId));
    expect(placeOf(accountId)).toEqual(inProduction);
    expect(desk.stateOf(accountId)).toMatchObject({
      kind: 'active',
      trouble: { kind: 'workspace-not-set', isAllowed: true },
    });
    expect(desk.accountOf(accountId).workspace).toBe('dev');
    looker.switches.apiFault = 'none';
    valueOf(await desk.renew(accountId));
    expect(placeOf(accountId)).toEqual(inDev);
    expect(desk.stateOf(accountId)).toMatchObject({ trouble: null });
  });

  test('a switch that nobody answers changes nothing', async () => {
    const accountId = await desk.signedInAs(ana);
    await looker.goOffline();
    expect(failureOf(await desk.setWorkspace(accountId, 'dev')).kind).toBe('provider-unreachable');
    await looker.comeBack();
    expect(desk.accountOf(accountId).workspace).toBe('production');
    expect(placeOf(accountId)).toEqual(inProduction);
  });

  test('a token that an admin ended meanwhile is replaced first, and that one is switched', async () => {
    const accountId = await desk.signedInAs(ana);
    looker.expireAccessTokens();
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    expect(placeOf(accountId)).toEqual(inDev);
  });

  test('a workspace that was switched by a program with the copied token is seen by the next look', async () => {
    const accountId = await desk.keyAdded(carlaKey);
    const token = await desk.copied(accountId);
    await fetch(`${looker.apiOrigin}/api/4.0/session`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: '{"workspace_id":"dev"}',
    });
    expect(valueOf(await desk.inspection.inspect(accountId)).workspace).toBe('dev');
    expect(placeOf(accountId)).toEqual(inDev);
    expect(desk.accountOf(accountId).workspace).toBe('production');
  });
});

describe('two things at once', () => {
  test('a renewal that comes in between: what is told of the new token is where it is', async () => {
    const accountId = await desk.keyAdded(anaKey);
    desk.wire.before = async ({ what }) => {
      if (what !== 'PATCH /api/4.0/session') return;
      desk.wire.before = () => undefined;
      valueOf(await desk.renew(accountId));
    };
    await desk.setWorkspace(accountId, 'dev');
    const [there, told] = placeOf(accountId);
    expect(told).toBe(there);
  });

  test('of two switches the later one counts, here and at Looker', async () => {
    const accountId = await desk.keyAdded(anaKey);
    let isFirst = true;
    desk.wire.after = async ({ what }) => {
      if (what !== 'PATCH /api/4.0/session' || !isFirst) return;
      isFirst = false;
      await new Promise((resolve) => setTimeout(resolve, 100));
    };
    await Promise.all([desk.setWorkspace(accountId, 'dev'), desk.setWorkspace(accountId, 'production')]);
    expect(placeOf(accountId)).toEqual(inProduction);
    expect(desk.accountOf(accountId).workspace).toBe('production');
  });
});
