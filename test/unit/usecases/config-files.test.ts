import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { configFormats, type ConfigFormat } from '#domain/config-files/format';
import { Secret } from '#domain/secret';
import { anAds, aKnownAccount, noon, seconds } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { canary } from '#support/fakes/server';
import { settle } from '#support/fakes/story';
import { aConfigWish, aGoogleDesk } from './google-desk';

const account = 'ana-ads';
const stars = '************';
const { clientId } = anAds();

const secretsOf = (desk: Desk, id = account, instanceId = 'ads') => ({
  refreshToken: desk.vault.tokenOf(id) ?? '',
  clientSecret: desk.vault.tokenOf(instanceId) ?? '',
});

function previewOf(desk: Desk, part: Parameters<typeof aConfigWish>[0] = {}) {
  const preview = desk.configFiles.preview(account, aConfigWish(part));
  if (!preview.ok) throw new Error(preview.failure.kind);
  return preview.value;
}

describe('the preview of a configuration', () => {
  test.each(configFormats)('%s: has the client id, and stars for what is secret', (format) => {
    const desk = aGoogleDesk();
    const { text, fileName } = previewOf(desk, { format, developerToken: 'd3v-t0ken' });
    expect(text).toContain(clientId);
    expect(text).toContain(stars);
    expect(text).not.toContain(canary);
    expect(text).not.toContain('d3v-t0ken');
    expect(fileName).toMatch(/^[\w.-]+$/);
  });

  test('reads nothing from the keychain', () => {
    const desk = aGoogleDesk();
    desk.vault.trouble = { kind: 'keychain-locked' };
    previewOf(desk);
    expect(desk.story.events).toEqual([]);
  });

  test('has what was said beside it, and leaves out what was not', () => {
    const desk = aGoogleDesk();
    const full = previewOf(desk, {
      developerToken: ' d3v ',
      loginCustomerId: '123-456-7890',
      linkedCustomerId: '9998887777',
    }).text;
    expect(full).toMatch(/developer_token:.*\*{12}/);
    expect(full).toContain('1234567890');
    expect(full).toContain('9998887777');
    expect(previewOf(desk).text).not.toMatch(/developer_token|customer_id/);
  });
});

describe('a configuration that is saved', () => {
  test.each(configFormats)('%s: has the real values, for this user’s eyes only', async (format) => {
    const desk = aGoogleDesk();
    const { fileName } = previewOf(desk, { format });
    expect(await desk.configFiles.save(account, aConfigWish({ format }))).toEqual({
      ok: true,
      value: { savedAs: `/home/ana/${fileName}` },
    });
    const [file] = desk.files.savedPrivately;
    const { refreshToken, clientSecret } = secretsOf(desk);
    expect(file?.text).toContain(refreshToken);
    expect(file?.text).toContain(clientSecret);
    expect(file?.text).toContain(clientId);
    expect(file?.text).not.toContain(stars);
    expect(desk.files.saved).toEqual([]);
    expect(desk.historyOf(account)).toEqual(['config-saved']);
  });

  test('has the client that the sign-in is bound to, whatever the catalog says', async () => {
    const desk = aGoogleDesk();
    desk.file.content = {
      ...desk.file.content,
      instances: desk.file.content.instances.map((one) => ({ ...one, clientId: 'evil' })),
    };
    const next = desk.restart();
    await next.configFiles.save(account, aConfigWish());
    expect(next.files.savedPrivately[0]?.text).toContain(clientId);
    expect(next.files.savedPrivately[0]?.text).not.toContain('evil');
  });

  test('is not noted when the person thought better of it, or the disk refused', async () => {
    const desk = aGoogleDesk();
    desk.files.isCancelled = true;
    expect(await desk.configFiles.save(account, aConfigWish())).toEqual({
      ok: true,
      value: { savedAs: null },
    });
    desk.files.isCancelled = false;
    desk.files.saveTrouble = { kind: 'file-not-saved', reason: 'denied' };
    expect(await desk.configFiles.save(account, aConfigWish())).toMatchObject({
      failure: { kind: 'file-not-saved' },
    });
    expect(desk.historyOf(account)).toEqual([]);
  });
});

describe('a configuration that is copied', () => {
  test('is on the clipboard for as long as a token would be, and noted', async () => {
    const desk = aGoogleDesk();
    const clearsAt = noon + seconds(45);
    expect(await desk.configFiles.copy(account, aConfigWish())).toEqual({ ok: true, value: { clearsAt } });
    expect(desk.clipboard.text).toContain(secretsOf(desk).refreshToken);
    expect(desk.view().clipboard).toEqual({ accountId: account, what: 'config', copiedAt: noon, clearsAt });
    expect(desk.historyOf(account)).toEqual(['config-copied']);
    await desk.clock.pass(seconds(46));
    expect(desk.clipboard.text).toBe('');
    expect(desk.view().clipboard).toBeNull();
  });

  test('goes when the account is signed out', async () => {
    const desk = aGoogleDesk();
    await desk.configFiles.copy(account, aConfigWish());
    await desk.signsOut(account);
    expect(desk.clipboard.text).toBe('');
  });

  test('onto a clipboard that refuses says so and notes nothing', async () => {
    const desk = aGoogleDesk();
    desk.clipboard.isRefusing = true;
    expect(await desk.configFiles.copy(account, aConfigWish())).toMatchObject({
      failure: { kind: 'clipboard-refused' },
    });
    expect(desk.historyOf(account)).toEqual([]);
  });
});

