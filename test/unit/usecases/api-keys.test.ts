// Signing in with an API key instead of a browser.
import { describe, expect, test } from 'vitest';
import { ana, aGoogle, aKeyAccount, aKnownAccount, aLooker, ben, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

const offline = { kind: 'offline', host: 'acme.cloud.looker.com' } as const;
const login = 'https://acme.cloud.looker.com/api/4.0/login';

function aDeskAndKey() {
  const desk = aDesk();
  return { desk, key: desk.server.addKey(ana) };
}

describe('adding a key', () => {
  test('gives an account of its own, with a live token', async () => {
    const { desk, key } = aDeskAndKey();
    const added = await desk.addsKey(key);
    if (!added.ok) throw new Error(added.failure.kind);
    const { accountId } = added.value;
    expect(desk.accountOf(accountId)).toMatchObject({
      identity: ana,
      signsInWith: { kind: 'api-key', keyId: 'key-of-481' },
      storedIn: 'keychain',
      signedInAt: noon,
    });
    expect(desk.stateOf(accountId)).toMatchObject({
      kind: 'active',
      lease: { issuedAt: noon, expiresAt: noon + minutes(60), workspace: 'production' },
    });
    expect(desk.historyOf(accountId)).toEqual(['key-added']);
    expect(desk.view().instances[0]?.accounts[0]?.signInEndsAt).toBeNull();
  });

  test('sends it to the API host of the instance, and keeps where it may go', async () => {
    const desk = aDesk({ instances: [aLooker({ apiOrigin: 'https://acme.cloud.looker.com:19999' })] });
    const added = await desk.addsKey(desk.server.addKey(ana));
    const endpoint = 'https://acme.cloud.looker.com:19999/api/4.0/login';
    expect(desk.server.logins.map(({ address }) => address)).toEqual([endpoint]);
    const record = desk.vault.records.get(added.ok ? added.value.accountId : '');
    expect(record).toMatchObject({
      binding: { tokenEndpoint: endpoint, clientId: 'key-of-481' },
      credential: { kind: 'api-key' },
    });
  });

  test('writes the keychain before anything shows', async () => {
    const { desk, key } = aDeskAndKey();
    const release = desk.story.hold('vault written');
    const adding = desk.addsKey(key);
    await settle();
    expect(desk.accountsAt()).toEqual([]);
    await release();
    expect(await adding).toMatchObject({ ok: true });
    expect(desk.accountsAt()).toHaveLength(1);
  });

  test('looks afterwards whether it is an admin’s, and which release it is', async () => {
    const { desk, key } = aDeskAndKey();
    desk.looker.knows(ana, { isAdmin: true });
    desk.looker.release = '26.12.3';
    const added = await desk.addsKey(key);
    await settle();
    expect(desk.accountOf(added.ok ? added.value.accountId : '').isAdmin).toBe(true);
    expect(desk.view().instances[0]?.release).toBe('26.12.3');
  });
});

describe('nothing is kept', () => {
  test('of a key that is refused', async () => {
    const { desk, key } = aDeskAndKey();
    expect(await desk.addsKey({ ...key, keySecret: 'mistyped' })).toEqual({
      ok: false,
      failure: { kind: 'api-key-rejected', host: 'acme.cloud.looker.com', keyId: 'key-of-481' },
    });
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.vault.records.size).toBe(0);
  });

  test('of what cannot be a key; it is not even sent', async () => {
    const { desk } = aDeskAndKey();
    expect(await desk.addsKey({ keyId: '', keySecret: 'a b' })).toMatchObject({
      failure: {
        kind: 'input-invalid',
        fields: { keyId: { kind: 'empty' }, keySecret: { kind: 'has-spaces' } },
      },
    });
    expect(desk.server.logins).toEqual([]);
  });

  test('with a keychain that is shut: the key is not even sent', async () => {
    const { desk, key } = aDeskAndKey();
    desk.vault.trouble = { kind: 'keychain-locked' };
    expect(await desk.addsKey(key)).toEqual({ ok: false, failure: { kind: 'keychain-locked' } });
    expect(desk.server.logins).toEqual([]);
    expect(desk.view().vault).toMatchObject({ kind: 'trouble' });
  });

  test('with a keychain that takes nothing; the token does not live on', async () => {
    const { desk, key } = aDeskAndKey();
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    expect(await desk.addsKey(key)).toMatchObject({ ok: false });
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('when nobody can be named by it; the token does not live on', async () => {
    const { desk, key } = aDeskAndKey();
    const release = desk.story.hold('identity asked');
    const adding = desk.addsKey(key);
    await settle();
    desk.server.trouble = { kind: 'request-refused', host: 'acme', status: 403, description: null };
    const releaseLogout = desk.story.hold('logged out');
    await release();
    desk.server.trouble = null;
    await releaseLogout();
    expect(await adding).toMatchObject({ failure: { kind: 'request-refused' } });
    expect(desk.server.livingTokens).toBe(0);
    expect(desk.vault.records.size).toBe(0);
  });

  test('when the instance was removed meanwhile', async () => {
    const { desk, key } = aDeskAndKey();
    const release = desk.story.hold('identity asked');
    const adding = desk.addsKey(key);
    await settle();
    await desk.removesInstance();
    await release();
    expect(await adding).toMatchObject({ ok: false });
    expect(desk.store.get().catalog.accounts).toEqual([]);
    expect(desk.vault.records.size).toBe(0);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('without network', async () => {
    const { desk, key } = aDeskAndKey();
    desk.server.trouble = offline;
    expect(await desk.addsKey(key)).toEqual({ ok: false, failure: offline });
    expect(desk.accountsAt()).toEqual([]);
  });

  test('where there are no API keys', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    expect(await desk.addsKey(desk.server.addKey(ana), 'workspace')).toMatchObject({ ok: false });
    expect(await desk.addsKey(desk.server.addKey(ana), 'gone')).toMatchObject({
      failure: { kind: 'instance-unknown' },
    });
    expect(desk.server.logins).toEqual([]);
  });
});

describe('several ways in, side by side', () => {
  test('two keys of one person and her sign-in by browser are three accounts', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.addsKey(desk.server.addKey(ana, 'first'));
    await desk.addsKey(desk.server.addKey(ana, 'second'));
    expect(desk.accountsAt().map(({ signsInWith }) => signsInWith)).toEqual([
      { kind: 'oauth' },
      { kind: 'api-key', keyId: 'first' },
      { kind: 'api-key', keyId: 'second' },
    ]);
    expect(desk.vault.records.size).toBe(3);
  });

  test('signing in by browser does not take the key of the same person for its account', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    const before = desk.vault.tokenOf('key');
    const account = await desk.signsIn(ana);
    expect(account).toMatchObject({ identity: ana });
    expect(desk.accountsAt()).toHaveLength(2);
    expect(desk.vault.tokenOf('key')).toBe(before);
  });

  test('the same key again keeps its account and history, and has the new secret', async () => {
    const desk = aDesk({ accounts: [aKeyAccount({ activity: [{ at: 1, what: 'copied' }] })] });
    desk.server.keys.length = 0;
    const { keySecret } = desk.server.addKey(ana);
    expect(await desk.addsKey({ keyId: 'key-of-481', keySecret })).toEqual({
      ok: true,
      value: { accountId: 'key' },
    });
    expect(desk.accountsAt()).toHaveLength(1);
    expect(desk.vault.tokenOf('key')).toBe(keySecret);
    expect(desk.historyOf('key')).toEqual(['key-added', 'copied']);
  });

  test('the same key with a wrong secret leaves everything as it was', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    const before = desk.vault.tokenOf('key');
    expect(await desk.addsKey({ keyId: 'key-of-481', keySecret: 'mistyped' })).toMatchObject({ ok: false });
    expect(desk.vault.tokenOf('key')).toBe(before);
    expect(await desk.refreshes('key')).toMatchObject({ ok: true });
  });

  test('the same key twice at the same time is one account', async () => {
    const { desk, key } = aDeskAndKey();
    const release = desk.story.hold('identity asked');
    const both = [desk.addsKey(key), desk.addsKey(key)];
    await settle();
    await release();
    const [first, second] = await Promise.all(both);
    expect(first).toEqual(second);
    expect(desk.accountsAt()).toHaveLength(1);
    expect(desk.vault.records.size).toBe(1);
  });

  test('the same key at another instance is another account', async () => {
    const desk = aDesk({
      instances: [aLooker(), aLooker({ id: 'other', name: 'Other' })],
      accounts: [aKeyAccount()],
    });
    await desk.addsKey(desk.server.keys[0]!, 'other');
    expect(desk.accountsAt('other')).toHaveLength(1);
    expect(desk.accountsAt('acme')).toHaveLength(1);
  });

  test('a key that belongs to somebody else now says whose it is', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    desk.server.keys.length = 0;
    await desk.addsKey(desk.server.addKey(ben, 'key-of-481'));
    expect(desk.accountOf('key').identity).toEqual(ben);
  });
});

