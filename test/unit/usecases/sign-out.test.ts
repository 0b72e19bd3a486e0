import { describe, expect, test } from 'vitest';
import { aGoogle, aKnownAccount, days, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';

const until = noon - days(2) + days(30);
const offline = { kind: 'offline', host: 'acme.cloud.looker.com' } as const;
const locked = { kind: 'keychain-locked' } as const;

/** Ana, signed in at a Looker, with a token in use. */
async function anaAtWork() {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.refreshes();
  return desk;
}

describe('what is said after signing out of a Looker', () => {
  test('that ends both tokens', async () => {
    const desk = await anaAtWork();
    expect(await desk.signsOut()).toEqual({
      accountId: 'ana',
      at: noon,
      lines: [{ kind: 'access-token-dead' }, { kind: 'refresh-token-dead' }, { kind: 'forgotten-here' }],
      failure: null,
      canEndEverywhere: false,
    });
    expect(desk.server.livingTokens).toBe(0);
  });

  test('that spares the refresh token: until when it lives at most', async () => {
    const desk = await anaAtWork();
    desk.server.logoutEnds = 'access-token';
    const { lines } = await desk.signsOut();
    expect(lines).toEqual([
      { kind: 'access-token-dead' },
      { kind: 'refresh-token-alive', until },
      { kind: 'forgotten-here' },
    ]);
  });

  test('that spares the refresh token: the session that the proof opened is ended as well', async () => {
    const desk = await anaAtWork();
    desk.server.logoutEnds = 'access-token';
    await desk.signsOut();
    expect([...desk.server.access.keys()].filter((token) => desk.server.sessionOf(token) !== null)).toEqual(
      [],
    );
  });

  test('that ends nothing although it says so', async () => {
    const desk = await anaAtWork();
    desk.server.logoutEnds = 'nothing';
    const { lines } = await desk.signsOut();
    expect(lines).toEqual([
      { kind: 'access-token-alive' },
      { kind: 'refresh-token-alive', until },
      { kind: 'forgotten-here' },
    ]);
  });

  test('without network: nothing is lost, it waits', async () => {
    const desk = await anaAtWork();
    desk.server.trouble = offline;
    expect(await desk.signsOut()).toMatchObject({
      lines: [
        { kind: 'access-token-unchecked' },
        { kind: 'refresh-token-unchecked', until },
        { kind: 'queued' },
      ],
      failure: offline,
      canEndEverywhere: false,
    });
    expect(desk.accountOf()).toMatchObject({
      signedOut: true,
      storedIn: 'keychain',
      queuedSignOut: { since: noon, everywhere: false, thenRemove: false },
    });
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
    expect(desk.historyOf()).toEqual(['sign-out-queued', 'renewed']);
  });

  test('that has no room for us now: it waits, too', async () => {
    const desk = await anaAtWork();
    desk.server.trouble = { kind: 'provider-busy', host: 'acme', retryAt: null };
    const { lines } = await desk.signsOut();
    expect(lines.at(-1)).toEqual({ kind: 'queued' });
  });

  test('that refuses to log out for good: forgotten here, unchecked there', async () => {
    const desk = await anaAtWork();
    desk.server.trouble = { kind: 'request-refused', host: 'acme', status: 403, description: null };
    const { lines, failure } = await desk.signsOut();
    expect(lines.at(-1)).toEqual({ kind: 'forgotten-here' });
    expect(lines).toContainEqual({ kind: 'refresh-token-unchecked', until });
    expect(failure).toMatchObject({ kind: 'request-refused', status: 403 });
  });

  test('that handed out several tokens: the replaced ones, too, each on its own', async () => {
    const desk = await anaAtWork();
    await desk.refreshes();
    await desk.refreshes();
    const { lines } = await desk.signsOut();
    expect(lines).toEqual([
      { kind: 'access-token-dead' },
      { kind: 'older-tokens-dead', count: 2 },
      { kind: 'refresh-token-dead' },
      { kind: 'forgotten-here' },
    ]);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('that handed out a token which ended by itself: that one is not counted', async () => {
    const desk = await anaAtWork();
    await desk.clock.pass(minutes(61));
    await desk.refreshes();
    const { lines } = await desk.signsOut();
    expect(lines.map(({ kind }) => kind)).not.toContain('older-tokens-dead');
  });

  test('when the sign-in was dead already', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.forgetEverybody();
    expect(await desk.signsOut()).toMatchObject({
      lines: [{ kind: 'refresh-token-dead' }, { kind: 'forgotten-here' }],
      failure: null,
    });
  });

  test('without a token in use one is fetched, so that there is something to log out with', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual({ kind: 'refresh-token-dead' });
    expect(desk.server.livingTokens).toBe(0);
  });

  test('hours after the last token ended, the same as with a living one', async () => {
    const desk = await anaAtWork();
    await desk.clock.pass(minutes(180));
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual({ kind: 'refresh-token-dead' });
    expect(desk.server.livingTokens).toBe(0);
  });

  test('with a replaced refresh token that could not be written: that one is ended, too', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.isRotating = true;
    desk.vault.writeTrouble = locked;
    await desk.refreshes();
    desk.server.logoutEnds = 'access-token';
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual({ kind: 'refresh-token-alive', until });
  });
});

