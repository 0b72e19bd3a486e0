// Where the refresh token goes when the keychain is not as it should be.
import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { ana, aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

const troubles: readonly Failure[] = [
  { kind: 'keychain-missing' },
  { kind: 'keychain-locked' },
  { kind: 'keychain-timed-out' },
  { kind: 'keychain-failed' },
];

test.each(troubles)('$kind is found out before the browser opens', async (trouble) => {
  const desk = aDesk();
  desk.vault.trouble = trouble;
  desk.signIn.start('acme', null);
  await settle();
  expect(desk.attemptAt()?.progress).toEqual({ kind: 'failed', step: 'receiver', failure: trouble });
  expect(desk.browser.opened).toEqual([]);
  expect(desk.receiver.doors).toEqual([]);
  expect(desk.view().vault).toEqual({ kind: 'trouble', name: 'Test keyring', failure: trouble });
});

test('while the desktop asks for the password of the keychain, the view says so', async () => {
  const desk = aDesk();
  const release = desk.story.hold('vault checked');
  desk.signIn.start('acme', null);
  await settle();
  expect(desk.view().vault).toEqual({ kind: 'asking', name: 'Test keyring' });
  await release();
  expect(desk.view().vault).toEqual({ kind: 'keychain', name: 'Test keyring' });
});

test('after checking again, a keychain that came back is used', async () => {
  const desk = aDesk();
  desk.vault.trouble = { kind: 'keychain-locked' };
  expect(await desk.safekeeping.recheck()).toMatchObject({ ok: false });
  desk.vault.trouble = null;
  expect(await desk.safekeeping.recheck()).toMatchObject({ ok: true });
  expect((await desk.signsIn()).storedIn).toBe('keychain');
});

describe('going on with memory only', () => {
  test('never touches the keychain, and works until the app ends', async () => {
    const desk = aDesk();
    desk.vault.trouble = { kind: 'keychain-missing' };
    desk.safekeeping.useMemoryOnly();
    const account = await desk.signsIn();
    expect(account.storedIn).toBe('memory');
    expect(desk.story.events.filter((event) => event.startsWith('vault'))).toEqual([]);
    expect(await desk.refreshes(account.id)).toMatchObject({ ok: true });

    const next = desk.restart();
    expect(next.stateOf(account.id)).toEqual({ kind: 'signed-out' });
    expect(await next.copies(account.id)).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
  });

  test('goes on after a check that found the keychain still shut', async () => {
    const desk = aDesk();
    desk.vault.trouble = { kind: 'keychain-locked' };
    desk.safekeeping.useMemoryOnly();
    expect(await desk.safekeeping.recheck()).toMatchObject({ ok: false });
    expect(desk.view().vault).toMatchObject({ kind: 'memory-only' });
    expect((await desk.signsIn()).storedIn).toBe('memory');
  });

  test('accounts that are in the keychain stay there', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.safekeeping.useMemoryOnly();
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    expect(desk.accountOf().storedIn).toBe('keychain');
  });

  test('after a restart a memory-only account is not said to be kept anywhere', async () => {
    const desk = aDesk();
    desk.safekeeping.useMemoryOnly();
    await desk.signsIn();
    const [account] = desk.restart().view().instances[0]?.accounts ?? [];
    expect(account).toMatchObject({ state: { kind: 'signed-out' }, storedIn: null, signInEndsAt: null });
  });
});

test('an entry that cannot be understood any more is replaced by signing in again', async () => {
  const desk = aDesk({ accounts: [aKnownAccount({ identity: ana })] });
  desk.vault.unreadable.add('ana');
  expect(await desk.refreshes()).toMatchObject({ ok: false });
  await desk.signsIn(ana);
  expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done', outcome: 'same-person' });
  expect(await desk.refreshes()).toMatchObject({ ok: true });
});

describe('when the keychain does not take the refresh token', () => {
  test('nobody is signed in, and what was handed out is ended', async () => {
    const desk = aDesk();
    desk.vault.writeTrouble = { kind: 'keychain-failed' };
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    expect(desk.attemptAt()?.progress).toMatchObject({
      kind: 'failed',
      step: 'identity',
      failure: { kind: 'keychain-failed' },
    });
    expect(desk.accountsAt()).toEqual([]);
    expect(desk.server.livingTokens).toBe(0);
  });

  test('the sign-in from before is untouched', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ identity: ana })] });
    const token = desk.vault.tokenOf('ana');
    desk.vault.writeTrouble = { kind: 'secret-too-large', bytes: 3000, limit: 2400 };
    const signIn = await desk.startSignIn();
    await signIn.browserAnswers();
    expect(desk.vault.tokenOf('ana')).toBe(token);
    desk.vault.writeTrouble = null;
    expect(await desk.copies()).toMatchObject({ ok: true });
  });

  test('the next sign-in asks the keychain first instead of sending the user round again', async () => {
    const desk = aDesk();
    const first = await desk.startSignIn();
    desk.vault.trouble = { kind: 'keychain-locked' };
    await first.browserAnswers();
    desk.signIn.start('acme', null);
    await settle();
    expect(desk.attemptAt()?.progress).toMatchObject({ failure: { kind: 'keychain-locked' } });
    expect(desk.browser.opened).toHaveLength(1);
  });
});
