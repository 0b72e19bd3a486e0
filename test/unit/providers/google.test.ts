import { describe, expect, test } from 'vitest';
import type { Purpose } from '#domain/google/purpose';
import { ana, aGoogle, aGoogleAccount, days, noon } from '#support/builders';
import { providers } from '#support/providers';

const { google } = providers;
const base = 'https://www.googleapis.com/auth/';

describe('the authorization request', () => {
  const extras = google.authorizationExtras;

  test('always asks for consent and for a refresh token, and never for what was granted before', () => {
    expect(extras({ identity: null, isAnother: false })).toEqual({
      access_type: 'offline',
      prompt: 'consent',
    });
  });

  test('asks which account when somebody is there already', () => {
    expect(extras({ identity: null, isAnother: true })).toMatchObject({ prompt: 'consent select_account' });
  });

  test.each([
    ['by e-mail', ana, 'ana.ruiz@acme.example'],
    ['by id where there is no e-mail', { ...ana, email: null }, '481'],
  ])('says who is meant: %s', (_how, identity, hint) => {
    expect(extras({ identity, isAnother: false })).toEqual({
      access_type: 'offline',
      prompt: 'consent',
      login_hint: hint,
    });
  });

  test('asks for the scopes of the purpose, separated by spaces', () => {
    expect(google.scopeOf(aGoogle())).toBe(`${base}datastudio.readonly ${base}userinfo.profile`);
    expect(google.scopeOf({ google: null })).toBe('');
  });
});

describe('the sheet for the admin', () => {
  const sheetFor = (purpose: Purpose) => google.handOff(aGoogle({ clientId: 'client' }, { purpose }));

  test.each<[Purpose, string]>([
    [{ kind: 'studio-read' }, `${base}datastudio.readonly,${base}userinfo.profile`],
    [{ kind: 'studio-manage' }, `${base}datastudio,${base}userinfo.profile`],
    [
      { kind: 'custom', scopes: [`${base}datastudio`, 'openid', `${base}drive`] },
      `${base}datastudio,openid,${base}drive`,
    ],
  ])('of %j names all scopes that are asked for, separated by commas', (purpose, scopes) => {
    expect(sheetFor(purpose)).toEqual({
      kind: 'delegation',
      clientId: 'client',
      scopes,
      console: 'https://admin.google.com/ac/owl/domainwidedelegation',
    });
  });

  test.each<[Purpose]>([[{ kind: 'ads' }], [{ kind: 'custom', scopes: ['drive'] }]])(
    'is none for %j: nothing has to be delegated',
    (purpose) => {
      expect(sheetFor(purpose)).toBeNull();
    },
  );
});

describe('when a sign-in ends', () => {
  const account = aGoogleAccount({ signedInAt: noon - days(1), lastUsedAt: noon });
  const atLatest = (audience: 'testing' | 'internal', consentEndsAt: number | null) =>
    google.endsOf(aGoogle({}, { audience }), { ...account, consentEndsAt }).atLatest;

  test('is what Google said, or the seven days of a project in testing, whichever is first', () => {
    expect(atLatest('internal', null)).toBeNull();
    expect(atLatest('internal', noon)).toBe(noon);
    expect(atLatest('testing', null)).toBe(noon + days(6));
    expect(atLatest('testing', noon + days(2))).toBe(noon + days(2));
    expect(atLatest('testing', noon + days(30))).toBe(noon + days(6));
  });

  test('is also six months after it was used last, or made', () => {
    const { ifUnused } = google.endsOf(aGoogle(), account);
    expect(ifUnused).toBe(Date.UTC(2027, 2, 15, 12));
    const unused = google.endsOf(aGoogle(), { ...account, lastUsedAt: null });
    expect(unused.ifUnused).toBe(Date.UTC(2027, 2, 14, 12));
  });
});

describe('who somebody is', () => {
  test('is a name, else the address, else the number', () => {
    const { readIdentity } = google;
    expect(readIdentity({ sub: '1', name: 'Ana', email: 'a@x' })?.displayName).toBe('Ana');
    expect(readIdentity({ sub: '1', email: 'a@x' })).toEqual({
      userId: '1',
      displayName: 'a@x',
      email: 'a@x',
    });
    expect(readIdentity({ sub: '1' })?.displayName).toBe('User 1');
  });

  test.each([[{}], [null], ['text'], [[]], [{ sub: '' }], [{ sub: {} }]])('is nobody in %j', (body) => {
    expect(google.readIdentity(body)).toBeNull();
  });
});
