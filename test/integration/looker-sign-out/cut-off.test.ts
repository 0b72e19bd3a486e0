// A sign-out that is cut off in the middle, by the network or by the end of the app: it is finished later, with what is
// needed for it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { ana, kindsOf, tokenRequests } from '../whole-app/parts';
import { aliveAt, expectAllOverAt, isWaitingAt } from './parts';

let looker: PracticeLooker;
let desk: Desk;
let accountId: string;
beforeEach(async () => {
  looker = await startCheckedLooker();
  desk = openDeskAt(looker);
  accountId = await desk.signedInAs(ana);
});
afterEach(() => looker.close());

const expectAllOver = (at: Desk = desk): Promise<void> => expectAllOverAt(looker, at, accountId);

describe('cut off half-way', () => {
  test.each(['dies', 'lives'] as const)(
    'after the refresh and before the logout: the new refresh token is kept and finishes it, also after a restart (the old one %s)',
    async (replacedRefreshToken) => {
      Object.assign(looker.switches, {
        rotation: 'new',
        replacedRefreshToken,
        logoutKillsRefreshToken: true,
      });
      const again = desk.restart();
      const old = await again.refreshTokenOf(accountId);
      again.wire.after = ({ what }) => (what === 'POST /api/token' ? looker.goOffline() : undefined);
      expect(kindsOf(await again.signedOut(accountId))).toContain('queued');
      const replaced = await again.refreshTokenOf(accountId);
      expect(replaced).not.toBe(old);
      again.wire.after = () => undefined;
      const third = again.restart();
      await third.quiet();
      await looker.comeBack();
      expect(looker.isRefreshTokenAlive(replaced)).toBe(true);
      const sentBefore = tokenRequests(looker).length;
      third.clock.skip(15_000);
      await expectAllOver(third);
      const sent = tokenRequests(looker).slice(sentBefore);
      expect(sent.length).toBeGreaterThan(0);
      expect(sent.some(({ body }) => body['refresh_token'] === old)).toBe(false);
    },
  );

  test.each([
    ['before the first answer', 'GET /api/4.0/user'],
    ['before the logout', 'DELETE /api/4.0/logout'],
    ['before the refresh token was tried', 'POST /api/token'],
  ])('the app is killed %s: the next start finishes it', async (_moment, last) => {
    Object.assign(looker.switches, { rotation: 'new', replacedRefreshToken: 'lives' });
    const hanging = new Promise<void>(() => undefined);
    let isReached = false;
    desk.wire.before = ({ what }) => {
      if (what !== last) return undefined;
      isReached = true;
      return hanging;
    };
    void desk.signOuts.signOut(accountId);
    await expect.poll(() => isReached).toBe(true);
    desk.wire.before = () => undefined;
    const again = desk.restart();
    expect(again.stateOf(accountId)?.kind).toBe('signed-out');
    await expectAllOver(again);
  });

  test('the app is killed right after the refresh that ends it: the new refresh token was kept, and finishes it', async () => {
    Object.assign(looker.switches, { rotation: 'new', replacedRefreshToken: 'lives' });
    const again = desk.restart();
    const old = await again.refreshTokenOf(accountId);
    let isReached = false;
    again.wire.before = ({ what }) => {
      if (what !== 'DELETE /api/4.0/logout') return undefined;
      isReached = true;
      return new Promise<void>(() => undefined);
    };
    void again.signOuts.signOut(accountId);
    await expect.poll(() => isReached).toBe(true);
    expect(await again.refreshTokenOf(accountId)).not.toBe(old);
    again.wire.before = () => undefined;
    await expectAllOver(again.restart());
  });

  test('after the logout and before the proof: nothing is claimed that was not asked, and it is asked later', async () => {
    desk.wire.after = ({ what }) => (what === 'DELETE /api/4.0/logout' ? looker.goOffline() : undefined);
    const report = await desk.signedOut(accountId);
    expect(kindsOf(report)).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'queued']);
    desk.wire.after = () => undefined;
    await looker.comeBack();
    desk.clock.skip(15_000);
    await expectAllOver();
    expect(desk.store.get().signOuts[accountId]?.lines).toContainEqual({ kind: 'refresh-token-dead' });
  });

  test('an answer of the token endpoint that is lost: what can be ended is ended, the rest is told', async () => {
    const again = desk.restart();
    looker.switches.tokenFault = 'drops-answer';
    expect(kindsOf(await again.signedOut(accountId))).toContain('queued');
    looker.switches.tokenFault = 'none';
    again.clock.skip(15_000);
    await expect.poll(() => isWaitingAt(again, accountId)).toBe(false);
    expect(aliveAt(looker).refresh).toBe(0);
  });
});