describe('what is refused', () => {
  const everyWay = async (desk: Desk, id: string, part: Parameters<typeof aConfigWish>[0] = {}) => [
    desk.configFiles.preview(id, aConfigWish(part)),
    await desk.configFiles.save(id, aConfigWish(part)),
    await desk.configFiles.copy(id, aConfigWish(part)),
  ];
  const all = (failure: object) => [1, 2, 3].map(() => ({ ok: false, failure }));

  test('every problem at once, by its field', async () => {
    const wish = { developerToken: 'two words', loginCustomerId: '123', linkedCustomerId: 'abc-def-ghij' };
    expect(await everyWay(aGoogleDesk(), account, wish)).toEqual(
      all({
        kind: 'input-invalid',
        fields: {
          developerToken: { kind: 'has-spaces' },
          loginCustomerId: { kind: 'not-a-customer-id' },
          linkedCustomerId: { kind: 'not-a-customer-id' },
        },
      }),
    );
    expect(previewLimit('x'.repeat(200))).toMatchObject({ ok: true });
    expect(previewLimit('x'.repeat(201))).toMatchObject({
      failure: { fields: { developerToken: { kind: 'too-long', limit: 200 } } },
    });
  });

  const previewLimit = (developerToken: string) =>
    aGoogleDesk().configFiles.preview(account, aConfigWish({ developerToken }));

  test('who is not signed in', async () => {
    const desk = aGoogleDesk();
    await desk.signOuts.forgetHere(account);
    expect(await everyWay(desk, account)).toEqual(all({ kind: 'not-signed-in' }));
    expect(await everyWay(desk, 'gone')).toEqual(all({ kind: 'account-unknown' }));
  });

  test.each([
    ['save', (desk: Desk) => desk.configFiles.save(account, aConfigWish())],
    ['copy', (desk: Desk) => desk.configFiles.copy(account, aConfigWish())],
  ])('who is forgotten while the keychain is asked: %s', async (_way, handsOut) => {
    const desk = aGoogleDesk();
    const release = desk.story.hold('vault read');
    const handedOut = handsOut(desk);
    await settle();
    const forgotten = desk.signOuts.forgetHere(account);
    await release();
    await forgotten;
    expect(await handedOut).toEqual({ ok: false, failure: { kind: 'not-signed-in' } });
    expect(desk.clipboard.text).toBe('');
    expect(desk.files.savedPrivately).toEqual([]);
  });

  test.each<[string, ConfigFormat, object]>([
    ['a library of Google Ads for Looker Studio', 'python', { failure: { kind: 'request-malformed' } }],
    ['default credentials for Looker Studio: not at all', 'adc', { ok: true }],
    ['a format that nobody knows', 'toString' as never, { failure: { kind: 'request-malformed' } }],
  ])('%s', (_what, format, outcome) => {
    expect(aGoogleDesk().configFiles.preview('ana', aConfigWish({ format }))).toMatchObject(outcome);
  });

  test('anything at all for a Looker', async () => {
    const desk = aDesk({ accounts: [aKnownAccount()] });
    expect(await everyWay(desk, 'ana', { format: 'adc' })).toEqual(all({ kind: 'request-malformed' }));
  });

  test.each<[string, string, object]>([
    ['without the client secret', 'ads', { kind: 'client-secret-missing', clientId }],
    ['without the refresh token', account, { kind: 'secret-missing' }],
  ])('%s', async (_what, entry, failure) => {
    const desk = aGoogleDesk();
    desk.vault.records.delete(entry);
    expect(await desk.configFiles.save(account, aConfigWish())).toEqual({ ok: false, failure });
    expect(desk.files.savedPrivately).toEqual([]);
  });

  test('a value that the format has no way to write, by its field', async () => {
    const desk = aGoogleDesk();
    const record = desk.vault.records.get(account);
    if (record === undefined) throw new Error('There is one');
    const refreshToken = new Secret('half a \ud800 pair');
    desk.vault.records.set(account, { ...record, credential: { kind: 'refresh-token', refreshToken } });
    expect(await desk.configFiles.copy(account, aConfigWish())).toEqual({
      ok: false,
      failure: { kind: 'config-not-writable', field: 'refreshToken' },
    });
    expect(desk.clipboard.text).toBe('');
  });
});

test('nothing of what was written turns up in the state, a view, the catalog, the log or an answer', async () => {
  const desk = aGoogleDesk();
  const answers: unknown[] = [];
  for (const format of configFormats) {
    const wish = aConfigWish({ format, developerToken: `d3v-${canary}` });
    answers.push(desk.configFiles.preview(account, wish), await desk.configFiles.save(account, wish));
    answers.push(await desk.configFiles.copy(account, wish));
  }
  const seen = [answers, desk.store.get(), desk.view(), desk.file.versions, desk.log.lines];
  for (const one of seen) {
    expect(JSON.stringify(one)).not.toContain(canary);
    expect(inspect(structuredClone(one), { depth: 20, showHidden: true })).not.toContain(canary);
  }
});
