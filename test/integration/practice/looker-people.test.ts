// Users, roles and groups at the practice Looker, and who may see them (Looker fact sheet, sections 1 and 5).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ana, ben, carlaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { callApi, logIn, openLooker, signIn } from './looker-client.ts';

let looker: PracticeLooker;
let admin: string;
let analyst: string;

beforeEach(async () => {
  looker = await openLooker();
  admin = String((await logIn(looker, carlaKey.clientId, carlaKey.clientSecret)).json['access_token']);
  analyst = (await signIn(looker)).accessToken;
});
afterEach(() => looker.close());

test('an admin sees the roles of anybody, with what they permit', async () => {
  const { json } = await callApi(looker, admin, `GET /users/${ana.id}/roles`);
  expect(json).toMatchObject([
    { id: '4', name: 'Viewer', permission_set: { all_access: false } },
    { id: '5', name: 'Developer', permission_set: { built_in: true } },
  ]);
  const roles = await callApi(looker, admin, 'GET /roles?ids=2,4&fields=id,name');
  expect(roles.json).toEqual([
    { id: '2', name: 'Admin' },
    { id: '4', name: 'Viewer' },
  ]);
});

test('everybody else gets 404 for roles, their own included, as if there were none', async () => {
  for (const path of [`/users/${ana.id}/roles`, `/users/${ben.id}/roles`, '/roles']) {
    expect((await callApi(looker, analyst, `GET ${path}`)).status).toBe(404);
  }
});

test('where it is allowed, people see their own roles, and no others', async () => {
  looker.switches.rolesVisible = 'everybody';
  const own = await callApi(looker, analyst, `GET /users/${ana.id}/roles?fields=name`);
  expect(own.json).toEqual([{ name: 'Viewer' }, { name: 'Developer' }]);
  expect((await callApi(looker, analyst, 'GET /roles?ids=2,5&fields=id')).json).toEqual([{ id: '5' }]);
  expect((await callApi(looker, analyst, `GET /users/${ben.id}/roles`)).status).toBe(404);
});

test('the groups are those one is in; an admin sees all', async () => {
  const viewer = (await signIn(looker, ben.email)).accessToken;
  const question = 'GET /groups?ids=1,12&fields=id,name,user_count';
  const all = { id: '1', name: 'All Users', user_count: 4 };
  const analysts = { id: '12', name: 'Data Analysts', user_count: 2 };
  expect((await callApi(looker, analyst, question)).json).toEqual([all, analysts]);
  expect((await callApi(looker, viewer, question)).json).toEqual([all]);
  expect((await callApi(looker, viewer, 'GET /groups?ids=12')).json).toEqual([]);
  expect((await callApi(looker, admin, question)).json).toEqual([all, analysts]);
});

test('an admin finds anybody by id or email, others only themselves', async () => {
  const byEmail = `GET /users/search?email=${encodeURIComponent(ben.email)}&fields=id,display_name`;
  expect((await callApi(looker, admin, byEmail)).json).toEqual([{ id: '512', display_name: 'Ben Okafor' }]);
  expect((await callApi(looker, analyst, byEmail)).json).toEqual([]);
  expect((await callApi(looker, admin, `GET /users/${ben.id}?fields=role_ids`)).json).toEqual({
    role_ids: ['4'],
  });
  expect((await callApi(looker, analyst, `GET /users/${ana.id}`)).status).toBe(200);
  expect((await callApi(looker, analyst, `GET /users/${ben.id}`)).status).toBe(404);
});

test('who may not develop finds no dev workspace', async () => {
  const { accessToken } = await signIn(looker, ben.email);
  expect((await callApi(looker, accessToken, 'PATCH /session', { workspace_id: 'dev' })).status).toBe(404);
  expect(looker.workspaceOf(accessToken)).toBe('production');
  await callApi(looker, analyst, 'PATCH /session', { workspace_id: 'dev' });
  expect(looker.workspaceOf(analyst)).toBe('dev');
  expect((await callApi(looker, admin, 'PATCH /session', { workspace_id: 'dev' })).status).toBe(200);
});
