// What can be said about a token without showing it: whose it is, what they may do as far as they may see it, where it
// is and how long it lives.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anaKey, carla as practiceCarla, carlaKey, nightlyKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { ana, ben, carla, failureOf, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
let desk: Desk;
beforeEach(async () => {
  looker = await startCheckedLooker();
  desk = openDeskAt(looker);
});
afterEach(() => looker.close());

async function seen(accountId: string, at: Desk = desk) {
  return valueOf(await at.inspection.inspect(accountId));
}

describe('an admin', () => {
  const waysIn: readonly (readonly [string, 'api-key' | 'refresh-token', (at: Desk) => Promise<string>])[] = [
    ['by a key', 'api-key', (at) => at.keyAdded(carlaKey)],
    ['by the browser', 'refresh-token', (at) => at.signedInAs(carla)],
  ];
  test.each(waysIn)('%s sees roles and groups by name', async (_way, renewedBy, signIn) => {
    const accountId = await signIn(desk);
    expect(await seen(accountId)).toMatchObject({
      person: { userId: '7', displayName: 'Carla Lind', email: carla },
      isServiceAccount: false,
      roles: [{ id: '2', name: 'Admin' }],
      groups: [
        { id: '1', name: 'All Users' },
        { id: '12', name: 'Data Analysts' },
      ],
      isAdmin: true,
      workspace: 'production',
      sudoUserId: null,
      renewedBy,
    });
  });

  test.each(waysIn)(
    '%s is known as one right after signing in, and still after a restart',
    async (_way, _by, signIn) => {
      const accountId = await signIn(desk);
      expect(desk.accountOf(accountId).isAdmin).toBe(true);
      expect(desk.restart().accountOf(accountId).isAdmin).toBe(true);
    },
  );

  test('is one by what the role may do, not by its name', async () => {
    const accountId = await desk.keyAdded(carlaKey);
    const [asked] = looker.requests.filter(({ path }) => path === '/api/4.0/users/7/roles');
    expect(asked?.query['fields']).toContain('permission_set');
    expect(desk.accountOf(accountId).isAdmin).toBe(true);
  });
});

describe('an analyst', () => {
  test('has roles without names where they may not be read, and whether they are an admin stays open', async () => {
    const accountId = await desk.signedInAs(ana);
    expect(await seen(accountId)).toMatchObject({
      roles: [
        { id: '4', name: null },
        { id: '5', name: null },
      ],
      groups: [
        { id: '1', name: 'All Users' },
        { id: '12', name: 'Data Analysts' },
      ],
      isAdmin: null,
    });
    expect(desk.accountOf(accountId).isAdmin).toBeNull();
  });

  test('sees their own by name where Looker lets them, and is known not to be an admin', async () => {
    looker.switches.rolesVisible = 'everybody';
    const accountId = await desk.keyAdded(anaKey);
    expect(await seen(accountId)).toMatchObject({
      roles: [
        { id: '4', name: 'Viewer' },
        { id: '5', name: 'Developer' },
      ],
      isAdmin: false,
    });
    expect(desk.accountOf(accountId).isAdmin).toBe(false);
  });

  test('who is in no group has none: without ids Looker would answer with all there are', async () => {
    const alone = await startCheckedLooker({ users: [{ ...practiceCarla, groupIds: [] }] });
    const there = openDeskAt(alone);
    const accountId = await there.keyAdded(carlaKey);
    expect((await seen(accountId, there)).groups).toEqual([]);
    expect(alone.requests.some(({ path }) => path === '/api/4.0/groups')).toBe(false);
    await alone.close();
  });

  test('only their own groups are asked for', async () => {
    await desk.signedInAs(ben);
    const [asked] = looker.requests.filter(({ path }) => path === '/api/4.0/groups');
    expect(asked?.query).toMatchObject({ ids: '1' });
  });
});

