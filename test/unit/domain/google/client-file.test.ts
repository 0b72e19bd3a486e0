// `client_secret_*.json` as the Google console gives it (Google fact sheet, section 2), and everything else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseClientFile } from '#domain/google/client-file';
import { anyText } from '#support/fakes/any-text';

const client = {
  client_id: '407408718192-abc.apps.googleusercontent.com',
  project_id: 'acme-tokens',
  auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  token_uri: 'https://oauth2.googleapis.com/token',
  auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
  client_secret: 'GOCSPX-s3cret',
  redirect_uris: ['http://localhost'],
};
const uris = ['http://localhost:8080/callback', 'https://acme.example/callback'];

const parse = (content: unknown) => parseClientFile(JSON.stringify(content));
const secretIn = (text: string) => {
  const parsed = parseClientFile(text);
  return parsed.ok ? parsed.value.clientSecret.reveal() : parsed.failure;
};

describe('a client file', () => {
  test('of a desktop client gives id, secret and project; it needs no redirect URI', () => {
    const parsed = parse({ installed: client });
    expect(parsed).toMatchObject({
      value: {
        clientType: 'desktop',
        clientId: client.client_id,
        projectId: 'acme-tokens',
        redirectUris: [],
      },
    });
    expect(secretIn(JSON.stringify({ installed: client }))).toBe('GOCSPX-s3cret');
  });

  test('of a web client gives the registered redirect URIs as they are', () => {
    expect(parse({ web: { ...client, redirect_uris: uris } })).toMatchObject({
      value: { clientType: 'web', redirectUris: uris },
    });
  });

  test.each([
    ['that was never registered with one', undefined],
    ['with something else in their place', 'http://localhost'],
    ['with odd ones only', [7, null, '', 'http://local host']],
  ])('of a web client %s has no redirect URI', (_what, redirect_uris) => {
    expect(parse({ web: { ...client, redirect_uris } })).toMatchObject({
      ok: true,
      value: { redirectUris: [] },
    });
  });

  test('of older times, without a project, is fine', () => {
    expect(parse({ installed: { ...client, project_id: undefined } })).toMatchObject({
      value: { projectId: null },
    });
  });

  test.each([
    ['a byte order mark', `\ufeff${JSON.stringify({ installed: client })}`],
    ['empty lines around it', `\n\n ${JSON.stringify({ installed: client }, null, 2)}\r\n`],
  ])('may have %s', (_what, text) => {
    expect(secretIn(text)).toBe('GOCSPX-s3cret');
  });

  test.each([
    ['its id', { client_id: undefined }, ['client_id']],
    ['its secret', { client_secret: '' }, ['client_secret']],
    ['both', { client_id: 7, client_secret: null }, ['client_id', 'client_secret']],
    ['a secret in one piece', { client_secret: 'two words' }, ['client_secret']],
  ])('without %s says so', (_what, part, missing) => {
    expect(parse({ web: { ...client, ...part } })).toEqual({
      ok: false,
      failure: { kind: 'incomplete', clientType: 'web', missing },
    });
  });
});

describe('what is no client file', () => {
  test.each([
    ['cut off', JSON.stringify({ installed: client }).slice(0, 90), { kind: 'broken-json' }],
    ['a recipe', 'soup\n1 onion', { kind: 'not-json' }],
    ['a looker.ini', '[Looker]\nclient_id = {x}', { kind: 'not-json' }],
    ['a list', '[]', { kind: 'other-file', is: 'other-json' }],
    ['a word', '"client"', { kind: 'not-json' }],
    ['an API key', `AIza${'b'.repeat(35)}`, { kind: 'other-file', is: 'api-key' }],
    ['empty', '', { kind: 'not-json' }],
    ['a service account', '{"type":"service_account"}', { kind: 'other-file', is: 'service-account' }],
    ['default credentials', '{"type":"authorized_user"}', { kind: 'other-file', is: 'authorized-user' }],
    ['something else', '{"installed":"no","a":1}', { kind: 'other-file', is: 'other-json' }],
  ])('%s is told as such', (_what, text, failure) => {
    expect(parseClientFile(text)).toEqual({ ok: false, failure });
  });
});

/** Everything that came of a file, the secret included. */
function all(text: string): string {
  const parsed = parseClientFile(text);
  return JSON.stringify(parsed) + (parsed.ok ? parsed.value.clientSecret.reveal() : '');
}

test('the addresses in a file are not read, whoever wrote them (SO36)', () => {
  const hostile = fc.stringMatching(/^[a-z]{6,12}$/).map((name) => `https://${name}.evil.example/token`);
  fc.assert(
    fc.property(
      fc.constantFrom('installed', 'web'),
      hostile,
      hostile,
      anyText(),
      (type, auth, token, more) => {
        const addresses = {
          auth_uri: auth,
          token_uri: token,
          revoke_uri: auth,
          auth_provider_x509_cert_url: token,
        };
        const file = { [type]: { ...client, ...addresses, more }, ...addresses };
        expect(parse(file).ok).toBe(true);
        expect(all(JSON.stringify(file))).not.toContain('evil.example');
      },
    ),
  );
});

test('no text whatsoever makes reading throw', () => {
  const members = fc.dictionary(fc.constantFrom(...Object.keys(client)), fc.anything());
  fc.assert(
    fc.property(
      fc.oneof(
        anyText({ maxLength: 80 }),
        fc.json(),
        fc.record({ installed: members }),
        fc.record({ web: members }),
      ),
      (content) => {
        const text = typeof content === 'string' ? content : JSON.stringify(content, toPlain);
        expect(typeof parseClientFile(text).ok).toBe('boolean');
        expect(typeof parseClientFile(`{${text}`).ok).toBe('boolean');
      },
    ),
  );
});

function toPlain(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' || typeof value === 'symbol' ? String(value) : value;
}
