// What stands between a person who logged in and the consent page: rules of projects, admins and organisations
// (Google fact sheet, sections 1.6, 1.9 and 3).
import type { DeadEnd } from '#practice/google/dead-ends';
import { projectOf, type Memory } from '#practice/google/parts';
import type { GoogleClient } from '#practice/google/projects';
import type { GooglePerson } from '#practice/google/registration';
import { isSignInScope, isStudioScope } from '#practice/google/scopes';

/** Somebody who wants to let an app in. */
export type Visit = {
  readonly person: GooglePerson;
  readonly client: GoogleClient;
  readonly scopes: readonly string[];
};

/** A page without a way on, an error that goes back to the app, or a warning that can be passed. */
export type Barrier =
  | { readonly kind: 'dead-end'; readonly page: DeadEnd }
  | { readonly kind: 'redirect'; readonly error: string }
  | { readonly kind: 'warning' };

/** The scopes of a visit that the person's admin delegated to the client. */
export function delegatedScopes({ delegation }: Pick<Memory, 'delegation'>, visit: Visit): readonly string[] {
  const delegated = delegation.scopesOf(visit.person.organisation, visit.client.clientId);
  return visit.scopes.filter((scope) => delegated.has(scope));
}

/** Whether nobody has to be asked: an admin delegated everything. */
export function isWhollyDelegated(memory: Pick<Memory, 'delegation'>, visit: Visit): boolean {
  return visit.scopes.length > 0 && delegatedScopes(memory, visit).length === visit.scopes.length;
}

/** Google names what it would and would not have given. */
export function toScopeDetails(scopes: readonly string[], isValid: (scope: string) => boolean): string {
  const valid = scopes.filter(isValid);
  const invalid = scopes.filter((scope) => !isValid(scope));
  return `{valid=[${valid.join(', ')}], invalid=[${invalid.join(', ')}]}`;
}

function judgeAudience(memory: Memory, { person, client }: Visit): DeadEnd | undefined {
  const project = projectOf(memory, client);
  const { userType, publishing, testUsers } = project.audience;
  if (userType === 'internal')
    return person.organisation === project.organisation ? undefined : { name: 'org_internal' };
  const isStranger = publishing === 'testing' && !testUsers.includes(person.email);
  return isStranger ? { name: 'access_denied' } : undefined;
}

function judgeScopes(memory: Memory, visit: Visit): DeadEnd | undefined {
  const delegated = delegatedScopes(memory, visit);
  const isAllowed = (scope: string): boolean => !isStudioScope(scope) || delegated.includes(scope);
  if (visit.scopes.every(isAllowed)) return undefined;
  return { name: 'invalid_scope', details: toScopeDetails(visit.scopes, isAllowed) };
}

function needsWarning(memory: Memory, visit: Visit): boolean {
  const { userType, isVerified } = projectOf(memory, visit.client).audience;
  if (userType === 'internal' || isVerified || isWhollyDelegated(memory, visit)) return false;
  return !visit.scopes.every(isSignInScope);
}

/** What this visit meets; undefined when the way is free. */
export function findBarrier(memory: Memory, visit: Visit): Barrier | undefined {
  const { adminPolicy } = memory.switches;
  const isRestricted = adminPolicy !== 'none' && visit.person.organisation !== null;
  const page = judgeAudience(memory, visit) ?? judgeScopes(memory, visit);
  if (page !== undefined) return { kind: 'dead-end', page };
  if (isRestricted && adminPolicy === 'redirect') return { kind: 'redirect', error: 'admin_policy_enforced' };
  if (isRestricted) return { kind: 'dead-end', page: { name: 'admin_policy_enforced' } };
  return needsWarning(memory, visit) ? { kind: 'warning' } : undefined;
}
