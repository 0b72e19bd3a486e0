// Removing what cannot be removed in one go: a refresh token nobody could check, and accounts that come and go meanwhile.
import { describe, expect, test } from 'vitest';
import { ana, aKeyAccount, aKnownAccount, aWaitingAccount, aWish } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';

const rejected = {
  kind: 'client-rejected',
  clientId: 'daypass',
  error: 'invalid_client',
  description: null,
} as const;

describe('a refresh token that could not be checked', () => {
  function staysWithItsReport(desk: Desk): void {
    const account = desk.view().instances[0]?.accounts[0];
    expect(account?.queuedSignOut).toBeNull();
    expect(account?.signOut?.lines.map(({ kind }) => kind)).toContain('refresh-token-unchecked');
  }

  test('keeps its account on the list, and the removal says so', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    desk.server.logoutEnds = 'access-token';
    const release = desk.story.hold('refresh token sent');
    const removing = desk.removes();
    await settle();
    desk.server.trouble = rejected;
    await release();
    expect(await removing).toMatchObject({ ok: false, failure: { kind: 'sign-in-lives-on' } });
    staysWithItsReport(desk);
  });

  test('keeps an account that was to leave by itself, too', async () => {
    const wish = aWish({ thenRemove: true });
    const desk = aDesk({ accounts: [aWaitingAccount({ queuedSignOut: wish })] });
    desk.server.trouble = rejected;
    desk.signOutQueue.look();
    await settle();
    staysWithItsReport(desk);
  });
});

describe('removing an instance', () => {
  test('takes along a key that was added while the others were signed out', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.refreshes();
    const release = desk.story.hold('logged out');
    const removing = desk.removesInstance();
    await settle();
    expect(await desk.addsKey(desk.server.addKey(ana))).toMatchObject({ ok: true });
    await release();
    expect(await removing).toMatchObject({ ok: true });
    expect(desk.vault.records.size).toBe(0);
    expect(desk.server.livingTokens).toBe(0);
    expect(desk.view().instances).toEqual([]);
  });

  test('goes on when an account leaves by itself meanwhile', async () => {
    const wish = aWish({ thenRemove: true });
    const leaving = aKeyAccount({ signedOut: true, queuedSignOut: wish });
    const desk = aDesk({ accounts: [aKnownAccount(), leaving] });
    await desk.refreshes();
    const release = desk.story.hold('access token probed');
    const removing = desk.removesInstance();
    await settle();
    await desk.signsOut('key');
    expect(desk.accountsAt()).toHaveLength(1);
    await release();
    expect(await removing).toMatchObject({ ok: true });
    expect(desk.view().instances).toEqual([]);
  });
});
