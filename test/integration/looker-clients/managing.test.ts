// The list of client apps, and what an admin can do with one. Who is hit by it at this desk is found out at once, so
// that no dead token is handed out.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import { anaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { ana, ben, carla, failureOf, tokenRequests, valueOf } from '../whole-app/parts';
import type { ClientAppAct } from '#domain/client-app';
import type { Desk } from '../whole-app/desk';
import { anAdminAt, writesAt } from './parts';

let looker: PracticeLooker;
let desk: Desk;
let admin: string;
const other = {
  ...daypassApp,
  guid: 'com.looker.cli',
  displayName: 'Looker CLI',
  groupId: '12',
  enabled: false,
};

beforeEach(async () => {
  looker = await startCheckedLooker({ apps: [daypassApp, other] });
  const at = await anAdminAt(looker);
  ({ desk, admin } = at);
  looker.apps.put({ ...daypassApp, redirectUris: [at.redirectUri] });
});
afterEach(() => looker.close());

function act(what: ClientAppAct, guid = 'daypass', accountId = admin) {
  return desk.clientApps.change(accountId, guid, what);
}

/** Signed in before, and now only a person can help; the record stays until they decide. */
async function expectNeedsSignIn(accountId: string): Promise<void> {
  expect(desk.stateOf(accountId)?.kind).toBe('needs-sign-in');
  expect(desk.accessTokenOf(accountId)).toBe('');
  expect(failureOf(await desk.handOut.copyToken(accountId)).kind).toBe('sign-in-expired');
  expect(desk.keychain.entries.has(accountId)).toBe(true);
}

async function expectWellAndAlive(accountId: string): Promise<void> {
  expect(desk.stateOf(accountId)?.kind).toBe('active');
  expect(looker.isAccessTokenAlive(await desk.copied(accountId))).toBe(true);
}

describe('the list', () => {
  test('an admin sees every client with its state, its people and the groups by name', async () => {
    await desk.signedInAs(ana);
    const { apps, groups } = valueOf(await desk.clientApps.read(admin));
    expect(apps).toMatchObject([
      {
        guid: 'daypass',
        enabled: true,
        groupId: null,
        tokensInvalidBefore: Date.parse(daypassApp.tokensInvalidBefore),
        activatedUsers: [{ id: '481', name: 'Ana Ruiz' }],
        takesSeveralUris: false,
      },
      {
        guid: 'com.looker.cli',
        displayName: 'Looker CLI',
        enabled: false,
        groupId: '12',
        activatedUsers: [],
      },
    ]);
    expect(groups).toEqual([
      { id: '1', name: 'All Users' },
      { id: '12', name: 'Data Analysts' },
    ]);
  });

  test('an admin who signed in through the browser sees the same', async () => {
    const byBrowser = await desk.signedInAs(carla);
    const byKey = valueOf(await desk.clientApps.read(admin));
    expect(valueOf(await desk.clientApps.read(byBrowser))).toEqual(byKey);
  });

  test('an analyst sees none, which is no failure', async () => {
    const analyst = await desk.keyAdded(anaKey);
    expect(valueOf(await desk.clientApps.read(analyst)).apps).toEqual([]);
  });

  test('where several redirect URIs are known, all of them are read', async () => {
    looker.switches.redirectUris = true;
    looker.apps.put({ ...daypassApp, redirectUris: ['http://127.0.0.1:1/a', 'daypass://b'] });
    const { apps } = valueOf(await desk.clientApps.read(admin));
    expect(apps[0]).toMatchObject({
      redirectUris: ['http://127.0.0.1:1/a', 'daypass://b'],
      takesSeveralUris: true,
    });
  });
});

