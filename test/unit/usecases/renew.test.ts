import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { aKnownAccount, minutes, noon } from '#support/builders';
import { aDesk } from '#support/desk';

const offline: Failure = { kind: 'offline', host: 'acme.cloud.looker.com' };
const anaSignedIn = () => aDesk({ accounts: [aKnownAccount()] });

describe('a renewal', () => {
  test('gives a live token', async () => {
    const desk = anaSignedIn();
    expect(await desk.refreshes()).toEqual({
      ok: true,
      value: {
        issuedAt: noon,
        expiresAt: noon + minutes(60),
        scope: 'cors_api',
        workspace: 'production',
      },
    });
    expect(desk.stateOf()?.kind).toBe('active');
    expect(desk.historyOf()).toEqual(['renewed']);
  });

  test('is one request, however many ask for it at the same time', async () => {
    const desk = anaSignedIn();
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => desk.refreshes()));
    expect(new Set(outcomes).size).toBe(1);
    expect(desk.server.received).toHaveLength(1);
    expect(desk.historyOf()).toEqual(['renewed']);
  });

  test('is one request per account: two accounts renew side by side', async () => {
    const desk = aDesk({
      accounts: [
        aKnownAccount(),
        aKnownAccount({ id: 'other', identity: { ...aKnownAccount().identity, userId: '9' } }),
      ],
    });
    await Promise.all([desk.refreshes('ana'), desk.refreshes('other')]);
    expect(desk.server.received).toHaveLength(2);
  });

  test('is noted before it is sent, and kept before anybody sees it', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    const order: string[] = [];
    desk.store.subscribe(({ accounts }) => order.push(accounts['ana']?.kind ?? ''));
    const releaseRequest = desk.story.hold('refresh token sent');
    const releaseWrite = desk.story.hold('vault written');
    const renewal = desk.refreshes();
    await desk.clock.pass(0);
    expect(desk.file.content.accounts[0]?.renewalStartedAt).toBe(noon);
    expect(desk.story.events).toEqual(['vault read', 'refresh token sent']);
    await releaseRequest();
    expect(desk.story.events.at(-1)).toBe('vault written');
    expect(desk.liveTokens.get('ana')).toBeNull();
    expect(desk.stateOf()?.kind).toBe('renewing');
    await releaseWrite();
    await renewal;
    // Once when it begins, once when it is in the journal.
    expect(order).toEqual(['renewing', 'renewing', 'active']);
    expect(desk.file.content.accounts[0]?.renewalStartedAt).toBeNull();
  });

  test('is not sent before the note of it is on the disk, which a kill does not take back', async () => {
    const desk = anaSignedIn();
    const release = desk.file.disk.hold('written');
    const renewal = desk.refreshes();
    await desk.clock.pass(0);
    expect(desk.server.received).toEqual([]);
    await release();
    expect(await renewal).toMatchObject({ ok: true });
  });

  test('needs a sign-in', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ storedIn: null })] });
    expect(await desk.refreshes()).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
    expect(await desk.refreshes('nobody')).toEqual({ ok: false, failure: { kind: 'account-unknown' } });
    expect(desk.server.received).toEqual([]);
  });
});

describe('the refresh token', () => {
  test('stays what it is when the server sends no other, without a write', async () => {
    const desk = anaSignedIn();
    const before = desk.vault.records.get('ana');
    await desk.refreshes();
    expect(desk.vault.records.get('ana')).toBe(before);
    expect(desk.story.events).not.toContain('vault written');
  });

  test('is replaced when the server sends another, and the old one is never sent again', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    for (let round = 0; round < 4; round += 1) {
      expect(await desk.refreshes()).toMatchObject({ ok: true });
    }
    const sent = desk.server.received.map(({ refreshToken }) => refreshToken);
    expect(new Set(sent).size).toBe(4);
    expect(desk.vault.records.get('ana')?.generation).toBe(5);
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
  });

  test('that could not be written is used and written by the next renewal', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    expect(desk.view().vault).toMatchObject({ kind: 'trouble', failure: { kind: 'keychain-locked' } });
    desk.vault.writeTrouble = null;
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    const sent = desk.server.received.map(({ refreshToken }) => refreshToken);
    expect(new Set(sent).size).toBe(2);
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
  });

  test('that could not be written is written by the next renewal also when that one brings no other', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    await desk.refreshes();
    desk.server.isRotating = false;
    desk.vault.writeTrouble = null;
    await desk.refreshes();
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
  });

  test('that could not be written does not outlive a new sign-in', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    await desk.refreshes();
    desk.vault.writeTrouble = null;
    await desk.safekeeping.recheck();
    await desk.signsIn();
    const fresh = desk.vault.tokenOf('ana');
    await desk.refreshes();
    expect(desk.server.received.at(-1)?.refreshToken).toBe(fresh);
  });
});

