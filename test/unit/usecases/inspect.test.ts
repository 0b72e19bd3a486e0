// Who a token belongs to and what it can do, told without showing it.
import { inspect as print } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Inspection } from '#domain/inspection';
import { ana, aGoogle, aKeyAccount, aKnownAccount, minutes, noon } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { canary } from '#support/fakes/server';
import { settle } from '#support/fakes/story';

async function looksAt(desk: Desk, accountId = 'ana'): Promise<Inspection> {
  const seen = await desk.inspection.inspect(accountId);
  if (!seen.ok) throw new Error(seen.failure.kind);
  return seen.value;
}

const anaSignedIn = () => aDesk({ accounts: [aKnownAccount()] });

describe('looking at a token', () => {
  test('tells whose it is, where, from when until when, and what renews it', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    await desk.clock.pass(minutes(10));
    expect(await looksAt(desk)).toEqual({
      person: ana,
      isServiceAccount: false,
      roles: [{ id: '2', name: null }],
      groups: [{ id: '3', name: null }],
      isAdmin: null,
      workspace: 'production',
      sudoUserId: null,
      issuedAt: noon,
      expiresAt: noon + minutes(60),
      renewedBy: 'refresh-token',
    });
    expect(desk.server.received).toHaveLength(1);
  });

  test('names roles and groups to those who may see them', async () => {
    const desk = anaSignedIn();
    desk.looker.knows(ana, { seesNames: true });
    expect(await looksAt(desk)).toMatchObject({
      roles: [{ id: '2', name: 'Developer' }],
      groups: [{ id: '3', name: 'All Users' }],
      isAdmin: false,
    });
  });

  test('of an API key says that the key renews it', async () => {
    expect(await looksAt(aDesk({ accounts: [aKeyAccount()] }), 'key')).toMatchObject({
      renewedBy: 'api-key',
      person: ana,
    });
  });

  test('fetches one first where there is none', async () => {
    const desk = anaSignedIn();
    expect(await looksAt(desk)).toMatchObject({ issuedAt: noon });
    expect(desk.stateOf()?.kind).toBe('active');
  });

  test('says that an admin acts as somebody else', async () => {
    const desk = anaSignedIn();
    desk.looker.sudoUserId = '5';
    expect(await looksAt(desk)).toMatchObject({ sudoUserId: '5' });
  });

  test('believes the server about the workspace', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    const [token] = desk.server.livingAccess;
    desk.server.accessOf(token ?? '')!.workspace = 'dev';
    expect(await looksAt(desk)).toMatchObject({ workspace: 'dev' });
    expect(desk.view().instances[0]?.accounts[0]?.workspace).toEqual({ wanted: 'production', actual: 'dev' });
  });

  test('is possible where little can be asked', async () => {
    const desk = aDesk({ instances: [aGoogle({ id: 'acme' })], accounts: [aKnownAccount()] });
    expect(await looksAt(desk)).toMatchObject({
      person: ana,
      roles: [],
      groups: [],
      isAdmin: null,
      workspace: null,
      renewedBy: 'refresh-token',
    });
  });

  test('never shows the token, however it is looked at', async () => {
    const desk = anaSignedIn();
    desk.looker.knows(ana, { isAdmin: true });
    const seen = await desk.inspection.inspect('ana');
    expect(JSON.stringify(seen)).not.toContain(canary);
    expect(print(structuredClone(seen), { depth: 20, showHidden: true })).not.toContain(canary);
  });
});

