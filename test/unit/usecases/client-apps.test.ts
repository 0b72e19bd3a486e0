// The registered clients of an instance, seen and changed with the rights of one account.
import { describe, expect, test } from 'vitest';
import type { ClientAppAct } from '#domain/client-app';
import { aClientAppForm, aGoogle, aKeyAccount, aKnownAccount, aLooker, ben } from '#support/builders';
import { aDesk } from '#support/desk';
import { acts, anAdminsDesk, writes } from './admins-desk';

const host = 'acme.cloud.looker.com';
const notThere = { kind: 'not-found-or-not-allowed', host };
const redirectUri = 'http://127.0.0.1:48517/callback';

describe('the list of clients', () => {
  test('shows an admin all of them, and the groups by name', async () => {
    const desk = await anAdminsDesk();
    desk.looker.registers({ guid: 'lkr-cli', displayName: 'lkr', enabled: false, groupId: '9' });
    expect(await desk.clientApps.read('key')).toMatchObject({
      value: {
        apps: [
          { guid: 'daypass', enabled: true, redirectUris: [redirectUri], groupId: null },
          { guid: 'lkr-cli', enabled: false, groupId: '9' },
        ],
        groups: [
          { id: '3', name: 'All Users' },
          { id: '9', name: 'Finance' },
        ],
      },
    });
  });

  test('is empty for anybody else, and groups are not known', async () => {
    const desk = await anAdminsDesk();
    expect(await desk.clientApps.read('ben')).toEqual({ ok: true, value: { apps: [], groups: null } });
  });

  test('is read with a fresh token where the server has ended the one at hand', async () => {
    const desk = await anAdminsDesk();
    await desk.refreshes('key');
    desk.server.access.clear();
    expect(await desk.clientApps.read('key')).toMatchObject({ value: { apps: [{ guid: 'daypass' }] } });
  });

  test('says when it cannot be read', async () => {
    const desk = await anAdminsDesk();
    desk.looker.failures.set('GET oauth_client_apps', { kind: 'provider-busy', host, retryAt: 1 });
    expect(await desk.clientApps.read('key')).toEqual({
      ok: false,
      failure: { kind: 'provider-busy', host, retryAt: 1 },
    });
    expect(await desk.clientApps.read('gone')).toMatchObject({ failure: { kind: 'account-unknown' } });
  });

  test('is nothing that a Google has', async () => {
    const desk = aDesk({ instances: [aGoogle({ id: 'acme' })], accounts: [aKnownAccount()] });
    expect(await desk.clientApps.read('ana')).toMatchObject({ failure: { kind: 'request-malformed' } });
  });
});

