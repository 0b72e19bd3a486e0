// Tokens of a practice Looker stay fresh over real HTTP: ahead of their end, after a pause it asked for, and after a
// night behind somebody else's web page.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { ana, ben, failureOf, tokenRequests } from '../whole-app/parts';
import { accountIn, lastActivityOf, minutes, passes, sleeps } from './parts';

let looker: PracticeLooker;
let desk: Desk;
let anas: string;
beforeEach(async () => {
  looker = await startCheckedLooker();
  desk = openDeskAt(looker);
  await desk.presence.start();
  anas = await desk.signedInAs(ana);
});
afterEach(() => looker.close());

describe('a token at Looker', () => {
  test('is renewed ahead of its end, by itself', async () => {
    const first = desk.accessTokenOf(anas);
    await passes(desk, minutes(44));
    expect(desk.accessTokenOf(anas)).toBe(first);
    await passes(desk, minutes(8));
    expect(desk.accessTokenOf(anas)).not.toBe(first);
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(anas))).toBe(true);
    expect(lastActivityOf(desk, anas)).toBe('renewed-ahead');
    expect(desk.stateOf(anas)).toMatchObject({ kind: 'active', trouble: null });
  });

  test('that replaces its refresh token is renewed all day, each time with the newest', async () => {
    looker.switches.rotation = 'new';
    await passes(desk, minutes(8 * 60), minutes(5));
    expect(desk.stateOf(anas)).toMatchObject({ kind: 'active', trouble: null });
    expect(looker.isRefreshTokenAlive(await desk.refreshTokenOf(anas))).toBe(true);
    const sent = tokenRequests(looker).map(({ body }) => (body as { refresh_token?: string }).refresh_token);
    expect(sent.length).toBeGreaterThan(8);
    expect(new Set(sent).size).toBe(sent.length);
  });

  test('of a new start is there without anybody asking', async () => {
    await desk.quiet();
    const next = desk.restart();
    await next.presence.start();
    await passes(next, minutes(11));
    expect(looker.isAccessTokenAlive(next.accessTokenOf(anas))).toBe(true);
  });

  test('whose answer is lost on the way is asked for once more, and nobody is signed out (RR9)', async () => {
    looker.switches.rotation = 'new';
    looker.switches.replacedRefreshToken = 'grace';
    looker.switches.tokenFault = 'drops-first-answer';
    await passes(desk, minutes(52));
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await desk.quiet();
    expect(desk.stateOf(anas)).toMatchObject({ kind: 'active', trouble: null });
    expect(lastActivityOf(desk, anas)).toBe('renewed-ahead');
  });
});

describe('a pause that Looker asks for', () => {
  test('is kept for everybody at that host, but for one try that a person asks for (RT8)', async () => {
    const bens = await desk.signedInAs(ben);
    looker.switches.tokenFault = 'too-many-requests';
    looker.switches.retryAfter = '1200';
    const before = tokenRequests(looker).length;
    // Both are due within these minutes; the first that goes out learns of the pause, for both.
    await passes(desk, minutes(52));
    const asked = tokenRequests(looker).length;
    expect(asked - before).toBeGreaterThan(0);
    expect(asked - before).toBeLessThanOrEqual(2);
    expect(failureOf(await desk.renew(anas))).toMatchObject({ kind: 'provider-busy' });
    expect(tokenRequests(looker)).toHaveLength(asked + 1);
    expect(failureOf(await desk.renew(anas))).toMatchObject({ kind: 'provider-busy' });
    expect(failureOf(await desk.renew(bens))).toMatchObject({ kind: 'provider-busy' });
    await passes(desk, minutes(7));
    expect(tokenRequests(looker)).toHaveLength(asked + 1);
    looker.switches.tokenFault = 'none';
    await passes(desk, minutes(25));
    for (const id of [anas, bens]) expect(desk.stateOf(id)).toMatchObject({ kind: 'active', trouble: null });
  });
});

const html =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('<!doctype html><title>Welcome to our Wi-Fi</title>', {
      status,
      headers: { 'content-type': 'text/html', ...headers },
    });
const json = (status: number, body: unknown) => () => Response.json(body, { status });

/** What stands between a hotel and a token endpoint. */
const inBetween: readonly (readonly [string, () => Response])[] = [
  ['a portal page with 200', html(200)],
  ['a portal page with 401', html(401, { 'www-authenticate': 'Basic realm="Wi-Fi"' })],
  ['a portal page with 403', html(403)],
  ['a proxy that wants a password, 407', html(407, { 'proxy-authenticate': 'Basic realm="Proxy"' })],
  ['a network that wants a login, 511', html(511)],
  ['a portal page with 503 and a time', html(503, { 'retry-after': '5' })],
  [
    'a redirect to the portal',
    () => new Response(null, { status: 302, headers: { location: 'http://portal.example/' } }),
  ],
  ['nothing with 204', () => new Response(null, { status: 204 })],
  ['nothing with 200', () => new Response('')],
  [
    'half an answer',
    () => new Response('{"access_token":"half', { headers: { 'content-type': 'application/json' } }),
  ],
  ['a login page in JSON', json(200, { portal: true, login: 'http://portal.example/' })],
  ['a refusal that is none, with 500', json(500, { error: 'invalid_grant' })],
];

describe('waking up behind somebody else', () => {
  test.each(inBetween)(
    '%s signs nobody out; afterwards everything is fresh (RT10, anchors 3.2)',
    async (_what, answer) => {
      desk.wire.instead = ({ what }) => (what === 'POST /api/token' ? answer() : null);
      const refreshToken = await desk.refreshTokenOf(anas);
      await sleeps(desk, minutes(9 * 60));
      await passes(desk, minutes(15), minutes(1));
      expect(desk.stateOf(anas)?.kind).toBe('waiting');
      expect(desk.accountOf(anas).endedBy).toBeNull();
      desk.wire.instead = () => null;
      await passes(desk, minutes(12), minutes(1));
      expect(desk.stateOf(anas)).toMatchObject({ kind: 'active', trouble: null });
      expect(await desk.refreshTokenOf(anas)).toBe(refreshToken);
      expect(looker.isAccessTokenAlive(desk.accessTokenOf(anas))).toBe(true);
    },
  );

  test('a server that is away and comes back is found by itself', async () => {
    await looker.goOffline();
    await sleeps(desk, minutes(9 * 60));
    await passes(desk, minutes(15));
    expect(desk.stateOf(anas)).toMatchObject({ kind: 'waiting' });
    await looker.comeBack();
    await passes(desk, minutes(12));
    expect(desk.stateOf(anas)).toMatchObject({ kind: 'active', trouble: null });
  });
});

test('a clock that is a day ahead of the server is said, with the host (RT3)', async () => {
  await passes(desk, 1_000);
  expect(desk.views.current().clock.kind).toBe('fine');
  desk.clock.skip(minutes(24 * 60));
  await desk.renew(anas);
  const { clock } = desk.views.current();
  expect(clock).toMatchObject({ kind: 'differs', host: new URL(looker.apiOrigin).host });
  expect(clock.kind === 'differs' && Math.abs(clock.by - minutes(24 * 60))).toBeLessThan(minutes(1));
  expect(accountIn(desk, anas).state.kind).toBe('active');
});
