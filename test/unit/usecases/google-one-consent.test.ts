// Sign-ins of one person in one Cloud project share one consent: what ends one ends all. So a revocation that is
// overtaken by a new sign-in must not come later, and what one has ended must not be kept as if it lived.
import { describe, expect, test } from 'vitest';
import { ana, aGoogleAccount, minutes } from '#support/builders';
import type { Desk } from '#support/desk';
import { aGoogleDesk, viewOf } from './google-desk';

const offline = { kind: 'offline', host: 'oauth2.googleapis.com' } as const;
const timedOut = { kind: 'keychain-timed-out' } as const;

/** Ana signed out of Looker Studio while Google could not be reached. */
async function anaWaiting(): Promise<Desk> {
  const desk = aGoogleDesk({ accounts: [aGoogleAccount()] });
  desk.google.revocationTrouble = offline;
  await desk.signsOut();
  desk.server.revocations.length = 0;
  return desk;
}

async function expectAnaLives(desk: Desk): Promise<void> {
  expect(desk.server.revocations).toEqual([]);
  const [account] = desk.accountsAt('ads');
  expect(desk.stateOf(account?.id)).toMatchObject({ kind: 'active' });
  expect(await desk.refreshes(account?.id)).toMatchObject({ ok: true });
}

describe('a new sign-in is not ended by an older revocation that waited', () => {
  test('also when the keychain would not let go of the older one', async () => {
    const desk = await anaWaiting();
    const release = desk.story.hold('vault emptied');
    await (await desk.startSignIn('ads')).browserAnswers();
    desk.vault.trouble = timedOut;
    desk.server.revocations.length = 0;
    await release();
    desk.vault.trouble = null;
    desk.google.revocationTrouble = null;
    expect(viewOf(desk)?.signOut?.lines).toEqual([
      { kind: 'left-at-provider', until: null },
      { kind: 'not-forgotten-here', failure: timedOut },
    ]);
    await desk.clock.pass(minutes(6));
    await desk.safekeeping.recheck();
    await desk.clock.pass(minutes(30));
    await expectAnaLives(desk);
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('also when it was kept in memory, and the keychain with the older one opens later', async () => {
    const desk = await anaWaiting();
    desk.vault.trouble = { kind: 'keychain-locked' };
    desk.safekeeping.useMemoryOnly();
    const { clientSecret } = desk.google.registers(desk.view().instances[1]?.clientId ?? '');
    await desk.googleClients.change('ads', {
      name: 'Google Ads',
      redirectUri: '',
      audience: 'unknown',
      adsApiVersion: 'v26',
      clientSecret,
    });
    expect(await desk.signsIn(ana, 'ads')).toMatchObject({ storedIn: 'memory' });
    desk.vault.trouble = null;
    desk.google.revocationTrouble = null;
    desk.server.revocations.length = 0;
    await desk.safekeeping.recheck();
    await desk.clock.pass(minutes(30));
    await expectAnaLives(desk);
    expect(desk.vault.records.has('ana')).toBe(false);
  });
});

test.each([
  ['at another client of the project', 'ads'],
  ['at the same client', 'studio'],
])('a sign-in %s that a revocation ended before it was kept is not kept', async (_where, instanceId) => {
  const desk = aGoogleDesk({ accounts: [aGoogleAccount()] });
  const release = desk.story.hold('identity asked');
  await (await desk.startSignIn(instanceId)).browserAnswers();
  await desk.signsOut();
  await release();
  expect(desk.attemptAt(instanceId)?.progress).toMatchObject({ kind: 'failed', step: 'identity' });
  expect(desk.view().instances.flatMap(({ accounts }) => accounts.map(({ state }) => state.kind))).toEqual([
    'signed-out',
  ]);
  expect([...desk.vault.records.keys()].sort()).toEqual(['ads', 'elsewhere', 'studio']);
});
