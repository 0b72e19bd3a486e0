// Registering Daypass from inside the app: what is sent, and that a sign-in then really works (Looker fact sheet,
// section 5).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daypassApp, type ClientApp } from '#practice/looker/client-apps';
import { anaKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { ana, ben, carla, failureOf, valueOf } from '../whole-app/parts';
import { anAdminAt, writesAt, type AdminDesk } from './parts';

let looker: PracticeLooker;
let at: AdminDesk;
const otherApp = { ...daypassApp, guid: 'some-other-app' };

async function open(apps: readonly ClientApp[], redirectUris = false): Promise<void> {
  looker = await startCheckedLooker({ ports: 'two', apps, switches: { redirectUris } });
  at = await anAdminAt(looker);
}
afterEach(() => looker.close());

function save(changes: Partial<AdminDesk['form']> = {}, accountId = at.admin) {
  return at.desk.clientApps.save(accountId, { ...at.form, ...changes });
}

/** A sign-in that ends on a page of Looker: what the person reads there. */
async function stopped(): Promise<string> {
  const { desk } = at;
  desk.signIn.start('instance-1', null);
  await expect.poll(() => desk.store.get().signIns['instance-1']?.browserOpened).toBe(true);
  const stop = await desk.person.errand;
  expect(stop?.sentTo).toBeUndefined();
  expect(desk.store.get().signIns['instance-1']?.progress.kind).toBe('under-way');
  desk.signIn.cancel('instance-1');
  return stop?.html ?? '';
}

describe('at a Looker where Daypass is not registered', () => {
  beforeEach(() => open([]));

  test('it is looked up, then registered with one redirect URI; a sign-in then works', async () => {
    expect(valueOf(await save())).toEqual({ outcome: 'registered' });
    expect(looker.apps.find('daypass')).toMatchObject({
      redirectUris: [at.redirectUri],
      displayName: 'Daypass',
      enabled: true,
      groupId: null,
    });
    expect(writesAt(looker)).toMatchObject([
      {
        method: 'POST',
        path: '/api/4.0/oauth_client_apps/daypass',
        status: 200,
        hasOrigin: false,
        query: {},
      },
    ]);
    expect(writesAt(looker)[0]?.body).toEqual({
      redirect_uri: at.redirectUri,
      display_name: 'Daypass',
      description: 'Signs analysts in from their desktops.',
      enabled: true,
    });
    const accountId = await at.desk.signedInAs(ana);
    expect(at.desk.accountOf(accountId).identity.displayName).toBe('Ana Ruiz');
    valueOf(await at.desk.renew(accountId));
  });

  test('without a registration the browser stays at Looker, and nobody is signed in', async () => {
    expect(await stopped()).toContain('The OAuth client was not found.');
  });

  test('a client for one group lets its people in and nobody else', async () => {
    expect(valueOf(await save({ groupId: '12' }))).toEqual({ outcome: 'registered' });
    expect(looker.apps.find('daypass')?.groupId).toBe('12');
    await at.desk.signedInAs(ana);
    at.desk.person.email = ben;
    expect(await stopped()).toContain('You do not have access to this application.');
  });

  test('two redirect URIs are refused here, at their field, and nothing is changed', async () => {
    const failure = failureOf(
      await save({ redirectUris: `${at.redirectUri}\nhttp://127.0.0.1:7777/callback` }),
    );
    expect(failure).toEqual({ kind: 'input-invalid', fields: { redirectUris: { kind: 'one-only' } } });
    expect(writesAt(looker)).toEqual([]);
  });

  test('what cannot be a client is refused at its fields, and nobody is asked', async () => {
    const before = looker.requests.length;
    const failure = failureOf(
      await save({ guid: 'a b', redirectUris: 'no uri', displayName: '', description: ' ' }),
    );
    expect(failure).toEqual({
      kind: 'input-invalid',
      fields: {
        guid: { kind: 'has-spaces' },
        redirectUris: { kind: 'not-a-uri' },
        displayName: { kind: 'empty' },
        description: { kind: 'empty' },
      },
    });
    expect(looker.requests).toHaveLength(before);
  });
});

describe('at a Looker that knows several redirect URIs', () => {
  test('with another client there, the list tells: `redirect_uris` are sent, and each of them works', async () => {
    await open([otherApp], true);
    const spare = 'http://127.0.0.1:7777/callback';
    expect(valueOf(await save({ redirectUris: `${spare}\n${at.redirectUri}` }))).toEqual({
      outcome: 'registered',
    });
    expect(writesAt(looker)[0]?.body).toMatchObject({ redirect_uris: [spare, at.redirectUri] });
    expect(writesAt(looker)[0]?.body).not.toHaveProperty('redirect_uri');
    await at.desk.signedInAs(ana);
  });

  test('with no client there, the release tells', async () => {
    await open([], true);
    expect(at.desk.instanceOf('instance-1')?.release).toBe('26.22.1');
    expect(valueOf(await save())).toEqual({ outcome: 'registered' });
    expect(writesAt(looker)[0]?.body).toMatchObject({ redirect_uris: [at.redirectUri] });
    await at.desk.signedInAs(ana);
  });

  test('with neither to tell, one redirect URI goes in the old way, which such a Looker reads, too', async () => {
    await open([], true);
    at.desk.store.update((state) => ({
      ...state,
      catalog: {
        ...state.catalog,
        instances: state.catalog.instances.map((instance) => ({ ...instance, release: null })),
      },
    }));
    valueOf(await save());
    expect(writesAt(looker)[0]?.body).toMatchObject({ redirect_uri: at.redirectUri });
    await at.desk.signedInAs(ana);
  });
});

describe('at a Looker where Daypass is registered', () => {
  beforeEach(() => open([daypassApp]));

  test('it is updated, not registered again, and a sign-in with the new redirect URI works', async () => {
    expect(valueOf(await save({ displayName: 'Daypass for analysts', groupId: '12' }))).toEqual({
      outcome: 'updated',
    });
    expect(writesAt(looker)).toMatchObject([{ method: 'PATCH', status: 200 }]);
    expect(looker.apps.find('daypass')).toMatchObject({
      redirectUris: [at.redirectUri],
      displayName: 'Daypass for analysts',
      groupId: '12',
    });
    await at.desk.signedInAs(ana);
  });

  test('a group that was set is taken away again by choosing everybody', async () => {
    looker.apps.put({ ...daypassApp, groupId: '12' });
    valueOf(await save({ groupId: '' }));
    expect(looker.apps.find('daypass')?.groupId).toBeNull();
  });

  test('an admin who signed in through the browser can do the same as one with a key', async () => {
    valueOf(await save());
    const byBrowser = await at.desk.signedInAs(carla);
    expect(at.desk.accountOf(byBrowser)).toMatchObject({ signsInWith: { kind: 'oauth' }, isAdmin: true });
    expect(valueOf(await save({ description: 'Changed through the browser.' }, byBrowser))).toEqual({
      outcome: 'updated',
    });
    expect(looker.apps.find('daypass')?.description).toBe('Changed through the browser.');
    expect(valueOf(await save({ guid: 'second' }, byBrowser))).toEqual({ outcome: 'registered' });
    expect(looker.apps.find('second')?.redirectUris).toEqual([at.redirectUri]);
  });

  test('saving it switched off ends the sign-ins of this client here at once', async () => {
    valueOf(await save());
    const accountId = await at.desk.signedInAs(ana);
    valueOf(await save({ enabled: false }));
    expect(at.desk.accessTokenOf(accountId)).toBe('');
    expect(failureOf(await at.desk.handOut.copyToken(accountId)).kind).toBe('client-rejected');
  });
});

describe('when Looker says no', () => {
  beforeEach(() => open([]));
  const host = () => new URL(looker.apiOrigin).host;

  test('somebody who is no admin hears that it is not there or not theirs to see, and nothing is registered', async () => {
    const analyst = await at.desk.keyAdded(anaKey);
    expect(failureOf(await save({}, analyst))).toEqual({ kind: 'not-found-or-not-allowed', host: host() });
    expect(looker.apps.all()).toEqual([]);
  });

  test('a guid that exists but was not visible is told as taken, with Looker’s own words', async () => {
    looker.switches.clientAppFault = 'conflict';
    expect(failureOf(await save())).toEqual({
      kind: 'already-exists',
      host: host(),
      description: 'An OAuth client with this guid already exists.',
    });
  });

  test('every refused field comes back under the name it has in the form, with what Looker said', async () => {
    looker.switches.clientAppFault = 'invalid';
    const failure = failureOf(await save());
    expect(failure).toEqual({
      kind: 'fields-refused',
      host: host(),
      fields: {
        redirectUris: {
          kind: 'refused-by-server',
          said: 'redirect_uri must be an absolute URI without fragment.',
        },
        displayName: { kind: 'refused-by-server', said: 'display_name is required.' },
        guid: { kind: 'refused-by-server', said: 'client_guid has characters that are not allowed.' },
      },
    });
  });

  test('a group that is gone is refused at the group', async () => {
    expect(failureOf(await save({ groupId: '404' }))).toMatchObject({
      kind: 'fields-refused',
      fields: { groupId: { kind: 'refused-by-server' } },
    });
    expect(looker.apps.all()).toEqual([]);
  });

  test('a bad request is told with Looker’s own words', async () => {
    looker.switches.clientAppFault = 'bad-request';
    expect(failureOf(await save())).toEqual({
      kind: 'request-refused',
      host: host(),
      status: 400,
      description: 'Bad Request',
    });
  });

  test('too many requests: nothing more is sent until the time that Looker named, then it works', async () => {
    Object.assign(looker.switches, { clientAppFault: 'too-many-requests', retryAfter: '30' });
    const failure = failureOf(await save());
    if (failure.kind !== 'provider-busy') throw new Error(failure.kind);
    expect(failure.retryAt! - at.desk.clock.now()).toBeGreaterThan(28_000);
    looker.switches.clientAppFault = 'none';
    expect(failureOf(await save())).toEqual(failure);
    expect(writesAt(looker)).toHaveLength(1);
    at.desk.clock.skip(30_000);
    expect(valueOf(await save())).toEqual({ outcome: 'registered' });
  });

  test.each(['captive-portal', 'unavailable'] as const)(
    'behind %s nothing is taken for registered',
    async (apiFault) => {
      looker.switches.apiFault = apiFault;
      expect(['provider-misbehaved', 'provider-busy']).toContain(failureOf(await save()).kind);
      expect(looker.apps.all()).toEqual([]);
    },
  );
});
