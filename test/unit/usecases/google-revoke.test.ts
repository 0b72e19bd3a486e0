// Revoking at Google ends what a person granted to a whole Cloud project (Google fact sheet, section 1.7).
import { describe, expect, test } from 'vitest';
import { ana, aGoogle, aGoogleAccount, anAds, aWish, minutes } from '#support/builders';
import { settle } from '#support/fakes/story';
import { aGoogleDesk, viewOf } from './google-desk';

const revocation = 'https://oauth2.googleapis.com/revoke';
const offline = { kind: 'offline', host: 'oauth2.googleapis.com' } as const;

describe('revoking', () => {
  test('says before which other accounts here will end: same person, same project, signed in', () => {
    const desk = aGoogleDesk();
    expect(viewOf(desk)?.alsoRevoked).toEqual(['ana-ads']);
    expect(viewOf(desk, 'ana-ads')?.alsoRevoked).toEqual(['ana']);
    expect(viewOf(desk, 'ana-elsewhere')?.alsoRevoked).toEqual([]);
    expect(viewOf(desk, 'ben')?.alsoRevoked).toEqual([]);
  });

  test('sends the refresh token to Google once, and asks all others of the project whether they live', async () => {
    const desk = aGoogleDesk();
    const token = desk.vault.tokenOf('ana');
    const { lines } = await desk.signsOut();
    expect(desk.server.revocations).toEqual([{ token, address: revocation }]);
    expect(lines).toEqual([
      { kind: 'refresh-token-revoked' },
      { kind: 'also-ended', accountId: 'ana-ads', outcome: 'dead' },
      { kind: 'forgotten-here' },
    ]);
    expect(desk.stateOf('ana-ads')).toMatchObject({ kind: 'needs-sign-in' });
  });

  test('leaves other projects and other people alone', async () => {
    const desk = aGoogleDesk();
    await desk.signsOut();
    expect(desk.stateOf('ana-elsewhere')).toEqual({ kind: 'resting' });
    expect(desk.stateOf('ben')).toEqual({ kind: 'resting' });
    expect(await desk.refreshes('ana-elsewhere')).toMatchObject({ ok: true });
    expect(await desk.refreshes('ben')).toMatchObject({ ok: true });
  });

  test('hands out no token of the others that died with it, however long it had to live', async () => {
    const desk = aGoogleDesk();
    await desk.copies('ana-ads');
    await desk.signsOut();
    expect(await desk.copies('ana-ads')).toMatchObject({ failure: { kind: 'sign-in-expired' } });
    expect(desk.vault.records.has('ana-ads')).toBe(true);
  });

  test('says of others that live on that they do', async () => {
    const desk = aGoogleDesk();
    // The number in the id is the same, the project is not: a warning too many.
    desk.google.clients.clear();
    desk.vault.records.delete('studio');
    desk.google.registers(aGoogle().clientId, 'one');
    const { clientSecret } = desk.google.registers(anAds().clientId, 'two');
    await desk.googleClients.change('ads', {
      name: 'Google Ads',
      redirectUri: '',
      audience: 'unknown',
      adsApiVersion: 'v26',
      clientSecret,
    });
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual({ kind: 'also-ended', accountId: 'ana-ads', outcome: 'alive' });
    expect(desk.stateOf('ana-ads')?.kind).toBe('active');
  });

  test('says of others that could not be asked just that', async () => {
    const desk = aGoogleDesk();
    desk.vault.records.delete('ads');
    const { lines } = await desk.signsOut();
    expect(lines).toContainEqual({ kind: 'also-ended', accountId: 'ana-ads', outcome: 'unchecked' });
    expect(desk.stateOf('ana-ads')).toMatchObject({ kind: 'blocked' });
  });

  test('asks the others after it, not before: a refresh that was under way proves nothing', async () => {
    const desk = aGoogleDesk();
    const release = desk.story.hold('refresh token sent');
    const refresh = desk.refreshes('ana-ads');
    await settle();
    const report = desk.signsOut();
    await settle();
    await release();
    await refresh;
    expect((await report).lines).toContainEqual({
      kind: 'also-ended',
      accountId: 'ana-ads',
      outcome: 'dead',
    });
    expect(await desk.copies('ana-ads')).toMatchObject({ failure: { kind: 'sign-in-expired' } });
  });

  test('of a token that is dead already is done', async () => {
    const desk = aGoogleDesk();
    desk.server.forgetEverybody();
    const { lines, failure } = await desk.signsOut();
    expect(failure).toBeNull();
    expect(lines).toContainEqual({ kind: 'refresh-token-revoked' });
    expect(lines).toContainEqual({ kind: 'forgotten-here' });
  });

  test('needs no client secret', async () => {
    const desk = aGoogleDesk();
    desk.vault.records.delete('studio');
    await desk.signsOut();
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.server.revocations).toHaveLength(1);
  });
});

