// Whoever signs in again beside a sign-out that is not over, and what then may not touch the new sign-in.
import { expect, test } from 'vitest';
import { aKnownAccount, aWaitingAccount, aWish, minutes, seconds } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { anaWaiting, offline } from './waiting-desk';

test('a new sign-in is not ended by an older one of this person that was to be ended everywhere', async () => {
  const desk = aDesk({
    accounts: [
      aWaitingAccount({ id: 'first', queuedSignOut: aWish({ thenRemove: true }) }),
      aKnownAccount({ id: 'second' }),
    ],
  });
  await desk.refreshes('second');
  desk.server.trouble = offline;
  await desk.signsOut('second', { everywhere: true });
  const signIn = await desk.startSignIn('acme', 'second');
  desk.server.trouble = null;
  await signIn.browserAnswers();
  await desk.clock.pass(minutes(10));
  const [left, ...others] = desk.accountsAt();
  expect(others).toEqual([]);
  expect(await desk.refreshes(left?.id)).toMatchObject({ ok: true });
});

test('signing in again goes to the account that is in use, not to one that stayed for its report', async () => {
  const desk = await anaWaiting();
  const signIn = await desk.startSignIn('acme', 'ana');
  desk.server.trouble = null;
  desk.server.logoutEnds = 'access-token';
  await signIn.browserAnswers();
  await desk.clock.pass(minutes(10));
  const used = desk.accountsAt().find(({ signedOut }) => !signedOut);
  const again = await desk.startSignIn('acme', used?.id);
  await again.browserAnswers();
  expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'done', outcome: 'same-person' });
  expect(desk.accountsAt()).toMatchObject([
    { id: 'ana', signedOut: true, queuedSignOut: null },
    { id: used?.id, signedOut: false },
  ]);
  expect(desk.view().instances[0]?.accounts[0]?.signOut).toMatchObject({ canEndEverywhere: true });
});

test('what was given up before a new sign-in does not keep that from being signed out', async () => {
  const desk = await anaWaiting();
  const signIn = await desk.startSignIn('acme', 'ana');
  desk.server.trouble = null;
  const releaseIdentity = desk.story.hold('identity asked');
  await signIn.browserAnswers();
  const releaseTry = desk.story.hold('access token probed');
  desk.signOutQueue.look();
  await settle();
  await releaseIdentity();
  const removing = desk.removes('ana', true);
  await settle();
  await releaseTry();
  await removing;
  expect(desk.accountOf()).toMatchObject({ signedOut: false, storedIn: 'keychain' });
  await desk.signsOut();
  expect(desk.accountOf()).toMatchObject({ signedOut: true, storedIn: null, queuedSignOut: null });
  expect(desk.vault.records.size).toBe(0);
});

test('a sign-in whose tokens died with an older sign-out is said to have failed, not kept', async () => {
  const desk = aDesk({ accounts: [aKnownAccount({ id: 'old' })] });
  await desk.refreshes('old');
  const signIn = await desk.startSignIn('acme', 'old');
  const release = desk.story.hold('DELETE oauth_client_apps/daypass/users/481');
  const leaving = desk.signsOut('old', { everywhere: true });
  await settle();
  await signIn.browserAnswers();
  await desk.clock.pass(seconds(6));
  await release();
  await leaving;
  await settle();
  expect(desk.attemptAt()?.progress).toMatchObject({ kind: 'failed', step: 'identity' });
  expect(desk.server.livingTokens).toBe(0);
});