describe('what ends sign-ins of our own client', () => {
  test('invalidating its tokens: everybody signed in through it needs to sign in again, keys do not', async () => {
    const people = [await desk.signedInAs(ana), await desk.signedInAs(ben)];
    const key = await desk.keyAdded(anaKey);
    const before = Date.now();
    valueOf(await act({ kind: 'invalidate-tokens' }));
    for (const accountId of people) await expectNeedsSignIn(accountId);
    await expectWellAndAlive(key);
    await expectWellAndAlive(admin);
    const { apps } = valueOf(await desk.clientApps.read(admin));
    expect(apps[0]?.tokensInvalidBefore).toBeGreaterThanOrEqual(before);
    expect(await desk.signedInAs(ana)).toBe(people[0]);
    await expectWellAndAlive(people[0]!);
  });

  test('an admin who is signed in through it ends their own sign-in, too', async () => {
    const byBrowser = await desk.signedInAs(carla);
    valueOf(await act({ kind: 'invalidate-tokens' }, 'daypass', byBrowser));
    await expectNeedsSignIn(byBrowser);
  });

  test('switching it off: no dead token is handed out, and the reason is the client, not the person', async () => {
    const accountId = await desk.signedInAs(ana);
    const token = desk.accessTokenOf(accountId);
    valueOf(await act({ kind: 'disable' }));
    expect(looker.apps.find('daypass')?.enabled).toBe(false);
    expect(looker.isAccessTokenAlive(token)).toBe(false);
    expect(desk.stateOf(accountId)).toMatchObject({ kind: 'blocked', failure: { kind: 'client-rejected' } });
    expect(failureOf(await desk.handOut.copyToken(accountId))).toMatchObject({
      kind: 'client-rejected',
      clientId: 'daypass',
    });
    valueOf(await act({ kind: 'enable' }));
    expect(looker.apps.find('daypass')?.enabled).toBe(true);
    // Its tokens died with it: what comes back is the client, not the sign-in.
    expect(failureOf(await desk.handOut.copyToken(accountId)).kind).toBe('sign-in-expired');
    await desk.signedInAs(ana);
    await expectWellAndAlive(accountId);
  });

  test('deleting it: it is gone from the list, and nothing of it is alive', async () => {
    const accountId = await desk.signedInAs(ana);
    valueOf(await act({ kind: 'delete' }));
    expect(valueOf(await desk.clientApps.read(admin)).apps.map(({ guid }) => guid)).toEqual([
      'com.looker.cli',
    ]);
    expect(looker.sessionsOf('481')).toBe(0);
    expect((await desk.handOut.copyToken(accountId)).ok).toBe(false);
  });

  test.each([
    ['by id', '481'],
    ['by e-mail', ana],
    ['by e-mail in other letters, with a space', ` ${ana.toUpperCase()} `],
  ])('deactivating one person %s ends theirs and nobody else’s', async (_case, user) => {
    const anas = await desk.signedInAs(ana);
    const bens = await desk.signedInAs(ben);
    valueOf(await act({ kind: 'deactivate-user', user }));
    await expectNeedsSignIn(anas);
    await expectWellAndAlive(bens);
    expect(looker.sessionsOf('481')).toBe(0);
    expect([...looker.apps.find('daypass')!.activatedUserIds]).toEqual(['512']);
  });

  test('a renewal that was under way meanwhile does not bring a dead token back', async () => {
    const accountId = await desk.signedInAs(ana);
    let letGo = (): void => undefined;
    const invalidated = new Promise<void>((resolve) => (letGo = resolve));
    desk.wire.after = ({ what }) => {
      if (what === 'POST /api/token') return invalidated;
      if (what.endsWith('/tokens')) setTimeout(letGo, 20);
      return undefined;
    };
    const renewal = desk.renew(accountId);
    await expect.poll(() => tokenRequests(looker)[1]?.status).toBe(200);
    valueOf(await act({ kind: 'invalidate-tokens' }));
    await renewal;
    await expectNeedsSignIn(accountId);
  });

  test('what happens to another client does not touch anybody here', async () => {
    const accountId = await desk.signedInAs(ana);
    const token = desk.accessTokenOf(accountId);
    const kinds = ['enable', 'invalidate-tokens', 'disable', 'delete'] as const;
    for (const kind of kinds) valueOf(await act({ kind }, 'com.looker.cli'));
    expect(desk.accessTokenOf(accountId)).toBe(token);
    await expectWellAndAlive(accountId);
  });
});

