// Somebody sets this computer's clock, or it was wrong all along.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aKnownAccount, days, minutes, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { aDeskAtWork, aFreshDesk, people, requestsAt } from './fresh-desk';

const host = 'acme.cloud.looker.com';
const year = days(365);

/** When each token really ends, by a clock that nobody sets: the server's. */
function watchTokens(desk: Desk) {
  const ends = new Map<string, number>();
  const really = (): number => desk.clock.monotonic();
  const issue = desk.server.issueAccess.bind(desk.server);
  desk.server.issueAccess = (session) => {
    const issued = issue(session);
    ends.set(issued.token, really() + desk.server.lifetimeSeconds * 1000);
    return issued;
  };
  return { isDead: (token: string) => (ends.get(token) ?? 0) <= really() };
}

/** An hour back, then on with what was held; after its token's life, it is copied. */
async function setBackMeanwhile(desk: Desk, release: () => Promise<void>): Promise<void> {
  desk.clock.set(-minutes(60));
  await release();
  await settle();
  await desk.clock.pass(minutes(61));
  expect(await desk.copies(desk.accountsAt()[0]?.id)).toMatchObject({ ok: true });
}

const offsets = fc.oneof(
  fc.integer({ min: -year, max: year }),
  fc.integer({ min: -minutes(90), max: minutes(90) }),
  // Summer time begins and ends; somebody corrects a second or a day.
  fc.constantFrom(minutes(60), -minutes(60), seconds(1), -seconds(1), days(1), -days(1), year, -year),
);

const acts = fc.oneof(
  fc.record({ act: fc.constant('pass' as const), by: fc.integer({ min: 0, max: minutes(70) }) }),
  fc.record({ act: fc.constant('set' as const), by: offsets }),
  fc.record({ act: fc.constant('set while it is asked for' as const), by: offsets }),
  fc.constant({ act: 'copy' as const, by: 0 }),
);

describe('a clock that is set', () => {
  test('300 stories with offsets of a year and jumps in the middle of requests: no dead token is handed out, at most two more requests per jump (RT3)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(acts, { maxLength: 12 }),
        fc.integer({ min: -year, max: year }),
        async (story, wrongFromTheStart) => {
          const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' })] });
          desk.clock.set(wrongFromTheStart);
          const tokens = watchTokens(desk);
          await desk.presence.start();
          let jumps = 0;
          let passed = 0;
          for (const { act, by } of story) {
            if (act === 'pass') await desk.clock.pass(by);
            if (act === 'pass') passed += by;
            if (act === 'set') desk.clock.set(by);
            if (act === 'set' || act === 'set while it is asked for') jumps += 1;
            if (act === 'set while it is asked for') {
              const release = desk.story.hold('refresh token sent');
              const asked = desk.refreshes();
              await settle();
              desk.clock.set(by);
              await release();
              await asked;
            }
            if (act === 'copy' && (await desk.copies()).ok)
              expect(tokens.isDead(desk.clipboard.text)).toBe(false);
          }
          const copies = story.filter(({ act }) => act === 'copy').length;
          const asked = story.filter(({ act }) => act === 'set while it is asked for').length;
          // One in 48 minutes without any jump, and whatever a person asks for.
          const usual = 1 + Math.ceil(passed / minutes(45)) + copies + asked;
          expect(requestsAt(desk)).toBeLessThanOrEqual(usual + 2 * jumps);
          expect(desk.log.bugs).toEqual([]);
          desk.endLife();
          desk.signOutQueue.stop();
        },
      ),
      { numRuns: 300 },
    );
  });

  test('back: a token ends when it really ends, not an hour later', async () => {
    const desk = await aDeskAtWork({ accounts: [aKnownAccount({ keepFresh: 'never' })] });
    await desk.copies();
    const first = desk.clipboard.text;
    desk.clock.set(-minutes(60));
    await desk.clock.pass(minutes(61));
    await desk.copies();
    expect(desk.clipboard.text).not.toBe(first);
  });

  test('back, while a token is on its way: that one ends when it really ends, too', async () => {
    const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'never' })] });
    const tokens = watchTokens(desk);
    await desk.presence.start();
    const release = desk.story.hold('refresh token sent');
    const copied = desk.copies();
    await settle();
    desk.clock.set(-minutes(60));
    desk.freshness.alarms.look();
    await release();
    await copied;
    await desk.clock.pass(minutes(61));
    await desk.copies();
    expect(tokens.isDead(desk.clipboard.text)).toBe(false);
    expect(requestsAt(desk)).toBe(2);
  });

  test.each(['code redeemed', 'identity asked', 'vault written'])(
    'back, while a sign-in is under way (%s): its token ends when it really ends',
    async (moment) => {
      const desk = aDesk();
      const tokens = watchTokens(desk);
      await desk.presence.start();
      desk.wishes.pauseRenewals(true);
      const { browserAnswers } = await desk.startSignIn();
      const release = desk.story.hold(moment);
      await browserAnswers();
      await setBackMeanwhile(desk, release);
      expect(tokens.isDead(desk.clipboard.text)).toBe(false);
    },
  );

  test.each(['key sent', 'identity asked', 'vault written'])(
    'back, while a key is added (%s): its token ends when it really ends',
    async (moment) => {
      const desk = aDesk();
      const tokens = watchTokens(desk);
      await desk.presence.start();
      desk.wishes.pauseRenewals(true);
      const release = desk.story.hold(moment);
      void desk.addsKey(desk.server.addKey(desk.server.person));
      await settle();
      await setBackMeanwhile(desk, release);
      expect(tokens.isDead(desk.clipboard.text)).toBe(false);
    },
  );

  test('forward: what looks over is renewed, once each, spread over ten minutes', async () => {
    const desk = await aDeskAtWork({ accounts: people(8, { keepFresh: 'always' }) });
    desk.clock.set(days(200));
    await desk.clock.pass(minutes(20));
    expect(requestsAt(desk)).toBe(16);
  });

  test.each([
    [minutes(10), 'ten minutes forward'],
    [-minutes(10), 'ten minutes back'],
    [days(1), 'a day forward'],
    [-days(1), 'a day back'],
  ])('by %i ms is said in the window: %s', async (by) => {
    const desk = await aDeskAtWork();
    desk.clock.set(by);
    await desk.clock.pass(minutes(10));
    expect(desk.view().clock).toMatchObject({ kind: 'jumped', by });
  });

  test('is noticed at once when a token is copied', async () => {
    const desk = await aDeskAtWork();
    desk.clock.set(minutes(10));
    await desk.copies();
    expect(desk.view().clock).toEqual({ kind: 'jumped', by: minutes(10), at: desk.clock.now() });
  });

  test('by less than a minute is nothing to speak of', async () => {
    const desk = await aDeskAtWork();
    desk.clock.set(seconds(59));
    await desk.clock.pass(minutes(10));
    desk.clock.set(-seconds(59));
    await desk.clock.pass(minutes(10));
    expect(desk.view().clock.kind).toBe('fine');
  });

  test('by a daylight saving hour is said, and renews nobody twice', async () => {
    const desk = await aDeskAtWork();
    desk.clock.set(-minutes(60));
    await desk.clock.pass(minutes(48));
    expect(requestsAt(desk)).toBe(2);
    expect(desk.view().clock).toMatchObject({ by: -minutes(60) });
  });

  test('can be put away, and is said again at the next jump only', async () => {
    const desk = await aDeskAtWork();
    desk.clock.set(minutes(15));
    await desk.clock.pass(minutes(10));
    desk.wishes.putNoteAway('clock');
    await desk.clock.pass(minutes(120));
    expect(desk.view().clock.kind).toBe('fine');
    desk.clock.set(minutes(15));
    await desk.clock.pass(minutes(10));
    expect(desk.view().clock.kind).toBe('jumped');
  });
});

