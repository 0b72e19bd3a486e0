// Production or development: the wish is kept, and carried out again for each new token.
import { describe, expect, test } from 'vitest';
import { ana, aGoogle, aKeyAccount, aKnownAccount, ben } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

const refused = { kind: 'workspace-not-set', host: 'acme.cloud.looker.com', isAllowed: false };

const shown = (desk: Desk, index = 0) => desk.view().instances[0]?.accounts[index]?.workspace;

/** Where the newest living token really is. */
function placeOf(desk: Desk) {
  const [newest] = desk.server.livingAccess.slice(-1);
  return newest === undefined ? null : desk.server.accessOf(newest)?.workspace;
}

async function anaInDev(account = aKnownAccount()) {
  const desk = aDesk({ accounts: [account] });
  await desk.refreshes(account.id);
  expect(await desk.setWorkspace(account.id, 'dev')).toEqual({ ok: true, value: undefined });
  return desk;
}

describe('switching to development', () => {
  test('moves the token at hand, says so, and is in the history', async () => {
    const desk = await anaInDev();
    expect(placeOf(desk)).toBe('dev');
    expect(shown(desk)).toEqual({ wanted: 'dev', actual: 'dev' });
    expect(desk.historyOf()).toEqual(['switched-to-dev', 'renewed']);
  });

  test('fetches a token first where there is none', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    expect(await desk.setWorkspace('ana', 'dev')).toMatchObject({ ok: true });
    expect(placeOf(desk)).toBe('dev');
  });

  test('and back again', async () => {
    const desk = await anaInDev();
    await desk.setWorkspace('ana', 'production');
    expect(placeOf(desk)).toBe('production');
    expect(shown(desk)).toEqual({ wanted: 'production', actual: 'production' });
    expect(desk.historyOf()[0]).toBe('switched-to-production');
    await desk.refreshes();
    expect(placeOf(desk)).toBe('production');
  });

  test('moves one account and no other', async () => {
    const desk = aDesk({ accounts: [aKnownAccount(), aKnownAccount({ id: 'ben', identity: ben })] });
    await desk.setWorkspace('ana', 'dev');
    await desk.refreshes('ben');
    expect(shown(desk, 1)).toEqual({ wanted: 'production', actual: 'production' });
    expect(placeOf(desk)).toBe('production');
  });
});

describe('the wish', () => {
  test.each([
    ['by browser', aKnownAccount()],
    ['by key', aKeyAccount()],
  ])('is carried out again for each new token of somebody signed in %s', async (_how, account) => {
    const desk = await anaInDev(account);
    await desk.refreshes(account.id);
    expect(placeOf(desk)).toBe('dev');
    expect(shown(desk)).toEqual({ wanted: 'dev', actual: 'dev' });
  });

  test('outlives a restart', async () => {
    const desk = (await anaInDev()).restart();
    expect(shown(desk)).toEqual({ wanted: 'dev', actual: null });
    await desk.refreshes();
    expect(placeOf(desk)).toBe('dev');
  });

  test('outlives a new sign-in of the same person', async () => {
    const desk = await anaInDev();
    await desk.signsIn(ana);
    expect(placeOf(desk)).toBe('dev');
    expect(shown(desk)).toEqual({ wanted: 'dev', actual: 'dev' });
  });

  test('is carried out before anybody can have the new token', async () => {
    const desk = await anaInDev();
    const release = desk.story.hold('PATCH session');
    const before = desk.liveTokens.get('ana');
    const renewal = desk.refreshes();
    await settle();
    expect(desk.liveTokens.get('ana')).toBe(before);
    await release();
    await renewal;
    expect(desk.liveTokens.get('ana')).not.toBe(before);
  });

  test('for production asks nobody: each token starts there', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    expect(desk.story.events).not.toContain('PATCH session');
  });
});

