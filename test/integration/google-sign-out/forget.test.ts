// Forgetting here is not revoking: Google is not asked, and what was granted lives on there. Removing does the same, and
// takes the client secret with it. A sign-in that is not kept revokes nothing (Google fact sheet, sections 1.7 and 8).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAudience } from '#practice/google/projects';
import { startPracticeGoogle } from '#practice/google/start';
import { failureOf, kindsOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  anaMail,
  benMail,
  day,
  openDeskAtGoogle,
  requestsTo,
  signedInAgain,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
let studio: string;
let anas: string;
let refreshToken: string;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  studio = await added(at, 'desktop');
  anas = await at.desk.signedIn(studio);
  refreshToken = await at.desk.refreshTokenOf(anas);
});
afterEach(() => at.google.close());

function expectNothingRevoked(): void {
  expect(requestsTo(at.google, '/revoke')).toEqual([]);
  expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(true);
}

describe('forget here', () => {
  test('gone from the keychain and signed out, alive at Google, and the report says both', async () => {
    const before = at.google.requests.length;
    valueOf(await at.desk.signOuts.forgetHere(anas));
    expect(at.google.requests).toHaveLength(before);
    expectNothingRevoked();
    expect(at.desk.keychain.entries.has(anas)).toBe(false);
    const { state, signOut } = accountViewOf(at.desk, anas);
    expect(state.kind).toBe('signed-out');
    expect(signOut?.lines).toEqual([{ kind: 'left-at-provider', until: null }, { kind: 'forgotten-here' }]);
    expect(failureOf(await at.desk.handOut.copyToken(anas)).kind).toBe('not-signed-in');
  });

  test('where an end is known, the report names it', async () => {
    at.google.project('A').audience = { ...openAudience, publishing: 'testing', testUsers: [anaMail] };
    const tested = await added(at, 'desktop', { audience: 'testing' });
    const accountId = await at.desk.signedIn(tested);
    const { signedInAt } = at.desk.accountOf(accountId);
    valueOf(await at.desk.signOuts.forgetHere(accountId));
    expect(accountViewOf(at.desk, accountId).signOut?.lines[0]).toEqual({
      kind: 'left-at-provider',
      until: signedInAt + 7 * day,
    });
  });

  test('a token on the clipboard is taken off; a sibling of the project is left alone', async () => {
    const sibling = await at.desk.signedIn(await added(at, 'desktop2'));
    await at.desk.copied(anas);
    valueOf(await at.desk.signOuts.forgetHere(anas));
    expect(at.desk.clipboard.text).toBe('');
    expect(at.google.isAccessTokenAlive(await at.desk.copied(sibling))).toBe(true);
    expect(accountViewOf(at.desk, sibling).alsoRevoked).toEqual([]);
  });

  test('signing in again afterwards takes the same row', async () => {
    valueOf(await at.desk.signOuts.forgetHere(anas));
    expect(await signedInAgain(at.desk, anas)).toBe(anas);
  });

  test('a restart right after it finds nothing that is left to do', async () => {
    valueOf(await at.desk.signOuts.forgetHere(anas));
    const again = at.desk.restart();
    await again.quiet();
    expect(accountViewOf(again, anas)).toMatchObject({ state: { kind: 'signed-out' }, queuedSignOut: null });
    expectNothingRevoked();
  });
});

describe('removing', () => {
  test('an account: off the list, nothing revoked', async () => {
    valueOf(await at.desk.instances.removeAccount(anas, false));
    expect(at.desk.store.get().catalog.accounts).toEqual([]);
    expect([...at.desk.keychain.entries.keys()]).not.toContain(anas);
    expectNothingRevoked();
  });

  test('an instance: its people and its client secret are gone from the keychain, nothing revoked', async () => {
    const bens = await at.desk.signedInAs(benMail, studio);
    valueOf(await at.desk.instances.remove(studio, false));
    expect(at.desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
    for (const id of [studio, anas, bens]) expect([...at.desk.keychain.entries.keys()]).not.toContain(id);
    expectNothingRevoked();
  });

  test('an instance beside another of the same client: that one keeps its own secret and works', async () => {
    const second = await added(at, 'desktop');
    const there = await at.desk.signedIn(second);
    valueOf(await at.desk.instances.remove(studio, false));
    valueOf(await at.desk.renew(there));
    expectNothingRevoked();
  });

  test('Google out of reach keeps nobody from removing', async () => {
    await at.google.goOffline();
    valueOf(await at.desk.instances.remove(studio, false));
    expect(at.desk.store.get().catalog).toMatchObject({ instances: [], accounts: [] });
    await at.google.comeBack();
    expectNothingRevoked();
  });

  test('a keychain that is shut: the account stays, with what can be done about it', async () => {
    at.desk.keychain.mood = 'locked';
    expect((await at.desk.instances.remove(studio, false)).ok).toBe(false);
    expect(at.desk.store.get().catalog.instances).toHaveLength(1);
    at.desk.keychain.mood = 'open';
    valueOf(await at.desk.safekeeping.recheck());
    valueOf(await at.desk.instances.remove(studio, false));
    expect(at.desk.keychain.entries.has(anas) || at.desk.keychain.entries.has(studio)).toBe(false);
    expectNothingRevoked();
  });
});

describe('a sign-in that is not kept', () => {
  test('cancelled while the code is redeemed: nothing kept, and the others of this person live on', async () => {
    at.desk.wire.after = ({ what }) => {
      if (what === 'POST /token') at.desk.signIn.cancel(studio);
    };
    at.desk.signIn.start(studio, anas);
    expect(await at.desk.outcome(studio)).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
    await at.desk.quiet();
    at.desk.wire.after = () => undefined;
    expect(await at.desk.refreshTokenOf(anas)).toBe(refreshToken);
    expectNothingRevoked();
    valueOf(await at.desk.renew(anas));
  });

  test('a keychain that refuses at the end: nothing kept, nothing revoked', async () => {
    at.desk.wire.after = ({ what }) => {
      if (what === 'GET /v1/userinfo') at.desk.keychain.mood = 'locked';
    };
    at.desk.signIn.start(studio, null);
    at.desk.person.email = benMail;
    expect(await at.desk.outcome(studio)).toMatchObject({ failure: { kind: 'keychain-locked' } });
    expect(at.desk.store.get().catalog.accounts.map(({ id }) => id)).toEqual([anas]);
    expectNothingRevoked();
  });
});

test('forgotten here, then revoked by a sibling: nobody speaks of the forgotten one', async () => {
  const sibling = await at.desk.signedIn(await added(at, 'desktop2'));
  valueOf(await at.desk.signOuts.forgetHere(anas));
  const report = await at.desk.signedOut(sibling);
  expect(kindsOf(report)).not.toContain('also-ended');
  expect(at.google.isRefreshTokenAlive(refreshToken)).toBe(false);
});
