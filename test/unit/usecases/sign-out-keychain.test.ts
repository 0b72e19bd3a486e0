// Signing out when the keychain does not open, or the app was started anew.
import { describe, expect, test } from 'vitest';
import { ana, aKeyAccount, aKnownAccount, ben, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';

const locked = { kind: 'keychain-locked' } as const;

/** Ana, signed in at a Looker, with a token in use. */
async function anaAtWork() {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.refreshes();
  return desk;
}

describe('a keychain that cannot be opened at sign-out', () => {
  test('is said, and what is to be ended waits for it', async () => {
    const desk = await anaAtWork();
    desk.vault.trouble = locked;
    const report = await desk.signsOut();
    expect(report).toMatchObject({ lines: [{ kind: 'queued' }], failure: locked });
    expect(desk.vault.records.has('ana')).toBe(true);
    expect(desk.accountOf()).toMatchObject({ signedOut: true, queuedSignOut: { since: noon } });
  });

  test('is said to everybody, so that it can be opened', async () => {
    const desk = await anaAtWork();
    await desk.safekeeping.recheck();
    desk.vault.trouble = locked;
    await desk.signsOut();
    expect(desk.view().vault).toMatchObject({ kind: 'trouble', failure: locked });
  });

  test('after the provider was asked: what died is said, and that the secret is still there', async () => {
    const desk = await anaAtWork();
    const release = desk.story.hold('logged out');
    const leaving = desk.signsOut();
    await desk.clock.pass(0);
    desk.vault.trouble = locked;
    await release();
    const { lines } = await leaving;
    expect(lines).toContainEqual({ kind: 'refresh-token-dead' });
    expect(lines).toContainEqual({ kind: 'not-forgotten-here', failure: locked });
    expect(desk.accountOf()).toMatchObject({ signedOut: true, storedIn: 'keychain', queuedSignOut: null });
  });

  test('keeps the account on the list, however often it is removed, until its secret is gone', async () => {
    const desk = await anaAtWork();
    desk.vault.trouble = locked;
    expect(await desk.removes()).toMatchObject({ ok: false, failure: { kind: 'sign-out-waiting' } });
    expect(await desk.removes('ana', true)).toEqual({ ok: false, failure: locked });
    expect(desk.accountsAt()).toHaveLength(1);
    desk.vault.trouble = null;
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.vault.records.size).toBe(0);
  });

  test('does not lead to a removed account whose secret stays behind after a restart', async () => {
    const desk = await anaAtWork();
    desk.vault.trouble = locked;
    await desk.signsOut();
    desk.vault.trouble = null;
    const next = desk.restart();
    expect(await next.removes()).toMatchObject({ ok: true });
    expect(next.vault.records.size).toBe(0);
  });
});

test('somebody who went on without the keychain is not asked for it by what waits', async () => {
  const desk = await anaAtWork();
  desk.vault.trouble = locked;
  await desk.signsOut();
  desk.safekeeping.useMemoryOnly();
  desk.signOutQueue.look();
  await desk.clock.pass(minutes(10));
  expect(desk.view().vault).toMatchObject({ kind: 'memory-only' });
  expect(await desk.signsIn(ben)).toMatchObject({ storedIn: 'memory' });
});

test('a secret that is gone from the keychain: the token in use is not passed over in silence', async () => {
  const desk = await anaAtWork();
  desk.vault.records.clear();
  const { lines } = await desk.signsOut();
  expect(lines).toEqual([{ kind: 'access-token-unchecked' }, { kind: 'forgotten-here' }]);
});

test('on a computer without a keychain, a signed-out account can still be removed', async () => {
  const desk = aDesk();
  desk.vault.trouble = { kind: 'keychain-missing' };
  desk.safekeeping.useMemoryOnly();
  const account = await desk.signsIn();
  await desk.signsOut(account.id);
  expect(await desk.removes(account.id)).toMatchObject({ ok: true });
  expect(desk.accountsAt()).toEqual([]);
});

test('signing in with memory only does not leave the old secret in the keychain for ever', async () => {
  const desk = await anaAtWork();
  desk.safekeeping.useMemoryOnly();
  await desk.signsIn();
  await desk.signsOut();
  expect(desk.vault.records.size).toBe(0);
});

