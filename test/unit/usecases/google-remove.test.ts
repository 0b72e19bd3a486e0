// Taking something off the list is no reason to end other sign-ins of a project.
import { describe, expect, test } from 'vitest';
import { aGoogle, ana } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';
import { aGoogleDesk } from './google-desk';

const offline = { kind: 'offline', host: 'oauth2.googleapis.com' } as const;
const newSecret = {
  name: 'Looker Studio',
  redirectUri: '',
  audience: 'unknown',
  adsApiVersion: 'v26',
  clientSecret: 'new',
} as const;
const locked = { kind: 'keychain-locked' } as const;

describe('removing an account at Google', () => {
  test('forgets it here and revokes nothing', async () => {
    const desk = aGoogleDesk();
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.accountsAt('studio').map(({ id }) => id)).toEqual(['ben']);
    expect(desk.vault.records.has('ana')).toBe(false);
    expect(desk.server.revocations).toEqual([]);
    expect(await desk.refreshes('ana-ads')).toMatchObject({ ok: true });
  });

  test('works without network', async () => {
    const desk = aGoogleDesk();
    desk.server.trouble = offline;
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('waits for the keychain: nothing would know of the secret any more', async () => {
    const desk = aGoogleDesk();
    desk.vault.trouble = locked;
    expect(await desk.removes()).toEqual({ ok: false, failure: locked });
    expect(desk.accountsAt('studio')).toHaveLength(2);
    desk.vault.trouble = null;
    expect(await desk.removes()).toMatchObject({ ok: true });
    expect(desk.vault.records.has('ana')).toBe(false);
  });

  test('whose revocation waits says so, unless that is given up', async () => {
    const desk = aGoogleDesk();
    desk.google.revocationTrouble = offline;
    await desk.signsOut();
    expect(await desk.removes()).toMatchObject({ failure: { kind: 'sign-out-waiting' } });
    expect(await desk.removes('ana', true)).toMatchObject({ ok: true });
    expect(desk.vault.records.has('ana')).toBe(false);
  });
});

describe('removing an instance at Google', () => {
  test('forgets its accounts and its client secret, and revokes nothing', async () => {
    const desk = aGoogleDesk();
    expect(await desk.removesInstance('studio')).toMatchObject({ ok: true });
    expect([...desk.vault.records.keys()].sort()).toEqual(['ads', 'ana-ads', 'ana-elsewhere', 'elsewhere']);
    expect(desk.view().instances.map(({ id }) => id)).toEqual(['ads', 'elsewhere']);
    expect(desk.server.revocations).toEqual([]);
  });

  test('leaves it there while the keychain keeps the client secret', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.vault.trouble = locked;
    expect(await desk.removesInstance('studio')).toEqual({ ok: false, failure: locked });
    expect(desk.view().instances).toHaveLength(1);
    desk.vault.trouble = null;
    expect(await desk.removesInstance('studio')).toMatchObject({ ok: true });
    expect(desk.vault.records.size).toBe(0);
  });

  test('ends a sign-in that is under way', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    const { door, browserAnswers } = await desk.startSignIn('studio');
    await desk.removesInstance('studio');
    expect(door.isClosed).toBe(true);
    await browserAnswers();
    expect(desk.vault.records.size).toBe(0);
    expect(desk.accountsAt('studio')).toEqual([]);
  });

  test('with nothing in the keychain any more is just as well', async () => {
    const desk = aDesk({ instances: [aGoogle({}, { secretIn: null })] });
    expect(await desk.removesInstance('studio')).toMatchObject({ ok: true });
  });
});

test('a client secret that is being written while its instance is removed does not stay behind', async () => {
  const desk = aDesk({ instances: [aGoogle()] });
  const release = desk.story.hold('vault written');
  const first = desk.googleClients.change('studio', newSecret);
  await settle();
  const removed = desk.removesInstance('studio');
  await settle();
  const second = desk.googleClients.change('studio', newSecret);
  await release();
  await Promise.all([first, removed, second]);
  expect(desk.view().instances).toEqual([]);
  expect(desk.vault.records.size).toBe(0);
});

describe('a client secret in another vault than before', () => {
  test('leaves none behind in the keychain', async () => {
    const desk = aDesk({ instances: [aGoogle()] });
    desk.safekeeping.useMemoryOnly();
    await desk.googleClients.change('studio', newSecret);
    expect(desk.vault.records.has('studio')).toBe(false);
  });
});

test('an account that was to be removed when its revocation is through is removed when that is given up', async () => {
  const desk = aGoogleDesk();
  desk.google.revocationTrouble = offline;
  await desk.signsOut();
  await desk.removes();
  await desk.signsIn(ana, 'ads');
  expect(desk.accountsAt('studio').map(({ id }) => id)).toEqual(['ben']);
});
