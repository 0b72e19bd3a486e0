// Google's own library for Node reads the file that Daypass wrote, and gets tokens with it (google-auth-library; Google fact
// sheet, sections 5 and 7).
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GoogleAuth, UserRefreshClient } from 'google-auth-library';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { adsScope } from '#practice/google/scopes';
import { readers } from '../config-files/readers';
import { aFolder } from '../whole-app/files';
import { hour, lastRequestTo, requestsTo, timePasses } from '../whole-app/google';
import { valueOf } from '../whole-app/parts';
import { aWish, openAdsDesk, saved, toLibraryEndpoints, type AdsDesk } from './parts';

let at: AdsDesk;
beforeEach(async () => {
  at = await openAdsDesk();
});
afterEach(() => void vi.unstubAllEnvs());

/** Nothing but the addresses differs from what a person's own program would write. */
function authWith(keyFile?: string): GoogleAuth {
  return new GoogleAuth({
    ...(keyFile === undefined ? {} : { keyFile }),
    scopes: adsScope,
    projectId: 'acme-analytics-431207',
    // Otherwise it believes a token's own time of life, whatever the API says.
    clientOptions: { endpoints: toLibraryEndpoints(at.google), forceRefreshOnFailure: true },
  });
}

describe('application_default_credentials.json', () => {
  test('the library loads it, renews, and the practice Google says that the token is alive', async () => {
    const client = await authWith(await saved(at, aWish('adc'))).getClient();
    const { token } = await client.getAccessToken();
    expect(client).toBeInstanceOf(UserRefreshClient);
    expect(at.google.isAccessTokenAlive(token ?? '')).toBe(true);
    expect(token).not.toBe(at.desk.accessTokenOf(at.danas));
    expect(lastRequestTo(at.google, '/token').body).toMatchObject({
      grant_type: 'refresh_token',
      client_id: at.google.client.clientId,
      client_secret: at.google.client.clientSecret,
      refresh_token: await at.desk.refreshTokenOf(at.danas),
    });
  });

  test('found by GOOGLE_APPLICATION_CREDENTIALS, as the text of the app says', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', await saved(at, aWish('adc')));
    vi.stubEnv('GOOGLE_CLOUD_PROJECT', 'acme-analytics-431207');
    const token = await authWith().getAccessToken();
    expect(at.google.isAccessTokenAlive(token ?? '')).toBe(true);
  });

  test('a call to Google Ads with it is answered, also after the first token ran out', async () => {
    const client = await authWith(await saved(at, aWish('adc'))).getClient();
    const url = `${at.google.origin}/v26/customers:listAccessibleCustomers`;
    const ask = async (): Promise<unknown> =>
      (await client.request<{ resourceNames: unknown }>({ url })).data;
    expect(await ask()).toMatchObject({ resourceNames: ['customers/1234567890', 'customers/9876543210'] });
    at.google.expireAccessTokens();
    expect(await ask()).toMatchObject({ resourceNames: { length: 2 } });
  });

  test('the app and the library go on side by side: neither ends the other’s token', async () => {
    const client = await authWith(await saved(at, aWish('adc'))).getClient();
    const { token } = await client.getAccessToken();
    valueOf(await at.desk.renew(at.danas));
    expect(at.google.isAccessTokenAlive(token ?? '')).toBe(true);
    expect(at.google.isAccessTokenAlive(at.desk.accessTokenOf(at.danas))).toBe(true);
  });

  test('forgotten here it works on, as the app warns; revoked it is void', async () => {
    const path = await saved(at, aWish('adc'));
    valueOf(await at.desk.signOuts.forgetHere(at.danas));
    const before = await (await authWith(path).getClient()).getAccessToken();
    expect(at.google.isAccessTokenAlive(before.token ?? '')).toBe(true);
    await at.desk.signedInAs(at.desk.person.email, at.instanceId);
    await at.desk.signedOut(at.danas);
    const after = await authWith(path).getClient();
    await expect(after.getAccessToken()).rejects.toThrow('invalid_grant');
  });
});

describe('google-ads.yaml', () => {
  test('what PyYAML reads in it is what the practice Google issued', async () => {
    const wish = aWish('python', { developerToken: 'dev-token', loginCustomerId: '123-456-7890' });
    const folder = aFolder();
    await copyFile(await saved(at, wish), join(folder, '0'));
    const [settings] = readers.python['PyYAML']?.({ folder, count: 1 }) ?? [];
    expect(settings).toEqual({
      use_proto_plus: true,
      client_id: at.google.client.clientId,
      client_secret: at.google.client.clientSecret,
      refresh_token: await at.desk.refreshTokenOf(at.danas),
      developer_token: 'dev-token',
      login_customer_id: '1234567890',
    });
  });

  test('and they get a token that is alive', async () => {
    const text = await readFile(await saved(at, aWish('python')), 'utf8');
    const valueFor = (key: string): string =>
      JSON.parse(new RegExp(`^${key}: (".*")$`, 'm').exec(text)?.[1] ?? '""') as string;
    const client = new UserRefreshClient({
      clientId: valueFor('client_id'),
      clientSecret: valueFor('client_secret'),
      refreshToken: valueFor('refresh_token'),
      endpoints: toLibraryEndpoints(at.google),
    });
    const { token } = await client.getAccessToken();
    expect(at.google.isAccessTokenAlive(token ?? '')).toBe(true);
    expect((await client.getTokenInfo(token ?? '')).scopes).toContain(adsScope);
    expect(text).not.toMatch(/developer_token|login_customer_id|linked_customer_id/);
  });
});

test('an hour later the file is still good: it has no token in it, only what tokens come from', async () => {
  const path = await saved(at, aWish('adc'));
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain(at.desk.accessTokenOf(at.danas));
  timePasses(at, 24 * hour);
  const { token } = await (await authWith(path).getClient()).getAccessToken();
  expect(at.google.isAccessTokenAlive(token ?? '')).toBe(true);
  expect(requestsTo(at.google, '/token')).toHaveLength(2);
});
