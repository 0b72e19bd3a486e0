// Finding out which host serves what, before anything secret goes anywhere (Looker fact sheet, section 1; SO36).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { createCheckAddress } from '#usecases/instances/check-address';
import { answering, startOddServer } from '../whole-app/odd-server';
import { createClient, providers, valueOf } from '../whole-app/parts';

const check = createCheckAddress({ providers, api: createClient().api });
let looker: PracticeLooker;

async function found(address: string) {
  return valueOf(await check('looker', address));
}

describe('a Looker with UI and API on two ports', () => {
  beforeEach(async () => {
    looker = await startCheckedLooker({ ports: 'two' });
  });
  afterEach(() => looker.close());

  test('it describes itself: both hosts are found, and that one differs from what was entered', async () => {
    looker.switches.wellKnown = true;
    expect(await found(looker.uiOrigin)).toMatchObject({
      entered: looker.uiOrigin,
      uiOrigin: looker.uiOrigin,
      apiOrigin: looker.apiOrigin,
      source: 'well-known',
      differs: true,
    });
  });

  test('only its API says where the UI is: entering the API address finds both', async () => {
    expect(await found(looker.apiOrigin)).toEqual({
      entered: looker.apiOrigin,
      uiOrigin: looker.uiOrigin,
      apiOrigin: looker.apiOrigin,
      source: 'versions',
      release: '26.12.3',
      differs: true,
      tried: [
        { url: `${looker.apiOrigin}/.well-known/oauth-authorization-server`, outcome: 'refused' },
        { url: `${looker.apiOrigin}/versions`, outcome: 'found' },
        { url: 'http://127.0.0.1:19999/versions', outcome: 'no-answer' },
      ],
    });
  });

  test('it says nothing of itself: the UI address is taken for both, and said to be a guess', async () => {
    expect(await found(looker.uiOrigin)).toMatchObject({
      source: 'nothing',
      apiOrigin: looker.uiOrigin,
      differs: false,
    });
  });
});

describe('a Looker on one port', () => {
  beforeEach(async () => {
    looker = await startCheckedLooker();
  });
  afterEach(() => looker.close());

  test.each(['open', '401', '404', 'html'] as const)(
    'with its self-description, versions %s do not matter',
    async (versions) => {
      Object.assign(looker.switches, { wellKnown: true, versions });
      expect(await found(looker.uiOrigin)).toMatchObject({
        source: 'well-known',
        differs: false,
        release: versions === 'open' ? '26.12.3' : null,
      });
    },
  );

  test.each([
    ['open', 'versions'],
    ['401', 'nothing'],
    ['404', 'nothing'],
    ['html', 'nothing'],
  ] as const)('without it, versions %s lead to %s', async (versions, source) => {
    looker.switches.versions = versions;
    expect(await found(looker.uiOrigin)).toMatchObject({
      source,
      uiOrigin: looker.uiOrigin,
      apiOrigin: looker.uiOrigin,
    });
  });

  test('a whole address out of the address bar is good enough', async () => {
    const { host } = new URL(looker.uiOrigin);
    for (const typed of [`${looker.uiOrigin}/dashboards/7?x=1#y`, host, ` ${host} `]) {
      expect(await found(typed)).toMatchObject({ entered: looker.uiOrigin, source: 'versions' });
    }
  });

  test('nothing secret goes along: no Authorization, no cookie, no body, only reading', async () => {
    await found(looker.uiOrigin);
    expect(looker.requests.length).toBeGreaterThan(0);
    for (const { method, hasAuthorization, hasOrigin, headers, body } of looker.requests) {
      expect({ method, hasAuthorization, hasOrigin, cookie: headers['cookie'], body }).toEqual({
        method: 'GET',
        hasAuthorization: false,
        hasOrigin: false,
        cookie: undefined,
        body: {},
      });
    }
  });

  test('a Looker that is gone is nothing found, not an error', async () => {
    await looker.goOffline();
    expect(await found(looker.uiOrigin)).toMatchObject({ source: 'nothing', differs: false });
  });
});

describe('a server that lies about itself', () => {
  const lies: readonly (readonly [string, unknown])[] = [
    [
      'plain http elsewhere',
      {
        authorization_endpoint: 'http://attacker.example/auth',
        token_endpoint: 'http://attacker.example/api/token',
      },
    ],
    ['a file', { authorization_endpoint: 'file:///auth', token_endpoint: 'file:///api/token' }],
    [
      'a script',
      { authorization_endpoint: 'javascript:alert(1)//auth', token_endpoint: 'https://a.example/api/token' },
    ],
    [
      'a password in the address',
      {
        authorization_endpoint: 'https://u:p@a.example/auth',
        token_endpoint: 'https://u:p@a.example/api/token',
      },
    ],
    [
      'other paths',
      { authorization_endpoint: 'https://a.example/login', token_endpoint: 'https://a.example/oauth' },
    ],
    ['numbers', { authorization_endpoint: 1, token_endpoint: 2 }],
    ['a list', [1, 2]],
    ['nothing', null],
    [
      'a huge text',
      {
        authorization_endpoint: `https://${'a'.repeat(100_000)}/auth`,
        token_endpoint: 'https://a.example/api/token',
      },
    ],
  ];
  test.each(lies)('SO36: %s is not believed', async (_case, body) => {
    const { origin } = await startOddServer(answering(200, body));
    expect(await found(origin)).toMatchObject({
      uiOrigin: origin,
      apiOrigin: origin,
      source: 'nothing',
      differs: false,
    });
  });

  test('SO36: another https host is shown as different, never taken silently', async () => {
    const { origin } = await startOddServer(
      answering(200, {
        authorization_endpoint: 'https://a.example/auth',
        token_endpoint: 'https://a.example/api/token',
      }),
    );
    expect(await found(origin)).toMatchObject({ uiOrigin: 'https://a.example', differs: true });
  });
});

test('an address that cannot be one is refused at its field, and nobody is asked', async () => {
  for (const typed of ['', 'http://looker.example', 'mailto:a@b.example', 'a b']) {
    expect(await check('looker', typed)).toMatchObject({ ok: false, failure: { kind: 'input-invalid' } });
  }
});
