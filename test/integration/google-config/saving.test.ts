// Files with a refresh token and a client secret in them: where they go, who may read them, what the window sees of them, and
// when there is none (Google fact sheet, sections 4.2 and 5).
import { readdir, readFile, stat } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { configFormats } from '#domain/config-files/format';
import { configFileNames } from '#domain/config-files/write';
import { accountViewOf, added, anaMail, instanceViewOf } from '../whole-app/google';
import { failureOf, valueOf } from '../whole-app/parts';
import { aWish, openAdsDesk, saved, type AdsDesk } from './parts';

let at: AdsDesk;
beforeEach(async () => {
  at = await openAdsDesk();
});

async function secrets(): Promise<readonly string[]> {
  return [at.google.client.clientSecret, await at.desk.refreshTokenOf(at.danas)];
}

function activities(): readonly string[] {
  return accountViewOf(at.desk, at.danas).activity.map(({ what }) => what);
}

describe('saving', () => {
  test.each(configFormats)(
    '%s: under the name its library looks for, readable by this user only',
    async (format) => {
      const path = await saved(at, aWish(format));
      expect(path).toBe(`${at.folder}/${configFileNames[format]}`);
      expect(((await stat(path)).mode & 0o777).toString(8)).toBe('600');
      const text = await readFile(path, 'utf8');
      for (const secret of await secrets()) expect(text).toContain(secret);
      expect(await readdir(at.folder)).toEqual([configFileNames[format]]);
      expect(activities()[0]).toBe('config-saved');
    },
  );

  test('a second time it takes the place of the first', async () => {
    await saved(at, aWish('adc'));
    await saved(at, aWish('adc'));
    expect(await readdir(at.folder)).toEqual(['application_default_credentials.json']);
  });

  test('who closes the dialog has no file, and the history says nothing', async () => {
    at.desk.files.folder = null;
    expect(valueOf(await at.desk.configFiles.save(at.danas, aWish('adc')))).toEqual({ savedAs: null });
    expect(await readdir(at.folder)).toEqual([]);
    expect(activities()).not.toContain('config-saved');
  });

  test('no request is made for it', async () => {
    const before = at.google.requests.length;
    await saved(at, aWish('python'));
    expect(at.google.requests).toHaveLength(before);
  });
});

describe('looking and copying', () => {
  test.each(configFormats)(
    '%s: the preview is the file with stars in the place of secrets',
    async (format) => {
      const wish = aWish(format, { developerToken: 'dev-token-of-acme' });
      const { text, fileName } = valueOf(at.desk.configFiles.preview(at.danas, wish));
      expect(fileName).toBe(configFileNames[format]);
      expect(text).toContain('*'.repeat(12));
      for (const secret of [...(await secrets()), 'dev-token-of-acme']) expect(text).not.toContain(secret);
      expect(text).toContain(at.google.client.clientId);
    },
  );

  test('the copied text is the file, and it is taken off the clipboard again', async () => {
    const { clearsAt } = valueOf(await at.desk.configFiles.copy(at.danas, aWish('adc')));
    expect(at.desk.clipboard.text).toBe(await readFile(await saved(at, aWish('adc')), 'utf8'));
    expect(activities()).toContain('config-copied');
    at.desk.clock.skip(clearsAt - at.desk.clock.now() + 10);
    await expect.poll(() => at.desk.clipboard.text).toBe('');
  });

  test('signing out takes it off at once', async () => {
    valueOf(await at.desk.configFiles.copy(at.danas, aWish('adc')));
    await at.desk.signedOut(at.danas);
    expect(at.desk.clipboard.text).toBe('');
  });
});

describe('there is none', () => {
  test('for somebody who is signed out', async () => {
    await at.desk.signedOut(at.danas);
    expect(failureOf(await at.desk.configFiles.save(at.danas, aWish('adc'))).kind).toBe('not-signed-in');
    expect(failureOf(at.desk.configFiles.preview(at.danas, aWish('adc'))).kind).toBe('not-signed-in');
    expect(await readdir(at.folder)).toEqual([]);
  });

  test('of Google Ads for a sign-in that is for Looker Studio; default credentials there are', async () => {
    const studio = await added(at, 'desktop2');
    const anas = await at.desk.signedInAs(anaMail, studio);
    expect(instanceViewOf(at.desk, studio).configFormats).toEqual(['adc']);
    for (const format of configFormats) {
      const outcome = await at.desk.configFiles.save(anas, aWish(format));
      expect([format, outcome.ok]).toEqual([format, format === 'adc']);
    }
  });

  test('without the client secret', async () => {
    at.desk.keychain.entries.delete(at.instanceId);
    expect(failureOf(await at.desk.configFiles.save(at.danas, aWish('adc'))).kind).toBe(
      'client-secret-missing',
    );
    expect(await readdir(at.folder)).toEqual([]);
  });

  test('with a customer id that is none, or a developer token with blanks: both are named', async () => {
    const wish = aWish('python', { developerToken: 'a b', loginCustomerId: '12', linkedCustomerId: 'x' });
    expect(failureOf(await at.desk.configFiles.save(at.danas, wish))).toEqual({
      kind: 'input-invalid',
      fields: {
        developerToken: { kind: 'has-spaces' },
        loginCustomerId: { kind: 'not-a-customer-id' },
        linkedCustomerId: { kind: 'not-a-customer-id' },
      },
    });
  });
});