test('at a server with a revocation endpoint, its word counts', async () => {
  const desk = aDesk({
    instances: [aGoogle({ id: 'acme' })],
    accounts: [aKnownAccount()],
  });
  await desk.refreshes();
  const { lines } = await desk.signsOut();
  expect(lines).toEqual([
    { kind: 'access-token-dead' },
    { kind: 'refresh-token-revoked' },
    { kind: 'forgotten-here' },
  ]);
  expect(desk.story.events).not.toContain('logged out');
  expect(desk.server.livingTokens).toBe(0);
});

test('a revocation endpoint that cannot be reached leaves everything unchecked, and waiting', async () => {
  const desk = aDesk({ instances: [aGoogle({ id: 'acme' })], accounts: [aKnownAccount()] });
  desk.server.trouble = offline;
  expect(await desk.signsOut()).toMatchObject({
    lines: [
      { kind: 'access-token-unchecked' },
      { kind: 'refresh-token-unchecked', until: null },
      { kind: 'queued' },
    ],
    failure: offline,
  });
  expect(desk.vault.records.has('ana')).toBe(true);
});

describe('signing out', () => {
  test('forgets the live token and the secret, keeps the account on the list with its history', async () => {
    const desk = await anaAtWork();
    await desk.signsOut();
    expect(desk.liveTokens.get('ana')).toBeNull();
    expect(desk.vault.records.size).toBe(0);
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
    expect(desk.accountOf().storedIn).toBeNull();
    expect(desk.historyOf()).toEqual(['signed-out', 'renewed']);
    expect(await desk.copies()).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
  });

  test('shows the report at the account until the next sign-in', async () => {
    const desk = await anaAtWork();
    const report = await desk.signsOut();
    expect(desk.view().instances[0]?.accounts[0]?.signOut).toEqual(report);
    await desk.signsIn();
    expect(desk.view().instances[0]?.accounts[0]?.signOut).toBeNull();
  });

  test('takes "signed in as" off the strip', async () => {
    const desk = aDesk();
    const account = await desk.signsIn();
    await desk.signsOut(account.id);
    expect(desk.attemptAt()).toBeUndefined();
  });

  test('cuts the token off at once, while the server is still being asked', async () => {
    const desk = await anaAtWork();
    const release = desk.story.hold('logged out');
    const leaving = desk.signsOut();
    await desk.clock.pass(0);
    expect(desk.liveTokens.get('ana')).toBeNull();
    expect(await desk.copies()).toMatchObject({ ok: false });
    await release();
    await leaving;
  });

  test('of an account nobody knows does nothing', async () => {
    expect(await aDesk().signOuts.signOut('gone')).toEqual({
      ok: false,
      failure: { kind: 'account-unknown' },
    });
  });

  test('of a memory-only sign-in ends it at the server as well', async () => {
    const desk = aDesk();
    desk.safekeeping.useMemoryOnly();
    const account = await desk.signsIn();
    await desk.signsOut(account.id);
    expect(desk.server.livingTokens).toBe(0);
  });
});

test('a token asked for while the keychain is being read for the sign-out does not make the report lie', async () => {
  const desk = await anaAtWork();
  desk.server.isRotating = true;
  desk.server.logoutEnds = 'access-token';
  const release = desk.story.hold('vault read');
  const leaving = desk.signsOut();
  await desk.clock.pass(0);
  const renewal = desk.refreshes();
  await desk.clock.pass(0);
  await release();
  const [{ lines }] = await Promise.all([leaving, renewal]);
  expect(desk.server.sessions.some(({ refreshToken }) => refreshToken !== null)).toBe(true);
  expect(lines).toContainEqual({ kind: 'refresh-token-alive', until });
});
