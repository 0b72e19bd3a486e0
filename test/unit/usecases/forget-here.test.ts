// Forgetting here is not signing out: the provider is not asked, and nothing there ends.
import { describe, expect, test } from 'vitest';
import type { Secret } from '#domain/secret';
import { aGoogle, aGoogleAccount, aKnownAccount, ben, days, noon } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { aConfigWish, aGoogleDesk, viewOf } from './google-desk';

describe('forgetting here', () => {
  test('takes the secret from the keychain, and says that it lives on at Google', async () => {
    const desk = aGoogleDesk();
    const token = desk.vault.tokenOf('ana') ?? '';
    expect(await desk.signOuts.forgetHere('ana')).toEqual({ ok: true, value: undefined });
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
    expect(viewOf(desk)?.signOut?.lines).toEqual([
      { kind: 'left-at-provider', until: null },
      { kind: 'forgotten-here' },
    ]);
    expect(desk.historyOf()[0]).toBe('forgotten');
    expect(desk.server.isRefreshTokenAlive(token)).toBe(true);
    expect(desk.server.revocations).toEqual([]);
  });

  test('leaves every other account, and the client secret, as they were', async () => {
    const desk = aGoogleDesk();
    await desk.signOuts.forgetHere('ana');
    for (const id of ['ana-ads', 'ana-elsewhere', 'ben']) {
      expect(await desk.refreshes(id)).toMatchObject({ ok: true });
    }
    expect(desk.vault.records.has('studio')).toBe(true);
  });

  test('says until when it lives there, where that is known', async () => {
    const desk = aDesk({
      instances: [aGoogle({}, { audience: 'testing' })],
      accounts: [aGoogleAccount({ signedInAt: noon - days(1) })],
    });
    await desk.signOuts.forgetHere('ana');
    expect(viewOf(desk)?.signOut?.lines[0]).toEqual({ kind: 'left-at-provider', until: noon + days(6) });
  });

  test.each([
    ['a token', async (desk: ReturnType<typeof aGoogleDesk>) => desk.copies('ana-ads')],
    [
      'a configuration',
      async (desk: ReturnType<typeof aGoogleDesk>) => desk.configFiles.copy('ana-ads', aConfigWish()),
    ],
  ])('takes %s off the clipboard', async (_what, copies) => {
    const desk = aGoogleDesk();
    expect(await copies(desk)).toMatchObject({ ok: true });
    expect(desk.clipboard.text).not.toBe('');
    await desk.signOuts.forgetHere('ana-ads');
    expect(desk.clipboard.text).toBe('');
    expect(desk.view().clipboard).toBeNull();
  });

  test('while a refresh is under way leaves nothing of that behind', async () => {
    const desk = aGoogleDesk();
    desk.server.isRotating = true;
    const release = desk.story.hold('refresh token sent');
    const refresh = desk.refreshes();
    await desk.clock.pass(0);
    const forgotten = desk.signOuts.forgetHere('ana');
    await release();
    expect(await refresh).toMatchObject({ failure: { kind: 'not-signed-in' } });
    await forgotten;
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.liveTokens.all('ana')).toEqual([]);
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
  });

  test('with a shut keychain hands nothing out any more, and says that the secret is still there', async () => {
    const desk = aGoogleDesk();
    desk.vault.trouble = { kind: 'keychain-locked' };
    await desk.signOuts.forgetHere('ana');
    expect(viewOf(desk)?.signOut?.lines).toContainEqual({
      kind: 'not-forgotten-here',
      failure: { kind: 'keychain-locked' },
    });
    expect(await desk.copies()).toMatchObject({ ok: false });
    desk.vault.trouble = null;
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test.each([
    ['forgotten', (desk: Desk) => desk.signOuts.forgetHere('ana')],
    ['signed out', (desk: Desk) => desk.signOuts.signOut('ana')],
  ])('with a keychain that stops working: what was %s goes once it is back', async (_what, ends) => {
    const desk = aGoogleDesk();
    await desk.safekeeping.recheck();
    const release = desk.story.hold('vault emptied');
    const ended = ends(desk);
    await settle();
    desk.vault.trouble = { kind: 'keychain-timed-out' };
    await release();
    await ended;
    expect(desk.vault.records.has('ana')).toBe(true);
    expect(desk.view().vault).toMatchObject({ kind: 'trouble', failure: { kind: 'keychain-timed-out' } });
    desk.vault.trouble = null;
    await desk.signsIn(ben, 'ads');
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('says so, and drops the token, also when the keychain opens in its middle', async () => {
    const desk = aGoogleDesk();
    await desk.copies();
    let goOn: () => void = () => undefined;
    const { clearIfHolds } = desk.clipboard;
    Object.assign(desk.clipboard, {
      clearIfHolds: async (text: Secret) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        return clearIfHolds(text);
      },
    });
    const forgotten = desk.signOuts.forgetHere('ana');
    await settle();
    await desk.safekeeping.recheck();
    await settle();
    goOn();
    await forgotten;
    expect(viewOf(desk)?.signOut?.lines).toContainEqual({ kind: 'left-at-provider', until: null });
    expect(desk.historyOf()[0]).toBe('forgotten');
    expect(desk.liveTokens.all('ana')).toEqual([]);
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('does not say of what was revoked meanwhile that it lives on', async () => {
    const desk = aGoogleDesk();
    const release = desk.story.hold('revoked');
    const revoked = desk.signOuts.signOut('ana');
    await settle();
    const forgotten = desk.signOuts.forgetHere('ana');
    await release();
    await Promise.all([revoked, forgotten]);
    const kinds = viewOf(desk)?.signOut?.lines.map(({ kind }) => kind);
    expect(kinds).toContain('refresh-token-revoked');
    expect(kinds).not.toContain('left-at-provider');
  });

  test('ends the waiting of a revocation', async () => {
    const desk = aGoogleDesk();
    desk.google.revocationTrouble = { kind: 'offline', host: 'oauth2.googleapis.com' };
    await desk.signsOut();
    await desk.signOuts.forgetHere('ana');
    expect(viewOf(desk)?.queuedSignOut).toBeNull();
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('stays done over a restart', async () => {
    const desk = aGoogleDesk();
    await desk.signOuts.forgetHere('ana');
    expect(desk.restart().stateOf()).toEqual({ kind: 'signed-out' });
  });

  test('works at a Looker, too, and of nobody says so', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    await desk.signOuts.forgetHere('ana');
    expect(viewOf(desk)?.signOut?.lines[0]).toEqual({ kind: 'left-at-provider', until: noon + days(28) });
    expect(await desk.signOuts.forgetHere('gone')).toMatchObject({ failure: { kind: 'account-unknown' } });
  });
});
