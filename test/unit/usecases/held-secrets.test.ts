// The keychain refuses what replaced a refresh token: it lives in memory, and gets there as soon as it can.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { aKnownAccount, minutes, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { aFreshDesk } from './fresh-desk';

const locked: Failure = { kind: 'keychain-locked' };

async function aRefusedDesk(): Promise<Desk> {
  const desk = await aFreshDesk();
  desk.server.isRotating = true;
  desk.vault.writeTrouble = locked;
  await desk.refreshes();
  return desk;
}

const isSafe = ({ server, vault }: Desk): boolean => server.isRefreshTokenAlive(vault.tokenOf('ana') ?? '');

describe('a keychain that refuses a replaced refresh token (RR8)', () => {
  test('does not keep the token from being used, and the window tells of it', async () => {
    const desk = await aRefusedDesk();
    expect(await desk.copies()).toMatchObject({ ok: true });
    expect(desk.view().vault).toMatchObject({ kind: 'trouble', failure: locked });
    expect(desk.freshness.held.areThere()).toBe(true);
  });

  test('still has the old record: nothing is deleted', async () => {
    const desk = await aRefusedDesk();
    expect(desk.vault.records.get('ana')?.generation).toBe(1);
  });

  test('gets it with growing pauses, without anybody asking, and the note goes', async () => {
    const desk = await aRefusedDesk();
    const before = desk.story.count('vault written');
    await desk.clock.pass(minutes(10));
    expect(desk.story.count('vault written') - before).toBeGreaterThan(5);
    expect(desk.story.count('vault written') - before).toBeLessThan(20);
    desk.vault.writeTrouble = null;
    await desk.clock.pass(minutes(5));
    expect(isSafe(desk)).toBe(true);
    expect(desk.freshness.held.areThere()).toBe(false);
    expect(desk.view().vault.kind).toBe('keychain');
  });

  test('is not asked while that would be a question to the person', async () => {
    const desk = await aRefusedDesk();
    desk.vault.isShut = true;
    await desk.clock.pass(minutes(60));
    expect(desk.vault.prompts).toBe(0);
    desk.vault.isShut = false;
    desk.vault.writeTrouble = null;
    await desk.clock.pass(minutes(5));
    expect(isSafe(desk)).toBe(true);
  });

  test('is asked again also when the question whether it is open failed once', async () => {
    const desk = await aRefusedDesk();
    const { isOpen } = desk.vault;
    Object.assign(desk.vault, {
      isOpen: () => {
        Object.assign(desk.vault, { isOpen });
        return Promise.reject(new Error('no bus'));
      },
    });
    desk.vault.writeTrouble = null;
    await desk.clock.pass(minutes(5));
    expect(desk.log.bugs).toHaveLength(1);
    expect(isSafe(desk)).toBe(true);
  });

  test('when the app ends: it is tried until it works, ten seconds at most', async () => {
    const desk = await aRefusedDesk();
    const saved = desk.freshness.held.saveNow(seconds(10));
    await desk.clock.pass(seconds(3));
    desk.vault.writeTrouble = null;
    await desk.clock.pass(seconds(1));
    expect(await saved).toBe(true);
    expect(isSafe(desk)).toBe(true);
  });

  test('for good: the app knows after ten seconds that it would be lost', async () => {
    const desk = await aRefusedDesk();
    const began = desk.clock.now();
    const saved = desk.freshness.held
      .saveNow(seconds(10))
      .then((isSaved) => ({ isSaved, at: desk.clock.now() }));
    await desk.clock.pass(seconds(12));
    const { isSaved, at } = await saved;
    expect(isSaved).toBe(false);
    expect(at - began).toBeLessThanOrEqual(seconds(10.5));
  });

  test('that does not answer at all holds it up no longer than that', async () => {
    const desk = await aRefusedDesk();
    desk.story.hold('vault written');
    let isOver = false;
    void desk.freshness.held.saveNow(seconds(10)).then(() => (isOver = true));
    await desk.clock.pass(seconds(11));
    expect(isOver).toBe(true);
  });
});

test('1,000 runs in which the keychain refuses now and then: while the process lives, no sign-in is lost (RR8)', async () => {
  const acts = fc.array(fc.constantFrom('refuse', 'take', 'renew', 'copy', 'pass', 'sleep', 'shut', 'open'), {
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(acts, async (story) => {
      const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
      desk.server.isRotating = true;
      await desk.presence.start();
      for (const act of story) {
        if (act === 'refuse') desk.vault.writeTrouble = locked;
        if (act === 'take') desk.vault.writeTrouble = null;
        if (act === 'shut') desk.vault.isShut = true;
        if (act === 'open') desk.vault.isShut = false;
        if (act === 'renew') await desk.refreshes();
        if (act === 'copy') await desk.copies();
        if (act === 'pass') await desk.clock.pass(minutes(20));
        if (act === 'sleep') {
          desk.presence.onSuspend();
          desk.clock.jump(minutes(200));
          desk.presence.onResume();
        }
      }
      desk.vault.writeTrouble = null;
      desk.vault.isShut = false;
      await desk.clock.pass(minutes(6));
      expect(isSafe(desk)).toBe(true);
      expect(desk.stateOf()?.kind).not.toBe('needs-sign-in');
      desk.endLife();
      desk.signOutQueue.stop();
    }),
    { numRuns: 1_000 },
  );
});
