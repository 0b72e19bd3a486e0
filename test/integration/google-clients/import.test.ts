// Clients by their files: as the console writes them, with its secret straight into the keychain; and files that are something
// else, or not whole (Google fact sheet, section 2; SO36).
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ClientKey } from '#practice/google/projects';
import { startPracticeGoogle } from '#practice/google/start';
import { failureOf, valueOf } from '../whole-app/parts';
import {
  added,
  freePort,
  instanceViewOf,
  openDeskAtGoogle,
  previewed,
  toChoices,
  type AtGoogle,
} from '../whole-app/google';

let at: AtGoogle;
beforeEach(async () => {
  const webRedirectUris = [`http://localhost:${await freePort()}/back`, 'https://acme.example/back'];
  at = openDeskAtGoogle(await startPracticeGoogle({ webRedirectUris }));
});
afterEach(() => at.google.close());

const path = '/home/ana/Downloads/client_secret_418.json';

async function refusalOf(text: string) {
  at.desk.files.contents.set(path, text);
  return failureOf(await at.desk.imports.previewFile(path));
}

function installed(members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ installed: members });
}

describe('a file from the console', () => {
  test('a desktop client: the preview says what it is and where the file lies, and shows no secret', async () => {
    at.desk.files.contents.set(path, at.google.clientFile('desktop'));
    const preview = valueOf(await at.desk.imports.previewFile(path));
    expect(preview).toMatchObject({
      kind: 'google-client',
      from: 'file',
      path,
      clientType: 'desktop',
      clientId: at.google.client.clientId,
      projectId: 'acme-analytics-431207',
      redirectUris: [],
      known: [],
    });
    expect(JSON.stringify(preview)).not.toContain(at.google.client.clientSecret);
    expect(at.google.requests).toEqual([]);
  });

  test('a web client: each redirect URI with what keeps it from being used here', async () => {
    const preview = await previewed(at.desk, at.google.clientFile('web'));
    const [first, second] = at.google.clients.web.redirectUris;
    expect(preview).toMatchObject({ clientType: 'web' });
    expect(preview.redirectUris).toEqual([
      { uri: first, problem: null },
      { uri: second, problem: { kind: 'not-loopback' } },
    ]);
  });

  test('pasted, with a byte order mark and blanks around it', async () => {
    await at.desk.clipboard.put(`\ufeff\n ${at.google.clientFile('desktop')} \n`);
    const preview = valueOf(await at.desk.imports.previewClipboard());
    expect(preview).toMatchObject({ kind: 'google-client', from: 'clipboard', path: null });
  });

  test.each<[ClientKey]>([['desktop'], ['web']])(
    '%s: added, signed in, and the secret is in the keychain only',
    async (key) => {
      const instanceId = await added(at, key);
      const { clientId, clientSecret } = at.google.clients[key];
      expect(instanceViewOf(at.desk, instanceId)).toMatchObject({ clientId, google: { hasSecret: true } });
      expect(at.desk.keychain.entries.get(instanceId)).toContain(clientSecret);
      expect(at.desk.disk.text()).not.toContain(clientSecret);
      expect(JSON.stringify(at.desk.store.get())).not.toContain(clientSecret);
      const accountId = await at.desk.signedIn(instanceId);
      expect(at.google.isAccessTokenAlive(at.desk.accessTokenOf(accountId))).toBe(true);
    },
  );

  test('the window sees neither the secret nor where it is', async () => {
    const instanceId = await added(at, 'desktop');
    const accountId = await at.desk.signedIn(instanceId);
    const text = JSON.stringify(instanceViewOf(at.desk, instanceId));
    const secrets = [at.google.client.clientSecret, at.desk.accessTokenOf(accountId)];
    for (const secret of [...secrets, await at.desk.refreshTokenOf(accountId), 'secretIn'])
      expect(text).not.toContain(secret);
  });

  test('one client for two purposes: two instances, and the second preview names the first', async () => {
    const studio = await added(at, 'desktop');
    const preview = await previewed(at.desk, at.google.clientFile('desktop'));
    expect(preview.known).toMatchObject([{ instanceId: studio, purpose: 'studio-read' }]);
    const choices = toChoices({ name: 'Ads', purpose: 'ads' });
    const { instanceId } = valueOf(await at.desk.googleClients.addImported(preview.importId, choices));
    expect(await at.desk.signedIn(instanceId)).not.toBe(await at.desk.signedIn(studio));
  });
});

