import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKnownAccount, minutes, noon, seconds } from '#support/builders';
import { aDesk } from '#support/desk';

const anaSignedIn = (clearClipboardAfterSeconds = 45) =>
  aDesk({ accounts: [aKnownAccount()], settings: { clearClipboardAfterSeconds } });

describe('copying a token', () => {
  test('puts a living token on the clipboard and says until when', async () => {
    const desk = anaSignedIn();
    expect(await desk.copies()).toEqual({
      ok: true,
      value: { clearsAt: noon + seconds(45), expiresAt: noon + minutes(60) },
    });
    expect(desk.server.sessionOf(desk.clipboard.text)).not.toBeNull();
    expect(desk.view().clipboard).toEqual({
      accountId: 'ana',
      what: 'token',
      copiedAt: noon,
      clearsAt: noon + seconds(45),
    });
  });

  test('is written into the history', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    expect(desk.historyOf()).toEqual(['copied', 'renewed']);
  });

  test('takes the token at hand while it lives for another minute', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    const first = desk.clipboard.text;
    await desk.clock.pass(minutes(59));
    await desk.copies();
    expect(desk.clipboard.text).toBe(first);
    expect(desk.server.received).toHaveLength(1);
  });

  test('with less than a minute left fetches a fresh one first', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    const first = desk.clipboard.text;
    await desk.clock.pass(minutes(59) + 1);
    expect(await desk.copies()).toMatchObject({ value: { expiresAt: noon + minutes(119) + 1 } });
    expect(desk.clipboard.text).not.toBe(first);
  });

  test('without network still gives the last seconds of a token', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    await desk.clock.pass(minutes(59) + seconds(30));
    desk.server.trouble = { kind: 'offline', host: 'acme' };
    expect(await desk.copies()).toMatchObject({ ok: true, value: { expiresAt: noon + minutes(60) } });
    await desk.clock.pass(seconds(31));
    expect(await desk.copies()).toEqual({ ok: false, failure: { kind: 'offline', host: 'acme' } });
  });

  test('of an account that is signed out, or not there, copies nothing', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ storedIn: null })] });
    desk.clipboard.text = 'mine';
    expect(await desk.copies()).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
    expect(await desk.copies('gone')).toEqual({ ok: false, failure: { kind: 'account-unknown' } });
    expect(desk.clipboard.text).toBe('mine');
  });

  test('onto a clipboard that refuses says so and notes nothing', async () => {
    const desk = anaSignedIn();
    desk.clipboard.isRefusing = true;
    expect(await desk.copies()).toEqual({ ok: false, failure: { kind: 'clipboard-refused' } });
    expect(desk.view().clipboard).toBeNull();
    expect(desk.historyOf()).toEqual(['renewed']);
  });
});

describe('a copied token', () => {
  test.each([10, 45, 300])('is taken off the clipboard after %i seconds', async (after) => {
    const desk = anaSignedIn(after);
    await desk.copies();
    await desk.clock.pass(seconds(after) - 1);
    expect(desk.clipboard.text).not.toBe('');
    await desk.clock.pass(1);
    expect(desk.clipboard.text).toBe('');
    expect(desk.view().clipboard).toBeNull();
  });

  test('is not looked for once something else was copied', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    desk.clipboard.text = 'a recipe for soup';
    await desk.clock.pass(seconds(60));
    expect(desk.clipboard.text).toBe('a recipe for soup');
    expect(desk.view().clipboard).toBeNull();
  });

  test('that is copied again stays for the whole time again', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    await desk.clock.pass(seconds(30));
    await desk.copies();
    await desk.clock.pass(seconds(44));
    expect(desk.clipboard.text).not.toBe('');
    await desk.clock.pass(seconds(1));
    expect(desk.clipboard.text).toBe('');
  });

  test('goes at once when asked', async () => {
    const desk = anaSignedIn();
    await desk.copies();
    await desk.handOut.clearClipboard();
    expect(desk.clipboard.text).toBe('');
    await desk.clock.pass(seconds(60));
    expect(desk.log.lines).toEqual([]);
  });

  test('goes with the sign-out of its account, not with that of another', async () => {
    const desk = aDesk({
      accounts: [
        aKnownAccount(),
        aKnownAccount({ id: 'ben', identity: { userId: '77', displayName: 'Ben', email: null } }),
      ],
    });
    await desk.copies('ana');
    await desk.signsOut('ben');
    expect(desk.clipboard.text).not.toBe('');
    await desk.signsOut('ana');
    expect(desk.clipboard.text).toBe('');
  });
});

test('no token is ever handed out that has already ended', async () => {
  const acts = fc.oneof(
    fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 4_000_000 }) }),
    fc.record({ act: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 9_000_000 }) }),
    fc.constantFrom(
      { act: 'copy' as const },
      { act: 'refresh' as const },
      { act: 'go offline' as const },
      { act: 'come back' as const },
      { act: 'be revoked' as const },
      { act: 'sign in' as const },
      { act: 'sign out' as const },
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(acts, { maxLength: 25 }),
      fc.integer({ min: 1, max: 3600 }),
      async (story, life) => {
        const desk = anaSignedIn();
        desk.server.lifetimeSeconds = life;
        for (const step of story) {
          if (step.act === 'pass') await desk.clock.pass(step.ms);
          if (step.act === 'sleep') desk.clock.jump(step.ms);
          if (step.act === 'refresh') await desk.refreshes();
          if (step.act === 'go offline') desk.server.trouble = { kind: 'offline', host: 'acme' };
          if (step.act === 'come back') desk.server.trouble = null;
          if (step.act === 'be revoked') desk.server.forgetEverybody();
          if (step.act === 'sign out') await desk.signsOut();
          if (step.act === 'sign in' && desk.server.trouble === null) await desk.signsIn();
          if (step.act === 'copy') {
            const copied = await desk.copies();
            if (!copied.ok) continue;
            expect(copied.value.expiresAt).toBeGreaterThan(desk.clock.now());
            expect(desk.server.access.get(desk.clipboard.text)?.expiresAt ?? Infinity).toBeGreaterThan(
              desk.clock.now(),
            );
          }
        }
        desk.endLife();
      },
    ),
    { numRuns: 150 },
  );
});