describe('renewing a key', () => {
  test('is a new login with a token of its own; the one before lives on to its end', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    await desk.refreshes('key');
    await desk.refreshes('key');
    expect(desk.server.logins.map(({ address }) => address)).toEqual([login, login]);
    expect(desk.server.livingAccess).toHaveLength(2);
    expect(desk.story.events).not.toContain('vault written');
    expect(desk.historyOf('key')).toEqual(['renewed', 'renewed']);
  });

  test('that was deleted asks for the key anew, once and for all, and deletes nothing', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    desk.server.keys[0]!.isDeleted = true;
    const rejected = { kind: 'api-key-rejected', host: 'acme.cloud.looker.com', keyId: 'key-of-481' };
    expect(await desk.refreshes('key')).toEqual({ ok: false, failure: rejected });
    expect(desk.stateOf('key')).toEqual({ kind: 'needs-sign-in', failure: rejected });
    expect(desk.accountOf('key').endedBy).toEqual(rejected);
    expect(desk.vault.records.has('key')).toBe(true);
    expect(desk.historyOf('key')).toEqual(['sign-in-ended']);
    expect(desk.restart().stateOf('key')).toEqual({ kind: 'needs-sign-in', failure: rejected });
  });

  test('without network says so, and is not the end of the key', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    desk.server.trouble = offline;
    expect(await desk.refreshes('key')).toEqual({ ok: false, failure: offline });
    desk.server.trouble = null;
    expect(await desk.refreshes('key')).toMatchObject({ ok: true });
  });

  test('typed anew, a rejected key works again', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    desk.server.keys[0]!.isDeleted = true;
    await desk.refreshes('key');
    await desk.addsKey(desk.server.addKey(ana));
    expect(desk.accountOf('key').endedBy).toBeNull();
    expect(desk.stateOf('key')).toMatchObject({ kind: 'active' });
  });
});

test('with memory only, a key ends with the app', async () => {
  const { desk, key } = aDeskAndKey();
  desk.safekeeping.useMemoryOnly();
  const added = await desk.addsKey(key);
  const id = added.ok ? added.value.accountId : '';
  expect(desk.vault.records.size).toBe(0);
  expect(await desk.refreshes(id)).toMatchObject({ ok: true });
  expect(desk.restart().stateOf(id)).toEqual({ kind: 'signed-out' });
});