describe('a sign-out that the end of the app cuts off', () => {
  test('is taken up again at the next start, with what was wished for', async () => {
    const desk = await anaAtWork();
    const elsewhere = desk.server.open(ana);
    desk.story.hold('access token probed');
    void desk.signOuts.signOut('ana', { everywhere: true });
    await desk.clock.pass(0);
    const next = desk.restart();
    expect(next.stateOf()).toEqual({ kind: 'signed-out' });
    next.signOutQueue.look();
    await next.clock.pass(0);
    expect(next.accountOf()).toMatchObject({ signedOut: true, queuedSignOut: null, storedIn: null });
    expect(elsewhere.refreshToken).toBeNull();
  });

  test('is not shown as waiting while it goes on for the first time', async () => {
    const desk = await anaAtWork();
    const release = desk.story.hold('access token probed');
    const leaving = desk.signsOut();
    await desk.clock.pass(0);
    expect(desk.view().instances[0]?.accounts[0]?.queuedSignOut).toBeNull();
    await release();
    await leaving;
  });

  test('sends nothing before the note of it is on the disk', async () => {
    const desk = await anaAtWork();
    desk.story.forget();
    const release = desk.file.disk.hold('written');
    const leaving = desk.signsOut();
    await desk.clock.pass(0);
    expect(desk.story.events).toEqual([]);
    await release();
    await leaving;
    expect(desk.server.livingTokens).toBe(0);
  });

  test('loses no refresh token that was replaced on its way', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.isRotating = true;
    desk.story.hold('logged out');
    void desk.signOuts.signOut('ana');
    await desk.clock.pass(0);
    const next = desk.restart();
    expect(next.server.isRefreshTokenAlive(next.vault.tokenOf('ana') ?? '')).toBe(true);
    next.signOutQueue.look();
    await next.clock.pass(0);
    expect(next.server.sessions.every(({ refreshToken }) => refreshToken === null)).toBe(true);
  });
});

test('signing out cuts the token off at once, also while a switch of its workspace hangs', async () => {
  const desk = await anaAtWork();
  const release = desk.story.hold('PATCH session');
  const switching = desk.setWorkspace('ana', 'dev');
  await desk.clock.pass(0);
  const leaving = desk.signsOut();
  await desk.clock.pass(0);
  expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
  expect(await desk.copies()).toMatchObject({ ok: false });
  await release();
  await Promise.all([switching, leaving]);
  expect(desk.server.livingTokens).toBe(0);
});

describe('after a restart, tokens of the run before', () => {
  const earlier = { kind: 'earlier-tokens-unchecked', until: noon + minutes(60) };

  test('may live on where nobody can end them: it is said until when', async () => {
    const desk = (await anaAtWork()).restart();
    const { lines } = await desk.signsOut();
    expect(lines).toEqual([
      { kind: 'access-token-dead' },
      earlier,
      { kind: 'refresh-token-dead' },
      { kind: 'forgotten-here' },
    ]);
  });

  test('are no longer spoken of once their time is over', async () => {
    const desk = (await anaAtWork()).restart();
    await desk.clock.pass(minutes(60));
    const { lines } = await desk.signsOut();
    expect(lines.map(({ kind }) => kind)).not.toContain('earlier-tokens-unchecked');
  });

  test('are spoken of, too, when the refresh token was dead already', async () => {
    const desk = (await anaAtWork()).restart();
    for (const session of desk.server.sessions) session.refreshToken = null;
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual(earlier);
    expect(lines).toContainEqual({ kind: 'refresh-token-dead' });
  });

  test('are void as well when all sign-ins were ended', async () => {
    const desk = (await anaAtWork()).restart();
    const { lines } = await desk.signsOut('ana', { everywhere: true });
    expect(lines.map(({ kind }) => kind)).not.toContain('earlier-tokens-unchecked');
    expect(desk.server.livingTokens).toBe(0);
  });

  test('of an API key stand in the report instead of "no token"', async () => {
    const desk = aDesk({ accounts: [aKeyAccount()] });
    await desk.refreshes('key');
    const { lines } = await desk.restart().signsOut('key');
    expect(lines).toEqual([
      earlier,
      { kind: 'api-key-lives', keyId: 'key-of-481' },
      { kind: 'forgotten-here' },
    ]);
  });

  test('that were proved dead when that run signed out are not brought up again', async () => {
    const desk = await anaAtWork();
    await desk.signsOut();
    const next = desk.restart();
    await next.signsIn(ana);
    const { lines } = await next.signsOut();
    expect(lines.map(({ kind }) => kind)).not.toContain('earlier-tokens-unchecked');
  });
});
