// From a person's yes to the library's grant, and what is remembered of it (Google fact sheet, sections 1.3, 1.5, 1.6).
import type { Provider } from 'oidc-provider';
import { delegatedScopes, isWhollyDelegated } from '#practice/google/barriers';
import { projectOf, type Memory } from '#practice/google/parts';
import { visitOf } from '#practice/google/policy';
import { isSignInScope } from '#practice/google/scopes';
import type { OidcContext } from '#practice/provider-basics';

type Grant = InstanceType<Provider['Grant']>;

const day = 24 * 3600;

/** Unused for six months, a refresh token dies (section 1.6). */
export const unusedSeconds = 180 * day;
/** In Testing it dies after seven days, used or not (section 1.6). */
export const testingSeconds = 7 * day;

/** What the person unticked on the consent page just now. */
function findUnticked({ oidc }: OidcContext): readonly string[] {
  const unticked = oidc.result?.consent?.['unticked'];
  return Array.isArray(unticked) ? unticked.map(String) : [];
}

/** What this person allows this client by now, by consent or by an admin's delegation; every sign-in is a grant of its own. */
export async function loadGoogleGrant(memory: Memory, ctx: OidcContext): Promise<Grant | undefined> {
  const visit = visitOf(memory, ctx);
  if (visit === undefined) return undefined;
  const { person, client } = visit;
  const allowed = memory.consents.scopesOf(person.id, client.clientId);
  const scopes = new Set([...allowed, ...delegatedScopes(memory, visit)]);
  const unticked = findUnticked(ctx);
  if (scopes.size === 0 && unticked.length === 0) return undefined;
  const grant = new ctx.oidc.provider.Grant({ accountId: person.id, clientId: client.clientId });
  grant.addOIDCScope([...scopes].join(' '));
  if (unticked.length > 0) grant.rejectOIDCScope(unticked.join(' '));
  await grant.save();
  return grant;
}

/** Notes what redeeming the code will ask for. */
export function noteSitting(memory: Memory, ctx: OidcContext): void {
  const visit = visitOf(memory, ctx);
  const grantId = ctx.oidc.entities.AuthorizationCode?.grantId;
  if (visit === undefined || grantId === undefined) return;
  const { person, client } = visit;
  const isFirst = memory.consents.noteSignIn(person.id, client.clientId);
  const isOffline = client.kind === 'installed' || ctx.oidc.params?.['access_type'] === 'offline';
  memory.sittings.note(grantId, {
    accessType: isOffline ? 'offline' : 'online',
    isFreshConsent: isFirst || ctx.oidc.prompts.has('consent') || ctx.oidc.result?.consent !== undefined,
    isDelegated: isWhollyDelegated(memory, visit),
  });
}

/** Desktop always; web only for offline access and a fresh consent (section 1.6). */
export function issuesRefreshToken(memory: Memory, clientId: string, grantId: unknown): boolean {
  const client = memory.clients.find(clientId);
  const sitting = memory.sittings.find(grantId);
  if (sitting?.isDelegated === true && memory.switches.withholdsDelegatedRefreshToken) return false;
  if (client?.kind === 'installed') return true;
  return sitting?.accessType === 'offline' && sitting.isFreshConsent;
}

/** How long a new refresh token lives if nobody uses it. */
export function toRefreshTokenSeconds(memory: Memory, clientId: string, scope: string): number {
  const client = memory.clients.find(clientId);
  const audience = client && projectOf(memory, client).audience;
  const isTesting = audience?.userType === 'external' && audience.publishing === 'testing';
  const isLimited = isTesting && !scope.split(' ').every(isSignInScope);
  return memory.switches.refreshTokenExpiresIn ?? (isLimited ? testingSeconds : unusedSeconds);
}

/** Use puts off the six months; a token with a shorter life keeps its end. */
export function noteUse({ store }: Pick<Memory, 'store'>, refreshToken: string): void {
  const { iat = 0, exp = 0 } = (store.find('RefreshToken', refreshToken) ?? {}) as {
    readonly iat?: number;
    readonly exp?: number;
  };
  if (exp - iat >= unusedSeconds) store.prolong('RefreshToken', refreshToken, unusedSeconds);
}

/** Drops the oldest refresh tokens of this person and client without a word (section 1.6). */
export function keepCap({ store, switches }: Memory, accountId: string, clientId: string): void {
  const live = store.listAlive(
    'RefreshToken',
    (payload) => payload.accountId === accountId && payload.clientId === clientId,
  );
  const surplus = Math.max(0, live.length - switches.refreshTokenCap);
  for (const { value } of live.slice(0, surplus)) store.revoke('RefreshToken', value);
}

/** Kills every token of a person at all clients of a project, and forgets what they agreed to (section 1.7). */
export function revokeProject(memory: Memory, userId: string, projectKey: string): void {
  const clientIds = Object.values(memory.clients.byKey)
    .filter((client) => client.project === projectKey)
    .map((client) => client.clientId);
  memory.store.revokeWhere(
    (payload) => payload.accountId === userId && clientIds.includes(payload.clientId ?? ''),
  );
  memory.consents.forget(userId, clientIds);
}
