// Which host serves what, under the names and ports that Lookers really have: 443, 9999 for the UI and 19999 for the
// API of those that customers host (Looker fact sheet, section 1).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { createCheckAddress, type FoundAddress } from '#usecases/instances/check-address';
import { answering, startOddServer } from '../whole-app/odd-server';
import { createClient, providers, valueOf } from '../whole-app/parts';
import { createNetwork, type Network } from './network';

const at443 = 'https://looker.acme.example';
const at9999 = 'https://looker.acme.example:9999';
const at19999 = 'https://looker.acme.example:19999';

let looker: PracticeLooker;
beforeEach(async () => {
  looker = await startCheckedLooker({ ports: 'two' });
});
afterEach(() => looker.close());

async function find(network: Network, address: string): Promise<FoundAddress> {
  const check = createCheckAddress({ providers, api: createClient(network.fetch).api });
  return valueOf(await check('looker', address));
}

function outcomesOf({ tried }: FoundAddress): readonly string[] {
  return tried.map(({ url, outcome }) => `${url.replace('https://looker.acme.example', '')} ${outcome}`);
}

describe('an API on another port', () => {
  test('19999, as on older hosting: found from the plain host name, and shown as different', async () => {
    const network = createNetwork({ [at443]: looker.uiOrigin, [at19999]: looker.apiOrigin });
    const found = await find(network, 'looker.acme.example');
    expect(found).toMatchObject({ uiOrigin: at443, apiOrigin: at19999, source: 'versions', differs: true });
    expect(outcomesOf(found)).toEqual([
      '/.well-known/oauth-authorization-server web-page',
      '/versions web-page',
      ':19999/versions found',
    ]);
  });

  test('19999, entered with the port of the UI, where nobody listens on 443', async () => {
    const network = createNetwork({ [at9999]: looker.uiOrigin, [at19999]: looker.apiOrigin });
    const found = await find(network, at9999);
    expect(found).toMatchObject({ entered: at9999, uiOrigin: at9999, apiOrigin: at19999, differs: true });
    expect(outcomesOf(found)).toEqual([
      ':9999/.well-known/oauth-authorization-server web-page',
      ':9999/versions web-page',
      '/versions no-answer',
      ':19999/versions found',
    ]);
  });

  test('443, entered with the port of the UI', async () => {
    const network = createNetwork({ [at9999]: looker.uiOrigin, [at443]: looker.apiOrigin });
    expect(await find(network, at9999)).toMatchObject({ uiOrigin: at9999, apiOrigin: at443, differs: true });
  });

  test('entered with the port of the API: the UI is found, and a 403 there is no reason to give up', async () => {
    const network = createNetwork({ [at443]: looker.uiOrigin, [at19999]: looker.apiOrigin });
    const found = await find(network, at19999);
    expect(found).toMatchObject({ uiOrigin: at443, apiOrigin: at19999 });
    expect(outcomesOf(found)).toEqual([
      ':19999/.well-known/oauth-authorization-server refused',
      ':19999/versions found',
      '/versions web-page',
    ]);
  });

  test('what a Looker says of itself counts before what is found on a port', async () => {
    looker.switches.wellKnown = true;
    const other = await startCheckedLooker();
    const network = createNetwork({
      [at443]: looker.uiOrigin,
      [at19999]: other.apiOrigin,
      'https://api.acme.example': looker.apiOrigin,
    });
    expect(await find(network, at443)).toMatchObject({
      source: 'well-known',
      apiOrigin: 'https://api.acme.example',
      differs: true,
    });
    expect(network.asked.some(({ url }) => url.startsWith('https://api.acme.example'))).toBe(false);
    await other.close();
  });
});

describe('a Looker on one port', () => {
  test.each([
    ['open', 'found'],
    ['401', 'refused'],
    ['404', 'refused'],
    ['html', 'web-page'],
  ] as const)('versions "%s" are told as "%s"', async (versions, outcome) => {
    const one = await startCheckedLooker({ switches: { versions } });
    const found = await find(createNetwork({ [at443]: one.uiOrigin }), at443);
    expect(outcomesOf(found)).toEqual([
      '/.well-known/oauth-authorization-server web-page',
      `/versions ${outcome}`,
      ':19999/versions no-answer',
    ]);
    expect(found.differs).toBe(false);
    await one.close();
  });
});

describe('another server', () => {
  test.each([
    ['JSON of something else', answering(200, { hello: 'world' }), 'something-else'],
    [
      'a page with 200',
      answering(200, '<!doctype html><h1>Hi</h1>', { 'content-type': 'text/html' }),
      'web-page',
    ],
    ['a refusal', answering(403, { message: 'Forbidden' }), 'refused'],
    ['a redirect', answering(302, '', { location: 'https://elsewhere.example/' }), 'something-else'],
    ['its own trouble', answering(500, 'oops', { 'content-type': 'text/plain' }), 'something-else'],
    ['too many requests', answering(429, { message: 'slow down' }), 'no-answer'],
  ] as const)('%s is told apart, and the address is taken as it was typed', async (_case, serve, outcome) => {
    const { origin } = await startOddServer(serve);
    const found = await find(createNetwork({ [at443]: origin }), at443);
    expect(outcomesOf(found)).toEqual([
      `/.well-known/oauth-authorization-server ${outcome}`,
      `/versions ${outcome}`,
      ':19999/versions no-answer',
    ]);
    expect(found).toMatchObject({ source: 'nothing', uiOrigin: at443, apiOrigin: at443, differs: false });
  });
});
