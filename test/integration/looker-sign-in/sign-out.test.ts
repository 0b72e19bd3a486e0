// Signing out over the real protocol: what the report says is what the practice Looker itself knows (SO41). What a
// sign-out does that finds nobody there is in looker-sign-out/.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { anInstance, openDeskAt, type Desk } from '../whole-app/desk';
import { kindsOf, tokenRequests, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
let desk: Desk;
let accountId: string;
let accessToken: string;
let refreshToken: string;

beforeEach(async () => {
  looker = await startCheckedLooker();
  desk = openDeskAt(looker);
  accountId = await desk.signedIn();
  accessToken = desk.accessTokenOf(accountId);
  refreshToken = await desk.refreshTokenOf(accountId);
});
afterEach(() => looker.close());

function aliveAtLooker(): { access: boolean; refresh: boolean } {
  return {
    access: looker.isAccessTokenAlive(accessToken),
    refresh: looker.isRefreshTokenAlive(refreshToken),
  };
}

async function linesAfterSignOut(): Promise<readonly string[]> {
  const report = await desk.signedOut(accountId);
  expect(desk.liveTokens.all(accountId)).toEqual([]);
  expect(await desk.vault.read(accountId)).toMatchObject({ ok: false, failure: { kind: 'secret-missing' } });
  expect(desk.stateOf(accountId)?.kind).toBe('signed-out');
  return kindsOf(report);
}

describe('signing out', () => {
  test('both tokens are dead, and Looker itself agrees', async () => {
    expect(aliveAtLooker()).toEqual({ access: true, refresh: true });
    expect(await linesAfterSignOut()).toEqual(['access-token-dead', 'refresh-token-dead', 'forgotten-here']);
    expect(aliveAtLooker()).toEqual({ access: false, refresh: false });
  });

  test('a Looker whose logout spares the refresh token: the report says that it lives, and until when', async () => {
    looker.switches.logoutKillsRefreshToken = false;
    const { signedInAt } = desk.accountOf(accountId);
    const { lines, canEndEverywhere } = await desk.signedOut(accountId);
    expect(lines).toEqual([
      { kind: 'access-token-dead' },
      { kind: 'refresh-token-alive', until: signedInAt + 30 * 86_400_000 },
      { kind: 'forgotten-here' },
    ]);
    expect(canEndEverywhere).toBe(true);
    expect(aliveAtLooker()).toEqual({ access: false, refresh: true });
  });

  test('the session that trying the refresh token made is ended as well', async () => {
    looker.switches.logoutKillsRefreshToken = false;
    await desk.signedOut(accountId);
    const logouts = looker.requests.filter(({ method }) => method === 'DELETE');
    expect(logouts).toHaveLength(2);
    expect(logouts.every(({ status }) => status === 204)).toBe(true);
    expect(looker.sessionsOf('481')).toBe(0);
  });

  test('with an access token that expired, a fresh one is fetched to end the sign-in with', async () => {
    looker.expireAccessTokens();
    desk.liveTokens.drop(accountId);
    expect(await linesAfterSignOut()).toEqual(['access-token-dead', 'refresh-token-dead', 'forgotten-here']);
    expect(aliveAtLooker().refresh).toBe(false);
  });

  test('a held access token that died meanwhile is not taken for a logout: the refresh token is found out', async () => {
    looker.expireAccessTokens();
    const lines = await linesAfterSignOut();
    expect(lines).toContain(aliveAtLooker().refresh ? 'refresh-token-alive' : 'refresh-token-dead');
  });

  test('what was revoked by an admin before is reported as dead', async () => {
    looker.revokeEverythingOf('481');
    const lines = await linesAfterSignOut();
    expect(lines).toContain('refresh-token-dead');
    expect(lines.join()).not.toMatch(/alive|unchecked/);
  });

  test('SO41: offline it is over within a second, nothing is claimed, and nothing is forgotten that ends it later', async () => {
    await looker.goOffline();
    const startedAt = performance.now();
    const report = await desk.signedOut(accountId);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(kindsOf(report)).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'queued']);
    expect(report.failure).toMatchObject({ kind: 'provider-unreachable' });
    expect(desk.stateOf(accountId)?.kind).toBe('signed-out');
    expect(await desk.handOut.copyToken(accountId)).toMatchObject({ failure: { kind: 'not-signed-in' } });
    expect(await desk.refreshTokenOf(accountId)).toBe(refreshToken);
    await looker.comeBack();
    expect(aliveAtLooker()).toEqual({ access: true, refresh: true });
  });

  test.each(['captive-portal', 'unavailable', 'too-many-requests'] as const)(
    'behind %s nothing is claimed to be dead, and the sign-out waits',
    async (apiFault) => {
      looker.switches.apiFault = apiFault;
      expect(kindsOf(await desk.signedOut(accountId))).toEqual([
        'access-token-unchecked',
        'refresh-token-unchecked',
        'queued',
      ]);
      expect(aliveAtLooker()).toEqual({ access: true, refresh: true });
    },
  );

  test('signing in again afterwards gives the same account new tokens', async () => {
    await desk.signedOut(accountId);
    expect(await desk.signedIn()).toBe(accountId);
    expect(desk.accessTokenOf(accountId)).not.toBe(accessToken);
  });
});

describe('renewing in between', () => {
  test('SO38: the replaced refresh token is in the vault before anybody sees the access token, the old is not sent again', async () => {
    looker.switches.rotation = 'new';
    for (let nth = 2; nth <= 4; nth += 1) {
      expect((await desk.renew(accountId)).ok).toBe(true);
      expect(valueOf(await desk.vault.read(accountId)).generation).toBe(nth);
      expect(looker.isRefreshTokenAlive(await desk.refreshTokenOf(accountId))).toBe(true);
    }
    const sent = tokenRequests(looker)
      .map(({ body }) => body['refresh_token'])
      .filter((token) => token !== undefined);
    expect(new Set(sent).size).toBe(3);
  });

  test('tokens that were replaced, and maybe copied, are ended one by one with the newest', async () => {
    const tokens = [accessToken];
    for (let nth = 0; nth < 3; nth += 1) {
      await desk.renew(accountId);
      tokens.push(desk.accessTokenOf(accountId));
    }
    expect(looker.sessionsOf('481')).toBe(4);
    const { lines } = await desk.signedOut(accountId);
    expect(lines).toContainEqual({ kind: 'older-tokens-dead', count: 3 });
    expect(tokens.map((token) => looker.isAccessTokenAlive(token))).toEqual([false, false, false, false]);
  });

  test('SO40: after a refusal the record stays in the vault until the user decides', async () => {
    looker.expireRefreshTokens();
    expect(await desk.renew(accountId)).toMatchObject({ ok: false, failure: { kind: 'sign-in-expired' } });
    expect(desk.stateOf(accountId)?.kind).toBe('needs-sign-in');
    expect((await desk.vault.read(accountId)).ok).toBe(true);
  });

  test('SO35: a refresh goes where the sign-in came from, whatever the catalog says later', async () => {
    const other = await startCheckedLooker();
    try {
      const moved = anInstance(other);
      desk.store.update((state) => ({ ...state, catalog: { ...state.catalog, instances: [moved] } }));
      expect((await desk.renew(accountId)).ok).toBe(true);
      await desk.signedOut(accountId);
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
