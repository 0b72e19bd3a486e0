// From the browser's answer to tokens, over the real protocol (SO2, SO3, SO4, SO5, SO10, SO30, SO33, SO34).
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daypassApp } from '#practice/looker/client-apps';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import {
  askBrowser,
  callbackUri,
  createClient,
  failureOf,
  newRequest,
  providers,
  signedInAt,
  signIn,
  tokenRequests,
  valueOf,
} from '../whole-app/parts';

let looker: PracticeLooker;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two' });
});
afterEach(() => looker.close());

describe('the way to the browser', () => {
  test('SO2, SO3: the address asks for a code, with S256 and nothing else', async () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const url = new URL(await client.oauth.authorizationUrl(request));
    const verifier = request.proof.codeVerifier.reveal();
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'daypass',
      redirect_uri: callbackUri,
      scope: 'cors_api',
      state: request.proof.state.reveal(),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    expect(url.origin + url.pathname).toBe(`${looker.uiOrigin}/auth`);
    expect(url.href).not.toContain('+');
  });

  test('SO3, SO4: 20,000 verifiers and states are 43 characters of base64url each, and none comes twice', () => {
    const { oauth } = createClient();
    const seen = new Set<string>();
    for (let nth = 0; nth < 20_000; nth += 1) {
      const { state, codeVerifier } = oauth.newProof();
      for (const secret of [state.reveal(), codeVerifier.reveal()]) {
        if (!/^[\w-]{43}$/.test(secret)) throw new Error(`odd: ${secret}`);
        seen.add(secret);
      }
    }
    expect(seen.size).toBe(40_000);
  });

  test('SO5: the state is noise: 32 bytes in which every bit is set about half of the time', () => {
    const { oauth } = createClient();
    const samples = Array.from({ length: 2000 }, () =>
      Buffer.from(oauth.newProof().state.reveal(), 'base64url'),
    );
    expect(new Set(samples.map(({ length }) => length))).toEqual(new Set([32]));
    for (let bit = 0; bit < 256; bit += 1) {
      const set = samples.filter((bytes) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
      // Seven standard deviations: chance does not get there.
      expect(Math.abs(set - 1000)).toBeLessThan(157);
    }
  });

  test('SO12: the scope asked for is the one Looker has', () => {
    expect(providers.looker.scopeOf({ google: null })).toBe('cors_api');
  });
});

describe('the exchange', () => {
  test('SO10: client id and redirect URI go in the body, without Authorization, Origin or cookies', async () => {
    const { request, tokens } = await signedInAt(looker);
    const [exchange, ...more] = tokenRequests(looker);
    expect(more).toEqual([]);
    expect(exchange).toMatchObject({
      door: 'api',
      method: 'POST',
      hasAuthorization: false,
      hasOrigin: false,
      query: {},
      body: {
        grant_type: 'authorization_code',
        client_id: 'daypass',
        redirect_uri: request.redirectUri,
        code_verifier: request.proof.codeVerifier.reveal(),
      },
    });
    expect(request.proof.codeVerifier.reveal()).toHaveLength(43);
    expect(Object.keys(exchange!.body).sort()).toEqual([
      'client_id',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ]);
    expect(exchange!.headers).not.toHaveProperty('cookie');
    expect(exchange!.headers).not.toHaveProperty('x-looker-appid');
    expect(looker.isAccessTokenAlive(tokens.accessToken.reveal())).toBe(true);
  });

  test('the token knows whose it is and how long it lives, counted from the moment of asking', async () => {
    looker.switches.expiresInSeconds = 1234;
    const before = Date.now();
    const { client, request, tokens } = await signedInAt(looker);
    expect(tokens.expiresAt - tokens.issuedAt).toBe(1_234_000);
    expect(tokens.issuedAt).toBeGreaterThanOrEqual(before);
    const { readIdentity } = providers.looker;
    expect(
      valueOf(await client.api.identify(request.endpoints.identity, tokens.accessToken, readIdentity)),
    ).toEqual({
      userId: '481',
      displayName: 'Ana Ruiz',
      email: 'ana.ruiz@acme.example',
    });
  });

  test('SO33: a code that was exchanged does not work again, and the failure says that it was the code', async () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const judged = valueOf(client.oauth.judge(request, await askBrowser(client, request)));
    expect((await client.oauth.redeem(request, judged)).ok).toBe(true);
    expect(failureOf(await client.oauth.redeem(request, judged))).toEqual({
      kind: 'code-rejected',
      description: null,
    });
  });

  test.each(['too-many-requests', 'unavailable', 'captive-portal', 'drops-answer', 'not-json'] as const)(
    'SO33: when the exchange meets %s, the code is sent once and not again',
    async (tokenFault) => {
      looker.switches.tokenFault = tokenFault;
      const client = createClient();
      expect((await signIn(client, newRequest(client, looker))).ok).toBe(false);
      expect(tokenRequests(looker)).toHaveLength(1);
    },
  );

  test('SO3: with the verifier of another sign-in the code is worth nothing', async () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const judged = valueOf(client.oauth.judge(request, await askBrowser(client, request)));
    const { codeVerifier } = client.oauth.newProof();
    const stolen = { ...request, proof: { ...request.proof, codeVerifier } };
    expect(failureOf(await client.oauth.redeem(stolen, judged)).kind).toBe('code-rejected');
  });

  test('SO10: with a redirect URI other than the one asked with, the code is worth nothing', async () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const judged = valueOf(client.oauth.judge(request, await askBrowser(client, request)));
    const elsewhere = { ...request, redirectUri: `${callbackUri}/` };
    expect(failureOf(await client.oauth.redeem(elsewhere, judged)).kind).toBe('code-rejected');
  });

  test('a client that was switched off between the browser and the exchange is named as the reason', async () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const judged = valueOf(client.oauth.judge(request, await askBrowser(client, request)));
    looker.apps.put({ ...daypassApp, enabled: false });
    expect(failureOf(await client.oauth.redeem(request, judged))).toMatchObject({
      kind: 'client-rejected',
      clientId: 'daypass',
      error: 'invalid_client',
    });
  });

  test('a client that was switched off before keeps the browser on a page of Looker', async () => {
    looker.apps.put({ ...daypassApp, enabled: false });
    const client = createClient();
    await expect(askBrowser(client, newRequest(client, looker))).rejects.toThrow(
      'The OAuth client was not found',
    );
  });
});