describe('the token', () => {
  test('a service account is told as one', async () => {
    expect((await seen(await desk.keyAdded(nightlyKey))).isServiceAccount).toBe(true);
  });

  test('the workspace is that of the token now', async () => {
    const accountId = await desk.signedInAs(ana);
    valueOf(await desk.setWorkspace(accountId, 'dev'));
    expect((await seen(accountId)).workspace).toBe('dev');
  });

  test('its times are those of the live token, and neither it nor what renews it is shown', async () => {
    looker.switches.expiresInSeconds = 1200;
    const accountId = await desk.signedInAs(ana);
    const inspection = await seen(accountId);
    expect(inspection.expiresAt - inspection.issuedAt).toBe(1_200_000);
    expect(Math.abs(inspection.issuedAt - Date.now())).toBeLessThan(20_000);
    const text = JSON.stringify(inspection);
    expect(text).not.toContain(desk.accessTokenOf(accountId));
    expect(text).not.toContain(await desk.refreshTokenOf(accountId));
  });

  test('with none in memory one is fetched first', async () => {
    const accountId = await desk.keyAdded(anaKey);
    const again = desk.restart();
    expect((await seen(accountId, again)).person.displayName).toBe('Ana Ruiz');
    expect(again.stateOf(accountId)?.kind).toBe('active');
  });

  test('nothing is asked of one account with the token of another', async () => {
    const anas = await desk.signedInAs(ana);
    const carlas = await desk.keyAdded(carlaKey);
    const before = looker.requests.length;
    await Promise.all([seen(anas), seen(carlas)]);
    const asked = looker.requests.slice(before).filter(({ path }) => path.includes('/users/'));
    expect(asked).toHaveLength(2);
    for (const { path, headers } of asked) {
      const owner = path.includes('/481/') ? anas : carlas;
      expect(headers['authorization']).toBe(`Bearer ${desk.accessTokenOf(owner)}`);
    }
  });
});

describe('what changed at Looker meanwhile', () => {
  test('tokens that an admin ended are replaced first', async () => {
    const accountId = await desk.signedInAs(ana);
    looker.expireAccessTokens();
    expect((await seen(accountId)).person.displayName).toBe('Ana Ruiz');
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(accountId))).toBe(true);
  });

  test('a sign-in that an admin ended is told as that', async () => {
    const accountId = await desk.signedInAs(ana);
    looker.revokeEverythingOf('481');
    expect(failureOf(await desk.inspection.inspect(accountId)).kind).toBe('sign-in-expired');
    expect(desk.stateOf(accountId)?.kind).toBe('needs-sign-in');
  });

  test('who is no admin any more is not remembered as one', async () => {
    const users = [practiceCarla];
    const there = await startCheckedLooker({ users });
    const at = openDeskAt(there);
    const accountId = await at.keyAdded(carlaKey);
    expect(at.accountOf(accountId).isAdmin).toBe(true);
    users[0] = { ...practiceCarla, roleIds: ['4'] };
    expect((await seen(accountId, at)).roles).toEqual([{ id: '4', name: null }]);
    expect(at.accountOf(accountId).isAdmin).not.toBe(true);
    await there.close();
  });
});

describe('when somebody does not answer', () => {
  test.each([
    ['403', 'request-refused'],
    ['404', 'not-found-or-not-allowed'],
    ['html', 'provider-misbehaved'],
  ] as const)(
    'a Looker that hides the person (%s) is named, and nothing is forgotten',
    async (userEndpoint, kind) => {
      const accountId = await desk.keyAdded(carlaKey);
      looker.switches.userEndpoint = userEndpoint;
      expect(failureOf(await desk.inspection.inspect(accountId)).kind).toBe(kind);
      expect(desk.accountOf(accountId)).toMatchObject({
        isAdmin: true,
        identity: { displayName: 'Carla Lind' },
      });
    },
  );

  test('offline is told as that', async () => {
    const accountId = await desk.keyAdded(carlaKey);
    await looker.goOffline();
    expect(failureOf(await desk.inspection.inspect(accountId)).kind).toBe('provider-unreachable');
    expect(desk.accountOf(accountId).isAdmin).toBe(true);
  });

  test('a sign-in does not fail because the questions after it do', async () => {
    desk.wire.before = ({ what }) => {
      if (what === 'GET /api/4.0/session') looker.switches.apiFault = 'unavailable';
    };
    const accountId = await desk.signedInAs(carla);
    expect(desk.stateOf(accountId)?.kind).toBe('active');
  });
});
