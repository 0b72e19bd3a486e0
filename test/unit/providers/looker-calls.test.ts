// The calls of Looker's API 4.0 beside sign-in, by the contract of the fact sheet.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientAppDraft } from '#domain/client-app';
import { lookerCalls } from '#providers/looker-calls';
import { anyText } from '#support/fakes/any-text';

const origin = 'https://acme.looker.com:19999';
const api = `${origin}/api/4.0`;
const { keyLogin, release, workspaces, people, clientApps } = lookerCalls;
if (keyLogin === null || release === null) throw new Error('Looker has these');
if (workspaces === null || people === null || clientApps === null) throw new Error('Looker has these, too');

const draft: ClientAppDraft = {
  guid: 'daypass',
  redirectUris: ['http://127.0.0.1:48517/callback', 'http://127.0.0.1:48518/callback'],
  displayName: 'Daypass',
  description: 'Tokens',
  enabled: true,
  groupId: null,
};

describe('where each call goes, and what it carries', () => {
  test.each([
    ['log in with a key', { method: 'POST', url: keyLogin(origin) }, 'POST /login', undefined],
    ['which release', release.ask(origin), 'GET /versions', undefined],
    ['which workspace', workspaces.session.ask(origin), 'GET /session', undefined],
    ['switch it', workspaces.switchTo(origin, 'dev'), 'PATCH /session', { workspace_id: 'dev' }],
    ['roles', people.roles.ask(origin, '481'), 'GET /users/481/roles', undefined],
    ['all clients', clientApps.all.ask(origin), 'GET /oauth_client_apps', undefined],
    ['one client', clientApps.one.ask(origin, 'daypass'), 'GET /oauth_client_apps/daypass', undefined],
    ['enable', clientApps.setEnabled(origin, 'd', true), 'PATCH /oauth_client_apps/d', { enabled: true }],
    ['delete', clientApps.remove(origin, 'd'), 'DELETE /oauth_client_apps/d', undefined],
    [
      'end all tokens',
      clientApps.invalidateTokens(origin, 'd'),
      'DELETE /oauth_client_apps/d/tokens',
      undefined,
    ],
    ['activate', clientApps.activate(origin, 'd', '7'), 'POST /oauth_client_apps/d/users/7', undefined],
    ['deactivate', clientApps.deactivate(origin, 'd', '7'), 'DELETE /oauth_client_apps/d/users/7', undefined],
  ] as const)('%s', (_what, request, expected, body) => {
    const { pathname } = new URL(request.url);
    expect(`${request.method} ${pathname.replace('/api/4.0', '')}`).toBe(expected);
    expect('body' in request ? request.body : undefined).toEqual(body);
  });

  test('all but the release, which has no version in its address, are below /api/4.0', () => {
    expect(people.me.ask(origin).url).toMatch(`${api}/user?fields=id,display_name,email,role_ids,group_ids`);
    expect(release.ask(origin).url).toBe(`${origin}/versions`);
    expect(keyLogin(origin)).toBe(`${api}/login`);
  });

  test('groups are asked for by id, or all of them', () => {
    expect(people.groups.ask(origin, ['3', '9']).url).toBe(`${api}/groups?fields=id,name&ids=3,9`);
    expect(people.groups.ask(origin, null).url).toBe(`${api}/groups?fields=id,name`);
  });

  test('whatever a name holds, it stays one part of the address', () => {
    fc.assert(
      fc.property(
        anyText({ minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text)),
        (name) => {
          const url = new URL(clientApps.deactivate(origin, name, name).url);
          expect(url.origin).toBe(origin);
          expect(url.pathname.split('/')).toHaveLength(7);
          expect(`${url.search}${url.hash}`).toBe('');
          expect([...new URL(people.findByEmail.ask(origin, name).url).searchParams.keys()]).toEqual([
            'fields',
            'email',
          ]);
        },
      ),
    );
  });
});

describe('the body of a registration', () => {
  test('has one address where the instance knows only one', () => {
    expect(clientApps.register(origin, draft, false)).toMatchObject({
      method: 'POST',
      url: `${api}/oauth_client_apps/daypass`,
      body: {
        redirect_uri: 'http://127.0.0.1:48517/callback',
        display_name: 'Daypass',
        description: 'Tokens',
        enabled: true,
      },
    });
  });

  test('has all of them where it knows several, and then not the single one', () => {
    const { body } = clientApps.register(origin, draft, true);
    expect(body).toMatchObject({ redirect_uris: draft.redirectUris });
    expect(body).not.toHaveProperty('redirect_uri');
  });

  test('names a group only if there is one; an update says "everybody", too', () => {
    expect(clientApps.register(origin, draft, false).body).not.toHaveProperty('group_id');
    expect(clientApps.update(origin, draft, false)).toMatchObject({
      method: 'PATCH',
      body: { group_id: null },
    });
    const grouped = { ...draft, groupId: '9' };
    expect(clientApps.register(origin, grouped, false).body).toMatchObject({ group_id: '9' });
    expect(clientApps.update(origin, grouped, false).body).toMatchObject({ group_id: '9' });
  });
});

