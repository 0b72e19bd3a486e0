// Registering and managing client apps at the practice Looker (Looker fact sheet, section 5).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anaKey, carlaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { ask, callApi, logIn, openLooker, signIn } from './looker-client.ts';

const form = {
  redirect_uri: 'http://127.0.0.1:48517/callback',
  display_name: 'Daypass',
  description: 'Keeps short-lived tokens.',
  enabled: true,
};
let looker: PracticeLooker;
let admin: string;

beforeEach(async () => {
  looker = await openLooker();
  admin = String((await logIn(looker, carlaKey.clientId, carlaKey.clientSecret)).json['access_token']);
});
afterEach(() => looker.close());

test('an admin registers an app, looks it up and changes it', async () => {
  const registered = await callApi(looker, admin, 'POST /oauth_client_apps/tool', form);
  expect(registered.status).toBe(200);
  expect(registered.json).toMatchObject({
    ...form,
    client_guid: 'tool',
    group_id: null,
    activated_users: [],
  });
  const changed = await callApi(looker, admin, 'PATCH /oauth_client_apps/tool', { group_id: '12' });
  expect(changed.json).toMatchObject({ ...form, group_id: '12' });
  const seen = await callApi(looker, admin, 'GET /oauth_client_apps/tool?fields=client_guid,group_id');
  expect(seen.json).toEqual({ client_guid: 'tool', group_id: '12' });
});

test('a guid that is taken gets 409', async () => {
  const answer = await callApi(looker, admin, 'POST /oauth_client_apps/daypass', form);
  expect(answer.status).toBe(409);
  expect(answer.json['message']).toContain('already exists');
});

test('a bad form gets 422 with every problem at once', async () => {
  const bad = { redirect_uri: 'nowhere', display_name: '', group_id: '99' };
  const answer = await callApi(looker, admin, 'POST /oauth_client_apps/tool', bad);
  expect(answer.status).toBe(422);
  expect(answer.json['message']).toBe('Validation Failed');
  expect(answer.json['errors']).toMatchObject([
    { field: 'redirect_uri', code: 'invalid' },
    { field: 'display_name', code: 'missing_field' },
    { field: 'description', code: 'missing_field' },
    { field: 'group_id', code: 'invalid' },
  ]);
  expect(looker.apps.find('tool')).toBeUndefined();
});

test.each(['GET', 'POST', 'PATCH', 'DELETE'])(
  'who is no admin gets 404 for %s, as if nothing were there',
  async (method) => {
    const { json } = await logIn(looker, anaKey.clientId, anaKey.clientSecret);
    const path = `${method} /oauth_client_apps/daypass`;
    const body = method === 'GET' ? undefined : form;
    expect((await callApi(looker, String(json['access_token']), path, body)).status).toBe(404);
    expect(looker.apps.find('daypass')).toBeDefined();
  },
);

test('a body that is no JSON object gets 400', async () => {
  for (const body of ['{"redirect_uri":', '[]', '"text"']) {
    const answer = await ask(`${looker.apiOrigin}/api/4.0/oauth_client_apps/tool`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
  }
  expect(looker.apps.find('tool')).toBeUndefined();
});

test('an app tells who accepted it, and what the caller may do with it', async () => {
  await signIn(looker);
  const { json } = await callApi(looker, admin, 'GET /oauth_client_apps/daypass');
  expect(json).toMatchObject({
    can: { update: true },
    activated_users: [{ id: '481', first_name: 'Ana', last_name: 'Ruiz', display_name: 'Ana Ruiz' }],
  });
});

test('a list shows what the caller may see', async () => {
  const { accessToken } = await signIn(looker);
  expect((await callApi(looker, admin, 'GET /oauth_client_apps')).json).toMatchObject([
    { client_guid: 'daypass', activated_users: [{ id: '481' }] },
  ]);
  expect((await callApi(looker, accessToken, 'GET /oauth_client_apps')).json).toEqual([]);
});

test('redirect_uris exists only where it is switched on', async () => {
  const redirectUris = ['http://127.0.0.1:48517/callback', 'http://127.0.0.1:48518/callback'];
  const body = { ...form, redirect_uri: undefined, redirect_uris: redirectUris };
  const old = await callApi(looker, admin, 'POST /oauth_client_apps/tool', body);
  expect(old.json['errors']).toMatchObject([{ field: 'redirect_uri', code: 'missing_field' }]);
  looker.switches.redirectUris = true;
  const recent = await callApi(looker, admin, 'POST /oauth_client_apps/tool', body);
  expect(recent.json).toMatchObject({ redirect_uri: redirectUris[0], redirect_uris: redirectUris });
});

test.each([
  ['disabling', 'PATCH /oauth_client_apps/daypass', { enabled: false }],
  ['invalidating', 'DELETE /oauth_client_apps/daypass/tokens', undefined],
  ['deleting', 'DELETE /oauth_client_apps/daypass', undefined],
])('%s an app kills all its tokens at once', async (_case, methodAndPath, body) => {
  const tokens = await signIn(looker);
  expect((await callApi(looker, admin, methodAndPath, body)).status).toBeLessThan(300);
  expect(looker.isAccessTokenAlive(tokens.accessToken)).toBe(false);
  expect(looker.isRefreshTokenAlive(tokens.refreshToken)).toBe(false);
});

test('invalidating is noted with the time, and deleting what is not there is fine', async () => {
  await callApi(looker, admin, 'DELETE /oauth_client_apps/daypass/tokens');
  const { json } = await callApi(looker, admin, 'GET /oauth_client_apps/daypass');
  expect(Date.parse(String(json['tokens_invalid_before']))).toBeGreaterThan(Date.now() - 5000);
  expect((await callApi(looker, admin, 'DELETE /oauth_client_apps/nothing')).status).toBe(204);
});

test('an admin activates a user, who is then not asked', async () => {
  expect((await callApi(looker, admin, 'POST /oauth_client_apps/daypass/users/512')).status).toBe(200);
  expect(looker.apps.find('daypass')?.activatedUserIds.has('512')).toBe(true);
  expect((await callApi(looker, admin, 'POST /oauth_client_apps/daypass/users/99')).status).toBe(404);
});