describe('a preview', () => {
  test('that was put away, taken, replaced or left for a quarter of an hour adds nothing', async () => {
    const add = (importId: string) => at.desk.googleClients.addImported(importId, toChoices());
    const away = await previewed(at.desk, at.google.clientFile('desktop'));
    at.desk.discardImport(away.importId);
    expect(failureOf(await add(away.importId)).kind).toBe('import-over');
    const replaced = await previewed(at.desk, at.google.clientFile('desktop'));
    const old = await previewed(at.desk, at.google.clientFile('desktop'));
    expect(failureOf(await add(replaced.importId)).kind).toBe('import-over');
    at.desk.clock.skip(15 * 60_000);
    expect(failureOf(await add(old.importId)).kind).toBe('import-over');
    const { importId } = await previewed(at.desk, at.google.clientFile('desktop'));
    valueOf(await add(importId));
    expect(failureOf(await add(importId)).kind).toBe('import-over');
    expect(at.desk.store.get().catalog.instances).toHaveLength(1);
  });

  test('choices that do not fit are named by field, all at once, and the preview can be tried again', async () => {
    const first = await added(at, 'desktop', { name: 'Taken' });
    const { importId } = await previewed(at.desk, at.google.clientFile('web'));
    const choices = toChoices({
      name: 'taken',
      purpose: 'custom',
      scopes: 'https://www.googleapis.com/auth/adwords https://www.googleapis.com/auth/datastudio',
      redirectUri: 'https://acme.example/back',
    });
    expect(failureOf(await at.desk.googleClients.addImported(importId, choices))).toMatchObject({
      kind: 'input-invalid',
      fields: {
        name: { kind: 'duplicate-name' },
        scopes: { kind: 'mixes-purposes' },
        redirectUri: { kind: 'not-loopback' },
      },
    });
    const [redirectUri = ''] = at.google.clients.web.redirectUris;
    valueOf(await at.desk.googleClients.addImported(importId, toChoices({ redirectUri })));
    expect(at.desk.store.get().catalog.instances.map(({ id }) => id)).toContain(first);
  });

  test('a keychain that is shut: nothing is added, and nothing is on the list without its secret', async () => {
    const { importId } = await previewed(at.desk, at.google.clientFile('desktop'));
    at.desk.keychain.mood = 'locked';
    expect(failureOf(await at.desk.googleClients.addImported(importId, toChoices())).kind).toBe(
      'keychain-locked',
    );
    expect(at.desk.store.get().catalog.instances).toEqual([]);
    at.desk.keychain.mood = 'open';
    valueOf(await at.desk.safekeeping.recheck());
    valueOf(await at.desk.googleClients.addImported(importId, toChoices()));
  });
});

describe('a file that is not one, or not whole, is refused with the reason', () => {
  const whole = { client_id: '1-x.apps.googleusercontent.com', client_secret: 'GOCSPX-x' };

  test.each<[string, string, unknown]>([
    [
      'a service account',
      '{"type":"service_account","private_key":"-----BEGIN"}',
      { why: 'service-account' },
    ],
    ['default credentials', '{"type":"authorized_user","refresh_token":"1//x"}', { why: 'authorized-user' }],
    ['other JSON', '{"api_key":"AIza"}', { why: 'other-json' }],
    ['a client of another kind', '{"android":{"client_id":"x"}}', { why: 'other-json' }],
    ['half a file', '{"installed":{"client_id":"1-x.apps.goo', { why: 'broken-json' }],
    ['a file with an installed that is text', '{"installed":"x"}', { why: 'other-json' }],
  ])('%s', async (_what, text, failure) => {
    expect(await refusalOf(text)).toMatchObject({
      kind: 'import-unreadable',
      from: 'file',
      ...(failure as object),
    });
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['an empty client', {}, ['client_id', 'client_secret']],
    ['no secret', { client_id: whole.client_id }, ['client_secret']],
    ['no id', { client_secret: whole.client_secret }, ['client_id']],
    ['an empty secret', { ...whole, client_secret: '  ' }, ['client_secret']],
    ['a secret that is a number', { ...whole, client_secret: 7 }, ['client_secret']],
    ['an id with a line break in it', { ...whole, client_id: 'a\nb' }, ['client_id']],
    ['an id of a thousand letters', { ...whole, client_id: 'x'.repeat(1000) }, ['client_id']],
  ])('%s: what is missing is named', async (_what, members, missing) => {
    expect(await refusalOf(installed(members))).toEqual({
      kind: 'client-file-incomplete',
      clientType: 'desktop',
      missing,
    });
  });

  test('a file without redirect URIs is good enough', async () => {
    const preview = await previewed(at.desk, JSON.stringify({ web: whole }));
    expect(preview).toMatchObject({ clientType: 'web', redirectUris: [], projectId: null });
  });

  test('a file that is larger than any client file is', async () => {
    const padded = installed({ ...whole, padding: 'x'.repeat(2 * 1024 * 1024) });
    expect((await refusalOf(padded.slice(0, 1024 * 1024 + 1))).kind).toBe('import-unreadable');
  });

  test('a file that is not there', async () => {
    expect(failureOf(await at.desk.imports.previewFile('/nowhere')).kind).toBe('file-not-read');
  });
});
