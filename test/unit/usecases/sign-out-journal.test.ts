// A sign-out that is cut off, by a quit, a lost answer or a bug: what is shown of it, and what its end may claim.
import { describe, expect, test } from 'vitest';
import { aKnownAccount, days, minutes, noon } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { waitingOf } from './waiting-desk';

const signOutOf = (desk: Desk) => desk.view().instances[0]?.accounts[0]?.signOut;

async function anaAtWork() {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.refreshes();
  return desk;
}

describe('a replaced refresh token that never arrived', () => {
  const unchecked = { kind: 'refresh-token-unchecked', until: noon - days(2) + days(30) };

  /** The refresh token was sent and replaced; the answer is still on its way. */
  async function anaOnTheWayOut() {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.isRotating = true;
    const release = desk.story.hold('refresh token sent');
    const leaving = desk.signOuts.signOut('ana', { thenRemove: true });
    await settle();
    return { desk, release, leaving };
  }

  test('because the answer was lost: the next try does not call the sign-in dead', async () => {
    const { desk, release, leaving } = await anaOnTheWayOut();
    desk.server.trouble = { kind: 'provider-unreachable', host: 'acme', reason: 'timed-out' };
    await release();
    await leaving;
    desk.server.trouble = null;
    await desk.clock.pass(minutes(1));
    expect(desk.server.livingTokens).toBeGreaterThan(0);
    expect(signOutOf(desk)?.lines).toEqual([unchecked, { kind: 'forgotten-here' }]);
  });

  test('because the app was cut off: the next run does not call the sign-in dead', async () => {
    const next = (await anaOnTheWayOut()).desk.restart();
    next.signOutQueue.look();
    await settle();
    expect(next.server.livingTokens).toBeGreaterThan(0);
    expect(signOutOf(next)?.lines).toContainEqual(unchecked);
    expect(signOutOf(next)?.lines).not.toContainEqual({ kind: 'refresh-token-dead' });
  });

  test('cannot be meant where nothing was sent: then a dead sign-in is called dead', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.trouble = { kind: 'provider-unreachable', host: 'acme', reason: 'refused' };
    await desk.signsOut();
    desk.server.trouble = null;
    desk.server.forgetEverybody();
    await desk.clock.pass(minutes(1));
    expect(signOutOf(desk)?.lines).toContainEqual({ kind: 'refresh-token-dead' });
  });
});

describe('a sign-out under way', () => {
  test('that the end of the app cut off is shown as waiting at the next start, and finished', async () => {
    const desk = await anaAtWork();
    desk.story.hold('logged out');
    void desk.signsOut();
    await settle();
    const next = desk.restart();
    expect(waitingOf(next)).toMatchObject({ since: noon });
    next.signOutQueue.look();
    await settle();
    expect(waitingOf(next)).toBeNull();
    expect(next.accountOf()).toMatchObject({ signedOut: true, storedIn: null, queuedSignOut: null });
    expect(next.server.sessions[0]?.refreshToken).toBeNull();
  });

  test('is not shown as waiting when the computer wakes up in its middle', async () => {
    const desk = await anaAtWork();
    const release = desk.story.hold('logged out');
    const leaving = desk.signsOut();
    await settle();
    desk.signOutQueue.look();
    await settle();
    expect(waitingOf(desk)).toBeNull();
    await release();
    await leaving;
    expect(desk.server.livingTokens).toBe(0);
  });

  test('that a bug cuts off is shown as waiting, and tried again', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    desk.server.bug = new TypeError('x is not a function');
    await expect(desk.signsOut()).rejects.toThrow('x is not a function');
    await settle();
    expect(waitingOf(desk)).toMatchObject({ since: noon });
    desk.server.bug = null;
    await desk.clock.pass(minutes(1));
    expect(desk.accountOf()).toMatchObject({ queuedSignOut: null, storedIn: null });
  });
});
