import { describe, expect, test } from 'vitest';
import { aDraft, aGoogle, aKnownAccount, aLooker, ben, minutes, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

describe('adding an instance', () => {
  test('puts it last on the list and into the file', async () => {
    const desk = aDesk();
    expect(desk.adds(aDraft())).toEqual({ ok: true, value: { instanceId: 'id-1' } });
    expect(desk.view().instances.map(({ name }) => name)).toEqual(['Acme production', 'Acme staging']);
    await settle();
    expect(desk.file.content.instances[1]).toMatchObject({ id: 'id-1', addedAt: noon });
  });

  test('that cannot be used is refused at its fields, and nothing is added', () => {
    const desk = aDesk();
    expect(desk.adds(aDraft({ name: 'acme PRODUCTION', uiAddress: 'http://acme.example' }))).toMatchObject({
      failure: {
        kind: 'input-invalid',
        fields: { name: { kind: 'duplicate-name' }, uiAddress: { kind: 'insecure-address' } },
      },
    });
    expect(desk.file.versions).toEqual([]);
  });
});

describe('changing an instance', () => {
  test('changes name, client id and port, never a host', () => {
    const desk = aDesk();
    const change = {
      name: 'Renamed',
      clientId: 'other',
      redirectPort: '50000',
      uiOrigin: 'https://evil.example',
    };
    expect(desk.instances.change('acme', change)).toMatchObject({ ok: true });
    expect(desk.store.get().catalog.instances).toEqual([
      aLooker({ name: 'Renamed', clientId: 'other', redirectPort: 50_000 }),
    ]);
  });

  test('is judged like a new one', () => {
    const desk = aDesk({ instances: [aLooker(), aLooker({ id: 'b', name: 'B' })] });
    expect(
      desk.instances.change('b', { name: 'Acme production', clientId: '', redirectPort: '1' }),
    ).toMatchObject({
      failure: { fields: { name: { kind: 'duplicate-name' }, clientId: { kind: 'empty' } } },
    });
    expect(desk.instances.change('gone', { name: 'x', clientId: 'x', redirectPort: '50000' })).toEqual({
      ok: false,
      failure: { kind: 'instance-unknown' },
    });
  });
});

describe('removing', () => {
  test('an account signs it out first, then forgets everything about it', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.server.livingTokens).toBe(0);
    expect(desk.vault.records.size).toBe(0);
    expect(desk.store.get()).toMatchObject({ accounts: {}, signOuts: {}, catalog: { accounts: [] } });
    await settle();
    expect(desk.file.content.accounts).toEqual([]);
  });

  test('an account that is signed out asks nobody', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ storedIn: null })] });
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.server.received).toEqual([]);
    expect(desk.accountsAt()).toEqual([]);
  });

  test('an instance signs out everybody there and nobody elsewhere', async () => {
    const desk = aDesk({
      instances: [aLooker(), aLooker({ id: 'other', name: 'Other' })],
      accounts: [
        aKnownAccount(),
        aKnownAccount({ id: 'ben', identity: ben }),
        aKnownAccount({ id: 'elsewhere', instanceId: 'other' }),
      ],
    });
    expect(await desk.removesInstance()).toMatchObject({ ok: true });
    expect(desk.store.get().catalog.instances.map(({ id }) => id)).toEqual(['other']);
    expect([...desk.vault.records.keys()]).toEqual(['elsewhere']);
    expect(await desk.refreshes('elsewhere')).toMatchObject({ ok: true });
  });

  test('an instance stays, with what is left, while a secret of it cannot be removed', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.vault.trouble = { kind: 'keychain-locked' };
    expect(await desk.removesInstance()).toMatchObject({ ok: false });
    expect(await desk.removesInstance('acme', true)).toEqual({
      ok: false,
      failure: { kind: 'keychain-locked' },
    });
    expect(desk.store.get().catalog.instances).toHaveLength(1);
    expect(desk.accountsAt()).toHaveLength(1);
  });

  test('what is not there says so', async () => {
    expect(await aDesk().removes('gone')).toEqual({ ok: false, failure: { kind: 'account-unknown' } });
    expect(await aDesk().removesInstance('gone')).toEqual({
      ok: false,
      failure: { kind: 'instance-unknown' },
    });
  });
});