test.each([
  [null, false],
  ['', false],
  ['nonsense', false],
  ['25.20.4', false],
  ['26.8', false],
  ['26.12.3', false],
  ['26.22', true],
  ['26.22.1', true],
  ['27.0.0', true],
])('release %j takes several addresses: %s', (known, takes) => {
  expect(clientApps.takesSeveralUris(known)).toBe(takes);
});

describe('reading a client', () => {
  const body = {
    client_guid: 'daypass',
    redirect_uri: 'http://127.0.0.1:48517/callback',
    display_name: 'Daypass',
    description: 'Tokens',
    enabled: true,
    group_id: null,
    tokens_invalid_before: '2026-09-01T10:00:00.000+00:00',
    activated_users: [{ id: 7, display_name: 'Ben' }, { id: '8' }, null],
    can: { update: true },
  };

  test('as older releases describe it', () => {
    expect(clientApps.one.read(body)).toEqual({
      guid: 'daypass',
      redirectUris: ['http://127.0.0.1:48517/callback'],
      displayName: 'Daypass',
      description: 'Tokens',
      enabled: true,
      groupId: null,
      tokensInvalidBefore: Date.UTC(2026, 8, 1, 10),
      activatedUsers: [
        { id: '7', name: 'Ben' },
        { id: '8', name: null },
      ],
      takesSeveralUris: false,
    });
  });

  test('as newer ones do: the list counts, the single one stands in where the list is empty', () => {
    const several = clientApps.one.read({
      ...body,
      redirect_uris: ['http://a.example/', 'http://b.example/'],
    });
    expect(several).toMatchObject({
      redirectUris: ['http://a.example/', 'http://b.example/'],
      takesSeveralUris: true,
    });
    expect(clientApps.one.read({ ...body, redirect_uris: [] })).toMatchObject({
      redirectUris: [body.redirect_uri],
      takesSeveralUris: true,
    });
  });

  test('that says nothing about being enabled counts as off', () => {
    expect(clientApps.one.read({ client_guid: 'x' })).toMatchObject({ enabled: false, redirectUris: [] });
  });

  test('without a name it is none; a list leaves out what is none', () => {
    expect(clientApps.one.read({})).toBeNull();
    expect(clientApps.all.read([body, {}, null])).toHaveLength(1);
    expect(clientApps.all.read({ apps: [] })).toBeNull();
  });
});

describe('reading people', () => {
  test('roles and groups come as ids, whatever their type', () => {
    expect(
      people.me.read({
        id: 481,
        display_name: 'Ana',
        role_ids: [2, '5', null],
        group_ids: ['3'],
        is_service_account: false,
      }),
    ).toEqual({
      identity: { userId: '481', displayName: 'Ana', email: null },
      roleIds: ['2', '5'],
      groupIds: ['3'],
      isServiceAccount: false,
    });
    expect(people.me.read({ id: '9' })).toMatchObject({ roleIds: [], groupIds: [], isServiceAccount: null });
  });

  test('a role with every permission is the admin role, a name is not', () => {
    expect(
      people.roles.read([
        { id: '1', name: 'Admin', permission_set: { all_access: true } },
        { id: '2', name: 'Admin', permission_set: { all_access: false } },
        { id: '3', name: 'Admin' },
      ]),
    ).toEqual([
      { id: '1', name: 'Admin', isAdmin: true },
      { id: '2', name: 'Admin', isAdmin: false },
      { id: '3', name: 'Admin', isAdmin: false },
    ]);
  });
});

test('the workspace is one of the two, or not known; the admin behind a sudo token is named', () => {
  const { read } = workspaces.session;
  expect(read({ workspace_id: 'dev', sudo_user_id: 5 })).toEqual({ workspace: 'dev', sudoUserId: '5' });
  expect(read({ workspace_id: 'production' })).toEqual({ workspace: 'production', sudoUserId: null });
  expect(read({ workspace_id: 'moon' })).toEqual({ workspace: null, sudoUserId: null });
});

test('a name meant to mislead is shown in the order in which it is written, on one line', () => {
  const name = 'nice\u202eelif\u0000\n evil';
  const app = clientApps.one.read({
    client_guid: 'x',
    display_name: name,
    activated_users: [{ id: 1, name }],
  });
  const role = people.roles.read([{ id: '1', name }]);
  expect(JSON.stringify([app, role])).not.toMatch(/\u202e|\\u0000|\\n/);
});

test('the same thing sent twice is listed once', () => {
  expect(
    people.groups.read([
      { id: '3', name: 'A' },
      { id: 3, name: 'B' },
    ]),
  ).toHaveLength(1);
  expect(clientApps.all.read([{ client_guid: 'x' }, { client_guid: 'x' }])).toHaveLength(1);
});

test('no answer, however hostile, makes a reader throw', () => {
  const readers = [
    workspaces.session.read,
    people.me.read,
    people.roles.read,
    people.groups.read,
    people.findByEmail.read,
    clientApps.all.read,
    clientApps.one.read,
    release.read,
  ];
  fc.assert(
    fc.property(fc.anything({ maxDepth: 3, withNullPrototype: true }), (junk) => {
      const bodies = [
        junk,
        [junk],
        { id: junk, name: junk, client_guid: 'x', redirect_uris: junk, activated_users: junk },
      ];
      for (const read of readers) for (const body of bodies) read(body);
    }),
  );
});
