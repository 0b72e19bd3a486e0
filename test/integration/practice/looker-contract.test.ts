// Looker's own description of its API notices what is not in it, on either side (Looker fact sheet, sections 4 and 5).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AnswerRecord, RequestRecord } from '#practice/http/record';
import { anaKey, carlaKey } from '#practice/looker/people';
import { startPracticeLooker, type PracticeLooker } from '#practice/looker/start';
import { startCheckedLooker } from '#support/checked-looker';
import { findDeviations } from '#support/looker-contract';
import { beyondTheExtract, knownDeviations } from '#support/looker-contract-amendments';
import { readContract } from '#support/looker-contract-document';
import { ask, callApi, logIn, signIn } from './looker-client.ts';

const form = { redirect_uri: 'http://127.0.0.1:48517/callback', display_name: 'D', description: 'D' };
let looker: PracticeLooker;
let admin: string;

beforeEach(async () => {
  looker = await startPracticeLooker();
  admin = String((await logIn(looker, carlaKey.clientId, carlaKey.clientSecret)).json['access_token']);
});
afterEach(() => looker.close());

function last(): RequestRecord {
  const record = looker.requests.at(-1);
  if (record === undefined) throw new Error('nothing was asked');
  return record;
}

/** The last request as if Looker had answered differently. */
function answered(changes: Partial<AnswerRecord>): readonly RequestRecord[] {
  const record = last();
  return [{ ...record, answer: { ...record.answer!, ...changes } }];
}

test('a whole life of a client app and a session is as described', async () => {
  const { accessToken } = await signIn(looker);
  looker.switches.redirectUris = true;
  const app = '/oauth_client_apps/tool';
  await callApi(looker, admin, `POST ${app}`, { ...form, redirect_uris: [form.redirect_uri] });
  await callApi(looker, admin, `POST ${app}`, form);
  await callApi(looker, admin, `PATCH ${app}`, { group_id: '99', display_name: '' });
  await callApi(looker, admin, `PATCH ${app}?fields=client_guid`, { enabled: false });
  await callApi(looker, admin, 'GET /oauth_client_apps');
  await callApi(looker, admin, 'POST /oauth_client_apps/daypass/users/512');
  await callApi(looker, admin, `DELETE ${app}/tokens`);
  await callApi(looker, admin, `DELETE ${app}`);
  await callApi(looker, accessToken, 'PATCH /session', { workspace_id: 'dev' });
  await callApi(looker, accessToken, 'GET /session');
  await callApi(looker, accessToken, 'GET /users/481/roles');
  await ask(`${looker.apiOrigin}/versions`);
  await callApi(looker, accessToken, 'DELETE /logout');
  await callApi(looker, accessToken, 'DELETE /logout');
  await logIn(looker, anaKey.clientId, 'wrong');
  expect(findDeviations(looker.requests)).toEqual([]);
});

describe('the check can fail: a request', () => {
  test.each([
    ['an unknown operation', 'GET /dashboards', undefined, 'there is no such operation'],
    ['a method that is not there', 'PUT /session', {}, 'there is no such operation'],
    ['an unknown parameter', 'GET /user?field=id', undefined, 'the query has "field", which is unknown'],
    ['a body where none belongs', 'DELETE /logout', {}, 'there is a body, which is unknown'],
    ['a body that is missing', 'PATCH /session', undefined, 'the body is missing'],
    [
      'a field of the wrong type',
      'PATCH /session',
      { workspace_id: 5 },
      'the body /workspace_id must be string',
    ],
    [
      'an unknown field',
      'PATCH /session',
      { workspace: 'dev' },
      'the body has "workspace", which is unknown or read-only',
    ],
    [
      'a read-only field',
      'POST /oauth_client_apps/tool',
      { ...form, client_guid: 'tool' },
      'the body has "client_guid", which is unknown or read-only',
    ],
  ])('with %s', async (_case, methodAndPath, body, mistake) => {
    await callApi(looker, admin, methodAndPath, body);
    const address = methodAndPath.replace(' ', ' /api/4.0').replace(/\?.*/, '');
    expect(findDeviations([last()])).toEqual([`${address}: ${mistake}.`]);
    expect(findDeviations([last()], 'answers')).toEqual([]);
  });

  test('with a key in the query string, as JSON, or with a third field', async () => {
    const login = `${looker.apiOrigin}/api/4.0/login`;
    const pair = { client_id: anaKey.clientId, client_secret: anaKey.clientSecret };
    const found = async (address: string, init: RequestInit): Promise<readonly string[]> => {
      await ask(address, { method: 'POST', ...init });
      return findDeviations([last()]);
    };
    const inQuery = `${login}?${new URLSearchParams(pair).toString()}`;
    expect((await found(inQuery, {})).join(' ')).toContain('the query has "client_secret"');
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(pair) };
    expect((await found(login, json)).join(' ')).toContain('the body is application/json, which is unknown');
    const three = { body: new URLSearchParams({ ...pair, scope: 'all' }) };
    expect((await found(login, three)).join(' ')).toContain('the body has "scope"');
  });
});

describe('the check can fail: an answer', () => {
  test.each([
    ['an unlisted status', { status: 418 }, 'the status 418 is not listed'],
    [
      'an unknown field',
      { json: { workspace_id: 'dev', mood: 'good' } },
      'the answer 200 has "mood", which is unknown or read-only',
    ],
    [
      'a field of the wrong type',
      { json: { workspace_id: 1 } },
      'the answer 200 /workspace_id must be string',
    ],
    ['a page', { headers: { 'content-type': 'text/html' } }, 'the answer 200 is text/html, which is unknown'],
    ['no JSON', { json: undefined }, 'the answer 200 is not JSON'],
    ['an error without its link', { status: 404, json: { message: 'Not found' } }, 'documentation_url'],
  ])('with %s', async (_case, changes, mistake) => {
    await callApi(looker, admin, 'GET /session');
    expect(findDeviations(answered(changes)).join(' ')).toContain(mistake);
    expect(findDeviations(answered(changes), 'answers')).toHaveLength(1);
  });

  test('with a body where there is none, and with tokens to an unknown operation', async () => {
    await callApi(looker, admin, 'GET /dashboards');
    expect(findDeviations(answered({ status: 200 }), 'answers').join(' ')).toContain('unknown operation');
    await callApi(looker, admin, 'DELETE /logout');
    expect(findDeviations(answered({ textLength: 2 }))).toHaveLength(1);
  });

  test('but not when a test switched on a network that answers in the place of Looker', async () => {
    looker.switches.apiFault = 'captive-portal';
    await callApi(looker, admin, 'GET /session');
    expect(findDeviations([last()])).toEqual([]);
    expect(findDeviations([{ ...last(), isFault: false }])).toHaveLength(1);
  });
});

test.each(Object.entries(knownDeviations))('what is known to differ still differs: %s', (_name, amend) => {
  const contract = readContract();
  expect(amend(contract)).not.toEqual(contract);
});

test.each(beyondTheExtract)('$path is still missing in the extract', ({ path }) => {
  expect(readContract().paths).not.toHaveProperty([path]);
});

test('a Looker that was asked something odd cannot be closed in silence', async () => {
  const checked = await startCheckedLooker();
  await callApi(checked, 'dead', 'GET /dashboards');
  await expect(checked.close()).rejects.toThrow('GET /api/4.0/dashboards: there is no such operation.');
});
