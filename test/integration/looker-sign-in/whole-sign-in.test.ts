// A sign-in from the click to the kept account, over real sockets, against the practice Looker
// (SO7, SO9, SO11, SO22, SO27, SO33).
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { ok } from '#domain/result';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { createHttpWalker } from '#support/http-walker';
import { isReachable } from '#support/raw-http';
import { anInstance, goTo, openDesk, openDeskAt, registering } from '../whole-app/desk';
import { ana, ben, tokenRequests, valueOf } from '../whole-app/parts';

let looker: PracticeLooker;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two' });
});
afterEach(() => looker.close());

describe('signing in', () => {
  test('the account is there with its name, its token alive, its refresh token in the vault and bound', async () => {
    const desk = openDeskAt(looker);
    const accountId = await desk.signedIn('instance-1');
    const state = desk.store.get();
    expect(state.catalog.accounts).toMatchObject([
      { id: accountId, identity: { displayName: 'Ana Ruiz', email: ana } },
    ]);
    expect(state.accounts[accountId]?.kind).toBe('active');
    expect(looker.isAccessTokenAlive(desk.accessTokenOf(accountId))).toBe(true);
    expect(looker.isRefreshTokenAlive(await desk.refreshTokenOf(accountId))).toBe(true);
    expect(valueOf(await desk.vault.read(accountId)).binding).toEqual({
      issuer: looker.uiOrigin,
      tokenEndpoint: `${looker.apiOrigin}/api/token`,
      identityEndpoint: `${looker.apiOrigin}/api/4.0/user?fields=id,display_name,email`,
      revocationEndpoint: `${looker.apiOrigin}/api/4.0/logout`,
      clientId: 'daypass',
    });
    expect(tokenRequests(looker)).toHaveLength(1);
  });

  test('no token, code, state or verifier is in the state of the app', async () => {
    const desk = openDeskAt(looker);
    const accountId = await desk.signedIn('instance-1');
    const text = JSON.stringify(desk.store.get());
    const exchange = tokenRequests(looker)[0]?.body ?? {};
    const secrets = [exchange['code'], exchange['code_verifier'], desk.accessTokenOf(accountId)];
    for (const secret of secrets) expect(text).not.toContain(String(secret));
  });

  test('SO7: the receiver is reachable already when the browser is opened', async () => {
    let wasReachable: boolean | null = null;
    const desk = openDesk([anInstance(looker)], {
      async open(url) {
        const { port } = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
        wasReachable = await isReachable(Number(port));
        return ok(undefined);
      },
    });
    desk.signIn.start('instance-1', null);
    await expect.poll(() => wasReachable).toBe(true);
  });

  test('SO22: cancelling closes the receiver at once, and a late answer changes nothing', async () => {
    const urls: string[] = [];
    const desk = openDesk([anInstance(looker)], {
      open(url) {
        registering(looker)(new URL(url));
        urls.push(url);
        return Promise.resolve(ok(undefined));
      },
    });
    desk.signIn.start('instance-1', null);
    await expect.poll(() => urls.length).toBe(1);
    desk.signIn.cancel('instance-1');
    const redirectUri = new URL(new URL(urls[0]!).searchParams.get('redirect_uri')!);
    expect(await isReachable(Number(redirectUri.port))).toBe(false);
    expect(await desk.outcome('instance-1')).toMatchObject({
      kind: 'failed',
      failure: { kind: 'sign-in-cancelled' },
    });
    expect((await createHttpWalker().signIn(urls[0]!, { email: ana })).sentTo).toContain('code=');
    expect(desk.store.get().catalog.accounts).toEqual([]);
    expect(tokenRequests(looker)).toEqual([]);
  });

  test('SO27: starting again at the same instance ends the sign-in before, with fresh secrets each time', async () => {
    const urls: URL[] = [];
    const desk = openDesk([anInstance(looker)], {
      open(url) {
        urls.push(new URL(url));
        return Promise.resolve(ok(undefined));
      },
    });
    for (let nth = 0; nth < 4; nth += 1) {
      desk.signIn.start('instance-1', null);
      await expect.poll(() => urls.length).toBe(nth + 1);
    }
    const ports = urls.map((url) => Number(new URL(url.searchParams.get('redirect_uri')!).port));
    expect(await Promise.all(ports.map((port) => isReachable(port)))).toEqual([false, false, false, true]);
    for (const name of ['state', 'code_challenge']) {
      expect(new Set(urls.map((url) => url.searchParams.get(name))).size).toBe(4);
    }
  });

  test('SO27: of six sign-ins at six instances the oldest gives way', async () => {
    const urls: string[] = [];
    const instances = [1, 2, 3, 4, 5, 6].map((nth) => anInstance(looker, { id: `i${nth}`, name: `${nth}` }));
    const desk = openDesk(instances, {
      open(url) {
        urls.push(url);
        return Promise.resolve(ok(undefined));
      },
    });
    for (const { id } of instances) {
      desk.signIn.start(id, null);
      await expect.poll(() => desk.store.get().signIns[id]?.port ?? null).not.toBeNull();
    }
    expect(instances.map(({ id }) => desk.store.get().signIns[id]?.progress.kind)).toEqual([
      'failed',
      ...Array<string>(5).fill('under-way'),
    ]);
  });

  test('SO9: a port that is taken ends the sign-in before the browser opens, and no other port is tried', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void holder.close());
    const { port } = holder.address() as AddressInfo;
    let opened = 0;
    const desk = openDesk([anInstance(looker, { redirectPort: port })], {
      open: () => Promise.resolve(ok(void (opened += 1))),
    });
    desk.signIn.start('instance-1', null);
    expect(await desk.outcome('instance-1')).toMatchObject({
      kind: 'failed',
      failure: { kind: 'port-taken', port },
    });
    expect(opened).toBe(0);
  });

  test.each([
    ['403', 'request-refused'],
    ['404', 'request-refused'],
    ['html', 'provider-misbehaved'],
  ] as const)(
    'a Looker that hides who it is (%s) ends the sign-in, and nothing stays alive there',
    async (userEndpoint, kind) => {
      looker.switches.userEndpoint = userEndpoint;
      const desk = openDeskAt(looker);
      desk.signIn.start('instance-1', null);
      expect(await desk.outcome('instance-1')).toMatchObject({ kind: 'failed', failure: { kind } });
      expect(looker.requests.map(({ method, path }) => `${method} ${path}`)).toContain(
        'DELETE /api/4.0/logout',
      );
      expect(desk.store.get().catalog.accounts).toEqual([]);
    },
  );

  test('SO33: a first exchange that fails ends the sign-in; the next one starts with a new code', async () => {
    looker.switches.tokenFault = 'drops-answer';
    const desk = openDeskAt(looker);
    desk.signIn.start('instance-1', null);
    expect(await desk.outcome('instance-1')).toMatchObject({ kind: 'failed', step: 'exchange' });
    looker.switches.tokenFault = 'none';
    await desk.signedIn('instance-1');
    const codes = tokenRequests(looker).map(({ body }) => body['code']);
    expect(new Set(codes).size).toBe(2);
    expect(codes).toHaveLength(2);
  });
});

