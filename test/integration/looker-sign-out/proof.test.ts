// A sign-out under every known and unknown habit of Looker: whatever it does with refresh tokens, the report says what
// Looker itself knows, and where something is left alive, ending all sign-ins ends it (Looker fact sheet, section 6).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import type { LookerSwitches } from '#practice/looker/switches';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { failureOf, kindsOf, tokenRequests, valueOf } from '../whole-app/parts';
import { aliveAt, nothing } from './parts';

type Habits = Pick<LookerSwitches, 'logoutKillsRefreshToken' | 'rotation' | 'replacedRefreshToken'>;
type Held = 'a living access token' | 'one that died there' | 'only a refresh token';

const rotations: readonly Pick<Habits, 'rotation' | 'replacedRefreshToken'>[] = [
  { rotation: 'absent', replacedRefreshToken: 'dies' },
  { rotation: 'null', replacedRefreshToken: 'dies' },
  { rotation: 'same', replacedRefreshToken: 'dies' },
  { rotation: 'new', replacedRefreshToken: 'dies' },
  { rotation: 'new', replacedRefreshToken: 'lives' },
];
const allHeld: readonly Held[] = ['a living access token', 'one that died there', 'only a refresh token'];

const cases: readonly (readonly [string, string, Held, Habits])[] = [true, false].flatMap((kills) =>
  rotations.flatMap((rotation) =>
    allHeld.map((held) => {
      const { rotation: comes, replacedRefreshToken: replaced } = rotation;
      const logout = kills ? 'kills' : 'spares';
      const habit = comes === 'new' ? `new (a replaced one ${replaced})` : comes;
      return [logout, habit, held, { ...rotation, logoutKillsRefreshToken: kills }] as const;
    }),
  ),
);

let looker: PracticeLooker;
beforeEach(async () => {
  looker = await startCheckedLooker();
});
afterEach(() => looker.close());

async function signedInWith(held: Held): Promise<readonly [Desk, string]> {
  const desk = openDeskAt(looker);
  const accountId = await desk.signedIn();
  valueOf(await desk.renew(accountId));
  if (held === 'one that died there') looker.expireAccessTokens();
  return [held === 'only a refresh token' ? desk.restart() : desk, accountId];
}

describe('a logout', () => {
  test.each(cases)(
    'that %s the refresh token, refresh tokens that come back "%s", with %s: the report is true',
    async (_logout, _habit, held, habits) => {
      Object.assign(looker.switches, habits);
      const [desk, accountId] = await signedInWith(held);
      const report = await desk.signedOut(accountId);
      const kinds = kindsOf(report);
      const alive = aliveAt(looker);

      expect(report.failure).toBeNull();
      expect(kinds.at(-1)).toBe('forgotten-here');
      expect(desk.keychain.entries.has(accountId)).toBe(false);
      expect(kinds.includes('refresh-token-dead')).toBe(alive.refresh === 0);
      expect(kinds.includes('refresh-token-alive')).toBe(alive.refresh > 0);
      expect(report.canEndEverywhere).toBe(alive.refresh > 0);
      expect(kinds).toContain('access-token-dead');
      expect(kinds.join()).not.toMatch(/(?:^|,)(?:access|refresh)-token-unchecked/);
      // Only what the run before handed out cannot be ended one by one, and that is said.
      expect(kinds.includes('earlier-tokens-unchecked')).toBe(held === 'only a refresh token');
      if (held !== 'only a refresh token') expect(alive.access).toBe(0);
      if (alive.refresh === 0) return;

      const last = valueOf(await desk.signOuts.endAll(accountId));
      expect(kindsOf(last)).toEqual(['everywhere-ended', 'access-token-dead', 'refresh-token-dead']);
      expect(last.canEndEverywhere).toBe(false);
      expect(aliveAt(looker)).toEqual(nothing);
      expect(looker.sessionsOf('481')).toBe(0);
    },
  );
});

describe('what is left alive', () => {
  beforeEach(() => {
    looker.switches.logoutKillsRefreshToken = false;
  });

  test('ending all sign-ins needs Looker: offline it says so, and works when Looker is back', async () => {
    const [desk, accountId] = await signedInWith('a living access token');
    await desk.signedOut(accountId);
    await looker.goOffline();
    expect(failureOf(await desk.signOuts.endAll(accountId)).kind).toBe('provider-unreachable');
    await looker.comeBack();
    expect(kindsOf(valueOf(await desk.signOuts.endAll(accountId)))).toContain('everywhere-ended');
    expect(aliveAt(looker)).toEqual(nothing);
  });

  test.each(['dies', 'lives'] as const)(
    'cut off in the middle, the second try goes on with the new refresh token (the old one %s)',
    async (replacedRefreshToken) => {
      Object.assign(looker.switches, { rotation: 'new', replacedRefreshToken });
      const [desk, accountId] = await signedInWith('a living access token');
      await desk.signedOut(accountId);
      desk.wire.after = ({ what }) => (what === 'POST /api/token' ? looker.goOffline() : undefined);
      expect((await desk.signOuts.endAll(accountId)).ok).toBe(false);
      const used = tokenRequests(looker).at(-1)?.body['refresh_token'];
      desk.wire.after = () => undefined;
      await looker.comeBack();
      const before = tokenRequests(looker).length;
      expect(kindsOf(valueOf(await desk.signOuts.endAll(accountId)))).toContain('everywhere-ended');
      const sent = tokenRequests(looker).slice(before);
      expect(sent.length).toBeGreaterThan(0);
      expect(sent.some(({ body }) => body['refresh_token'] === used)).toBe(false);
      expect(aliveAt(looker)).toEqual(nothing);
    },
  );

  test('once all is ended, or after a new sign-in, there is nothing to end this way', async () => {
    const [desk, accountId] = await signedInWith('a living access token');
    await desk.signedOut(accountId);
    await desk.signedIn();
    expect(failureOf(await desk.signOuts.endAll(accountId)).kind).toBe('not-signed-in');
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(accountId))).toBe(true);
    await desk.signedOut(accountId);
    valueOf(await desk.signOuts.endAll(accountId));
    expect(failureOf(await desk.signOuts.endAll(accountId)).kind).toBe('not-signed-in');
  });
});
