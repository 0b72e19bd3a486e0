import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DiscoveryQuestion } from '#domain/provider';
import { looker } from '#providers/looker';
import { aLooker } from '#support/builders';

const origin = 'https://acme.cloud.looker.com';

function questionOf(source: DiscoveryQuestion['source']): DiscoveryQuestion {
  const question = looker.discovery(origin).find((one) => one.source === source);
  if (question === undefined) throw new Error(source);
  return question;
}

test('the browser goes to the page host, tokens go to the API host', () => {
  const split = aLooker({ uiOrigin: 'https://acme.looker.com', apiOrigin: 'https://acme.looker.com:19999' });
  expect(looker.endpoints(split)).toEqual({
    issuer: 'https://acme.looker.com',
    authorization: 'https://acme.looker.com/auth',
    token: 'https://acme.looker.com:19999/api/token',
    identity: 'https://acme.looker.com:19999/api/4.0/user?fields=id,display_name,email',
    revocation: 'https://acme.looker.com:19999/api/4.0/logout',
  });
});

describe('who signed in', () => {
  test.each([
    [
      { id: '481', display_name: 'Ana Ruiz', email: 'ana@acme.example' },
      { userId: '481', displayName: 'Ana Ruiz', email: 'ana@acme.example' },
    ],
    [
      { id: 481, display_name: 'Ana' },
      { userId: '481', displayName: 'Ana', email: null },
    ],
    [
      { id: '9', display_name: ' ', email: 'robot@acme.example' },
      { userId: '9', displayName: 'robot@acme.example', email: 'robot@acme.example' },
    ],
    [{ id: '9' }, { userId: '9', displayName: 'User 9', email: null }],
  ])('%j', (body, identity) => {
    expect(looker.readIdentity(body)).toEqual(identity);
  });

  test.each([{}, { id: null }, { id: '' }, { id: 1.5 }, { id: {} }, [], null, 'text', undefined])(
    'nobody is named by %j',
    (body) => {
      expect(looker.readIdentity(body)).toBeNull();
    },
  );
});

describe('finding out which host serves the API', () => {
  test('the description of the server is asked first, then both ports an API listens on', () => {
    expect(looker.discovery('https://acme.looker.com:9999').map(({ url }) => url)).toEqual([
      'https://acme.looker.com:9999/.well-known/oauth-authorization-server',
      'https://acme.looker.com:9999/versions',
      'https://acme.looker.com/versions',
      'https://acme.looker.com:19999/versions',
    ]);
  });

  test('nothing is asked twice', () => {
    const urls = looker.discovery('https://acme.looker.com:19999').map(({ url }) => url);
    expect(new Set(urls).size).toBe(urls.length);
  });

  test('plain http on this computer is not upgraded', () => {
    const urls = looker.discovery('http://127.0.0.1:9999').map(({ url }) => url);
    expect(urls.every((url) => url.startsWith('http://127.0.0.1'))).toBe(true);
  });

  test('a published description names both hosts', () => {
    const body = {
      authorization_endpoint: 'https://acme.looker.com/auth',
      token_endpoint: 'https://acme-api.looker.com/api/token',
    };
    expect(questionOf('well-known').read(body)).toEqual({
      uiAddress: 'https://acme.looker.com/auth',
      apiAddress: 'https://acme-api.looker.com/api/token',
      release: null,
    });
  });

  test('a description of some other OAuth server is not taken for a Looker', () => {
    const body = {
      authorization_endpoint: 'https://login.example/oauth2/authorize',
      token_endpoint: 'https://login.example/oauth2/token',
    };
    expect(questionOf('well-known').read(body)).toBeNull();
  });

  test('the versions page names hosts and release', () => {
    const body = {
      looker_release_version: '26.12.3',
      api_server_url: 'https://acme.looker.com:19999',
      web_server_url: 'https://acme.looker.com',
      supported_versions: [],
    };
    expect(questionOf('versions').read(body)).toEqual({
      uiAddress: 'https://acme.looker.com',
      apiAddress: 'https://acme.looker.com:19999',
      release: '26.12.3',
    });
  });

  test('a versions page without addresses means the host that answered', () => {
    expect(questionOf('versions').read({ supported_versions: [] })).toEqual({
      uiAddress: origin,
      apiAddress: origin,
      release: null,
    });
  });

  test.each([null, [], 'x', 7, {}, { supported_versions: 'all' }, { looker_release_version: ['26'] }])(
    'a versions page with %j says nothing',
    (body) => {
      expect(questionOf('versions').read(body)).toBeNull();
    },
  );

  test('no answer, however hostile, makes a question throw or the found text endless', () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 3, withNullPrototype: true }), fc.string(), (junk, text) => {
        const bodies = [
          junk,
          { api_server_url: junk, web_server_url: junk, looker_release_version: junk },
          { api_server_url: text.repeat(50), looker_release_version: text.repeat(50) },
          { authorization_endpoint: junk, token_endpoint: junk },
        ];
        for (const question of looker.discovery(origin)) {
          for (const found of bodies.map(question.read)) {
            expect(found?.release?.length ?? 0).toBeLessThanOrEqual(40);
            expect(found?.apiAddress.length ?? 0).toBeLessThanOrEqual(300);
          }
        }
      }),
    );
  });
});

test('what an admin registers names the exact address that sign-in uses', () => {
  expect(looker.registration({ redirectPort: 50_001 })).toMatchObject({
    redirect_uri: 'http://127.0.0.1:50001/callback',
    display_name: 'Daypass',
    enabled: true,
  });
  expect(looker.registration({ redirectPort: null })).toMatchObject({
    redirect_uri: 'http://127.0.0.1:48517/callback',
  });
});

test('what is handed to an admin is exact: the call, the body, where to run it, and how to take it back', () => {
  const instance = aLooker({
    uiOrigin: 'https://acme.looker.com',
    apiOrigin: 'https://acme.looker.com:19999',
    clientId: 'my client',
    redirectPort: 50_001,
  });
  const sheet = looker.handOff(instance);
  const place = 'https://acme.looker.com:19999/api/4.0/oauth_client_apps/my%20client';
  if (sheet?.kind !== 'registration') throw new Error('Looker has a registration');
  expect(sheet).toMatchObject({
    clientId: 'my client',
    redirectUri: 'http://127.0.0.1:50001/callback',
    call: `POST ${place}`,
    undo: `DELETE ${place}`,
  });
  expect(sheet.explorer).toMatch(/^https:\/\/acme\.looker\.com\/extensions\/.*\/register_oauth_client_app$/);
  expect(JSON.parse(sheet.body)).toEqual(looker.registration(instance));
  expect(sheet.body).toContain('\n');
});
