// An OAuth client library meets the practice Google: what it is strict about, holds here too.
import {
  allowInsecureRequests,
  authorizationCodeGrantRequest,
  ClientSecretPost,
  discoveryRequest,
  processAuthorizationCodeResponse,
  processDiscoveryResponse,
  processRefreshTokenResponse,
  processRevocationResponse,
  processUserInfoResponse,
  refreshTokenGrantRequest,
  revocationRequest,
  userInfoRequest,
  validateAuthResponse,
} from 'oauth4webapi';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { googleAna } from '#practice/google/registration';
import { startPracticeGoogle, type PracticeGoogle } from '#practice/google/start';
import { redirectUri, verifier, visit } from './google-client.ts';

const insecure = { [allowInsecureRequests]: true };
let google: PracticeGoogle;

beforeEach(async () => {
  google = await startPracticeGoogle();
});
afterEach(() => google.close());

test('discovery, sign-in with an ID token, userinfo, refresh and revocation pass a strict library', async () => {
  const issuer = new URL(google.origin);
  const server = await processDiscoveryResponse(issuer, await discoveryRequest(issuer, insecure));
  const client = { client_id: google.client.clientId };
  const secret = ClientSecretPost(google.client.clientSecret);
  const { sentTo = '' } = await visit(google, { params: { scope: 'openid email profile' } });
  const callback = validateAuthResponse(server, client, new URL(sentTo), 'state-1');
  const tokens = await processAuthorizationCodeResponse(
    server,
    client,
    await authorizationCodeGrantRequest(server, client, secret, callback, redirectUri, verifier, insecure),
  );
  const told = await userInfoRequest(server, client, tokens.access_token, insecure);
  expect(await processUserInfoResponse(server, client, googleAna.id, told)).toMatchObject({
    name: 'Ana Ruiz',
  });
  const token = tokens.refresh_token ?? '';
  const refreshed = await refreshTokenGrantRequest(server, client, secret, token, insecure);
  expect(await processRefreshTokenResponse(server, client, refreshed)).not.toHaveProperty('refresh_token');
  const revoked = await revocationRequest(server, client, secret, token, insecure);
  await processRevocationResponse(revoked);
  expect(google.isRefreshTokenAlive(token)).toBe(false);
});
