import { describe, expect, test } from 'vitest';
import { ana, aGoogle, aKnownAccount, aLooker, ben, minutes, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

describe('a sign-in that goes well', () => {
  test('opens the receiver before the browser, and writes the keychain before anything shows', async () => {
    const desk = aDesk();
    const release = desk.story.hold('vault written');
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    const listedWhenWritten = desk.accountsAt().length;
    await release();
    expect(listedWhenWritten).toBe(0);
    expect(desk.accountsAt()).toHaveLength(1);
    const { events } = desk.story;
    const untilKept = events.slice(0, events.indexOf('vault written') + 1);
    expect(untilKept.filter((event) => event !== 'vault read')).toEqual([
      'vault checked',
      'receiver opened',
      'address made',
      'browser opened',
      'code redeemed',
      'identity asked',
      'vault written',
    ]);
  });

  test('ends with a live token, a kept refresh token and a name', async () => {
    const desk = aDesk();
    const account = await desk.signsIn(ana);
    expect(account).toMatchObject({ identity: ana, storedIn: 'keychain', signedInAt: noon, endedBy: null });
    expect(desk.stateOf(account.id)).toMatchObject({
      kind: 'active',
      lease: { issuedAt: noon, expiresAt: noon + minutes(60), scope: 'cors_api' },
    });
    expect(desk.vault.records.get(account.id)).toMatchObject({
      generation: 1,
      binding: { tokenEndpoint: 'https://acme.cloud.looker.com/api/token', clientId: 'daypass' },
    });
    expect(desk.historyOf(account.id)).toEqual(['signed-in']);
  });

  test('listens on the registered port and closes the door afterwards', async () => {
    const desk = aDesk({ instances: [aLooker({ redirectPort: 50_123 })] });
    await desk.signsIn();
    expect(desk.receiver.latest.redirectUri).toBe('http://127.0.0.1:50123/callback');
    expect(desk.receiver.openDoors).toEqual([]);
  });

  test('shows each step while it lasts', async () => {
    const desk = aDesk();
    const release = desk.story.hold('code redeemed');
    const signIn = await desk.startSignIn();
    expect(desk.attemptAt()).toMatchObject({
      port: 48_517,
      browserOpened: true,
      progress: { kind: 'under-way', step: 'answer' },
    });
    await signIn.browserAnswers();
    expect(desk.attemptAt()?.progress).toEqual({ kind: 'under-way', step: 'exchange' });
    await release();
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done', displayName: 'Ana Ruiz' });
  });

  test('brings the window back and clears the strip a few seconds later', async () => {
    const desk = aDesk();
    await desk.signsIn();
    expect(desk.cameBack).toEqual(['acme']);
    await desk.clock.pass(seconds(7));
    expect(desk.attemptAt()).toBeDefined();
    await desk.clock.pass(seconds(2));
    expect(desk.attemptAt()).toBeUndefined();
  });

  test('the strip of the next attempt is not cleared by the one before', async () => {
    const desk = aDesk();
    await desk.signsIn();
    await desk.clock.pass(seconds(5));
    await desk.startSignIn();
    await desk.clock.pass(seconds(10));
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'under-way' });
  });
});

describe('when the browser does not open', () => {
  test('the sign-in waits on, and the copied link leads to it (RS14)', async () => {
    const desk = aDesk();
    desk.browser.isMissing = true;
    const signIn = await desk.startSignIn();
    expect(desk.attemptAt()).toMatchObject({ browserOpened: false, progress: { step: 'answer' } });
    expect(await desk.signIn.copyLink('acme')).toMatchObject({ ok: true });
    expect(desk.clipboard.text).toBe(`https://acme.cloud.looker.com/auth?state=${signIn.door.state}`);
    await signIn.browserAnswers();
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done' });
  });

  test('there is no link to copy once the attempt is over', async () => {
    const desk = aDesk();
    await desk.startSignIn();
    desk.signIn.cancel('acme');
    await settle();
    expect(await desk.signIn.copyLink('acme')).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
  });
});

describe('whose sign-in it is', () => {
  test('the same person again keeps the account and its history', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ activity: [{ at: 1, what: 'copied' }] })] });
    const account = await desk.signsIn(ana);
    expect(account.id).toBe('ana');
    expect(desk.accountsAt()).toHaveLength(1);
    expect(desk.historyOf()).toEqual(['signed-in', 'copied']);
    expect(desk.attemptAt()?.progress).toMatchObject({ outcome: 'same-person' });
  });

  test('somebody else is a further account, and the first keeps what it had', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    const before = { account: desk.accountOf(), token: desk.vault.tokenOf('ana') };
    const second = await desk.signsIn(ben);
    expect(desk.accountsAt().map(({ identity }) => identity.displayName)).toEqual(['Ana Ruiz', 'Ben Okafor']);
    expect({ account: desk.accountOf(), token: desk.vault.tokenOf('ana') }).toEqual(before);
    expect(desk.vault.tokenOf(second.id)).not.toBe(before.token);
    expect(desk.attemptAt()?.progress).toMatchObject({
      outcome: 'another-person',
      displayName: 'Ben Okafor',
    });
  });

  test('somebody else than the one asked for is said to be somebody else', async () => {
    const desk = aDesk({
      accounts: [aKnownAccount(), aKnownAccount({ id: 'ben', identity: ben, storedIn: null })],
    });
    desk.server.person = ben;
    const signIn = await desk.startSignIn('acme', 'ana');
    await signIn.browserAnswers();
    expect(desk.attemptAt()?.progress).toMatchObject({ accountId: 'ben', outcome: 'another-person' });
    expect(desk.stateOf('ana')).toEqual({ kind: 'resting' });
  });

  test('the same person at another instance is another account', async () => {
    const desk = aDesk({
      instances: [aLooker(), aLooker({ id: 'staging', name: 'Staging' })],
      accounts: [aKnownAccount()],
    });
    const account = await desk.signsIn(ana, 'staging');
    expect(account.id).not.toBe('ana');
    expect(desk.attemptAt('staging')?.progress).toMatchObject({ outcome: 'first' });
  });

  test('signing in again clears what ended the last sign-in', async () => {
    const desk = aDesk({
      accounts: [aKnownAccount({ endedBy: { kind: 'sign-in-expired', interrupted: false } })],
    });
    expect(desk.stateOf()?.kind).toBe('needs-sign-in');
    await desk.signsIn(ana);
    expect(desk.accountOf().endedBy).toBeNull();
    expect(desk.stateOf()?.kind).toBe('active');
  });
});

