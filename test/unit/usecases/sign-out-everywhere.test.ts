// Ending all sign-ins of one person with this app: at once, or after a report that left a refresh token alive.
import { describe, expect, test } from 'vitest';
import { ana, aGoogle, aKeyAccount, aKnownAccount, ben, days, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';

const until = noon - days(2) + days(30);
const offline = { kind: 'offline', host: 'acme.cloud.looker.com' } as const;

/** Ana at work here and on another computer; Ben at work, too. */
async function anaAtTwoComputers() {
  const desk = aDesk({ accounts: [aKnownAccount(), aKnownAccount({ id: 'ben', identity: ben })] });
  const elsewhere = desk.server.open(ana);
  await desk.refreshes();
  return { desk, elsewhere };
}

describe('signing out everywhere', () => {
  test('ends all sign-ins of this person with this app, and nobody else’s', async () => {
    const { desk, elsewhere } = await anaAtTwoComputers();
    desk.server.logoutEnds = 'nothing';
    const { lines } = await desk.signsOut('ana', { everywhere: true });
    expect(lines).toEqual([
      { kind: 'everywhere-ended' },
      { kind: 'access-token-dead' },
      { kind: 'refresh-token-dead' },
      { kind: 'forgotten-here' },
    ]);
    expect(elsewhere.refreshToken).toBeNull();
    expect(await desk.refreshes('ben')).toMatchObject({ ok: true });
  });

  test('that is refused still signs out here, and says so', async () => {
    const { desk, elsewhere } = await anaAtTwoComputers();
    desk.looker.failures.set('DELETE oauth_client_apps/daypass/users/481', {
      kind: 'not-found-or-not-allowed',
      host: 'acme',
    });
    const { lines } = await desk.signsOut('ana', { everywhere: true });
    expect(lines).toEqual([
      { kind: 'everywhere-refused' },
      { kind: 'access-token-dead' },
      { kind: 'refresh-token-dead' },
      { kind: 'forgotten-here' },
    ]);
    expect(elsewhere.refreshToken).not.toBeNull();
  });

  test('that is said to have worked and has not: tokens of the run before may live on, too', async () => {
    const { desk } = await anaAtTwoComputers();
    const next = desk.restart();
    next.server.logoutEnds = 'access-token';
    next.server.endWhere = () => undefined;
    const { lines } = await next.signsOut('ana', { everywhere: true });
    expect(lines).toEqual([
      { kind: 'everywhere-refused' },
      { kind: 'access-token-dead' },
      { kind: 'earlier-tokens-unchecked', until: noon + minutes(60) },
      { kind: 'refresh-token-alive', until },
      { kind: 'forgotten-here' },
    ]);
    expect(next.accountOf().tokensEndAt).toBe(noon + minutes(60));
  });

  test('without network is not forgotten while it waits', async () => {
    const { desk, elsewhere } = await anaAtTwoComputers();
    desk.server.trouble = offline;
    await desk.signsOut('ana', { everywhere: true });
    expect(desk.accountOf().queuedSignOut).toMatchObject({ everywhere: true });
    desk.server.trouble = null;
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual({ kind: 'everywhere-ended' });
    expect(elsewhere.refreshToken).toBeNull();
  });

  test('at a Google signs out there as far as Google goes', async () => {
    const desk = aDesk({ instances: [aGoogle({ id: 'acme' })], accounts: [aKnownAccount()] });
    const { lines } = await desk.signsOut('ana', { everywhere: true });
    expect(lines).toEqual([{ kind: 'refresh-token-revoked' }, { kind: 'forgotten-here' }]);
    expect(desk.looker.calls).toEqual([]);
  });
});

describe('after a report that left a refresh token alive', () => {
  async function anaLeftSomethingAlive() {
    const { desk, elsewhere } = await anaAtTwoComputers();
    desk.server.isRotating = true;
    desk.server.logoutEnds = 'access-token';
    const report = await desk.signsOut();
    return { desk, elsewhere, report };
  }

  test('ending everything is offered', async () => {
    const { report } = await anaLeftSomethingAlive();
    expect(report).toMatchObject({ canEndEverywhere: true });
    expect(report.lines).toContainEqual({ kind: 'refresh-token-alive', until });
  });

  test('it ends what was left, here and elsewhere, and the new report says so', async () => {
    const { desk, elsewhere } = await anaLeftSomethingAlive();
    const ended = await desk.signOuts.endAll('ana');
    expect(ended).toMatchObject({
      ok: true,
      value: {
        lines: [{ kind: 'everywhere-ended' }, { kind: 'access-token-dead' }, { kind: 'refresh-token-dead' }],
        canEndEverywhere: false,
      },
    });
    expect(desk.view().instances[0]?.accounts[0]?.signOut).toEqual(ended.ok && ended.value);
    expect(elsewhere.refreshToken).toBeNull();
    expect(await desk.signOuts.endAll('ana')).toMatchObject({ failure: { kind: 'not-signed-in' } });
  });

  test('it is kept until when its tokens may live', async () => {
    const { desk } = await anaLeftSomethingAlive();
    expect(desk.accountOf().tokensEndAt).toBe(noon + minutes(60));
  });

  test('nothing of it lies in the keychain meanwhile', async () => {
    const { desk } = await anaLeftSomethingAlive();
    expect(desk.vault.records.has('ana')).toBe(false);
    await desk.signOuts.endAll('ana');
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('without network it can be tried again', async () => {
    const { desk, elsewhere } = await anaLeftSomethingAlive();
    desk.server.trouble = offline;
    expect(await desk.signOuts.endAll('ana')).toEqual({ ok: false, failure: offline });
    expect(desk.view().instances[0]?.accounts[0]?.signOut).toMatchObject({ canEndEverywhere: true });
    desk.server.trouble = null;
    expect(await desk.signOuts.endAll('ana')).toMatchObject({ ok: true });
    expect(elsewhere.refreshToken).toBeNull();
  });

  test('a server that refuses that as well: it is still alive, and can be asked again', async () => {
    const { desk } = await anaLeftSomethingAlive();
    desk.looker.failures.set('DELETE oauth_client_apps/daypass/users/481', {
      kind: 'not-found-or-not-allowed',
      host: 'acme',
    });
    expect(await desk.signOuts.endAll('ana')).toMatchObject({
      value: {
        lines: [
          { kind: 'everywhere-refused' },
          { kind: 'access-token-dead' },
          { kind: 'refresh-token-alive', until },
        ],
        canEndEverywhere: true,
      },
    });
    desk.looker.failures.clear();
    expect(await desk.signOuts.endAll('ana')).toMatchObject({ value: { canEndEverywhere: false } });
  });

  test('somebody who signed in again meanwhile keeps that sign-in', async () => {
    const { desk } = await anaLeftSomethingAlive();
    await desk.signsIn(ana);
    expect(await desk.signOuts.endAll('ana')).toMatchObject({ failure: { kind: 'not-signed-in' } });
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('after a restart there is nothing left to do it with', async () => {
    const { desk } = await anaLeftSomethingAlive();
    const next = desk.restart();
    expect(await next.signOuts.endAll('ana')).toMatchObject({ failure: { kind: 'not-signed-in' } });
  });
});

describe('signing out an API key', () => {
  test('ends its token, forgets the secret and says that the key itself lives', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    await desk.refreshes('key');
    await desk.refreshes('key');
    expect(await desk.signsOut('key')).toMatchObject({
      lines: [
        { kind: 'access-token-dead' },
        { kind: 'older-tokens-dead', count: 1 },
        { kind: 'api-key-lives', keyId: 'key-of-481' },
        { kind: 'forgotten-here' },
      ],
      failure: null,
      canEndEverywhere: false,
    });
    expect(desk.server.livingAccess).toEqual([]);
    expect(desk.vault.records.has('key')).toBe(false);
  });

  test('without a token in use asks nobody: a login would only make another', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    const { lines } = await desk.signsOut('key');
    expect(lines).toEqual([
      { kind: 'no-access-token' },
      { kind: 'api-key-lives', keyId: 'key-of-481' },
      { kind: 'forgotten-here' },
    ]);
    expect(desk.server.logins).toEqual([]);
  });

  test('leaves the same person’s sign-in by browser alone', async () => {
    const desk = aDesk({ accounts: [aKeyAccount(), aKnownAccount()] });
    await desk.refreshes('key');
    await desk.refreshes('ana');
    await desk.signsOut('key', { everywhere: true });
    expect(await desk.refreshes('ana')).toMatchObject({ ok: true });
    expect(desk.server.livingAccess).toHaveLength(2);
  });

  test('without network waits, and is done when its token has ended by itself at the latest', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    await desk.refreshes('key');
    desk.server.trouble = offline;
    const { lines } = await desk.signsOut('key');
    expect(lines).toEqual([
      { kind: 'access-token-unchecked' },
      { kind: 'api-key-lives', keyId: 'key-of-481' },
      { kind: 'queued' },
    ]);
    await desk.clock.pass(minutes(65));
    expect(desk.accountOf('key')).toMatchObject({ queuedSignOut: null, storedIn: null });
  });
});
