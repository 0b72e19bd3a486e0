// The life of an account with an API key: each renewal is a login of its own, a sign-out ends every token that was
// handed out, and the key itself stays Looker's.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { anaKey, anaSecondKey } from '#practice/looker/people';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { openDeskAt, type Desk } from '../whole-app/desk';
import { failureOf, kindsOf, tokenRequests, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
let desk: Desk;
let accountId: string;
beforeEach(async () => {
  looker = await startCheckedLooker();
  desk = openDeskAt(looker);
  accountId = await desk.keyAdded(anaKey);
});
afterEach(() => looker.close());

describe('renewing', () => {
  test('it is a new login with the stored key; nothing goes to the token endpoint of OAuth', async () => {
    const before = desk.accessTokenOf(accountId);
    const record = desk.keychain.entries.get(accountId);
    valueOf(await desk.renew(accountId));
    expect(desk.accessTokenOf(accountId)).not.toBe(before);
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(accountId))).toBe(true);
    expect(tokenRequests(looker)).toEqual([]);
    expect(desk.keychain.entries.get(accountId)).toBe(record);
  });

  test('after a restart the first copy logs in by itself', async () => {
    const again = desk.restart();
    expect(again.stateOf(accountId)?.kind).toBe('resting');
    expect(looker.isAccessTokenAlive(await again.copied(accountId))).toBe(true);
  });

  test('a token that ran out is replaced before it is handed out', async () => {
    const first = await desk.copied(accountId);
    desk.clock.skip(3_600_000);
    expect(desk.stateOf(accountId)?.kind).toBe('resting');
    expect(await desk.copied(accountId)).not.toBe(first);
  });

  test('a key that was deleted at Looker: no token is handed out, the reason is named, the record is still there', async () => {
    looker.deleteApiKey(anaKey.clientId);
    const { host } = new URL(looker.apiOrigin);
    const failure = { kind: 'api-key-rejected', host, keyId: anaKey.clientId };
    expect(failureOf(await desk.renew(accountId))).toEqual(failure);
    expect(desk.stateOf(accountId)).toEqual({ kind: 'needs-sign-in', failure });
    expect(failureOf(await desk.handOut.copyToken(accountId))).toEqual(failure);
    expect(desk.keychain.entries.get(accountId)).toContain(anaKey.clientSecret);
    expect(desk.restart().stateOf(accountId)).toEqual({ kind: 'needs-sign-in', failure });
  });

  test.each(['html', 'unauthorized', 'too-many-requests'] as const)(
    'a login that meets "%s" does not ask for the key anew',
    async (loginFault) => {
      const again = desk.restart();
      looker.switches.loginFault = loginFault;
      expect((await again.renew(accountId)).ok).toBe(false);
      expect(again.stateOf(accountId)?.kind).toBe('waiting');
      looker.switches.loginFault = 'none';
      again.clock.skip(7_000);
      valueOf(await again.renew(accountId));
    },
  );
});

describe('signing out', () => {
  test('every token that was handed out is dead, the newest was tried afterwards, and the secret is gone from here', async () => {
    await desk.renew(accountId);
    await desk.renew(accountId);
    expect(looker.sessionsOf('481')).toBe(3);
    const report = await desk.signedOut(accountId);
    expect(report.lines).toEqual([
      { kind: 'access-token-dead' },
      { kind: 'older-tokens-dead', count: 2 },
      { kind: 'api-key-lives', keyId: anaKey.clientId },
      { kind: 'forgotten-here' },
    ]);
    expect(report).toMatchObject({ failure: null, canEndEverywhere: false });
    expect(looker.sessionsOf('481')).toBe(0);
    expect([...desk.keychain.entries.keys()]).toEqual(['sentinel']);
    const [probe] = looker.requests.slice(-1);
    expect(probe).toMatchObject({ method: 'GET', path: '/api/4.0/user', status: 401 });
  });

  test('the key itself lives, as the report says, and so does the other key of the same person', async () => {
    const other = await desk.keyAdded(anaSecondKey);
    await desk.signedOut(accountId);
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(other))).toBe(true);
    expect(await desk.keyAdded(anaKey)).toBe(accountId);
  });

  test('after a restart no new token is made for it, nothing is sent, and nothing is claimed of tokens from before', async () => {
    const again = desk.restart();
    const { tokensEndAt } = again.accountOf(accountId);
    const before = looker.requests.length;
    expect((await again.signedOut(accountId)).lines).toEqual([
      { kind: 'earlier-tokens-unchecked', until: tokensEndAt },
      { kind: 'api-key-lives', keyId: anaKey.clientId },
      { kind: 'forgotten-here' },
    ]);
    expect(looker.requests).toHaveLength(before);
    expect(looker.sessionsOf('481')).toBe(1);
  });

  test('an hour after a restart there is none from before, and the report says so', async () => {
    desk.clock.skip(3_600_000);
    const report = await desk.restart().signedOut(accountId);
    expect(kindsOf(report)).toEqual(['no-access-token', 'api-key-lives', 'forgotten-here']);
  });

  test('what Looker ended itself counts as dead', async () => {
    looker.deleteApiKey(anaKey.clientId);
    expect(kindsOf(await desk.signedOut(accountId))).toContain('access-token-dead');
  });

  test.each(['401', '404'] as const)(
    'a Looker that answers %s to a dead token is understood',
    async (deadLogout) => {
      looker.switches.deadLogout = deadLogout;
      looker.expireAccessTokens();
      expect(kindsOf(await desk.signedOut(accountId))).toContain('access-token-dead');
    },
  );

  test('offline it waits with its secret; when Looker is back it is done by itself', async () => {
    await looker.goOffline();
    expect(kindsOf(await desk.signedOut(accountId))).toEqual([
      'access-token-unchecked',
      'api-key-lives',
      'queued',
    ]);
    expect(desk.keychain.entries.has(accountId)).toBe(true);
    await looker.comeBack();
    expect(looker.sessionsOf('481')).toBe(1);
    desk.clock.skip(15_000);
    await expect.poll(() => desk.accountOf(accountId).queuedSignOut).toBeNull();
    expect(looker.sessionsOf('481')).toBe(0);
    expect(desk.keychain.entries.has(accountId)).toBe(false);
  });
});