test.each([true, false])('waking up is no jump, whether timers count sleep or not: %s', async (counts) => {
  const desk = await aDeskAtWork();
  desk.presence.onSuspend();
  if (counts) desk.clock.jump(minutes(480));
  else desk.clock.set(minutes(480));
  desk.presence.onResume();
  await desk.clock.pass(minutes(20));
  expect(desk.view().clock.kind).toBe('fine');
});

test('a timer that rings just before the app hears of waking up makes it no jump either', async () => {
  const desk = await aDeskAtWork();
  desk.clock.set(minutes(480));
  desk.freshness.alarms.look();
  expect(desk.view().clock.kind).toBe('jumped');
  await desk.clock.pass(seconds(5));
  desk.presence.onResume();
  expect(desk.view().clock.kind).toBe('fine');
});

describe('a server that says another time', () => {
  const saysBy = (desk: Desk, by: number, where = host): void =>
    desk.serverTimes.say(where, desk.clock.now() - by, desk.clock.now());

  test('by a day is named, with the difference (RT3)', async () => {
    const desk = await aFreshDesk();
    saysBy(desk, days(1));
    expect(desk.view().clock).toEqual({ kind: 'differs', by: days(1), host });
    saysBy(desk, -days(1), 'oauth2.googleapis.com');
    expect(desk.view().clock).toMatchObject({ by: -days(1), host: 'oauth2.googleapis.com' });
  });

  test('by a minute is not (RT3)', async () => {
    const desk = await aFreshDesk();
    saysBy(desk, seconds(60));
    saysBy(desk, -seconds(60));
    expect(desk.view().clock.kind).toBe('fine');
  });

  test('and then the right one: the note goes by itself', async () => {
    const desk = await aFreshDesk();
    saysBy(desk, days(1));
    saysBy(desk, 0, 'another.example');
    expect(desk.view().clock.kind).toBe('differs');
    saysBy(desk, seconds(1));
    expect(desk.view().clock.kind).toBe('fine');
  });

  test('is said once: put away, it stays away until the difference is another', async () => {
    const desk = await aFreshDesk();
    saysBy(desk, days(1));
    desk.wishes.putNoteAway('clock');
    saysBy(desk, days(1) + seconds(3));
    expect(desk.view().clock.kind).toBe('fine');
    saysBy(desk, days(2));
    expect(desk.view().clock).toMatchObject({ by: days(2) });
  });

  test('like another server does: the note does not flicker between them', async () => {
    const desk = await aFreshDesk();
    saysBy(desk, days(1));
    saysBy(desk, days(1), 'other.example');
    const before = desk.store.get();
    for (let round = 0; round < 5; round += 1) {
      saysBy(desk, days(1));
      saysBy(desk, days(1), 'other.example');
    }
    expect(desk.store.get()).toBe(before);
  });
});

test('a copy made before the clock was set back is taken off the clipboard when its seconds are over', async () => {
  const desk = await aDeskAtWork();
  await desk.copies();
  desk.clock.set(-days(1));
  await desk.clock.pass(seconds(45) - 1);
  expect(desk.clipboard.text).not.toBe('');
  await desk.clock.pass(1);
  expect(desk.clipboard.text).toBe('');
});
