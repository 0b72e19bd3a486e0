// Signing in with an API key at the practice Looker: what goes over the wire, what is kept, and what a refusal means
// (Looker fact sheet, section 4).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anaKey, anaSecondKey, nightlyKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { anInstance, openDesk, openDeskAt, type Desk } from '../whole-app/desk';
import { answering, startOddServer } from '../whole-app/odd-server';
import { ana, ben, failureOf, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
let desk: Desk;
let host: string;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two' });
  host = new URL(looker.apiOrigin).host;
  desk = openDeskAt(looker);
});
afterEach(() => looker.close());

function logins(): PracticeLooker['requests'] {
  return looker.requests.filter(({ path }) => path === '/api/4.0/login');
}

function add({ clientId, clientSecret }: { clientId: string; clientSecret: string }) {
  return desk.apiKeys.addTyped('instance-1', clientId, clientSecret);
}

describe('a key that works', () => {
  test('it is sent once, as a form to the API host, with nothing in the query and no Origin', async () => {
    await desk.keyAdded(anaKey);
    expect(logins()).toHaveLength(1);
    const [login] = logins();
    expect(login).toMatchObject({
      door: 'api',
      method: 'POST',
      query: {},
      hasOrigin: false,
      hasAuthorization: false,
      body: { client_id: anaKey.clientId, client_secret: anaKey.clientSecret },
    });
    expect(login?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(login?.headers).not.toHaveProperty('cookie');
  });

  test('the account says whose key it is, and its token is alive', async () => {
    const accountId = await desk.keyAdded(anaKey);
    expect(desk.accountOf(accountId)).toMatchObject({
      identity: { userId: '481', displayName: 'Ana Ruiz', email: ana },
      signsInWith: { kind: 'api-key', keyId: anaKey.clientId },
      storedIn: 'keychain',
    });
    expect(desk.stateOf(accountId)?.kind).toBe('active');
    expect(looker.isAccessTokenAlive(await desk.copied(accountId))).toBe(true);
    expect(logins()).toHaveLength(1);
  });

  test('the secret is in the keychain and nowhere else: not in the state, not on the disk, in no other request', async () => {
    const accountId = await desk.keyAdded(anaKey);
    expect(desk.keychain.entries.get(accountId)).toContain(anaKey.clientSecret);
    expect(desk.keychain.entries.get(accountId)).not.toContain(desk.accessTokenOf(accountId));
    expect(JSON.stringify(desk.store.get())).not.toContain(anaKey.clientSecret);
    expect(desk.disk.text()).not.toContain(anaKey.clientSecret);
    const others = looker.requests.filter(({ path }) => path !== '/api/4.0/login');
    expect(others.length).toBeGreaterThan(0);
    expect(JSON.stringify(others)).not.toContain(anaKey.clientSecret);
  });

  test('a key of a service account is an account like any other', async () => {
    const accountId = await desk.keyAdded(nightlyKey);
    expect(desk.accountOf(accountId).identity.displayName).toBe('Nightly Reports');
  });
});

describe('several at one Looker', () => {
  test('two keys and a browser sign-in of the same person, and somebody else, live side by side', async () => {
    const ids = [
      await desk.keyAdded(anaKey),
      await desk.keyAdded(anaSecondKey),
      await desk.signedInAs(ana),
      await desk.signedInAs(ben),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(desk.store.get().catalog.accounts.map(({ identity }) => identity.displayName)).toEqual([
      'Ana Ruiz',
      'Ana Ruiz',
      'Ana Ruiz',
      'Ben Okafor',
    ]);
    const tokens = ids.map((id) => desk.accessTokenOf(id));
    expect(new Set(tokens).size).toBe(4);
    await desk.signedOut(ids[0]!);
    expect(tokens.map((token) => looker.isAccessTokenAlive(token))).toEqual([false, true, true, true]);
    await desk.signedOut(ids[2]!);
    expect(tokens.map((token) => looker.isAccessTokenAlive(token))).toEqual([false, true, false, true]);
  });

  test('a key that got a new secret at Looker is typed in again and keeps its account', async () => {
    const accountId = await desk.keyAdded(anaKey);
    const renewed = { ...anaKey, clientSecret: 'practice-secret-ana-after-a-leak' };
    looker.putApiKey(renewed);
    expect(failureOf(await desk.renew(accountId)).kind).toBe('api-key-rejected');
    expect(desk.stateOf(accountId)?.kind).toBe('needs-sign-in');
    expect(await desk.keyAdded(renewed)).toBe(accountId);
    expect(desk.stateOf(accountId)?.kind).toBe('active');
    valueOf(await desk.renew(accountId));
  });
});

describe('a key that is refused', () => {
  test.each([
    ['a wrong secret', { clientId: anaKey.clientId, clientSecret: 'made-up' }],
    ['an id that nobody has', { clientId: 'made-up', clientSecret: anaKey.clientSecret }],
  ])("%s: Looker's uninformative 404 is told as what it means, and nothing is kept", async (_case, key) => {
    expect(failureOf(await add(key))).toEqual({ kind: 'api-key-rejected', host, keyId: key.clientId });
    expect(desk.store.get().catalog.accounts).toEqual([]);
    expect([...desk.keychain.entries.keys()]).toEqual(['sentinel']);
  });

  test('a web page with 404 is another host or a portal, not a wrong key', async () => {
    looker.switches.loginFault = 'html';
    expect(failureOf(await add(anaKey))).toEqual({
      kind: 'provider-misbehaved',
      host,
      status: 404,
      what: 'html',
    });
  });

  test('a 404 without Looker’s own words is another server’s, and says nothing about the key', async () => {
    const { origin } = await startOddServer(answering(404, { error: 'no such route' }));
    const elsewhere = openDesk([anInstance({ uiOrigin: origin, apiOrigin: origin })]);
    const { clientId, clientSecret } = anaKey;
    const added = await elsewhere.apiKeys.addTyped('instance-1', clientId, clientSecret);
    expect(failureOf(added)).toMatchObject({ kind: 'request-refused', status: 404 });
  });

  test('a 401 is told as it is', async () => {
    looker.switches.loginFault = 'unauthorized';
    expect(failureOf(await add(anaKey))).toMatchObject({ kind: 'request-refused', status: 401 });
  });

  test('what cannot be a key is refused at its field, and nobody is asked', async () => {
    expect(failureOf(await add({ clientId: 'a b', clientSecret: ' ' }))).toEqual({
      kind: 'input-invalid',
      fields: { keyId: { kind: 'has-spaces' }, keySecret: { kind: 'empty' } },
    });
    expect(looker.requests).toEqual([]);
  });

  test('too many logins: a person may ask once more, then nothing is sent until the time that Looker named (RT8)', async () => {
    Object.assign(looker.switches, { loginFault: 'too-many-requests', retryAfter: '40' });
    const failure = failureOf(await add(anaKey));
    if (failure.kind !== 'provider-busy') throw new Error(failure.kind);
    expect(failure.retryAt! - desk.clock.now()).toBeGreaterThan(38_000);
    expect(failureOf(await add(anaKey))).toMatchObject({ kind: 'provider-busy' });
    expect(logins()).toHaveLength(2);
    looker.switches.loginFault = 'none';
    expect(failureOf(await add(anaKey))).toMatchObject({ kind: 'provider-busy' });
    expect(logins()).toHaveLength(2);
    desk.clock.skip(41_000);
    await desk.keyAdded(anaKey);
    expect(logins()).toHaveLength(3);
  });

  test.each(['403', 'html'] as const)(
    'a key whose person Looker hides (%s) is not kept, and its token does not live on',
    async (userEndpoint) => {
      looker.switches.userEndpoint = userEndpoint;
      expect((await add(anaKey)).ok).toBe(false);
      expect(desk.store.get().catalog.accounts).toEqual([]);
      expect(looker.sessionsOf('481')).toBe(0);
    },
  );
});
