// How sign-ins at Google end by themselves, and that the date was shown before (Google fact sheet, section 1.6).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openAudience } from '#practice/google/projects';
import { googleAna, googleDana } from '#practice/google/registration';
import { startPracticeGoogle } from '#practice/google/start';
import { failureOf, valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  addedForAds,
  anaMail,
  danaMail,
  day,
  hour,
  openDeskAtGoogle,
  signedInAgain,
  timePasses,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
});
afterEach(() => at.google.close());

const minute = 60_000;

/** Lets time pass until shortly before a date; then past it. */
async function expectToEndAt(accountId: string, end: number): Promise<void> {
  timePasses(at, end - at.desk.clock.now() - minute);
  expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(accountId))).toBe(true);
  timePasses(at, 2 * minute);
  expect(failureOf(await at.desk.renew(accountId)).kind).toBe('sign-in-expired');
  expect(accountViewOf(at.desk, accountId).state.kind).toBe('needs-sign-in');
}

describe('a project in testing', () => {
  beforeEach(() => {
    at.google.project('A').audience = {
      ...openAudience,
      publishing: 'testing',
      testUsers: [anaMail, danaMail],
    };
  });

  test('seven days, used or not: the date in the details is the one on which it ends', async () => {
    const instanceId = await added(at, 'desktop', { purpose: 'ads', audience: 'testing' });
    const accountId = await at.desk.signedInAs(danaMail, instanceId);
    const { signInEndsAt, signedInAt } = accountViewOf(at.desk, accountId);
    expect(signInEndsAt).toBe(signedInAt + 7 * day);
    timePasses(at, 3 * day);
    valueOf(await at.desk.renew(accountId));
    expect(accountViewOf(at.desk, accountId).signInEndsAt).toBe(signInEndsAt);
    await expectToEndAt(accountId, signInEndsAt ?? 0);
  });

  test('a new sign-in brings seven new days', async () => {
    const instanceId = await added(at, 'desktop', { purpose: 'ads', audience: 'testing' });
    const accountId = await at.desk.signedInAs(danaMail, instanceId);
    timePasses(at, 8 * day);
    failureOf(await at.desk.renew(accountId));
    await signedInAgain(at.desk, accountId);
    const { signInEndsAt, state } = accountViewOf(at.desk, accountId);
    expect(state.kind).toBe('active');
    expect(Math.round(((signInEndsAt ?? 0) - at.desk.clock.now()) / day)).toBe(7);
  });

  test('where only the name was asked for there is no such end', async () => {
    const choices = { purpose: 'custom', scopes: 'openid email profile', audience: 'testing' } as const;
    const accountId = await at.desk.signedInAs(danaMail, await added(at, 'desktop', choices));
    expect(accountViewOf(at.desk, accountId).signInEndsAt).toBeNull();
    timePasses(at, 8 * day);
    valueOf(await at.desk.renew(accountId));
  });

  test('nothing is claimed for a project of which nobody said what it is', async () => {
    const accountId = await at.desk.signedInAs(danaMail, await addedForAds(at));
    expect(accountViewOf(at.desk, accountId).signInEndsAt).toBeNull();
  });
});

describe('six months unused', () => {
  test('shown as a date, put off by each use, and then it needs a sign-in', async () => {
    const accountId = await at.desk.signedIn(await added(at, 'desktop'));
    const first = accountViewOf(at.desk, accountId).unusedEndsAt ?? 0;
    expect(new Date(first).getUTCMonth()).toBe((new Date(at.desk.clock.now()).getUTCMonth() + 6) % 12);
    timePasses(at, 90 * day);
    valueOf(await at.desk.renew(accountId));
    const second = accountViewOf(at.desk, accountId).unusedEndsAt ?? 0;
    expect(Math.round((second - first) / day)).toBeGreaterThan(85);
    timePasses(at, 170 * day);
    valueOf(await at.desk.renew(accountId));
    timePasses(at, 190 * day);
    expect(at.desk.clock.now()).toBeGreaterThan(accountViewOf(at.desk, accountId).unusedEndsAt ?? Infinity);
    expect(failureOf(await at.desk.renew(accountId)).kind).toBe('sign-in-expired');
    expect(accountViewOf(at.desk, accountId).state.kind).toBe('needs-sign-in');
  });

  test('a restart does not count as a use', async () => {
    const accountId = await at.desk.signedIn(await added(at, 'desktop'));
    const { unusedEndsAt } = accountViewOf(at.desk, accountId);
    timePasses(at, 30 * day);
    expect(accountViewOf(at.desk.restart(), accountId).unusedEndsAt).toBe(unusedEndsAt);
  });
});

describe('the cap of refresh tokens', () => {
  test('the hundred-and-first sign-in elsewhere drops the oldest without a word: ours needs a sign-in', async () => {
    const accountId = await at.desk.signedIn(await added(at, 'desktop'));
    at.google.switches.refreshTokenCap = 3;
    const elsewhere = openDeskAtGoogle(at.google);
    const there = await added(elsewhere, 'desktop');
    for (let nth = 0; nth < 2; nth += 1) await elsewhere.desk.signedIn(there);
    valueOf(await at.desk.renew(accountId));
    await elsewhere.desk.signedIn(there);
    expect(at.google.liveRefreshTokens(googleAna.id, at.google.client.clientId)).toBe(3);
    expect(failureOf(await at.desk.renew(accountId)).kind).toBe('sign-in-expired');
    expect(accountViewOf(at.desk, accountId).state.kind).toBe('needs-sign-in');
  });

  test('signing in again adds one at Google; renewing adds none', async () => {
    const accountId = await at.desk.signedInAs(danaMail, await addedForAds(at));
    for (let nth = 0; nth < 5; nth += 1) valueOf(await at.desk.renew(accountId));
    const count = (): number => at.google.liveRefreshTokens(googleDana.id, at.google.client.clientId);
    expect(count()).toBe(1);
    await signedInAgain(at.desk, accountId);
    expect(count()).toBe(2);
  });
});

describe('consent for a limited time', () => {
  test('Google’s own word for the end is shown, kept over renewals and restarts, and comes true', async () => {
    at.google.switches.refreshTokenExpiresIn = 30 * 24 * 3600;
    const accountId = await at.desk.signedInAs(danaMail, await addedForAds(at));
    const { signInEndsAt, signedInAt } = accountViewOf(at.desk, accountId);
    expect(Math.abs((signInEndsAt ?? 0) - signedInAt - 30 * day)).toBeLessThan(minute);
    timePasses(at, 2 * hour);
    valueOf(await at.desk.renew(accountId));
    expect(accountViewOf(at.desk, accountId).signInEndsAt).toBe(signInEndsAt);
    expect(accountViewOf(at.desk.restart(), accountId).signInEndsAt).toBe(signInEndsAt);
    await expectToEndAt(accountId, signInEndsAt ?? 0);
  });
});
