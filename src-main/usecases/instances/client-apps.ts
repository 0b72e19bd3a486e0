// The OAuth client apps of an instance, seen and changed with the rights of one account.
import type { Account } from '#domain/account';
import { leaseOf } from '#domain/account-state';
import {
  isPlainId,
  judgeClientApp,
  type ClientApp,
  type ClientAppAct,
  type ClientAppDraft,
  type ClientAppForm,
} from '#domain/client-app';
import type { Failure } from '#domain/failure';
import type { Named } from '#domain/inspection';
import type { Instance } from '#domain/instance';
import type { ApiRequest, ClientAppCalls, PeopleCalls } from '#domain/provider-calls';
import type { Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import { askApi } from '../tokens/ask-api';
import type { LiveToken } from '../tokens/live-tokens';
import type { ProviderApi } from '../ports';
import type { Renew } from '../tokens/renew';
import { changeAccount, findAccount, findInstance } from '../store';
import { withLiveToken, type LiveTokenPorts } from '../tokens/with-live-token';

export type ClientApps = {
  /** Those this account may see: nobody but an admin sees any. Groups are null where they may not be read. */
  readonly read: (
    accountId: string,
  ) => Promise<Result<{ readonly apps: readonly ClientApp[]; readonly groups: readonly Named[] | null }>>;
  /** Looks it up, then updates or registers. Fields are named as in the form, also those the provider refuses. */
  readonly save: (
    accountId: string,
    form: ClientAppForm,
  ) => Promise<Result<{ readonly outcome: 'registered' | 'updated' }>>;
  readonly change: (accountId: string, guid: string, act: ClientAppAct) => Promise<Result<void>>;
};

export type ClientAppsPorts = LiveTokenPorts & {
  readonly providers: Providers;
  readonly api: ProviderApi;
  readonly renew: Renew;
  /** Waits for a renewal of an account that is under way: what it brings may be dead already. */
  readonly settled: (accountId: string) => Promise<void>;
};

export function createClientApps(ports: ClientAppsPorts): ClientApps {
  return {
    read: (accountId) => atDesk(ports, accountId, (desk) => read(ports, desk)),
    async save(accountId, form) {
      const draft = judgeClientApp(form);
      if (!draft.ok) return fail({ kind: 'input-invalid', fields: draft.failure });
      return atDesk(ports, accountId, (desk) => save(ports, desk, draft.value));
    },
    change: (accountId, guid, act) => atDesk(ports, accountId, (desk) => change(ports, desk, guid, act)),
  };
}

/** Whose rights count, and where. */
type Desk = {
  readonly account: Account;
  readonly instance: Instance;
  readonly calls: ClientAppCalls;
  readonly people: PeopleCalls;
  readonly token: LiveToken;
};

async function atDesk<T>(
  ports: ClientAppsPorts,
  accountId: string,
  run: (desk: Desk) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { providers, store } = ports;
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const instance = findInstance(store.get(), account.value.instanceId);
  if (!instance.ok) return instance;
  const { clientApps: calls, people } = providers[instance.value.provider].calls;
  if (calls === null || people === null) return fail({ kind: 'request-malformed' });
  const place = { account: account.value, instance: instance.value, calls, people };
  return withLiveToken(ports, accountId, (token) => run({ ...place, token }));
}

function send({ api }: ClientAppsPorts, { token }: Desk, request: ApiRequest): Promise<Result<unknown>> {
  return api.call(request, token.accessToken);
}

async function read(ports: ClientAppsPorts, desk: Desk): ReturnType<ClientApps['read']> {
  const [apps, groups] = await Promise.all([
    askApi(ports.api, desk.token, desk.calls.all),
    askApi(ports.api, desk.token, desk.people.groups, null),
  ]);
  if (!apps.ok) return apps;
  return ok({ apps: apps.value, groups: groups.ok ? groups.value : null });
}

async function save(
  ports: ClientAppsPorts,
  desk: Desk,
  draft: ClientAppDraft,
): ReturnType<ClientApps['save']> {
  const { calls, token } = desk;
  const there = await askApi(ports.api, desk.token, calls.one, draft.guid);
  if (!there.ok && there.failure.kind !== 'not-found-or-not-allowed') return there;
  const several = there.ok ? there.value.takesSeveralUris : await takesSeveralUris(ports, desk);
  if (draft.redirectUris.length > 1 && !several) {
    return fail({ kind: 'input-invalid', fields: { redirectUris: { kind: 'one-only' } } });
  }
  const request = (there.ok ? calls.update : calls.register)(token.apiOrigin, draft, several);
  const saved = await send(ports, desk, request);
  if (!saved.ok) return fail(withFormNames(desk, saved.failure));
  // Whoever is switched off with it should not be handed a dead token.
  if (!draft.enabled) await lookAgain(ports, desk, draft.guid, null);
  return ok({ outcome: there.ok ? 'updated' : 'registered' });
}

/** Told by any client that is there; with none, by the release. */
async function takesSeveralUris(ports: ClientAppsPorts, desk: Desk): Promise<boolean> {
  const all = await askApi(ports.api, desk.token, desk.calls.all);
  const [first] = all.ok ? all.value : [];
  return first?.takesSeveralUris ?? desk.calls.takesSeveralUris(desk.instance.release);
}

function withFormNames({ calls }: Desk, failure: Failure): Failure {
  if (failure.kind !== 'fields-refused') return failure;
  const fields = Object.fromEntries(
    Object.entries(failure.fields).map(([name, problem]) => [
      Object.hasOwn(calls.fieldNames, name) ? (calls.fieldNames[name] ?? name) : name,
      problem,
    ]),
  );
  return { ...failure, fields };
}

async function change(
  ports: ClientAppsPorts,
  desk: Desk,
  guid: string,
  act: ClientAppAct,
): Promise<Result<void>> {
  if (!isPlainId(guid)) return fail({ kind: 'request-malformed' });
  const userId = 'user' in act ? await findUser(ports, desk, act.user) : ok(null);
  if (!userId.ok) return userId;
  const done = await send(ports, desk, toRequest(desk, guid, act.kind, userId.value ?? ''));
  if (!done.ok) return done;
  const isHarmless = act.kind === 'enable' || act.kind === 'activate-user';
  if (!isHarmless) await lookAgain(ports, desk, guid, userId.value);
  return ok(undefined);
}

function toRequest(
  { calls, token: { apiOrigin } }: Desk,
  guid: string,
  kind: ClientAppAct['kind'],
  userId: string,
): ApiRequest {
  switch (kind) {
    case 'enable':
      return calls.setEnabled(apiOrigin, guid, true);
    case 'disable':
      return calls.setEnabled(apiOrigin, guid, false);
    case 'delete':
      return calls.remove(apiOrigin, guid);
    case 'invalidate-tokens':
      return calls.invalidateTokens(apiOrigin, guid);
    case 'activate-user':
      return calls.activate(apiOrigin, guid, userId);
    case 'deactivate-user':
      return calls.deactivate(apiOrigin, guid, userId);
  }
}

/** People know each other by e-mail; the provider wants the id. */
async function findUser(ports: ClientAppsPorts, desk: Desk, typed: string): Promise<Result<string>> {
  const text = typed.trim();
  if (text === '') return fail({ kind: 'input-invalid', fields: { user: { kind: 'empty' } } });
  if (!text.includes('@')) {
    return isPlainId(text)
      ? ok(text)
      : fail({ kind: 'input-invalid', fields: { user: { kind: 'not-an-id' } } });
  }
  const found = await askApi(ports.api, desk.token, desk.people.findByEmail, text);
  if (!found.ok) return found;
  const people = found.value.map(({ identity }) => identity);
  const users = people.filter(({ email }) => email?.toLowerCase() === text.toLowerCase());
  const [user] = users;
  return user === undefined || users.length > 1
    ? fail({ kind: 'input-invalid', fields: { user: { kind: 'nobody-found', typed: text.slice(0, 120) } } })
    : ok(user.userId);
}

/** Tokens that were got through this client are dead now: forget them, and let each account find out how it stands. */
async function lookAgain(
  { store, liveTokens, renew, settled }: ClientAppsPorts,
  { instance }: Desk,
  guid: string,
  userId: string | null,
): Promise<void> {
  if (instance.clientId !== guid) return;
  const { accounts } = store.get().catalog;
  const hit = accounts.filter(
    ({ instanceId, signsInWith, signedOut, identity }) =>
      instanceId === instance.id &&
      signsInWith.kind === 'oauth' &&
      !signedOut &&
      (userId === null || identity.userId === userId),
  );
  for (const { id } of hit) {
    await settled(id);
    liveTokens.retire(id);
    const state = store.get().accounts[id];
    const now = state === undefined ? 0 : (leaseOf(state)?.expiresAt ?? 0);
    store.update((before) => changeAccount(before, id, { kind: 'token-expired', now }, (known) => known));
  }
  await Promise.all(hit.map(({ id }) => renew(id)));
}
