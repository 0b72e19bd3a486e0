import { describe, expect, test } from 'vitest';
import { redirectTargetOf, redirectUriOf, toRedirectUri } from '#domain/provider';
import { aGoogle, aLooker } from '#support/builders';
import { providers } from '#support/providers';

test('the redirect address is the literal loopback address that is registered', () => {
  expect(toRedirectUri(48_517, '/callback')).toBe('http://127.0.0.1:48517/callback');
});

describe('where the browser comes back to', () => {
  const { looker, google } = providers;
  const registered = 'http://localhost/oauth2/callback';

  test.each([
    [
      'at Looker: the port of the instance',
      looker,
      aLooker({ redirectPort: 50_001 }),
      { port: 50_001, path: '/callback', registered: null },
      'http://127.0.0.1:50001/callback',
    ],
    [
      'at Looker without one: the usual port',
      looker,
      aLooker({ redirectPort: null }),
      { port: 48_517, path: '/callback', registered: null },
      'http://127.0.0.1:48517/callback',
    ],
    [
      'for a desktop client of Google: any port',
      google,
      aGoogle(),
      { port: null, path: '/', registered: null },
      null,
    ],
    [
      'for a web client of Google: just what is registered',
      google,
      aGoogle({}, { clientType: 'web', redirectUri: registered }),
      { port: 80, path: '/oauth2/callback', registered },
      registered,
    ],
  ])('%s', (_what, provider, instance, target, uri) => {
    expect(redirectTargetOf(provider, instance)).toEqual(target);
    expect(redirectUriOf(provider, instance)).toBe(uri);
  });
});