describe('more than one attempt', () => {
  test('a second one replaces the first, and a late answer to the first changes nothing', async () => {
    const desk = aDesk();
    const first = await desk.startSignIn();
    const second = await desk.startSignIn();
    expect(first.door.isClosed).toBe(true);
    await first.browserAnswers();
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.attemptAt()).toMatchObject({ id: second.attemptId, progress: { step: 'answer' } });
    await second.browserAnswers();
    expect(desk.accountsAt()).toHaveLength(1);
  });

  test('an answer that was being redeemed when the second began does not count either', async () => {
    const desk = aDesk();
    const release = desk.story.hold('code redeemed');
    const first = await desk.startSignIn();
    await first.browserAnswers();
    const second = await desk.startSignIn();
    await release();
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.attemptAt()).toMatchObject({ id: second.attemptId, progress: { kind: 'under-way' } });
    expect(desk.server.livingTokens).toBe(0);
  });

  test('one at another instance with the same port gives way: its browser may never come back', async () => {
    const desk = aDesk({
      instances: [aLooker(), aLooker({ id: 'same' }), aLooker({ id: 'other', redirectPort: 50_000 })],
    });
    await desk.startSignIn('acme');
    await desk.startSignIn('other');
    await desk.startSignIn('same');
    expect(desk.attemptAt('acme')?.progress).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
    expect(desk.receiver.openDoors).toHaveLength(2);
    expect(desk.attemptAt('other')?.progress).toMatchObject({ kind: 'under-way' });
  });

  test('each has its own state', async () => {
    const desk = aDesk();
    const first = await desk.startSignIn();
    const second = await desk.startSignIn();
    expect(first.door.state).not.toBe(second.door.state);
  });

  test('at most five wait at once; the oldest gives way', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const desk = aDesk({
      instances: names.map((id, at) => aLooker({ id, name: id, redirectPort: 50_000 + at })),
    });
    for (const name of names) await desk.startSignIn(name);
    expect(desk.receiver.openDoors).toHaveLength(5);
    expect(desk.attemptAt('a')?.progress).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
    expect(desk.attemptAt('b')?.progress).toMatchObject({ kind: 'under-way' });
  });
});

describe('a server that says no', () => {
  test.each([
    ['the person refuses', { error: 'access_denied' }, 'sign-in-refused'],
    ['another server answers', { code: 'x', iss: 'https://evil.example' }, 'issuer-mismatch'],
    ['the answer carries no code', { nonsense: 'x' }, 'code-rejected'],
  ])('%s', async (_why, answer: Readonly<Record<string, string>>, kind) => {
    const desk = aDesk();
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers(answer);
    expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'failed', failure: { kind } });
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.cameBack).toEqual(['acme']);
  });

  test('without a refresh token nothing is kept, and the access token does not live on', async () => {
    const desk = aDesk();
    desk.server.grantsRefreshTokens = false;
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    expect(desk.attemptAt()?.progress).toMatchObject({ failure: { kind: 'no-refresh-token' } });
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('at Google what is not kept is not revoked: other sign-ins of the project would go with it', async () => {
    const desk = aDesk({ instances: [aGoogle({ id: 'acme' })] });
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    expect(desk.attemptAt()?.progress).toMatchObject({ failure: { kind: 'keychain-locked' } });
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.story.events).not.toContain('revoked');
  });
});

test('a port that somebody else holds is named, and the browser stays closed', async () => {
  const desk = aDesk();
  desk.receiver.trouble = { kind: 'port-taken', port: 48_517, holder: 'python3' };
  desk.signIn.start('acme', null);
  await settle();
  expect(desk.attemptAt()?.progress).toEqual({
    kind: 'failed',
    step: 'receiver',
    failure: { kind: 'port-taken', port: 48_517, holder: 'python3' },
  });
  expect(desk.browser.opened).toEqual([]);
});

test('an instance that is not there cannot be signed in to', () => {
  expect(aDesk().signIn.start('gone', null)).toEqual({ ok: false, failure: { kind: 'instance-unknown' } });
});

test('a strip is put away only once its attempt is over', async () => {
  const desk = aDesk();
  await desk.startSignIn();
  desk.signIn.dismiss('acme');
  expect(desk.attemptAt()).toBeDefined();
  desk.signIn.cancel('acme');
  desk.signIn.dismiss('acme');
  expect(desk.attemptAt()).toBeUndefined();
});

test('quitting closes every receiver', async () => {
  const desk = aDesk({ instances: [aLooker(), aLooker({ id: 'other', redirectPort: null })] });
  await desk.startSignIn('acme');
  await desk.startSignIn('other');
  desk.signIn.cancelAll();
  expect(desk.receiver.openDoors).toEqual([]);
});
