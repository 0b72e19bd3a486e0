import { describe, expect, test } from 'vitest';
import type { Failure } from '#domain/failure';
import { aDesk } from '#support/desk';

const origin = 'https://acme.looker.com';

describe('finding out which host is which', () => {
  test('an address that answers nothing counts as it was typed', async () => {
    expect(await aDesk().checkAddress('looker', 'acme.looker.com')).toEqual({
      ok: true,
      value: {
        entered: origin,
        uiOrigin: origin,
        apiOrigin: origin,
        source: 'nothing',
        release: null,
        differs: false,
        tried: [
          { url: `${origin}/.well-known/oauth-authorization-server`, outcome: 'refused' },
          { url: `${origin}/versions`, outcome: 'refused' },
          { url: `${origin}:19999/versions`, outcome: 'refused' },
        ],
      },
    });
  });

  test('the server that describes itself is believed first, the release is taken from where it is said', async () => {
    const desk = aDesk();
    desk.api.pages.set(`${origin}/.well-known/oauth-authorization-server`, {
      authorization_endpoint: `${origin}/auth`,
      token_endpoint: 'https://acme-api.looker.com/api/token',
    });
    desk.api.pages.set(`${origin}/versions`, {
      looker_release_version: '26.12.3',
      api_server_url: 'https://other.example',
    });
    expect(await desk.checkAddress('looker', 'acme.looker.com')).toMatchObject({
      value: {
        uiOrigin: origin,
        apiOrigin: 'https://acme-api.looker.com',
        source: 'well-known',
        release: '26.12.3',
        differs: true,
      },
    });
  });

  test.each<[Failure, string]>([
    [{ kind: 'provider-misbehaved', host: 'a', status: 200, what: 'html' }, 'web-page'],
    [{ kind: 'provider-misbehaved', host: 'a', status: 302, what: 'redirect' }, 'something-else'],
    [{ kind: 'request-refused', host: 'a', status: 403, description: null }, 'refused'],
    [{ kind: 'offline', host: 'a' }, 'no-answer'],
    [{ kind: 'certificate-untrusted', host: 'a' }, 'no-answer'],
  ])('%j is told as: %s', async (trouble, outcome) => {
    const desk = aDesk();
    desk.server.trouble = trouble;
    const checked = await desk.checkAddress('looker', 'acme.looker.com');
    expect(checked.ok && checked.value.tried.map((one) => one.outcome)).toEqual([outcome, outcome, outcome]);
  });

  test('JSON of another shape is something else, and what decided is told as found', async () => {
    const desk = aDesk();
    desk.api.pages.set(`${origin}/.well-known/oauth-authorization-server`, { hello: 'world' });
    desk.api.pages.set(`${origin}/versions`, { supported_versions: [] });
    const checked = await desk.checkAddress('looker', 'acme.looker.com');
    expect(checked).toMatchObject({
      value: { tried: [{ outcome: 'something-else' }, { outcome: 'found' }, { outcome: 'refused' }] },
    });
  });

  test('an API that listens on its own port is found there', async () => {
    const desk = aDesk();
    desk.api.pages.set(`${origin}:19999/versions`, { supported_versions: [] });
    expect(await desk.checkAddress('looker', 'acme.looker.com')).toMatchObject({
      value: { uiOrigin: origin, apiOrigin: `${origin}:19999`, source: 'versions', differs: true },
    });
  });

  test.each([
    'http://evil.example',
    'javascript:alert(1)',
    'https://ana:pw@evil.example',
    'https://evil.example/a b',
    '',
  ])('a server that names %j as its API is not believed', async (api) => {
    const desk = aDesk();
    desk.api.pages.set(`${origin}/versions`, { api_server_url: api, supported_versions: 'x' });
    const found = await desk.checkAddress('looker', 'acme.looker.com');
    expect(found).toMatchObject({ value: { apiOrigin: origin } });
  });

  test('a bad address is refused at its field, and nobody is asked', async () => {
    const desk = aDesk();
    expect(await desk.checkAddress('looker', 'http://acme.example')).toEqual({
      ok: false,
      failure: {
        kind: 'input-invalid',
        fields: { uiAddress: { kind: 'insecure-address', host: 'acme.example' } },
      },
    });
    expect(desk.api.asked).toEqual([]);
  });

  test('all questions are asked at the same time', async () => {
    const desk = aDesk();
    const release = desk.story.hold('question asked');
    const checking = desk.checkAddress('looker', 'acme.looker.com');
    expect(desk.api.asked).toHaveLength(3);
    await release();
    await checking;
  });
});
