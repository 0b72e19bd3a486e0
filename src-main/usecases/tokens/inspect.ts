// What a live token can do and whose it is, told without showing it. The same questions are asked quietly after each
// sign-in, to learn about the admin role and the release.
import type { Account } from '#domain/account';
import { leaseOf } from '#domain/account-state';
import type { Inspection, Named, Person, Role } from '#domain/inspection';
import type { PeopleCalls, ProviderCalls, Question, Session } from '#domain/provider-calls';
import { fail, ok, type Result } from '#domain/result';
import type { Providers } from '#domain/provider';
import { askApi } from './ask-api';
import type { LearnRelease } from '../instances/learn-release';
import type { LiveToken } from './live-tokens';
import type { ProviderApi } from '../ports';
import { changeAccount, findAccount, findInstance } from '../store';
import { withLiveToken, type LiveTokenPorts } from './with-live-token';

export type Inspect = {
  /** Renews first if there is no live token. What may not be read is null, not a failure. */
  readonly inspect: (accountId: string) => Promise<Result<Inspection>>;
  /** The same for what the app itself wants to know. Never rejects. */
  readonly learn: (accountId: string) => Promise<void>;
};

export type InspectPorts = LiveTokenPorts & {
  readonly providers: Providers;
  readonly api: ProviderApi;
  readonly learnRelease: LearnRelease;
  readonly onBug: (error: unknown) => void;
};

export function createInspect(ports: InspectPorts): Inspect {
  return {
    inspect: (accountId) => inspect(ports, accountId),
    async learn(accountId) {
      try {
        await inspect(ports, accountId);
      } catch (error) {
        ports.onBug(error);
      }
    },
  };
}

function inspect(ports: InspectPorts, accountId: string): Promise<Result<Inspection>> {
  return withLiveToken(ports, accountId, (token) => inspectToken(ports, accountId, token));
}

async function inspectToken(
  ports: InspectPorts,
  accountId: string,
  token: LiveToken,
): Promise<Result<Inspection>> {
  const { providers, store } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const instance = findInstance(store.get(), account.value.instanceId);
  if (!instance.ok) return instance;
  const { calls } = providers[instance.value.provider];
  const [seen, session] = await Promise.all([
    see(ports, calls, account.value, token),
    askOrNull(ports, calls.workspaces?.session ?? null, token),
    ports.learnRelease(instance.value.id, token),
  ]);
  if (!seen.ok) return seen;
  // Renewed meanwhile: the session that was asked about is another token's.
  const isNewest = ports.liveTokens.get(accountId) === token;
  note(ports, accountId, seen.value, isNewest ? session : null);
  return toInspection(ports, accountId, seen.value, session);
}

type Seen = {
  readonly person: Person;
  readonly roles: readonly Role[] | null;
  /** The provider said that this person may not see roles: nobody who is an admin hears that. */
  readonly isRefusedRoles: boolean;
  readonly groups: readonly Named[] | null;
};

/** The person has to be seen; roles and groups by name are for those who may. */
async function see(
  ports: InspectPorts,
  { people }: ProviderCalls,
  { identity }: Account,
  token: LiveToken,
): Promise<Result<Seen>> {
  if (people === null) {
    const person: Person = { identity, roleIds: [], groupIds: [], isServiceAccount: null };
    return ok({ person, roles: null, isRefusedRoles: false, groups: null });
  }
  const person = await askApi(ports.api, token, people.me);
  if (!person.ok) return person;
  const [roles, groups] = await Promise.all([
    askApi(ports.api, token, people.roles, identity.userId),
    seeGroups(ports, people, person.value, token),
  ]);
  return ok({
    person: person.value,
    roles: roles.ok ? roles.value : null,
    isRefusedRoles: !roles.ok && roles.failure.kind === 'not-found-or-not-allowed',
    groups,
  });
}

/** Without ids the answer would be all groups there are. */
async function seeGroups(
  ports: InspectPorts,
  people: PeopleCalls,
  { groupIds }: Person,
  token: LiveToken,
): Promise<readonly Named[] | null> {
  return groupIds.length === 0 ? [] : askOrNull(ports, people.groups, token, groupIds);
}

async function askOrNull<T, A extends readonly unknown[]>(
  ports: InspectPorts,
  question: Question<T, A> | null,
  token: LiveToken,
  ...about: A
): Promise<T | null> {
  if (question === null) return null;
  const answer = await askApi(ports.api, token, question, ...about);
  return answer.ok ? answer.value : null;
}

/** What was seen now is truer than what was remembered. */
function note({ store }: InspectPorts, accountId: string, seen: Seen, session: Session | null): void {
  const isAdmin = isAdminOf(seen);
  const workspace = session?.workspace ?? null;
  const event = workspace === null ? null : ({ kind: 'workspace-seen', workspace } as const);
  // Not knowing it now, for a passing reason, is no reason to forget it.
  const isNews = isAdmin !== null || seen.isRefusedRoles;
  store.update((state) =>
    changeAccount(state, accountId, event, (known) =>
      !isNews || isAdmin === known.isAdmin ? known : { ...known, isAdmin },
    ),
  );
}

function isAdminOf({ roles }: Seen): boolean | null {
  return roles === null ? null : roles.some((role) => role.isAdmin);
}

function toInspection(
  { store }: InspectPorts,
  accountId: string,
  seen: Seen,
  session: Session | null,
): Result<Inspection> {
  const state = store.get().accounts[accountId];
  const account = findAccount(store.get(), accountId);
  const lease = state === undefined ? null : leaseOf(state);
  if (!account.ok) return account;
  // Signed out while the questions were on their way.
  if (lease === null) return fail({ kind: 'not-signed-in' });
  return ok({
    person: seen.person.identity,
    isServiceAccount: seen.person.isServiceAccount,
    roles: withNames(seen.person.roleIds, seen.roles),
    groups: withNames(seen.person.groupIds, seen.groups),
    isAdmin: isAdminOf(seen),
    workspace: session?.workspace ?? null,
    sudoUserId: session?.sudoUserId ?? null,
    issuedAt: lease.issuedAt,
    expiresAt: lease.expiresAt,
    renewedBy: account.value.signsInWith.kind === 'api-key' ? 'api-key' : 'refresh-token',
  });
}

/** Those the person has, named where that was allowed, and those that come through a group. */
function withNames(ids: readonly string[], named: readonly Named[] | null): readonly Named[] {
  const all = [...new Set([...ids, ...(named ?? []).map(({ id }) => id)])];
  return all.map((id) => ({ id, name: named?.find((one) => one.id === id)?.name ?? null }));
}