describe('saving a client', () => {
  test('registers it when it is not there', async () => {
    const desk = await anAdminsDesk();
    desk.looker.apps.clear();
    expect(await desk.clientApps.save('key', aClientAppForm())).toEqual({
      ok: true,
      value: { outcome: 'registered' },
    });
    expect(writes(desk)).toMatchObject([
      {
        what: 'POST oauth_client_apps/daypass',
        body: { redirect_uri: redirectUri, display_name: 'Daypass', enabled: true },
      },
    ]);
    expect(desk.looker.apps.get('daypass')).toMatchObject({ redirectUris: [redirectUri] });
  });

  test('updates it when it is, and everybody else’s sign-in goes on', async () => {
    const desk = await anAdminsDesk();
    expect(
      await desk.clientApps.save('key', aClientAppForm({ displayName: 'Renamed', groupId: '9' })),
    ).toEqual({
      ok: true,
      value: { outcome: 'updated' },
    });
    expect(writes(desk).map(({ what }) => what)).toEqual(['PATCH oauth_client_apps/daypass']);
    expect(desk.looker.apps.get('daypass')).toMatchObject({ displayName: 'Renamed', groupId: '9' });
    expect(desk.stateOf('ben')?.kind).toBe('active');
  });

  test('is judged before anything is asked', async () => {
    const desk = await anAdminsDesk();
    expect(await desk.clientApps.save('key', aClientAppForm({ guid: '', redirectUris: 'x' }))).toMatchObject({
      failure: {
        kind: 'input-invalid',
        fields: { guid: { kind: 'empty' }, redirectUris: { kind: 'not-a-uri' } },
      },
    });
    expect(desk.looker.calls).toEqual([]);
  });

  test('by somebody who may not is refused as "not there or not allowed"', async () => {
    const desk = await anAdminsDesk();
    expect(await desk.clientApps.save('ben', aClientAppForm())).toEqual({ ok: false, failure: notThere });
  });

  test('that exists but could not be seen says that it exists', async () => {
    const desk = await anAdminsDesk();
    desk.looker.failures.set('GET oauth_client_apps/daypass', { kind: 'not-found-or-not-allowed', host });
    desk.looker.failures.set('POST oauth_client_apps/daypass', {
      kind: 'already-exists',
      host,
      description: 'taken',
    });
    expect(await desk.clientApps.save('key', aClientAppForm())).toEqual({
      ok: false,
      failure: { kind: 'already-exists', host, description: 'taken' },
    });
  });

  test('with fields the server refuses names them as the form does', async () => {
    const desk = await anAdminsDesk();
    const said = { kind: 'refused-by-server', said: 'no' } as const;
    const fields = { redirect_uri: said, display_name: said, group_id: said, constructor: said, '': said };
    desk.looker.failures.set('PATCH oauth_client_apps/daypass', { kind: 'fields-refused', host, fields });
    expect(await desk.clientApps.save('key', aClientAppForm())).toEqual({
      ok: false,
      failure: {
        kind: 'fields-refused',
        host,
        fields: { redirectUris: said, displayName: said, groupId: said, constructor: said, '': said },
      },
    });
  });

  test('does not write when it could not be looked up', async () => {
    const desk = await anAdminsDesk();
    desk.looker.failures.set('GET oauth_client_apps/daypass', { kind: 'provider-busy', host, retryAt: null });
    expect(await desk.clientApps.save('key', aClientAppForm())).toMatchObject({
      failure: { kind: 'provider-busy' },
    });
    expect(writes(desk)).toEqual([]);
  });

  test('that is switched off with it hands nobody a dead token', async () => {
    const desk = await anAdminsDesk();
    await desk.clientApps.save('key', aClientAppForm({ enabled: false }));
    expect(desk.stateOf('ben')?.kind).toBe('needs-sign-in');
    expect(desk.liveTokens.get('ben')).toBeNull();
  });
});

describe('several redirect addresses', () => {
  const two = aClientAppForm({ redirectUris: `${redirectUri}\nhttp://127.0.0.1:48518/callback` });
  const oneOnly = {
    ok: false,
    failure: { kind: 'input-invalid', fields: { redirectUris: { kind: 'one-only' } } },
  };

  test('are sent where the client shows that several are known', async () => {
    const desk = await anAdminsDesk();
    desk.looker.knowsSeveralUris = true;
    expect(await desk.clientApps.save('key', two)).toMatchObject({ ok: true });
    const [write] = writes(desk);
    expect(write?.body).toMatchObject({ redirect_uris: [redirectUri, 'http://127.0.0.1:48518/callback'] });
    expect(write?.body).not.toHaveProperty('redirect_uri');
  });

  test('are refused at their field where only one is known, and nothing is sent', async () => {
    const desk = await anAdminsDesk();
    expect(await desk.clientApps.save('key', two)).toEqual(oneOnly);
    expect(writes(desk)).toEqual([]);
  });

  test('for a first registration are judged by any other client that is there', async () => {
    const desk = await anAdminsDesk({ instances: [aLooker({ release: '26.12.3' })] });
    desk.looker.apps.clear();
    desk.looker.registers({ guid: 'lkr-cli' });
    desk.looker.knowsSeveralUris = true;
    expect(await desk.clientApps.save('key', two)).toMatchObject({ value: { outcome: 'registered' } });
  });

  test.each([
    ['26.12.3', false],
    ['26.22.0', true],
    [null, false],
  ])('for the very first client are judged by the release: %s', async (release, takes) => {
    const desk = await anAdminsDesk({ instances: [aLooker({ release })] });
    desk.looker.apps.clear();
    desk.looker.knowsSeveralUris = takes;
    expect((await desk.clientApps.save('key', two)).ok).toBe(takes);
  });

  test('one is sent the way the instance knows it', async () => {
    const desk = await anAdminsDesk();
    await desk.clientApps.save('key', aClientAppForm());
    desk.looker.knowsSeveralUris = true;
    await desk.clientApps.save('key', aClientAppForm());
    expect(writes(desk).map(({ body }) => body)).toMatchObject([
      { redirect_uri: redirectUri },
      { redirect_uris: [redirectUri] },
    ]);
  });
});