describe('removing without network', () => {
  const offline = { kind: 'offline', host: 'acme' } as const;

  function anaOffline() {
    const desk = aDesk({ accounts: [aKnownAccount(), aKnownAccount({ id: 'ben', identity: ben })] });
    desk.server.trouble = offline;
    return desk;
  }

  test('an account stays on the list and says that its sign-out waits', async () => {
    const desk = anaOffline();
    expect(await desk.removes()).toEqual({
      ok: false,
      failure: { kind: 'sign-out-waiting', host: 'acme.cloud.looker.com' },
    });
    expect(desk.accountOf().queuedSignOut).toMatchObject({ thenRemove: true });
    expect(desk.vault.records.has('ana')).toBe(true);
  });

  test('an account goes by itself once the provider was reached', async () => {
    const desk = anaOffline();
    await desk.removes();
    desk.server.trouble = null;
    await desk.clock.pass(seconds(15));
    expect(desk.accountsAt().map(({ id }) => id)).toEqual(['ben']);
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.server.sessions[0]?.refreshToken).toBeNull();
  });

  test('an account can be given up: it goes at once, and lives on at the provider to its own end', async () => {
    const desk = anaOffline();
    await desk.removes();
    expect(await desk.removes('ana', true)).toMatchObject({ ok: true });
    expect(desk.accountsAt().map(({ id }) => id)).toEqual(['ben']);
    expect(desk.vault.records.has('ana')).toBe(false);
    desk.server.trouble = null;
    await desk.clock.pass(minutes(60));
    expect(desk.server.sessions[0]?.refreshToken).not.toBeNull();
  });

  test('an account goes, too, when the network is back by then', async () => {
    const desk = anaOffline();
    await desk.removes();
    desk.server.trouble = null;
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.accountsAt().map(({ id }) => id)).toEqual(['ben']);
  });

  test('an instance stays with everybody whose sign-out waits', async () => {
    const desk = anaOffline();
    expect(await desk.removesInstance()).toMatchObject({ failure: { kind: 'sign-out-waiting' } });
    expect(desk.accountsAt().map(({ queuedSignOut }) => queuedSignOut !== null)).toEqual([true, true]);
    expect(await desk.removesInstance('acme', true)).toMatchObject({ ok: true });
    expect(desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
    expect(desk.vault.records.size).toBe(0);
  });

  test('somebody given up while the refresh token is being replaced leaves nothing in the keychain', async () => {
    const desk = anaOffline();
    desk.server.trouble = null;
    desk.server.isRotating = true;
    const release = desk.story.hold('refresh token sent');
    const leaving = desk.signOuts.signOut('ana');
    await settle();
    const removed = desk.removes('ana', true);
    await settle();
    await release();
    await Promise.all([leaving, removed]);
    expect(desk.accountsAt().map(({ id }) => id)).toEqual(['ben']);
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('somebody given up while a try was on its way leaves nothing in the keychain', async () => {
    const desk = anaOffline();
    await desk.signsOut();
    const release = desk.story.hold('refresh token sent');
    desk.signOutQueue.look();
    await settle();
    const removed = desk.removes('ana', true);
    await settle();
    await release();
    expect(await removed).toMatchObject({ ok: true });
    await settle();
    expect(desk.accountsAt().map(({ id }) => id)).toEqual(['ben']);
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.store.get().signOuts).not.toHaveProperty('ana');
  });

  test('somebody removed while a try was on its way goes once that is done', async () => {
    const desk = anaOffline();
    await desk.signsOut();
    const release = desk.story.hold('refresh token sent');
    desk.signOutQueue.look();
    await settle();
    const removed = desk.removes();
    await settle();
    await release();
    await removed;
    desk.server.trouble = null;
    await desk.clock.pass(minutes(10));
    expect(desk.accountsAt().map(({ id }) => id)).toEqual(['ben']);
  });
});

test('an account removed while its person signs in again does not come back half', async () => {
  const desk = aDesk({ accounts: [aKnownAccount({ storedIn: null, signedOut: true })] });
  const release = desk.story.hold('vault written');
  const signIn = await desk.startSignIn();
  await signIn.browserAnswers();
  const removed = desk.removes();
  await settle();
  await release();
  const wasRemoved = (await removed).ok;
  await settle();
  const listed = desk.accountsAt().map(({ id }) => id);
  expect([...desk.vault.records.keys()]).toEqual(listed);
  expect(listed.includes('ana')).toBe(!wasRemoved);
});

test('removing an account whose refresh token proves to be alive keeps its report until it was read', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  desk.server.logoutEnds = 'access-token';
  expect(await desk.removes()).toEqual({
    ok: false,
    failure: { kind: 'sign-in-lives-on', host: 'acme.cloud.looker.com' },
  });
  expect(desk.view().instances[0]?.accounts[0]?.signOut).toMatchObject({ canEndEverywhere: true });
  expect(await desk.removes()).toMatchObject({ ok: true });
  expect(desk.accountsAt()).toEqual([]);
});

describe('copying what an admin needs', () => {
  test('the redirect address for a port that was typed', async () => {
    const desk = aDesk();
    expect(await desk.instances.copyRedirectUri('50000')).toMatchObject({ ok: true });
    expect(desk.clipboard.text).toBe('http://127.0.0.1:50000/callback');
    expect(await desk.instances.copyRedirectUri('80')).toMatchObject({
      failure: { fields: { redirectPort: { kind: 'port-out-of-range' } } },
    });
  });

  test('the body to register the client with, as JSON', async () => {
    const desk = aDesk();
    await desk.instances.copyRegistration('acme');
    expect(JSON.parse(desk.clipboard.text)).toMatchObject({
      redirect_uri: 'http://127.0.0.1:48517/callback',
      enabled: true,
    });
  });

  test('nothing, where there is no such body', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    expect(await desk.instances.copyRegistration('studio')).toMatchObject({ ok: false });
    expect(desk.clipboard.text).toBe('');
  });
});
