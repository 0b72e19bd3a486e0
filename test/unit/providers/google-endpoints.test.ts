// Secrets go to Google and nowhere else: no catalog, file or answer can change where (SO36).
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Purpose } from '#domain/google/purpose';
import { chooseGoogle, googleEndpoints, practiceEndpoints } from '#providers/google-endpoints';
import { createProviders } from '#providers/registry';
import { aGoogle } from '#support/builders';
import { anyAddress, anyText } from '#support/fakes/any-text';
import { providers } from '#support/providers';

const originsOf = (urls: readonly string[]): readonly string[] => urls.map((url) => new URL(url).origin);

describe('the table', () => {
  test('is Google’s own, by https, and cannot be changed', () => {
    for (const url of Object.values(googleEndpoints))
      expect(url).toMatch(/^https:\/\/[a-z\d]+\.(google|googleapis)\.com/);
    expect(Object.isFrozen(googleEndpoints)).toBe(true);
    expect(() => Object.assign(googleEndpoints, { token: 'https://evil.example' })).toThrow(TypeError);
  });

  test('can be put at one other origin, path by path', () => {
    const practice = practiceEndpoints('http://127.0.0.1:9');
    expect(new Set(originsOf(Object.values(practice)))).toEqual(new Set(['http://127.0.0.1:9']));
    const paths = (table: object) => Object.values(table).map((url: string) => new URL(url).pathname);
    expect(paths(practice)).toEqual(paths(googleEndpoints));
  });
});

describe('a practice Google', () => {
  const practice = practiceEndpoints('http://127.0.0.1:8080');

  test.each(['http://127.0.0.1:8080', 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080/some/path?x=1'])(
    'is taken where an app that is not packaged is told of one: %s',
    (origin) => {
      expect(chooseGoogle(false, origin)).toEqual(practice);
    },
  );

  test('may be at any loopback name', () => {
    expect(chooseGoogle(false, 'http://localhost:1').token).toBe('http://localhost:1/token');
    expect(chooseGoogle(false, 'http://[::1]:1').token).toBe('http://[::1]:1/token');
  });

  test.each([
    [true, 'http://127.0.0.1:8080'],
    [false, undefined],
    [false, ''],
    [false, 'nonsense'],
    [false, 'https://evil.example'],
    [false, 'http://127.0.0.1.evil.example'],
    [false, 'http://127.0.0.1@evil.example'],
    [false, 'http://192.168.0.1:8080'],
  ])('is not: packaged %j, told %j', (isPackaged, origin) => {
    expect(chooseGoogle(isPackaged, origin)).toBe(googleEndpoints);
  });

  test('is what the provider then asks', () => {
    const { google } = createProviders({ google: practice });
    expect(google.endpoints(aGoogle()).token).toBe('http://127.0.0.1:8080/token');
  });
});

test('a thousand edited instances ask nobody but Google', () => {
  const scopes = fc.array(fc.oneof(anyText(), fc.constant('https://www.googleapis.com/auth/adwords')));
  const purpose = fc.oneof<fc.Arbitrary<Purpose>[]>(
    fc.constantFrom({ kind: 'studio-read' }, { kind: 'studio-manage' }, { kind: 'ads' }),
    scopes.map((some) => ({ kind: 'custom', scopes: some })),
  );
  const versions = fc.oneof(
    anyText(),
    fc.constantFrom('../..', '@evil.example', '.evil.example', '//evil.example'),
  );
  fc.assert(
    fc.property(anyAddress(), anyAddress(), purpose, versions, (ui, api, meant, adsApiVersion) => {
      const instance = aGoogle(
        { uiOrigin: ui, apiOrigin: api },
        { purpose: meant, adsApiVersion, redirectUri: ui },
      );
      const { google } = providers;
      const { health } = google.calls;
      if (health === null || instance.google === null) throw new Error('Google has both');
      const check = health.check(instance.google)?.request.url;
      const asked = [
        ...Object.values(google.endpoints(instance)),
        health.tokenInfo.ask(api).url,
        ...(check === undefined ? [] : [check]),
      ];
      const known = new Set(originsOf(Object.values(googleEndpoints)));
      for (const origin of originsOf(asked)) expect(known).toContain(origin);
    }),
    { numRuns: 1_000 },
  );
});
