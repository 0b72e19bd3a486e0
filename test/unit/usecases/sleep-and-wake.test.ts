// The lid is closed and opened again: deadlines are looked at, what is due is spread, and a network that is not up yet
// signs nobody out.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Failure, OddAnswer, UnreachableReason } from '#domain/failure';
import { aKnownAccount, days, minutes, noon, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { accountIn, aDeskAtWork, people, requestsAt, sleeps } from './fresh-desk';

const host = 'acme.cloud.looker.com';
/** Moments at which the server was asked, epoch ms. */
function watchRequests(desk: Desk): number[] {
  const moments: number[] = [];
  const push = desk.server.received.push.bind(desk.server.received);
  desk.server.received.push = (...items) => {
    moments.push(desk.clock.now());
    return push(...items);
  };
  return moments;
}

const naps = fc.record({
  asleep: fc.integer({ min: seconds(1), max: days(30) }),
  phase: fc.integer({ min: 0, max: minutes(120) }),
  chance: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  /** On Linux the monotonic clock, and with it every timer, stands still meanwhile. */
  countsSleep: fc.boolean(),
  saysSo: fc.boolean(),
});

test('after sleeping 1 s to 30 days at any phase: no dead token, an empty clipboard, everything due spread over ten minutes (RT1, anchors 3.2)', async () => {
  await fc.assert(
    fc.asyncProperty(naps, async ({ asleep, phase, chance, countsSleep, saysSo }) => {
      const desk = await aDeskAtWork({ accounts: people(5, { keepFresh: 'always' }) });
      await desk.clock.pass(phase);
      await desk.copies('p0');
      desk.dice.next = chance;
      const moments = watchRequests(desk);
      if (saysSo) desk.presence.onSuspend();
      if (countsSleep) desk.clock.jump(asleep);
      else desk.clock.set(asleep);
      const wokeAt = desk.clock.now();
      const endings = new Map(
        people(5).map(({ id }) => [id, desk.liveTokens.get(id)?.expiresAt ?? 0] as const),
      );
      desk.presence.onResume();
      await desk.clock.pass(0);
      // At once: what has ended is known to have, and taken off the clipboard.
      for (const [id, endsAt] of endings) {
        if (endsAt <= wokeAt) expect(desk.stateOf(id)).not.toMatchObject({ lease: { expiresAt: endsAt } });
      }
      if (saysSo || asleep >= seconds(45)) expect(desk.clipboard.text).toBe('');
      expect(desk.view().clock.kind).toBe('fine');
      await desk.clock.pass(minutes(10) + 2);
      // Whoever was due is fresh within ten minutes, and before a token that lived has ended.
      for (const [id, endsAt] of endings) {
        const state = desk.stateOf(id);
        expect(state?.kind).toBe('active');
        const token = desk.liveTokens.get(id);
        expect(token?.expiresAt).toBeGreaterThan(desk.clock.now());
        if (endsAt > wokeAt && endsAt < wokeAt + minutes(10)) expect(token?.expiresAt).not.toBe(endsAt);
      }
      expect(moments.every((at) => at >= wokeAt)).toBe(true);
      expect(moments.filter((at) => at >= wokeAt).length).toBeLessThanOrEqual(5);
      desk.endLife();
      desk.signOutQueue.stop();
    }),
    { numRuns: 120 },
  );
});

describe('while the computer sleeps', () => {
  test('nothing starts, even if a timer rings on the way down', async () => {
    const desk = await aDeskAtWork();
    desk.presence.onSuspend();
    await desk.clock.pass(minutes(60));
    expect(requestsAt(desk)).toBe(1);
    desk.presence.onResume();
    await desk.clock.pass(minutes(10));
    expect(requestsAt(desk)).toBe(2);
  });

  test('there is no token on the clipboard', async () => {
    const desk = await aDeskAtWork();
    await desk.copies();
    desk.presence.onSuspend();
    await desk.clock.pass(0);
    expect(desk.clipboard.text).toBe('');
  });
});

describe('after waking up', () => {
  test('a dead token is not handed out: it is renewed first, and copied when that is done (anchors 3.2)', async () => {
    const desk = await aDeskAtWork();
    sleeps(desk, minutes(90));
    expect(await desk.copies()).toMatchObject({ ok: true });
    expect(desk.server.sessionOf(desk.clipboard.text)).not.toBeNull();
  });

  test('what is due is spread by chance: at chance 0 at once, at nearly 1 after nearly ten minutes (RT1)', async () => {
    for (const chance of [0, 0.25, 0.999]) {
      const desk = await aDeskAtWork();
      desk.dice.next = chance;
      sleeps(desk, minutes(90));
      const at = desk.clock.now() + Math.round(minutes(10) * chance);
      expect(accountIn(desk).renewsAt).toBe(chance === 0 ? null : at);
      await desk.clock.pass(Math.round(minutes(10) * chance));
      expect(requestsAt(desk)).toBe(2);
    }
  });

  test('a token with little life left is renewed while it lives', async () => {
    const desk = await aDeskAtWork();
    desk.dice.next = 0.999;
    sleeps(desk, minutes(52));
    const endsAt = desk.liveTokens.get('ana')?.expiresAt ?? 0;
    expect(endsAt - desk.clock.now()).toBe(minutes(3));
    expect(accountIn(desk).renewsAt).toBeLessThanOrEqual(endsAt - minutes(1));
  });

  test('one that is not due yet is left alone', async () => {
    const desk = await aDeskAtWork();
    sleeps(desk, minutes(10));
    await desk.clock.pass(minutes(10));
    expect(requestsAt(desk)).toBe(1);
  });

  test('the history says so in one line, however many tokens came of it', async () => {
    const desk = await aDeskAtWork();
    sleeps(desk, minutes(90));
    await desk.clock.pass(minutes(10));
    expect(desk.historyOf()).toEqual(['renewed-after-wake']);
    await desk.clock.pass(minutes(60));
    expect(desk.historyOf()).toEqual(['renewed-ahead']);
  });

  test('of many that need the person there is one notice (anchors 3.2)', async () => {
    const desk = await aDeskAtWork({ accounts: people(12, { keepFresh: 'always' }) });
    desk.server.forgetEverybody();
    sleeps(desk, minutes(480));
    await desk.clock.pass(minutes(15));
    expect(desk.shell.notices).toHaveLength(1);
    expect(desk.shell.notices[0]?.title).toBe('12 sign-ins need you');
  });
});

describe('a network that is not up yet when the computer wakes', () => {
  test('is not asked; when it is there, everything is renewed, and nobody was signed out (RT9, anchors 3.2)', async () => {
    const desk = await aDeskAtWork({ accounts: people(6) });
    const before = desk.story.count('refresh token sent');
    desk.network.isThere = false;
    sleeps(desk, minutes(90));
    await desk.clock.pass(minutes(30));
    expect(desk.story.count('refresh token sent')).toBe(before);
    expect(desk.view().renewals.isOffline).toBe(true);
    desk.network.isThere = true;
    await desk.clock.pass(minutes(2));
    expect(desk.view().renewals.isOffline).toBe(false);
    for (const { id } of people(6)) expect(desk.stateOf(id)?.kind).toBe('active');
  });

  test('says that it is there and is not: one try at a time, tried again (RT9)', async () => {
    const desk = await aDeskAtWork({ accounts: people(6) });
    desk.server.trouble = { kind: 'offline', host };
    desk.dice.next = 0;
    const before = desk.story.count('refresh token sent');
    const release = desk.story.hold('refresh token sent');
    sleeps(desk, minutes(90));
    await desk.clock.pass(0);
    expect(desk.story.count('refresh token sent')).toBe(before + 1);
    desk.dice.next = 0.5;
    await release();
    await desk.clock.pass(minutes(2));
    desk.server.trouble = null;
    await desk.clock.pass(minutes(10));
    for (const { id } of people(6)) expect(desk.stateOf(id)?.kind).toBe('active');
  });

  test('is told as back as soon as somebody came through by hand', async () => {
    const desk = await aDeskAtWork();
    desk.network.isThere = false;
    sleeps(desk, minutes(90));
    await desk.clock.pass(minutes(10));
    expect(desk.view().renewals.isOffline).toBe(true);
    desk.network.isThere = true;
    await desk.refreshes();
    await desk.clock.pass(minutes(1));
    expect(desk.view().renewals.isOffline).toBe(false);
  });
});

const odd = (status: number, what: OddAnswer): Failure => ({
  kind: 'provider-misbehaved',
  host,
  status,
  what,
});
const away = (reason: UnreachableReason): Failure => ({ kind: 'provider-unreachable', host, reason });

/** What comes of a portal, a proxy's login page, or somebody in the middle; which is which, node/ tells. */
const portals: readonly (readonly [string, Failure])[] = [
  ['a portal page with status 200', odd(200, 'html')],
  ['a portal page with status 401', odd(401, 'html')],
  ['a proxy page with status 407', odd(407, 'html')],
  ['a portal page with status 511', odd(511, 'html')],
  ['a redirect to the portal', odd(302, 'redirect')],
  ['an empty answer', odd(200, 'not-json')],
  ['half an answer', odd(200, 'not-json')],
  ['another JSON than promised', odd(200, 'wrong-shape')],
  ['a gateway without its server', odd(502, 'status')],
  ['a certificate of the company', { kind: 'certificate-untrusted', host }],
  ['a name that nobody knows', away('name-not-found')],
  ['a connection that is dropped', away('dropped')],
];

test.each(portals)('%s costs no sign-in, and is tried again (RT10, anchors 3.2)', async (_what, failure) => {
  const desk = await aDeskAtWork();
  const record = desk.vault.records.get('ana');
  desk.server.trouble = failure;
  sleeps(desk, minutes(90));
  await desk.clock.pass(minutes(20));
  expect(desk.stateOf()).toMatchObject({ kind: 'waiting', failure });
  expect(desk.vault.records.get('ana')).toBe(record);
  expect(desk.accountOf().endedBy).toBeNull();
  desk.server.trouble = null;
  await desk.clock.pass(minutes(10));
  expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: null });
  expect(desk.historyOf()).not.toContain('sign-in-ended');
});

test('a laptop that sleeps without saying so is treated alike', async () => {
  const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
  await desk.presence.start();
  await desk.clock.pass(minutes(10));
  desk.clock.set(minutes(480));
  await desk.clock.pass(minutes(20));
  expect(desk.stateOf()?.kind).toBe('active');
  expect(desk.liveTokens.get('ana')?.expiresAt).toBeGreaterThan(noon + minutes(480));
});
