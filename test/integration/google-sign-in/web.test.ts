// Signing in with a web client: exactly the registered redirect URI, on its host, port and path, or not at all (Google fact
// sheet, section 1.2; SO7, SO9).
import { createServer } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { startPracticeGoogle } from '#practice/google/start';
import { isReachable } from '#support/raw-http';
import {
  added,
  failedSignIn,
  freePort,
  instanceViewOf,
  lastRequestTo,
  openDeskAtGoogle,
  requestsTo,
  signedInAgain,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
afterEach(() => at.google.close());

/** A web client with these registered, and an instance that uses the first. */
async function openAt(...webRedirectUris: readonly string[]): Promise<string> {
  at = openDeskAtGoogle(await startPracticeGoogle({ webRedirectUris }));
  return added(at, 'web');
}

const forms: readonly (readonly [string, (port: number) => string])[] = [
  ['127.0.0.1 and a path', (port) => `http://127.0.0.1:${port}/oauth2/callback`],
  ['127.0.0.1 and no path', (port) => `http://127.0.0.1:${port}`],
  ['localhost and a slash', (port) => `http://localhost:${port}/`],
  ['localhost and a long path', (port) => `http://localhost:${port}/a/b.c/d-e_f~g/`],
  ['[::1] and a path', (port) => `http://[::1]:${port}/back`],
];

describe('the registered redirect URI', () => {
  test.each(forms)(
    '%s: it is sent as it was registered, and the answer arrives there',
    async (_form, toUri) => {
      const uri = toUri(await freePort());
      const instanceId = await openAt(uri);
      const accountId = await at.desk.signedIn(instanceId);
      expect(instanceViewOf(at.desk, instanceId).redirectUri).toBe(uri);
      expect(at.asked[0]?.searchParams.get('redirect_uri')).toBe(uri);
      expect(lastRequestTo(at.google, '/token').body).toMatchObject({
        redirect_uri: uri,
        client_id: at.google.clients.web.clientId,
        client_secret: at.google.clients.web.clientSecret,
      });
      expect(at.google.isRefreshTokenAlive(await at.desk.refreshTokenOf(accountId))).toBe(true);
    },
  );

  test('a browser that finds localhost at ::1 gets through as well', async () => {
    const instanceId = await openAt(`http://localhost:${await freePort()}/back`);
    at.habits.comesTo = '::1';
    await at.desk.signedIn(instanceId);
    expect(at.desk.store.get().catalog.accounts).toHaveLength(1);
  });

  test('the second time there is a refresh token again, because consent is asked for', async () => {
    const instanceId = await openAt(`http://127.0.0.1:${await freePort()}/`);
    const accountId = await at.desk.signedIn(instanceId);
    const first = await at.desk.refreshTokenOf(accountId);
    expect(await signedInAgain(at.desk, accountId)).toBe(accountId);
    expect(await at.desk.refreshTokenOf(accountId)).not.toBe(first);
  });

  test('of several the chosen one is used', async () => {
    const [one, two] = [`http://127.0.0.1:${await freePort()}/`, `http://localhost:${await freePort()}/x`];
    await openAt(one, two);
    const chosen = await added(at, 'web', { redirectUri: two });
    await at.desk.signedIn(chosen);
    expect(at.asked[0]?.searchParams.get('redirect_uri')).toBe(two);
  });

  test('a URI that is not registered stays a page at Google, and the attempt waits until it is cancelled', async () => {
    await openAt(`http://127.0.0.1:${await freePort()}/`);
    const wrong = await added(at, 'web', { redirectUri: `http://127.0.0.1:${await freePort()}/` });
    at.desk.signIn.start(wrong, null);
    await expect.poll(() => at.asked.length).toBe(1);
    expect((await at.desk.person.errand)?.html).toContain('redirect_uri_mismatch');
    expect(at.desk.store.get().signIns[wrong]?.progress).toEqual({ kind: 'under-way', step: 'answer' });
    at.desk.signIn.cancel(wrong);
    expect(await at.desk.outcome(wrong)).toMatchObject({ failure: { kind: 'sign-in-cancelled' } });
  });
});

describe('a port that is taken', () => {
  async function takenBy(host: string): Promise<number> {
    const port = await freePort();
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(port, host, resolve));
    onTestFinished(() => void holder.close());
    return port;
  }

  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['localhost, at 127.0.0.1', '127.0.0.1'],
    ['localhost, at ::1', '::1'],
  ])('SO9: at %s it is named, the browser is not opened, and no other port is tried', async (form, host) => {
    const port = await takenBy(host);
    const name = form.startsWith('localhost') ? 'localhost' : '127.0.0.1';
    const instanceId = await openAt(`http://${name}:${port}/back`);
    expect(await failedSignIn(at.desk, instanceId)).toMatchObject({ kind: 'port-taken', port });
    expect(at.asked).toEqual([]);
    expect(requestsTo(at.google, '/token')).toEqual([]);
    expect(await isReachable(port, host === '::1' ? '127.0.0.1' : '::1')).toBe(false);
  });
});
