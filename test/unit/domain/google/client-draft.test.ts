import { describe, expect, test } from 'vitest';
import {
  judgeChoices,
  judgeGoogleChange,
  judgeTypedClient,
  type GoogleChange,
  type GoogleChoices,
  type TypedClient,
} from '#domain/google/client-draft';
import { aCatalog, aGoogle, aGoogleClient, aLooker } from '#support/builders';

const catalog = aCatalog({ instances: [aLooker(), aGoogle()] });
const choices: GoogleChoices = {
  name: 'Studio reports',
  purpose: 'studio-read',
  scopes: '',
  redirectUri: '',
  audience: 'internal',
};
const typed: TypedClient = {
  clientType: 'desktop',
  clientId: ' 4074-abc.apps.googleusercontent.com ',
  clientSecret: ' GOCSPX-s3cret\n',
  projectId: '',
};
const invalid = (fields: object) => ({ ok: false, failure: { kind: 'input-invalid', fields } });

describe('a client that was typed in', () => {
  test('is taken without the spaces around it; the project may be unknown', () => {
    const judged = judgeTypedClient(typed);
    if (!judged.ok) throw new Error(judged.failure.kind);
    expect(judged.value).toMatchObject({
      clientType: 'desktop',
      clientId: '4074-abc.apps.googleusercontent.com',
      projectId: null,
      redirectUris: [],
    });
    expect(judged.value.clientSecret.reveal()).toBe('GOCSPX-s3cret');
  });

  test('has all its problems named at once', () => {
    expect(judgeTypedClient({ ...typed, clientId: '', clientSecret: 'a b', projectId: 'a b' })).toEqual(
      invalid({
        clientId: { kind: 'empty' },
        clientSecret: { kind: 'has-spaces' },
        projectId: { kind: 'has-spaces' },
      }),
    );
    expect(
      judgeTypedClient({ ...typed, clientSecret: 'x'.repeat(257), projectId: 'x'.repeat(65) }),
    ).toMatchObject(
      invalid({ clientSecret: { kind: 'too-long', limit: 256 }, projectId: { kind: 'too-long', limit: 64 } }),
    );
  });

  test('says nothing of the secret when that is wrong', () => {
    expect(JSON.stringify(judgeTypedClient({ ...typed, clientSecret: 's3cret s3cret' }))).not.toContain(
      's3cret',
    );
  });
});

describe('what is chosen for it', () => {
  test('for a desktop client is name, purpose and audience; a redirect URI is not asked for', () => {
    const judged = judgeChoices({ ...choices, redirectUri: 'nonsense' }, 'desktop', catalog);
    expect(judged).toEqual({
      ok: true,
      value: {
        name: 'Studio reports',
        purpose: { kind: 'studio-read' },
        redirectUri: null,
        audience: 'internal',
      },
    });
  });

  test('for a web client has the redirect URI exactly as it is registered', () => {
    const redirectUri = 'http://localhost:8080/oauth2/callback';
    expect(judgeChoices({ ...choices, redirectUri }, 'web', catalog)).toMatchObject({
      value: { redirectUri },
    });
  });

  test('has all its problems named at once', () => {
    const wrong: GoogleChoices = {
      ...choices,
      name: 'looker studio',
      purpose: 'custom',
      scopes: 'a"b',
      redirectUri: 'https://acme.example/callback',
    };
    expect(judgeChoices(wrong, 'web', catalog)).toEqual(
      invalid({
        name: { kind: 'duplicate-name', name: 'looker studio' },
        scopes: { kind: 'not-a-scope', typed: 'a"b' },
        redirectUri: { kind: 'not-loopback' },
      }),
    );
  });

  test('keeps scopes of one’s own, each once, and none for a purpose that has its own', () => {
    const own = judgeChoices(
      { ...choices, purpose: 'custom', scopes: 'drive drive openid' },
      'desktop',
      catalog,
    );
    expect(own).toMatchObject({ value: { purpose: { kind: 'custom', scopes: ['drive', 'openid'] } } });
    const known = judgeChoices({ ...choices, purpose: 'ads', scopes: 'drive' }, 'desktop', catalog);
    expect(known).toMatchObject({ value: { purpose: { kind: 'ads' } } });
  });
});

describe('a change', () => {
  const instance = { ...aGoogle(), google: aGoogleClient() };
  const change: GoogleChange = {
    name: 'Looker Studio',
    redirectUri: '',
    audience: 'testing',
    adsApiVersion: ' V27 ',
    clientSecret: '',
  };

  test('keeps its own name and its secret, and takes a version in either case', () => {
    expect(judgeGoogleChange(change, instance, catalog)).toEqual({
      ok: true,
      value: {
        name: 'Looker Studio',
        redirectUri: null,
        audience: 'testing',
        adsApiVersion: 'v27',
        newSecret: null,
      },
    });
  });

  test('may bring a new secret', () => {
    const judged = judgeGoogleChange({ ...change, clientSecret: 'GOCSPX-new' }, instance, catalog);
    expect(judged.ok && judged.value.newSecret?.reveal()).toBe('GOCSPX-new');
  });

  test('has all its problems named at once', () => {
    const web = {
      ...instance,
      google: aGoogleClient({ clientType: 'web', redirectUri: 'http://localhost/' }),
    };
    const wrong = { ...change, name: 'Acme production', adsApiVersion: '26/../x', clientSecret: 'a b' };
    expect(judgeGoogleChange(wrong, web, catalog)).toEqual(
      invalid({
        name: { kind: 'duplicate-name', name: 'Acme production' },
        redirectUri: { kind: 'empty' },
        adsApiVersion: { kind: 'not-a-version' },
        clientSecret: { kind: 'has-spaces' },
      }),
    );
  });
});
