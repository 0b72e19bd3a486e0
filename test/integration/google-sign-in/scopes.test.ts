// Fewer scopes than were asked for: the sign-in is kept, and what is missing is said and never hidden (Google fact sheet,
// section 1.5; SO12).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { adsScope, cloudScope, emailScope, profileScope } from '#practice/google/scopes';
import { startPracticeGoogle } from '#practice/google/start';
import { valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  addedForAds,
  danaMail,
  openDeskAtGoogle,
  signedInAgain,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
});
afterEach(() => at.google.close());

function missing(accountId: string): readonly string[] {
  return accountViewOf(at.desk, accountId).missingScopes;
}

async function signedInWithoutCloud(): Promise<string> {
  const scopes = `${adsScope} ${cloudScope}, ${profileScope}`;
  const instanceId = await added(at, 'desktop', { purpose: 'custom', scopes });
  at.habits.untick = [cloudScope];
  return at.desk.signedInAs(danaMail, instanceId);
}

test('a box that lost its tick: signed in all the same, and the scope is named as missing', async () => {
  const accountId = await signedInWithoutCloud();
  expect(missing(accountId)).toEqual([cloudScope]);
  expect(accountViewOf(at.desk, accountId).scope?.split(' ')).not.toContain(cloudScope);
  expect(accountViewOf(at.desk, accountId).state).toMatchObject({ kind: 'active' });
});

test('a renewal says it again, and so does the app after a restart', async () => {
  const accountId = await signedInWithoutCloud();
  valueOf(await at.desk.renew(accountId));
  expect(missing(accountId)).toEqual([cloudScope]);
  const again = at.desk.restart();
  expect(accountViewOf(again, accountId).missingScopes).toEqual([cloudScope]);
  valueOf(await again.renew(accountId));
  expect(accountViewOf(again, accountId).missingScopes).toEqual([cloudScope]);
});

test('a scope that is gone with a later renewal is said from then on', async () => {
  const accountId = await at.desk.signedInAs(danaMail, await addedForAds(at));
  expect(missing(accountId)).toEqual([]);
  const body = {
    access_token: 'ya29.less',
    token_type: 'Bearer',
    expires_in: 3599,
    scope: `openid ${emailScope}`,
  };
  at.desk.wire.instead = ({ what }) => (what === 'POST /token' ? Response.json(body) : null);
  valueOf(await at.desk.renew(accountId));
  expect(missing(accountId)).toEqual([adsScope]);
});

test('who signs in anew and leaves the tick has everything', async () => {
  const accountId = await signedInWithoutCloud();
  at.habits.untick = [];
  expect(await signedInAgain(at.desk, accountId)).toBe(accountId);
  expect(missing(accountId)).toEqual([]);
});

test('the only box of Google Ads without its tick: an account that can nothing but say who it is', async () => {
  at.google.switches.consentBoxes = 'always';
  at.habits.untick = [adsScope];
  const accountId = await at.desk.signedInAs(danaMail, await addedForAds(at));
  expect(missing(accountId)).toEqual([adsScope]);
  expect(at.desk.accountOf(accountId).identity.email).toBe(danaMail);
});

test('Google’s long names of email and profile are not taken for other scopes', async () => {
  const instanceId = await added(at, 'desktop', { purpose: 'custom', scopes: 'openid email profile' });
  const accountId = await at.desk.signedInAs(danaMail, instanceId);
  expect(accountViewOf(at.desk, accountId).scope?.split(' ')).toContain(emailScope);
  expect(missing(accountId)).toEqual([]);
});
