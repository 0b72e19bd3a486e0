// Renewing at the practice Looker: rotation, refusals, and everything that must not be taken for a refusal
// (SO38, SO39).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '#domain/secret';
import { daypassApp } from '#practice/looker/client-apps';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import type { LookerSwitches, TokenFault } from '#practice/looker/switches';
import {
  failureOf,
  providers,
  signedInAt,
  toRefresh,
  tokenRequests,
  valueOf,
  type SignedIn,
} from '../whole-app/parts';

let looker: PracticeLooker;
let host: string;
let ana: SignedIn;

beforeEach(async () => {
  looker = await startCheckedLooker();
  host = new URL(looker.apiOrigin).host;
  ana = await signedInAt(looker);
});
afterEach(() => looker.close());

function renew(refreshToken = ana.refreshToken) {
  return ana.client.oauth.renew(toRefresh(ana.binding, refreshToken), null);
}

describe('a renewal that works', () => {
  test('it sends the refresh token and the client id in the body, and nothing that names the user', async () => {
    const renewed = valueOf(await renew());
    const request = tokenRequests(looker).at(-1);
    expect(request).toMatchObject({ method: 'POST', hasAuthorization: false, hasOrigin: false, query: {} });
    expect(request?.body).toEqual({
      grant_type: 'refresh_token',
      client_id: 'daypass',
      refresh_token: ana.refreshToken.reveal(),
    });
    expect(renewed.accessToken.reveal()).not.toBe(ana.tokens.accessToken.reveal());
    expect(looker.isAccessTokenAlive(renewed.accessToken.reveal())).toBe(true);
  });

  const keeps: readonly (readonly [LookerSwitches['rotation'], 'none' | 'the same' | 'another'])[] = [
    ['absent', 'none'],
    ['null', 'none'],
    ['same', 'the same'],
    ['new', 'another'],
  ];
  test.each(keeps)(
    'SO38: where the refresh token comes back "%s", %s is handed on',
    async (rotation, expected) => {
      looker.switches.rotation = rotation;
      const { refreshToken } = valueOf(await renew());
      const old = ana.refreshToken.reveal();
      const got = refreshToken === null ? 'none' : refreshToken.reveal() === old ? 'the same' : 'another';
      expect(got).toBe(expected);
      expect((await renew(refreshToken ?? ana.refreshToken)).ok).toBe(true);
    },
  );

  test('a bound refresh token goes to its own endpoint only', async () => {
    const other = await startCheckedLooker();
    try {
      await renew();
      expect(other.requests).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

describe('a refusal', () => {
  test.each(['oauth', 'looker-message'] as const)(
    'SO39: a dead refresh token is known by an error body of style %s',
    async (style) => {
      looker.switches.errorBody = style;
      looker.expireRefreshTokens();
      expect(failureOf(await renew())).toEqual({ kind: 'sign-in-expired', interrupted: false });
    },
  );

  test.each([
    ['html', { kind: 'provider-misbehaved', what: 'html', status: 400 }],
    ['empty', { kind: 'request-refused', status: 400 }],
  ] as const)(
    'SO39: a refusal without words, style %s, is not taken for the end of the sign-in',
    async (style, failure) => {
      looker.switches.errorBody = style;
      looker.expireRefreshTokens();
      expect(failureOf(await renew())).toMatchObject(failure);
    },
  );

  test('SO39: a refresh token that was replaced is refused like a dead one', async () => {
    looker.switches.rotation = 'new';
    await renew();
    expect(failureOf(await renew()).kind).toBe('sign-in-expired');
  });

  test('SO39: a refresh token that nobody handed out is refused like a dead one', async () => {
    expect(failureOf(await renew(new Secret('made-up'))).kind).toBe('sign-in-expired');
  });

  test('SO39: a client that was switched off is a matter of configuration, the sign-in is kept', async () => {
    looker.apps.put({ ...daypassApp, enabled: false });
    expect(failureOf(await renew())).toMatchObject({ kind: 'client-rejected', error: 'invalid_client' });
    looker.apps.put(daypassApp);
    expect((await renew()).ok).toBe(true);
  });
});

describe('trouble that is not a refusal', () => {
  const faults: readonly (readonly [TokenFault, Readonly<Record<string, unknown>>])[] = [
    ['captive-portal', { kind: 'provider-misbehaved', status: 200, what: 'html' }],
    ['drops-answer', { kind: 'provider-unreachable', reason: 'dropped' }],
    ['not-json', { kind: 'provider-misbehaved', status: 200, what: 'not-json' }],
    ['empty-answer', { kind: 'provider-misbehaved', status: 200, what: 'not-json' }],
    ['no-access-token', { kind: 'provider-misbehaved', status: 200, what: 'wrong-shape' }],
    ['other-token-type', { kind: 'provider-misbehaved', status: 200, what: 'wrong-shape' }],
  ];
  test.each(faults)('SO39: %s is named for what it is', async (tokenFault, failure) => {
    looker.switches.tokenFault = tokenFault;
    expect(failureOf(await renew())).toMatchObject({ ...failure, host });
    looker.switches.tokenFault = 'none';
    expect((await renew()).ok).toBe(true);
  });

  test.each(['too-many-requests', 'unavailable'] as const)(
    'SO39: %s names the time to try again',
    async (tokenFault) => {
      Object.assign(looker.switches, { tokenFault, retryAfter: '7' });
      const before = Date.now();
      const failure = failureOf(await renew());
      if (failure.kind !== 'provider-busy') throw new Error(failure.kind);
      expect(failure.retryAt! - before).toBeGreaterThanOrEqual(7000);
      expect(failure.retryAt! - before).toBeLessThan(9000);
    },
  );

  test.each([
    ['no time at all', undefined, null],
    ['a date', 'in a minute', 60_000],
    ['a date in the past', new Date(0).toUTCString(), 0],
    ['nonsense', 'soon', null],
    ['a year', '31536000', 86_400_000],
  ])('SO39: busy with %s', async (_case, retryAfter, wait) => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    looker.switches.tokenFault = 'unavailable';
    looker.switches.retryAfter = retryAfter === 'in a minute' ? inAMinute : retryAfter;
    const failure = failureOf(await renew());
    if (failure.kind !== 'provider-busy') throw new Error(failure.kind);
    if (wait === null) expect(failure.retryAt).toBeNull();
    else expect(Math.abs(failure.retryAt! - Date.now() - wait)).toBeLessThan(3000);
  });

  test('SO37: a token without a lifetime is taken to live 5 minutes', async () => {
    looker.switches.tokenFault = 'no-expires-in';
    const { expiresAt, issuedAt } = valueOf(await renew());
    expect(expiresAt - issuedAt).toBe(300_000);
  });

  test('SO37: the lifetime counts from the question, not from a late answer', async () => {
    looker.switches.tokenDelayMs = 300;
    const before = Date.now();
    const { issuedAt } = valueOf(await renew());
    expect(issuedAt - before).toBeLessThan(200);
  });

  test('SO39: a Looker that is gone is unreachable, and works when it is back', async () => {
    await looker.goOffline();
    const failure = failureOf(await renew());
    // A connection that was kept open is cut, a new one is refused: both happen.
    expect(failure).toMatchObject({ kind: 'provider-unreachable', host });
    expect(['refused', 'dropped']).toContain(failure.kind === 'provider-unreachable' && failure.reason);
    await looker.comeBack();
    expect((await renew()).ok).toBe(true);
  });
});

describe('asking who it is', () => {
  const { readIdentity } = providers.looker;
  const ask = () =>
    ana.client.api.identify(ana.binding.identityEndpoint, ana.tokens.accessToken, readIdentity);

  test.each([
    ['403', { kind: 'request-refused', status: 403 }],
    ['404', { kind: 'request-refused', status: 404 }],
    ['html', { kind: 'provider-misbehaved', status: 404, what: 'html' }],
  ] as const)(
    'an identity endpoint that answers %s is a failure of its own kind',
    async (userEndpoint, failure) => {
      looker.switches.userEndpoint = userEndpoint;
      expect(failureOf(await ask())).toMatchObject({ ...failure, host });
      expect((await ana.client.api.isAlive(ana.binding.identityEndpoint, ana.tokens.accessToken)).ok).toBe(
        false,
      );
    },
  );

  test('a dead access token is refused with 401, and known to be dead', async () => {
    looker.expireAccessTokens();
    expect(failureOf(await ask())).toMatchObject({ kind: 'request-refused', status: 401 });
    const alive = await ana.client.api.isAlive(ana.binding.identityEndpoint, ana.tokens.accessToken);
    expect(alive).toEqual({ ok: true, value: false });
  });

  test.each(['captive-portal', 'too-many-requests', 'unavailable'] as const)(
    'behind %s nobody says whether the token is dead',
    async (apiFault) => {
      looker.switches.apiFault = apiFault;
      expect((await ask()).ok).toBe(false);
      expect((await ana.client.api.isAlive(ana.binding.identityEndpoint, ana.tokens.accessToken)).ok).toBe(
        false,
      );
    },
  );
});
