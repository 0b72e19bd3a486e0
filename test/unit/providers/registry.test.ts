// What every provider has to keep, so that a new one is checked by adding it to the registry.
import { describe, expect, test } from 'vitest';
import { parseAddress } from '#domain/address';
import { aGoogle, aLooker } from '#support/builders';
import { providers } from '#support/providers';

const hosts = { uiOrigin: 'https://page.example', apiOrigin: 'https://api.example:8443' };
const instances = { looker: aLooker(hosts), google: aGoogle(hosts) };

describe.each(Object.values(providers))('$label', (provider) => {
  const instance = instances[provider.id];

  test('is registered under its own name', () => {
    expect(providers[provider.id]).toBe(provider);
  });

  test('has https addresses for everything it asks', () => {
    const endpoints = provider.endpoints(instance);
    expect(parseAddress(endpoints.issuer)).toMatchObject({ ok: true });
    for (const address of Object.values(endpoints)) expect(new URL(address).protocol).toBe('https:');
  });

  test('asks its questions before anything secret is sent, at the host that was entered', () => {
    for (const { url } of provider.discovery(hosts.uiOrigin)) {
      expect(new URL(url).hostname).toBe('page.example');
    }
  });

  test('has a redirect path, a scope, and names nobody in an empty answer', () => {
    expect(provider.redirectPath).toMatch(/^\//);
    expect(provider.scopeOf(instance)).not.toBe('');
    expect(provider.readIdentity({})).toBeNull();
  });
});

test('Looker gets secrets at the API host and people at the page host', () => {
  const { authorization, token, identity, revocation } = providers.looker.endpoints(hosts);
  expect(new URL(authorization).origin).toBe(hosts.uiOrigin);
  for (const address of [token, identity, revocation]) expect(new URL(address).origin).toBe(hosts.apiOrigin);
});

test('Google names its people by the subject of their account', () => {
  const { readIdentity } = providers.google;
  expect(
    readIdentity({ sub: '10769150350006150715113082367', name: 'Ana Ruiz', email: 'ana@acme.example' }),
  ).toEqual({
    userId: '10769150350006150715113082367',
    displayName: 'Ana Ruiz',
    email: 'ana@acme.example',
  });
  expect(readIdentity({ email: 'ana@acme.example' })).toBeNull();
});
