// A second program uses the same sign-in: the cure is to lock, to read again, and then to decide.
import { describe, expect, test } from 'vitest';
import type { VaultRecord } from '#domain/token-set';
import { Secret } from '#domain/secret';
import { aKnownAccount, minutes, noon } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { aDeskAtWork, accountIn, requestsAt } from './fresh-desk';

function anaSignedIn(): Desk {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  desk.server.isRotating = true;
  return desk;
}

/** Another program renews, with our record, and writes its successor. */
function renewsElsewhere(desk: Desk): void {
  const record = desk.vault.records.get('ana');
  const session = desk.server.redeemRefresh(desk.vault.tokenOf('ana') ?? '');
  if (record === undefined || session === null)
    throw new Error('The other program has nothing to renew with');
  const next: VaultRecord = {
    ...record,
    credential: { kind: 'refresh-token', refreshToken: new Secret(session.refreshToken ?? '') },
    generation: record.generation + 1,
  };
  desk.vault.records.set('ana', next);
}

describe('a second program that renews the same sign-in (anchors 3.10)', () => {
  test('before us: what it wrote is read and sent, never what we had before', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    renewsElsewhere(desk);
    expect(await desk.refreshes()).toMatchObject({ ok: true });
    const sent = desk.server.received.map(({ refreshToken }) => refreshToken);
    expect(new Set(sent).size).toBe(2);
    expect(desk.vault.records.get('ana')?.generation).toBe(4);
  });

  test('while ours is on its way, without the lock: the refusal is compared with the vault, and the sign-in goes on', async () => {
    const desk = anaSignedIn();
    const release = desk.story.hold('vault read');
    const renewal = desk.refreshes();
    await settle();
    const before = desk.vault.records.get('ana');
    renewsElsewhere(desk);
    const successor = desk.vault.records.get('ana');
    // Ours was read before the other wrote.
    if (before !== undefined) desk.vault.records.set('ana', before);
    const sent = desk.story.hold('refresh token sent');
    await release();
    if (successor !== undefined) desk.vault.records.set('ana', successor);
    await sent();
    expect(await renewal).toMatchObject({ ok: true });
    expect(desk.stateOf()?.kind).toBe('active');
    expect(desk.accountOf().endedBy).toBeNull();
    expect(desk.server.isRefreshTokenAlive(desk.vault.tokenOf('ana') ?? '')).toBe(true);
  });

  test('has not replaced anything: then the refusal is the end of it, and nothing is deleted', async () => {
    const desk = anaSignedIn();
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toMatchObject({ failure: { kind: 'sign-in-expired' } });
    expect(requestsAt(desk)).toBe(1);
    expect(desk.vault.records.has('ana')).toBe(true);
  });

  test('holds the lock and does not come to an end: nothing is sent, the account waits and is tried again', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.renewalLock.isTaken = true;
    await desk.presence.start();
    await desk.clock.pass(minutes(20));
    expect(requestsAt(desk)).toBe(0);
    expect(desk.stateOf()).toMatchObject({ kind: 'waiting', failure: { kind: 'renewed-elsewhere' } });
    expect(accountIn(desk).renewsAt).toBeGreaterThan(desk.clock.now());
    desk.renewalLock.isTaken = false;
    await desk.clock.pass(minutes(10));
    expect(desk.stateOf()?.kind).toBe('active');
  });

  test('holds it while a token lives here: that one stays usable', async () => {
    const desk = await aDeskAtWork();
    desk.renewalLock.isTaken = true;
    await desk.clock.pass(minutes(50));
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: { kind: 'renewed-elsewhere' } });
    expect(await desk.copies()).toMatchObject({ ok: true });
  });
});

test('the lock is given back whatever happens in its turn', async () => {
  const desk = anaSignedIn();
  await desk.refreshes();
  desk.server.trouble = { kind: 'offline', host: 'acme' };
  await desk.refreshes();
  desk.server.trouble = null;
  desk.vault.trouble = { kind: 'keychain-locked' };
  await desk.refreshes();
  desk.vault.trouble = null;
  desk.server.bug = new Error('a bug');
  await desk.refreshes();
  expect(desk.renewalLock.held).toEqual([]);
});

describe('why a sign-in ended is said as it was (anchors 3.1)', () => {
  const interruptedWith = (mark: string | null) =>
    aDesk({ accounts: [aKnownAccount({ renewalStartedAt: noon - minutes(1), renewalMark: mark })] });

  test('after an interrupted renewal whose answer never came here: that', async () => {
    const desk = interruptedWith('mark-0');
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toMatchObject({ failure: { kind: 'sign-in-expired', interrupted: true } });
    expect(accountIn(desk).state).toMatchObject({ kind: 'needs-sign-in', failure: { interrupted: true } });
  });

  test('after one whose answer was kept all the same: not that', async () => {
    const desk = interruptedWith('the mark of what it replaced');
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toMatchObject({
      failure: { kind: 'sign-in-expired', interrupted: false },
    });
  });

  test('after one that is complete: not that', async () => {
    const desk = anaSignedIn();
    await desk.refreshes();
    desk.server.forgetEverybody();
    expect(await desk.refreshes()).toMatchObject({
      failure: { kind: 'sign-in-expired', interrupted: false },
    });
    expect(desk.historyOf()).toEqual(['sign-in-ended', 'renewed']);
  });

  test('when the answer was lost on the way, and the second try is refused: that', async () => {
    const desk = anaSignedIn();
    const renew = desk.oauth.renew;
    let isFirst = true;
    Object.assign(desk.oauth, {
      renew: async (...of: Parameters<typeof renew>) => {
        const answer = await renew(...of);
        const lost = { kind: 'provider-unreachable', host: 'acme', reason: 'dropped' } as const;
        const isLost = isFirst;
        isFirst = false;
        return isLost ? { ok: false, failure: lost } : answer;
      },
    });
    const renewal = desk.refreshes();
    await desk.clock.pass(minutes(1));
    expect(await renewal).toMatchObject({ failure: { kind: 'sign-in-expired', interrupted: true } });
    expect(requestsAt(desk)).toBe(2);
  });
});