describe('somebody who may not develop', () => {
  test('stays in production, and hears why', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.looker.knows(ana, { isDeveloper: false });
    expect(await desk.setWorkspace('ana', 'dev')).toEqual({ ok: false, failure: refused });
    expect(shown(desk)).toEqual({ wanted: 'production', actual: 'production' });
    expect(desk.historyOf()).toEqual(['renewed']);
  });

  test('any more, still gets tokens, in production, with the reason at them', async () => {
    const desk = await anaInDev();
    desk.looker.knows(ana, { isDeveloper: false });
    expect(await desk.refreshes()).toMatchObject({ ok: true, value: { workspace: 'production' } });
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: refused });
    expect(shown(desk)).toEqual({ wanted: 'dev', actual: 'production' });
    expect(await desk.copies()).toMatchObject({ ok: true });
    expect(desk.view().clipboard).not.toBeNull();
  });

  test('and then may again, is in development with the next token, and the reason is gone', async () => {
    const desk = await anaInDev();
    desk.looker.knows(ana, { isDeveloper: false });
    await desk.refreshes();
    desk.looker.knows(ana, { isDeveloper: true });
    await desk.refreshes();
    expect(desk.stateOf()).toMatchObject({ trouble: null, lease: { workspace: 'dev' } });
  });
});

describe('trouble on the way', () => {
  test('of the switch itself is told apart from lack of permission', async () => {
    const desk = await anaInDev();
    desk.looker.failures.set('PATCH session', {
      kind: 'request-refused',
      host: 'acme',
      status: 400,
      description: null,
    });
    expect(await desk.setWorkspace('ana', 'production')).toEqual({
      ok: false,
      failure: { ...refused, isAllowed: true },
    });
    expect(shown(desk)).toEqual({ wanted: 'dev', actual: 'dev' });
    expect(await desk.refreshes()).toMatchObject({ ok: true, value: { workspace: 'production' } });
  });

  test('of the network is told as that', async () => {
    const desk = await anaInDev();
    const busy = { kind: 'provider-busy', host: 'acme', retryAt: null } as const;
    desk.looker.failures.set('PATCH session', busy);
    expect(await desk.setWorkspace('ana', 'production')).toEqual({ ok: false, failure: busy });
  });

  test('of the sign-in is told as that', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.forgetEverybody();
    expect(await desk.setWorkspace('ana', 'dev')).toMatchObject({ failure: { kind: 'sign-in-expired' } });
    expect(desk.accountOf().workspace).toBe('production');
  });

  test('a sign-in that is cancelled while it enters the workspace leaves no trace', async () => {
    const desk = await anaInDev();
    const before = { record: desk.vault.tokenOf('ana'), history: desk.historyOf(), state: desk.stateOf() };
    const release = desk.story.hold('PATCH session');
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    desk.signIn.cancel('acme');
    await release();
    await settle();
    expect({ record: desk.vault.tokenOf('ana'), history: desk.historyOf(), state: desk.stateOf() }).toEqual(
      before,
    );
  });

  test('an instance removed while a sign-in there enters the workspace leaves nothing behind', async () => {
    const desk = await anaInDev();
    const release = desk.story.hold('PATCH session');
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    const removed = desk.removesInstance();
    await settle();
    await release();
    expect(await removed).toMatchObject({ ok: true });
    await settle();
    expect(desk.store.get().catalog.accounts).toEqual([]);
    expect(desk.vault.records.size).toBe(0);
  });

  test('a token renewed while the switch is on its way is in the workspace that is shown', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    const release = desk.story.hold('PATCH session');
    const switching = desk.setWorkspace('ana', 'dev');
    await settle();
    const renewal = desk.refreshes();
    await settle();
    await release();
    await Promise.all([switching, renewal]);
    expect(shown(desk)?.actual).toBe(placeOf(desk));
  });
});

test('where there are no workspaces, none is shown, and none can be set', async () => {
  const desk = aDesk({ instances: [aGoogle({ id: 'acme' })], accounts: [aKnownAccount()] });
  await desk.refreshes();
  expect(shown(desk)).toBeNull();
  expect(await desk.setWorkspace('ana', 'dev')).toMatchObject({ failure: { kind: 'request-malformed' } });
  expect(await desk.setWorkspace('gone', 'dev')).toMatchObject({ failure: { kind: 'account-unknown' } });
});