describe('an admin', () => {
  test('is recognised by a role with every permission, and that is kept', async () => {
    const desk = anaSignedIn();
    desk.looker.knows(ana, { isAdmin: true });
    expect(await looksAt(desk)).toMatchObject({ isAdmin: true, roles: [{ id: '1', name: 'Admin' }] });
    expect(desk.restart().view().instances[0]?.accounts[0]?.isAdmin).toBe(true);
  });

  test('is recognised right after signing in, without being asked', async () => {
    const desk = aDesk();
    desk.looker.knows(ana, { isAdmin: true });
    const account = await desk.signsIn();
    await settle();
    expect(desk.accountOf(account.id).isAdmin).toBe(true);
  });

  test('by name only is none', async () => {
    const desk = anaSignedIn();
    desk.looker.knows(ana, { seesNames: true });
    desk.looker.roles.set('2', { name: 'Admin', isAll: false });
    expect(await looksAt(desk)).toMatchObject({ isAdmin: false, roles: [{ name: 'Admin' }] });
  });

  test('no longer one is not taken for one any more, as soon as the roles are refused', async () => {
    const desk = anaSignedIn();
    desk.looker.knows(ana, { isAdmin: true });
    await looksAt(desk);
    desk.looker.knows(ana, { isAdmin: false });
    expect(await looksAt(desk)).toMatchObject({ isAdmin: null });
    expect(desk.accountOf().isAdmin).toBeNull();
    desk.looker.knows(ana, { seesNames: true });
    await looksAt(desk);
    expect(desk.accountOf().isAdmin).toBe(false);
  });

  test('stays one while the roles cannot be read for a passing reason', async () => {
    const desk = anaSignedIn();
    desk.looker.knows(ana, { isAdmin: true });
    await looksAt(desk);
    desk.looker.failures.set('GET users/481/roles', { kind: 'provider-busy', host: 'acme', retryAt: null });
    expect(await looksAt(desk)).toMatchObject({ isAdmin: null });
    expect(desk.accountOf().isAdmin).toBe(true);
  });
});

test('a token that the server has ended is replaced by a fresh one, once', async () => {
  const desk = anaSignedIn();
  await desk.refreshes();
  desk.server.access.clear();
  expect(await looksAt(desk)).toMatchObject({ person: ana });
  expect(desk.server.received).toHaveLength(2);
});

test('a token that the server has ended, with no fresh one to be had, is not shown as in use', async () => {
  const desk = anaSignedIn();
  await desk.refreshes();
  desk.server.access.clear();
  const release = desk.story.hold('refresh token sent');
  const looking = desk.inspection.inspect('ana');
  await settle();
  desk.server.trouble = { kind: 'offline', host: 'acme' };
  await release();
  expect(await looking).toMatchObject({ ok: false, failure: { kind: 'offline' } });
  expect(desk.stateOf()?.kind).not.toBe('active');
});

describe('when it does not work', () => {
  test('nobody is signed in', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ storedIn: null })] });
    expect(await desk.inspection.inspect('ana')).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
    expect(await desk.inspection.inspect('gone')).toMatchObject({ failure: { kind: 'account-unknown' } });
  });

  test('the network is gone', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    desk.server.trouble = { kind: 'offline', host: 'acme' };
    expect(await desk.inspection.inspect('ana')).toEqual({
      ok: false,
      failure: { kind: 'offline', host: 'acme' },
    });
  });

  test('the person may not even be asked about', async () => {
    const desk = anaSignedIn();
    desk.looker.failures.set('GET user', {
      kind: 'request-refused',
      host: 'acme',
      status: 403,
      description: null,
    });
    expect(await desk.inspection.inspect('ana')).toMatchObject({ failure: { kind: 'request-refused' } });
  });

  test('somebody signs out meanwhile', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    const release = desk.story.hold('GET session');
    const looking = desk.inspection.inspect('ana');
    await settle();
    await desk.signsOut();
    await release();
    expect(await looking).toMatchObject({ ok: false });
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
  });

  test('what the app asks for itself disturbs nobody', async () => {
    const desk = aDesk();
    desk.looker.failures.set('GET user', { kind: 'provider-busy', host: 'acme', retryAt: null });
    const account = await desk.signsIn();
    await settle();
    expect(desk.stateOf(account.id)).toMatchObject({ kind: 'active', trouble: null });
    expect(desk.log.lines).toEqual([]);
  });
});
