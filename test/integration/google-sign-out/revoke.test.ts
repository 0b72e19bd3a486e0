// Revoking at Google: it ends everything this person granted to a whole Cloud project. What that takes along was said
// before and is proved afterwards (Google fact sheet, section 1.7; SO41).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { profileScope, studioScope } from '#practice/google/scopes';
import { startPracticeGoogle } from '#practice/google/start';
import { kindsOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  anaMail,
  benMail,
  instanceViewOf,
  lastRequestTo,
  openDeskAtGoogle,
  requestsTo,
  signedInAgain,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
let anas: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  at.google.delegate('acme.example', at.google.clients.other.clientId, [studioScope, profileScope]);
  studio = await added(at, 'desktop');
  anas = await at.desk.signedIn(studio);
});
afterEach(() => at.google.close());

async function isAlive(accountId: string): Promise<boolean> {
  return at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(accountId));
}

test('SO41: the token is in the body, and Google agrees that both tokens are dead', async () => {
  const tokens = [at.desk.accessTokenOf(anas), await at.desk.refreshTokenOf(anas)] as const;
  const report = await at.desk.signedOut(anas);
  expect(kindsOf(report)).toEqual(['access-token-dead', 'refresh-token-revoked', 'forgotten-here']);
  const asked = lastRequestTo(at.google, '/revoke');
  expect(asked).toMatchObject({ method: 'POST', query: {}, hasAuthorization: false, hasOrigin: false });
  expect(asked.body).toEqual({ token: tokens[1] });
  expect([at.google.isAccessTokenAlive(tokens[0]), at.google.isRefreshTokenAlive(tokens[1])]).toEqual([
    false,
    false,
  ]);
  expect(at.desk.keychain.entries.has(anas)).toBe(false);
  expect(at.desk.keychain.entries.has(studio)).toBe(true);
});

test('SO41: what was revoked in the account settings before counts as done', async () => {
  at.google.revokeEverythingOf(at.google.users[0]?.id ?? '');
  const report = await at.desk.signedOut(anas);
  expect(report.failure).toBeNull();
  expect(kindsOf(report)).toEqual(['access-token-dead', 'refresh-token-revoked', 'forgotten-here']);
  expect(lastRequestTo(at.google, '/revoke').status).toBe(400);
});

test('it needs no client secret: one that is gone keeps nobody from revoking', async () => {
  const refreshToken = await at.desk.refreshTokenOf(anas);
  at.desk.keychain.entries.delete(studio);
  expect(kindsOf(await at.desk.signedOut(anas))).toContain('refresh-token-revoked');
  expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
  expect(requestsTo(at.google, '/revoke')[0]?.bodyText).not.toContain('client_');
});

test('after it the person signs in anew, in the same row', async () => {
  await at.desk.signedOut(anas);
  expect(await signedInAgain(at.desk, anas)).toBe(anas);
  expect(accountViewOf(at.desk, anas)).toMatchObject({ state: { kind: 'active' }, signOut: null });
});