describe('a revocation that waits', () => {
  test('asks nobody else until it is through, and then does', async () => {
    const desk = aGoogleDesk();
    desk.google.revocationTrouble = offline;
    const { lines } = await desk.signsOut();
    expect(lines.map(({ kind }) => kind)).toEqual([
      'access-token-unchecked',
      'refresh-token-unchecked',
      'queued',
    ]);
    expect(desk.stateOf('ana-ads')).toEqual({ kind: 'resting' });
    desk.google.revocationTrouble = null;
    await desk.clock.pass(minutes(5));
    expect(viewOf(desk)?.queuedSignOut).toBeNull();
    expect(desk.stateOf('ana-ads')).toMatchObject({ kind: 'needs-sign-in' });
  });

  test.each([
    ['there', 'studio', 'ana'],
    ['at another client of the project', 'ads', 'ana-ads'],
  ])('is given up for a new sign-in of the same person %s, which lives', async (_where, instanceId, id) => {
    const desk = aGoogleDesk();
    desk.google.revocationTrouble = offline;
    await desk.signsOut();
    const account = await desk.signsIn(ana, instanceId);
    expect(account.id).toBe(id);
    desk.google.revocationTrouble = null;
    desk.server.revocations.length = 0;
    await desk.clock.pass(minutes(30));
    expect(desk.server.revocations).toEqual([]);
    expect(viewOf(desk)?.queuedSignOut).toBeNull();
    expect(await desk.refreshes(id)).toMatchObject({ ok: true });
  });

  test('given up for a sign-in elsewhere leaves nothing in the keychain', async () => {
    const desk = aGoogleDesk();
    desk.google.revocationTrouble = offline;
    await desk.signsOut();
    await desk.signsIn(ana, 'ads');
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.stateOf()).toEqual({ kind: 'signed-out' });
  });

  test.each([
    ['somebody else’s', 'ben' as const, 'ads'],
    ['one for another project', 'ana' as const, 'elsewhere'],
  ])('is not given up for %s', async (_whose, who, instanceId) => {
    const desk = aGoogleDesk();
    desk.google.revocationTrouble = offline;
    await desk.signsOut();
    await desk.signsIn(desk.accountOf(who).identity, instanceId);
    expect(viewOf(desk)?.queuedSignOut).not.toBeNull();
    expect(desk.vault.records.has('ana')).toBe(true);
  });

  test('is tried before a new sign-in anywhere in the project, so that it does not end that', async () => {
    const desk = aGoogleDesk({
      instances: [aGoogle(), anAds()],
      accounts: [aGoogleAccount({ signedOut: true, queuedSignOut: aWish() })],
    });
    const account = await desk.signsIn(ana, 'ads');
    expect(desk.story.events.indexOf('revoked')).toBeGreaterThan(-1);
    expect(desk.story.events.indexOf('revoked')).toBeLessThan(desk.story.events.indexOf('code redeemed'));
    expect(await desk.refreshes(account.id)).toMatchObject({ ok: true });
  });
});