describe('what is done with a client', () => {
  test('enabling is a change of that alone', async () => {
    const desk = await anAdminsDesk();
    expect(await acts(desk, { kind: 'enable' })).toEqual({ ok: true, value: undefined });
    expect(writes(desk)).toMatchObject([
      { what: 'PATCH oauth_client_apps/daypass', body: { enabled: true } },
    ]);
    expect(desk.stateOf('ben')?.kind).toBe('active');
  });

  test.each<ClientAppAct>([{ kind: 'disable' }, { kind: 'delete' }, { kind: 'invalidate-tokens' }])(
    '$kind ends every sign-in here that came through it, and no dead token is handed out',
    async (act) => {
      const desk = await anAdminsDesk();
      await desk.copies('ben');
      expect(await acts(desk, act)).toMatchObject({ ok: true });
      expect(desk.stateOf('ben')).toMatchObject({ kind: 'needs-sign-in' });
      expect(await desk.copies('ben')).toMatchObject({ ok: false, failure: { kind: 'sign-in-expired' } });
      expect(desk.stateOf('key')?.kind).toBe('active');
    },
  );

  test('something done to another client leaves everybody here alone', async () => {
    const desk = await anAdminsDesk();
    desk.looker.registers({ guid: 'lkr-cli' });
    const before = desk.liveTokens.get('ben');
    await acts(desk, { kind: 'delete' }, 'lkr-cli');
    expect(desk.liveTokens.get('ben')).toBe(before);
  });

  test('deactivating somebody ends that person’s sign-ins, not another’s', async () => {
    const desk = await anAdminsDesk({
      accounts: [aKeyAccount(), aKnownAccount(), aKnownAccount({ id: 'ben', identity: ben })],
    });
    await desk.refreshes('ana');
    expect(await acts(desk, { kind: 'deactivate-user', user: '77' })).toMatchObject({ ok: true });
    expect(desk.stateOf('ben')?.kind).toBe('needs-sign-in');
    expect(desk.stateOf('ana')?.kind).toBe('active');
  });

  test('an admin who ends her own sign-in by it hears so', async () => {
    const desk = await anAdminsDesk({ accounts: [aKeyAccount(), aKnownAccount()] });
    await desk.refreshes('ana');
    expect(await desk.clientApps.change('ana', 'daypass', { kind: 'invalidate-tokens' })).toMatchObject({
      ok: true,
    });
    expect(desk.stateOf('ana')?.kind).toBe('needs-sign-in');
  });

  test('a sign-in that waits to be ended is not renewed by it', async () => {
    const desk = await anAdminsDesk();
    desk.server.trouble = { kind: 'offline', host };
    await desk.signsOut('ben');
    desk.server.trouble = null;
    await acts(desk, { kind: 'disable' });
    expect(desk.stateOf('ben')).toEqual({ kind: 'signed-out' });
  });

  test('by somebody who may not is refused, and changes nothing here', async () => {
    const desk = await anAdminsDesk();
    expect(await desk.clientApps.change('ben', 'daypass', { kind: 'delete' })).toEqual({
      ok: false,
      failure: notThere,
    });
    expect(desk.stateOf('ben')?.kind).toBe('active');
  });
});