describe('activating somebody', () => {
  test.each([
    ['by id', '512'],
    ['by e-mail', ben],
  ])('%s: they are not asked for consent any more', async (_case, user) => {
    valueOf(await act({ kind: 'activate-user', user }));
    expect(looker.apps.find('daypass')?.activatedUserIds.has('512')).toBe(true);
    const { apps } = valueOf(await desk.clientApps.read(admin));
    expect(apps[0]?.activatedUsers).toEqual([{ id: '512', name: 'Ben Okafor' }]);
    await desk.signedInAs(ben);
    const consent = looker.requests.filter(({ body }) => body['step'] === 'consent');
    expect(consent).toEqual([]);
  });

  test('an address that nobody has is told at its field, and nothing is changed', async () => {
    expect(failureOf(await act({ kind: 'activate-user', user: 'nobody@acme.example' }))).toEqual({
      kind: 'input-invalid',
      fields: { user: { kind: 'nobody-found', typed: 'nobody@acme.example' } },
    });
    expect(failureOf(await act({ kind: 'activate-user', user: '  ' }))).toMatchObject({
      fields: { user: { kind: 'empty' } },
    });
    expect(writesAt(looker)).toEqual([]);
  });

  test.each(['ana_ruiz@acme.example', '%@acme.example', '%@%', 'b__.okafor@acme.example'])(
    '%s is nobody, although Looker’s search takes it for a pattern',
    async (user) => {
      await desk.signedInAs(ana);
      for (const kind of ['activate-user', 'deactivate-user'] as const) {
        expect(failureOf(await act({ kind, user }))).toMatchObject({
          fields: { user: { kind: 'nobody-found' } },
        });
      }
      expect(writesAt(looker)).toEqual([]);
    },
  );

  test('an id that nobody has is not found', async () => {
    expect(failureOf(await act({ kind: 'activate-user', user: '9999' })).kind).toBe(
      'not-found-or-not-allowed',
    );
  });
});

describe('when it may not be, or goes wrong', () => {
  const acts: readonly ClientAppAct[] = [
    { kind: 'enable' },
    { kind: 'disable' },
    { kind: 'delete' },
    { kind: 'invalidate-tokens' },
    { kind: 'activate-user', user: '512' },
    { kind: 'deactivate-user', user: '512' },
  ];

  test.each(acts)('an analyst may not $kind: nothing happens, and nobody loses a token', async (what) => {
    const bens = await desk.signedInAs(ben);
    const analyst = await desk.keyAdded(anaKey);
    expect(failureOf(await act(what, 'daypass', analyst)).kind).toBe('not-found-or-not-allowed');
    expect(looker.apps.find('daypass')).toMatchObject({ enabled: true });
    await expectWellAndAlive(bens);
  });

  test.each(acts)(
    '$kind when Looker is busy: nothing is taken for done, and it is not asked again too early',
    async (what) => {
      const bens = await desk.signedInAs(ben);
      Object.assign(looker.switches, { clientAppFault: 'too-many-requests', retryAfter: '20' });
      expect(failureOf(await act(what)).kind).toBe('provider-busy');
      looker.switches.clientAppFault = 'none';
      expect(failureOf(await act(what)).kind).toBe('provider-busy');
      expect(writesAt(looker)).toHaveLength(1);
      await expectWellAndAlive(bens);
      desk.clock.skip(20_000);
      valueOf(await act(what));
    },
  );

  test('a name that has signs of its own goes into the path as it is', async () => {
    const guid = 'a?b#c%2e é';
    looker.apps.put({ ...daypassApp, guid });
    valueOf(await act({ kind: 'disable' }, guid));
    expect(looker.apps.find(guid)?.enabled).toBe(false);
    valueOf(await act({ kind: 'delete' }, guid));
    expect(looker.apps.find(guid)).toBeUndefined();
  });

  test.each(['..', '%2e%2e', 'daypass/tokens', ''])(
    '"%s" is no name of a client, and nothing is sent',
    async (guid) => {
      const before = looker.requests.length;
      expect(failureOf(await act({ kind: 'delete' }, guid)).kind).toBe('request-malformed');
      expect(failureOf(await act({ kind: 'deactivate-user', user: guid })).kind).toBe('input-invalid');
      expect(looker.requests).toHaveLength(before);
    },
  );
});