describe('two Lookers, one of them hostile', () => {
  test('SO11: an honest code that is steered to the wrong sign-in never reaches the hostile token endpoint', async () => {
    const hostile = await startCheckedLooker();
    onTestFinished(() => hostile.close());
    const addresses: URL[] = [];
    const desk = openDesk(
      [anInstance(looker, { id: 'honest' }), anInstance(hostile, { id: 'hostile', name: 'B' })],
      {
        open(url) {
          addresses.push(new URL(url));
          return Promise.resolve(ok(undefined));
        },
      },
    );
    desk.signIn.start('honest', null);
    desk.signIn.start('hostile', null);
    await expect.poll(() => addresses.length).toBe(2);
    const honestAsked = addresses.find(({ origin }) => origin === looker.uiOrigin)!;
    const hostileAsked = addresses.find(({ origin }) => origin === hostile.uiOrigin)!;
    registering(looker)(honestAsked);
    // The hostile server sends the browser on to the honest one, with its own state and challenge.
    const steered = new URL(honestAsked);
    for (const name of ['state', 'code_challenge'])
      steered.searchParams.set(name, hostileAsked.searchParams.get(name)!);
    const stop = await createHttpWalker().signIn(steered.href, { email: ben });
    expect((await goTo(stop.sentTo!)).status).toBe(404);
    // With the port of the hostile sign-in the honest server does not play along.
    steered.searchParams.set('redirect_uri', hostileAsked.searchParams.get('redirect_uri')!);
    expect((await createHttpWalker().open(steered.href)).sentTo).toBeUndefined();
    expect(tokenRequests(hostile)).toEqual([]);
    expect(tokenRequests(looker)).toEqual([]);
  });
});
