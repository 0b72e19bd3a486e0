// What an instance at Google is for. Each purpose has scopes of its own and never a mix: a scope that nobody delegated
// brings Looker Studio's consent dialog back, and consent cannot be added to later (Google fact sheet, sections 3.3, 6).
import type { FieldProblem } from '../failure';
import { fail, ok, type Result } from '../result';

export const purposeKinds = ['studio-read', 'studio-manage', 'ads', 'custom'] as const;
export type PurposeKind = (typeof purposeKinds)[number];

export type Purpose =
  | { readonly kind: Exclude<PurposeKind, 'custom'> }
  /** As a person wrote them, each once. */
  | { readonly kind: 'custom'; readonly scopes: readonly string[] };

const base = 'https://www.googleapis.com/auth/';
const studioRead = `${base}datastudio.readonly`;
const studioManage = `${base}datastudio`;
const adwords = `${base}adwords`;
const profile = `${base}userinfo.profile`;

/** Scopes that only say who somebody is (Google fact sheet, section 1.6). */
const identityScopes: readonly string[] = ['openid', `${base}userinfo.email`, profile];
const longestScopes = 2000;

/** In the order they are asked for. Without one that says who it is, no account could have a name. */
export function scopesOf(purpose: Purpose): readonly string[] {
  switch (purpose.kind) {
    case 'studio-read':
      return [studioRead, profile];
    case 'studio-manage':
      return [studioManage, profile];
    case 'ads':
      return [adwords, 'openid', `${base}userinfo.email`];
    case 'custom':
      return withIdentity(purpose.scopes);
  }
}

/** Looker Studio's own set names the person by profile; everywhere else the e-mail address says more. */
function withIdentity(scopes: readonly string[]): readonly string[] {
  if (scopes.some(isIdentityScope)) return scopes;
  return scopes.some(isStudioScope) ? [...scopes, profile] : [...scopes, 'openid', `${base}userinfo.email`];
}

/** Google answers `email` with its long name, and takes both. */
function toLongName(scope: string): string {
  return scope === 'email' || scope === 'profile' ? `${base}userinfo.${scope}` : scope;
}

function isIdentityScope(scope: string): boolean {
  return identityScopes.includes(toLongName(scope));
}

export function isStudioScope(scope: string): boolean {
  return scope === studioRead || scope === studioManage;
}

export function isAdsScope(scope: string): boolean {
  return scope === adwords;
}

/** Nothing but a name, an e-mail address, a picture: such sign-ins have no end in a project that is in testing. */
export function isIdentityOnly(scopes: readonly string[]): boolean {
  return scopes.every(isIdentityScope);
}

/** What was asked for and not given; both as space separated lists (RFC 6749 section 3.3). */
export function missingScopes(asked: string, granted: string): readonly string[] {
  const given = new Set(toList(granted).map(toLongName));
  // The wider of the two includes reading.
  if (given.has(studioManage)) given.add(studioRead);
  return toList(asked).filter((scope) => !given.has(toLongName(scope)));
}

function toList(scopes: string): readonly string[] {
  return scopes.split(/[\s,]+/).filter((scope) => scope !== '');
}

/** Scopes as typed or pasted, separated by spaces, commas or lines. */
export function judgeScopes(typed: string): Result<readonly string[], FieldProblem> {
  const scopes = [...new Set(toList(typed))];
  if (scopes.length === 0) return fail({ kind: 'empty' });
  if (typed.length > longestScopes) return fail({ kind: 'too-long', limit: longestScopes });
  const odd = scopes.find((scope) => !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope));
  if (odd !== undefined) return fail({ kind: 'not-a-scope', typed: odd });
  const isMixed = scopes.some(isAdsScope) && scopes.some(isStudioScope);
  return isMixed ? fail({ kind: 'mixes-purposes' }) : ok(scopes);
}