describe('a refresh token that the server refuses', () => {
  test('means signing in again, said once and for all, and nothing is deleted', async () => {
    const desk = anaSignedIn();
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toEqual({
      ok: false,
      failure: { kind: 'sign-in-expired', interrupted: false },
    });
    expect(desk.stateOf()).toMatchObject({ kind: 'needs-sign-in' });
    expect(desk.vault.records.has('ana')).toBe(true);
    expect(desk.historyOf()).toEqual(['sign-in-ended']);
    expect(desk.restart().stateOf()).toMatchObject({ kind: 'needs-sign-in' });
  });

  test('right after a renewal that was killed names the likely cause', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    desk.story.hold('refresh token sent');
    void desk.refreshes();
    await desk.clock.pass(0);
    expect(await desk.restart().refreshes()).toEqual({
      ok: false,
      failure: { kind: 'sign-in-expired', interrupted: true },
    });
  });

  test('still names it when the first try after the kill found no network', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ renewalStartedAt: noon - minutes(1) })] });
    desk.server.trouble = offline;
    await desk.refreshes();
    desk.server.trouble = null;
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toMatchObject({ failure: { kind: 'sign-in-expired', interrupted: true } });
  });

  test('names it, too, when the app ended before the replacement could be written', async () => {
    const desk = anaSignedIn();
    desk.server.isRotating = true;
    desk.vault.writeTrouble = { kind: 'keychain-locked' };
    await desk.refreshes();
    desk.vault.writeTrouble = null;
    expect(await desk.restart().refreshes()).toMatchObject({
      failure: { kind: 'sign-in-expired', interrupted: true },
    });
  });
});

describe('trouble on the way', () => {
  test('without network a living token stays usable and says what is wrong', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    desk.server.trouble = offline;
    expect(await desk.refreshes()).toEqual({ ok: false, failure: offline });
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: offline });
    expect(await desk.copies()).toMatchObject({ ok: true });
    expect(desk.historyOf()[1]).toBe('renewal-failed');
  });

  test('without network and without a living token the account waits', async () => {
    const desk = anaSignedIn();
    desk.server.trouble = { kind: 'provider-busy', host: 'acme', retryAt: noon + minutes(2) };
    await desk.refreshes();
    expect(desk.stateOf()).toMatchObject({ kind: 'waiting', retryAt: noon + minutes(2) });
    desk.server.trouble = null;
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('a locked keychain locks the account, sends nothing and forgets nothing', async () => {
    const desk = anaSignedIn();
    desk.vault.trouble = { kind: 'keychain-locked' };
    expect(await desk.refreshes()).toEqual({ ok: false, failure: { kind: 'keychain-locked' } });
    expect(desk.stateOf()?.kind).toBe('locked');
    expect(desk.server.received).toEqual([]);
    desk.vault.trouble = null;
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('a bug on the way does not leave the account renewing for ever', async () => {
    const desk = anaSignedIn();
    desk.server.bug = new TypeError('x is not a function');
    await desk.refreshes().catch(() => undefined);
    expect(desk.stateOf()?.kind).not.toBe('renewing');
    desk.server.bug = null;
    expect(await desk.refreshes()).toMatchObject({ ok: true });
  });

  test('a disk that takes no catalog does not keep a token from being renewed', async () => {
    const desk = anaSignedIn();
    desk.file.saveTrouble = { kind: 'catalog-not-saved', reason: 'disk-full' };
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    expect(desk.view().catalogTrouble).toEqual({ kind: 'catalog-not-saved', reason: 'disk-full' });
    desk.file.saveTrouble = null;
    await desk.refreshes();
    expect(desk.view().catalogTrouble).toBeNull();
  });
});

test('the scope that the server grants is what counts, otherwise the one of the sign-in', async () => {
  const desk = anaSignedIn();
  expect(await desk.refreshes()).toMatchObject({ value: { scope: 'cors_api' } });
});
