// Renewals by themselves that do not go well.
import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { days, minutes, noon } from '#support/builders';
import { accountIn, aDeskAtWork, aFreshDesk } from './fresh-desk';

describe('a renewal that fails', () => {
  const offline: Failure = { kind: 'provider-unreachable', host: 'acme.cloud.looker.com', reason: 'refused' };

  test('is tried again by itself with growing pauses, and the history tells it once', async () => {
    const desk = await aDeskAtWork();
    desk.server.trouble = offline;
    await desk.clock.pass(minutes(48));
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: offline });
    await desk.clock.pass(minutes(60));
    expect(desk.stateOf()).toMatchObject({ kind: 'waiting', failure: offline });
    // Five in the first half minute; from then on a minute and more in between.
    expect(desk.story.count('refresh token sent')).toBeLessThan(35);
    expect(desk.historyOf()).toEqual(['renewal-failed', 'renewed-ahead']);
    desk.server.trouble = null;
    await desk.clock.pass(minutes(10));
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: null });
  });

  test('and is not wanted any more after three days costs nothing from then on', async () => {
    const desk = await aDeskAtWork();
    desk.server.trouble = offline;
    await desk.clock.pass(days(3));
    const before = desk.story.count('refresh token sent');
    await desk.clock.pass(days(1));
    expect(desk.story.count('refresh token sent')).toBe(before);
    expect(accountIn(desk).renewsAt).toBeNull();
  });

  test('is tried again within minutes also after the clock was set back by a day', async () => {
    const desk = await aDeskAtWork();
    desk.server.trouble = offline;
    await desk.clock.pass(minutes(50));
    desk.clock.set(-days(1));
    desk.server.trouble = null;
    await desk.clock.pass(minutes(20));
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: null });
  });

  test('nor does a clock that is set back keep the first try after the start waiting', async () => {
    const desk = await aFreshDesk();
    desk.server.trouble = offline;
    await desk.clock.pass(minutes(10));
    desk.clock.set(-days(1));
    desk.server.trouble = null;
    await desk.clock.pass(minutes(20));
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: null });
  });

  test('does not bring a waiting one forward when it is looked at again', async () => {
    const desk = await aDeskAtWork();
    desk.server.trouble = { kind: 'provider-busy', host: 'acme', retryAt: noon + minutes(120) };
    await desk.clock.pass(minutes(100));
    expect(desk.story.count('refresh token sent')).toBe(2);
    expect(accountIn(desk).renewsAt).toBe(noon + minutes(120));
    desk.server.trouble = null;
    await desk.clock.pass(minutes(11));
    expect(desk.stateOf()).toMatchObject({ kind: 'active', trouble: null });
  });
});