describe('the answer of the browser', () => {
  test('SO30: who denies is told so', async () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const answer = await askBrowser(client, request, { consent: 'deny' });
    expect(failureOf(client.oauth.judge(request, answer))).toMatchObject({
      kind: 'sign-in-refused',
      error: 'access_denied',
    });
    expect(tokenRequests(looker)).toEqual([]);
  });

  test('SO12: a scope that Looker does not grant is named as the reason', async () => {
    const client = createClient();
    const request = newRequest(client, looker, { scope: 'all' });
    const answer = await askBrowser(client, request);
    expect(failureOf(client.oauth.judge(request, answer))).toMatchObject({
      kind: 'scope-refused',
      scope: 'all',
    });
  });

  test('SO4, SO30: an answer with the state of another sign-in is never exchanged, code or error', () => {
    const client = createClient();
    const request = newRequest(client, looker);
    for (const answer of ['code=a', 'error=access_denied', 'error=invalid_scope']) {
      for (const state of [`&state=${client.oauth.newProof().state.reveal()}`, '&state=', '']) {
        expect(client.oauth.judge(request, new URLSearchParams(answer + state)).ok).toBe(false);
      }
    }
  });

  test('SO31: words of the server arrive as printable ASCII of at most 200 characters', () => {
    const client = createClient();
    const request = newRequest(client, looker);
    const state = request.proof.state.reveal();
    for (const words of ['<script>\u0000\u001b[31m\u202e', 'ü'.repeat(50), 'x'.repeat(5000), ' \n ']) {
      const answer = new URLSearchParams({
        error: words,
        error_description: words,
        error_uri: 'javascript:1',
        state,
      });
      const failure = failureOf(client.oauth.judge(request, answer));
      expect(JSON.stringify(failure)).not.toContain('javascript:');
      if (failure.kind !== 'sign-in-refused') throw new Error(failure.kind);
      for (const shown of [failure.error, failure.description ?? 'none'])
        expect(shown).toMatch(/^[\x20-\x7e]{1,200}$/);
    }
  });

  test('SO32: parameters that mean nothing here change nothing', () => {
    const client = createClient();
    const request = newRequest(client, looker);
    for (const extra of [
      'response=x',
      'id_token=x',
      'token=x',
      'access_token=x&token_type=bearer',
      'x=1&x=2',
    ]) {
      const answer = new URLSearchParams(`code=a&state=${request.proof.state.reveal()}&${extra}`);
      expect({ extra, ok: client.oauth.judge(request, answer).ok }).toEqual({ extra, ok: true });
    }
  });
});