describe('two clients of one project, one of another, and two people', () => {
  let sibling: string;
  let elsewhere: string;
  let bens: string;
  beforeEach(async () => {
    sibling = await at.desk.signedInAs(anaMail, await added(at, 'desktop2'));
    elsewhere = await at.desk.signedInAs(anaMail, await added(at, 'other'));
    bens = await at.desk.signedInAs(benMail, studio);
  });

  test('exactly the accounts that a revocation takes along are listed beforehand', () => {
    expect(accountViewOf(at.desk, anas).alsoRevoked).toEqual([sibling]);
    expect(accountViewOf(at.desk, sibling).alsoRevoked).toEqual([anas]);
    expect(accountViewOf(at.desk, elsewhere).alsoRevoked).toEqual([]);
    expect(accountViewOf(at.desk, bens).alsoRevoked).toEqual([]);
    expect(instanceViewOf(at.desk, studio).signsOutWidely).toBe(true);
  });

  test('the sibling needs a sign-in and the report names it; the other project and the other person live on', async () => {
    const copied = await at.desk.copied(sibling);
    const report = await at.desk.signedOut(anas);
    expect(report.lines).toContainEqual({ kind: 'also-ended', accountId: sibling, outcome: 'dead' });
    expect(kindsOf(report).filter((kind) => kind === 'also-ended')).toHaveLength(1);
    expect(at.google.isAccessTokenAlive(copied)).toBe(false);
    expect(accountViewOf(at.desk, sibling).state.kind).toBe('needs-sign-in');
    expect(at.desk.accessTokenOf(sibling)).toBe('');
    for (const id of [elsewhere, bens]) {
      expect(await isAlive(id)).toBe(true);
      expect(accountViewOf(at.desk, id).state.kind).toBe('active');
      expect(at.google.isAccessTokenAlive(await at.desk.copied(id))).toBe(true);
    }
  });

  test('the sibling signs in again and is well', async () => {
    await at.desk.signedOut(anas);
    at.desk.person.email = anaMail;
    expect(await signedInAgain(at.desk, sibling)).toBe(sibling);
    expect(accountViewOf(at.desk, sibling).state.kind).toBe('active');
    expect(accountViewOf(at.desk, sibling).alsoRevoked).toEqual([]);
  });

  test('a sibling that cannot be asked is not called dead', async () => {
    const { instanceId } = at.desk.accountOf(sibling);
    at.desk.keychain.entries.delete(instanceId);
    const report = await at.desk.signedOut(anas);
    expect(report.lines).toContainEqual({ kind: 'also-ended', accountId: sibling, outcome: 'unchecked' });
    expect(accountViewOf(at.desk, sibling).state.kind).toBe('blocked');
  });

  test('both at once: each ends, none is left behind here or there', async () => {
    const tokens = await Promise.all([anas, sibling].map((id) => at.desk.refreshTokenOf(id)));
    const reports = await Promise.all([at.desk.signedOut(anas), at.desk.signedOut(sibling)]);
    for (const report of reports) expect(kindsOf(report)).toContain('refresh-token-revoked');
    for (const token of tokens) expect(at.google.isRefreshTokenAlive(token)).toBe(false);
    for (const id of [anas, sibling]) {
      expect(accountViewOf(at.desk, id).state.kind).toBe('signed-out');
      expect(at.desk.keychain.entries.has(id)).toBe(false);
    }
  });

  test('a client typed in without its project is known by its number', async () => {
    const { clientId, clientSecret } = at.google.clients.web;
    const typed = { clientType: 'desktop', clientId, clientSecret, projectId: '' } as const;
    const choices = {
      name: 'Typed',
      purpose: 'ads',
      scopes: '',
      redirectUri: '',
      audience: 'unknown',
    } as const;
    valueOf(await at.desk.googleClients.addTyped(typed, choices));
    const named = at.desk.store.get().catalog.instances.at(-1);
    expect(named).toMatchObject({ clientId, google: { projectId: null } });
    // The practice web client refuses a loopback URI that is not registered, so the sign-in is put beside by hand.
    at.desk.store.update((state) => ({
      ...state,
      catalog: {
        ...state.catalog,
        accounts: [
          ...state.catalog.accounts,
          { ...at.desk.accountOf(anas), id: 'typed', instanceId: named?.id ?? '' },
        ],
      },
    }));
    expect(accountViewOf(at.desk, anas).alsoRevoked).toEqual([sibling, 'typed']);
  });

  test('one renewal of each sibling is what it costs; nobody else is asked anything', async () => {
    const before = at.google.requests.length;
    await at.desk.signedOut(anas);
    const paths = at.google.requests.slice(before).map(({ path }) => path);
    expect(paths).toEqual(['/revoke', '/v1/userinfo', '/token']);
    expect(requestsTo(at.google, '/revoke')).toHaveLength(1);
  });
});
