import { describe, expect, test } from 'vitest';
import { judgeScopes, missingScopes, scopesOf, type Purpose } from '#domain/google/purpose';

const base = 'https://www.googleapis.com/auth/';
const read = `${base}datastudio.readonly`;
const manage = `${base}datastudio`;
const ads = `${base}adwords`;
const profile = `${base}userinfo.profile`;
const email = `${base}userinfo.email`;
const custom = (...scopes: string[]): Purpose => ({ kind: 'custom', scopes });

describe('what a purpose asks for', () => {
  test.each<[string, Purpose, readonly string[]]>([
    ['reading Looker Studio: just what an admin delegates', { kind: 'studio-read' }, [read, profile]],
    ['managing Looker Studio: just what an admin delegates', { kind: 'studio-manage' }, [manage, profile]],
    ['Google Ads: and who it is, by e-mail', { kind: 'ads' }, [ads, 'openid', email]],
    ['scopes of one’s own: and who it is', custom(`${base}drive`), [`${base}drive`, 'openid', email]],
    ['scopes of one’s own that say who it is: nothing more', custom('email', ads), ['email', ads]],
    ['one’s own for Looker Studio: who it is as Looker Studio asks', custom(read), [read, profile]],
  ])('%s', (_what, purpose, scopes) => {
    expect(scopesOf(purpose)).toEqual(scopes);
  });
});

describe('what was not granted', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['is nothing when all was', `${ads} openid`, `openid ${ads}`, []],
    ['is nothing when more was', read, `${read} openid`, []],
    ['is named when it was not', `${ads} openid ${email}`, `openid ${email}`, [ads]],
    ['is everything when nothing was', `${read} ${profile}`, '', [read, profile]],
    ['is not what goes by its short name', `${email} ${profile}`, 'email profile', []],
    ['is not what goes by its long name', 'email profile', `${email} ${profile}`, []],
    ['is not reading where managing was granted', read, manage, []],
    ['is managing where only reading was granted', manage, read, [manage]],
  ])('%s', (_what, asked, granted, missing) => {
    expect(missingScopes(asked, granted)).toEqual(missing);
  });
});

describe('scopes as somebody typed them', () => {
  test('may be separated by spaces, commas or lines, and count once each', () => {
    expect(judgeScopes(` openid, ${ads}\n${email}\topenid,${ads} `)).toEqual({
      ok: true,
      value: ['openid', ads, email],
    });
  });

  test.each<[string, string, object]>([
    ['nothing', ' , \n', { kind: 'empty' }],
    ['a quotation mark', `openid ${ads}"`, { kind: 'not-a-scope', typed: `${ads}"` }],
    ['a backslash', 'a\\b', { kind: 'not-a-scope', typed: 'a\\b' }],
    ['letters beyond ASCII', 'größe', { kind: 'not-a-scope', typed: 'größe' }],
    ['a control character', 'a\u0001b', { kind: 'not-a-scope', typed: 'a\u0001b' }],
    ['a novel', 'x'.repeat(2001), { kind: 'too-long', limit: 2000 }],
    ['Looker Studio and Google Ads in one', `${read} ${ads}`, { kind: 'mixes-purposes' }],
    ['managing Looker Studio and Google Ads in one', `${ads},${manage}`, { kind: 'mixes-purposes' }],
  ])('with %s are refused', (_what, typed, failure) => {
    expect(judgeScopes(typed)).toEqual({ ok: false, failure });
  });
});
