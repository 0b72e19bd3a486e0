// Signing out over the real protocol: what the report says is what the practice Looker itself knows (SO41).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import { startPracticeLooker, type PracticeLooker } from '#practice/looker/start';
import { anInstance, aPersonAtTheBrowser, openDesk } from './desk';
import { ana, tokenRequests, valueOf } from './parts';

let looker: PracticeLooker;
let desk: ReturnType<typeof openDesk>;
let accountId: string;
let accessToken: string;
let refreshToken: string;

beforeEach(async () => {
  looker = await startPracticeLooker();
  const register = (url: URL): void =>
    looker.apps.put({ ...daypassApp, redirectUris: [url.searchParams.get('redirect_uri') ?? ''] });
  desk = openDesk([anInstance(looker)], aPersonAtTheBrowser(ana, register));
  accountId = await desk.signedIn('instance-1');
  accessToken = desk.liveTokens.get(accountId)?.accessToken.reveal() ?? '';
  refreshToken = valueOf(await desk.vault.read(accountId)).refreshToken.reveal();
});
afterEach(() => looker.close());

function aliveAtLooker(): { access: boolean; refresh: boolean } {
  return {
    access: looker.isAccessTokenAlive(accessToken),
    refresh: looker.isRefreshTokenAlive(refreshToken),
  };
}

async function linesAfterSignOut(): Promise<readonly string[]> {
  const report = valueOf(await desk.signOut(accountId));
  expect(desk.liveTokens.get(accountId)).toBeNull();
  expect(await desk.vault.read(accountId)).toMatchObject({ ok: false, failure: { kind: 'secret-missing' } });
  expect(desk.store.get().accounts[accountId]?.kind).toBe('signed-out');
  return report.lines.map(({ kind }) => kind);
}

describe('signing out', () => {
  test('both tokens are dead, and Looker itself agrees', async () => {
    expect(aliveAtLooker()).toEqual({ access: true, refresh: true });
    expect(await linesAfterSignOut()).toEqual(['access-token-dead', 'refresh-token-dead', 'forgotten-here']);
    expect(aliveAtLooker()).toEqual({ access: false, refresh: false });
  });

  test('a Looker whose logout spares the refresh token: the report says that it lives, and until when', async () => {
    looker.switches.logoutKillsRefreshToken = false;
    const signedInAt = desk.store.get().catalog.accounts[0]?.signedInAt ?? 0;
    const { lines } = valueOf(await desk.signOut(accountId));
    expect(lines).toEqual([
      { kind: 'access-token-dead' },
      { kind: 'refresh-token-alive', until: signedInAt + 30 * 86_400_000 },
      { kind: 'forgotten-here' },
    ]);
    expect(aliveAtLooker()).toEqual({ access: false, refresh: true });
  });

  test('the session that trying the refresh token made is ended as well', async () => {
    looker.switches.logoutKillsRefreshToken = false;
    await desk.signOut(accountId);
    const logouts = looker.requests.filter(({ method }) => method === 'DELETE');
    expect(logouts).toHaveLength(2);
    expect(logouts.every(({ status }) => status === 204)).toBe(true);
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

  test('SO41: offline it is forgotten here within a second, and the report says that nobody was asked', async () => {
    await looker.goOffline();
    const startedAt = performance.now();
    const report = valueOf(await desk.signOut(accountId));
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(report.lines.map(({ kind }) => kind)).toEqual([
      'access-token-unchecked',
      'refresh-token-unchecked',
      'forgotten-here',
    ]);
    expect(report.failure).toMatchObject({ kind: 'provider-unreachable' });
    await looker.comeBack();
    expect(aliveAtLooker()).toEqual({ access: true, refresh: true });
  });

  test.each(['captive-portal', 'unavailable', 'too-many-requests'] as const)(
    'behind %s nothing is claimed to be dead',
    async (apiFault) => {
      looker.switches.apiFault = apiFault;
      const lines = await linesAfterSignOut();
      expect(lines).toEqual(['access-token-unchecked', 'refresh-token-unchecked', 'forgotten-here']);
      expect(aliveAtLooker()).toEqual({ access: true, refresh: true });
    },
  );

  test('signing in again afterwards gives the same account new tokens', async () => {
    await desk.signOut(accountId);
    expect(await desk.signedIn('instance-1')).toBe(accountId);
    expect(desk.liveTokens.get(accountId)?.accessToken.reveal()).not.toBe(accessToken);
  });
});

describe('renewing in between', () => {
  test('SO38: the replaced refresh token is in the vault before anybody sees the access token, the old is not sent again', async () => {
    looker.switches.rotation = 'new';
    for (let nth = 2; nth <= 4; nth += 1) {
      expect((await desk.renew(accountId)).ok).toBe(true);
      const record = valueOf(await desk.vault.read(accountId));
      expect(record.generation).toBe(nth);
      expect(looker.isRefreshTokenAlive(record.refreshToken.reveal())).toBe(true);
    }
    const sent = tokenRequests(looker)
      .map(({ body }) => body['refresh_token'])
      .filter((token) => token !== undefined);
    expect(new Set(sent).size).toBe(3);
  });

  test('SO40: after a refusal the record stays in the vault until the user decides', async () => {
    looker.expireRefreshTokens();
    expect(await desk.renew(accountId)).toMatchObject({ ok: false, failure: { kind: 'sign-in-expired' } });
    expect(desk.store.get().accounts[accountId]?.kind).toBe('needs-sign-in');
    expect((await desk.vault.read(accountId)).ok).toBe(true);
  });

  test('SO35: a refresh goes where the sign-in came from, whatever the catalog says later', async () => {
    const other = await startPracticeLooker();
    try {
      const moved = anInstance(other);
      desk.store.update((state) => ({ ...state, catalog: { ...state.catalog, instances: [moved] } }));
      expect((await desk.renew(accountId)).ok).toBe(true);
      await desk.signOut(accountId);
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});
