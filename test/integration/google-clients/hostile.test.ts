// SO36: where Google's endpoints are is written in the app. Neither a file that somebody sent, nor a catalog that somebody
// edited, leads a code, a token or the client secret anywhere else.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Catalog } from '#domain/catalog';
import { startPracticeGoogle } from '#practice/google/start';
import { valueOf } from '../whole-app/parts';
import {
  accountViewOf,
  added,
  instanceViewOf,
  openDeskAtGoogle,
  previewed,
  toChoices,
  type AtGoogle,
} from '../whole-app/google';
import { answering, startOddServer, type OddServer } from '../whole-app/odd-server';

let at: AtGoogle;
let evil: OddServer;
beforeEach(async () => {
  at = openDeskAtGoogle(await startPracticeGoogle());
  const tokens = {
    access_token: 'stolen',
    refresh_token: 'stolen',
    token_type: 'Bearer',
    expires_in: 3600,
    sub: '1',
  };
  evil = await startOddServer(answering(200, tokens));
});
afterEach(() => at.google.close());

/** Everything that is ever sent for a sign-in. */
async function liveAndLetGo(instanceId: string, desk = at.desk): Promise<void> {
  const accountId = await desk.signedIn(instanceId);
  valueOf(await desk.renew(accountId));
  expect(valueOf(await desk.checkHealth(accountId)).check.kind).toBe('works');
  expect(accountViewOf(desk, accountId).state.kind).toBe('active');
  await desk.signedOut(accountId);
}

function expectOnlyGoogleWasAsked(): void {
  expect(evil.arrived).toEqual([]);
  expect([...at.desk.wire.origins]).toEqual([at.google.origin]);
  expect(new Set(at.asked.map(({ origin }) => origin))).toEqual(new Set([at.google.origin]));
}

/** The client file with every address that is known, and some that are not, at the hostile server. */
function withHostileAddresses(text: string): string {
  const [[kind, members] = ['', {}]] = Object.entries(JSON.parse(text) as Readonly<Record<string, object>>);
  const names = [
    'auth_uri',
    'token_uri',
    'auth_provider_x509_cert_url',
    'client_x509_cert_url',
    'revoke_uri',
    'revocation_uri',
    'userinfo_uri',
    'issuer',
    'universe_domain',
  ];
  const hostile = Object.fromEntries(names.map((name) => [name, `${evil.origin}/${name}`]));
  return JSON.stringify({ [kind]: { ...members, ...hostile }, ...hostile });
}

describe('SO36: a client file with other endpoints', () => {
  test.each(['desktop', 'web'] as const)(
    '%s: not a request reaches them, from the preview to the sign-out',
    async (key) => {
      const preview = await previewed(at.desk, withHostileAddresses(at.google.clientFile(key)));
      const redirectUri = preview.redirectUris[0]?.uri ?? '';
      const { instanceId } = valueOf(
        await at.desk.googleClients.addImported(preview.importId, toChoices({ redirectUri })),
      );
      await liveAndLetGo(instanceId);
      expectOnlyGoogleWasAsked();
      expect(JSON.stringify(preview) + at.desk.disk.text()).not.toContain(new URL(evil.origin).host);
    },
  );

  test('the hostile server would have noticed', async () => {
    await fetch(`${evil.origin}/token_uri`, { method: 'POST', body: 'x' });
    expect(evil.arrived).toEqual(['POST /token_uri x']);
  });
});

describe('SO36: a catalog that was edited on the disk', () => {
  /** Every place on the disk that looks like an origin now names the hostile server. */
  async function edited(change: (catalog: Catalog) => Catalog) {
    await at.desk.disk.settled();
    const catalog = JSON.parse(at.desk.disk.text()) as Catalog;
    await at.desk.disk.save(change(catalog));
    return at.desk.restart();
  }

  const moveAll = (catalog: Catalog): Catalog => ({
    ...catalog,
    instances: catalog.instances.map((one) => ({ ...one, uiOrigin: evil.origin, apiOrigin: evil.origin })),
  });

  test('other origins of a Google instance: an old sign-in goes on at Google', async () => {
    const instanceId = await added(at, 'desktop');
    const accountId = await at.desk.signedIn(instanceId);
    const again = await edited(moveAll);
    expect(instanceViewOf(again, instanceId).apiOrigin).toBe(evil.origin);
    valueOf(await again.renew(accountId));
    expect(valueOf(await again.checkHealth(accountId)).check.kind).toBe('works');
    await again.signedOut(accountId);
    expectOnlyGoogleWasAsked();
  });

  test('and a new one does as well', async () => {
    const instanceId = await added(at, 'desktop');
    const again = await edited(moveAll);
    await liveAndLetGo(instanceId, again);
    expectOnlyGoogleWasAsked();
  });

  test('another client in the place of the old: its secret is not sent for it, and no refresh token goes with it', async () => {
    const instanceId = await added(at, 'desktop');
    const accountId = await at.desk.signedIn(instanceId);
    const again = await edited((catalog) => ({
      ...catalog,
      instances: catalog.instances.map((one) => ({ ...one, clientId: at.google.clients.other.clientId })),
    }));
    const before = at.google.requests.length;
    again.signIn.start(instanceId, null);
    expect(await again.outcome(instanceId)).toMatchObject({ failure: { kind: 'client-secret-missing' } });
    expect(at.google.requests).toHaveLength(before);
    // What was signed in before is bound to the client it came from, and renews as that one.
    valueOf(await again.renew(accountId));
    expect(at.google.requests.at(-1)?.body).toMatchObject({ client_id: at.google.client.clientId });
  });

  test('an account moved to a Looker that somebody made up: its token stays where it belongs', async () => {
    const instanceId = await added(at, 'desktop');
    const accountId = await at.desk.signedIn(instanceId);
    const again = await edited((catalog) => ({
      ...catalog,
      instances: catalog.instances.map((one) => ({
        ...one,
        provider: 'looker',
        google: null,
        uiOrigin: evil.origin,
        apiOrigin: evil.origin,
      })),
    }));
    await again.renew(accountId);
    await again.handOut.copyToken(accountId);
    await again.signOuts.signOut(accountId);
    await again.quiet();
    expectOnlyGoogleWasAsked();
  });

  test('a Looker sign-in under the name of a Google instance: its tokens do not go to Google', async () => {
    const instanceId = await added(at, 'desktop');
    const accountId = await at.desk.signedIn(instanceId);
    // As if it had come from a Looker at the other server.
    const record = valueOf(await at.desk.vault.read(accountId));
    const binding = { ...evil.binding, clientId: record.binding.clientId };
    valueOf(await at.desk.vault.write(accountId, { ...record, binding }));
    const again = at.desk.restart();
    const before = at.google.requests.length;
    await again.checkHealth(accountId);
    await again.renew(accountId);
    await again.handOut.copyToken(accountId);
    expect(at.google.requests).toHaveLength(before);
    // Nor does the client secret go to the Looker.
    expect(evil.arrived.join()).not.toContain(at.google.client.clientSecret);
  });
});
