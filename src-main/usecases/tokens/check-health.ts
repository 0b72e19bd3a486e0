// What a live token is good for: what the provider says of it, and one harmless call to the API it is meant for.
import type { Account } from '#domain/account';
import type { Health, PurposeCheck, TokenInfo } from '#domain/google/health';
import { missingScopes } from '#domain/google/purpose';
import type { Instance } from '#domain/instance';
import type { Provider, Providers } from '#domain/provider';
import type { HealthCalls } from '#domain/provider-calls';
import { hostOf } from '#domain/address';
import { fail, ok, type Result } from '#domain/result';
import { askApi } from './ask-api';
import type { LiveToken } from './live-tokens';
import type { Clock, ProviderApi } from '../ports';
import { changeAccount, findAccount, findInstance } from '../store';
import { withLiveToken, type LiveTokenPorts } from './with-live-token';

/** Renews first if there is no live token. A refusal by the API is an outcome, not a failure. */
export type CheckHealth = (accountId: string) => Promise<Result<Health>>;

export type CheckHealthPorts = LiveTokenPorts & {
  readonly providers: Providers;
  readonly api: ProviderApi;
  readonly clock: Clock;
};

export function createCheckHealth(ports: CheckHealthPorts): CheckHealth {
  return (accountId) => {
    let isFirst = true;
    return withLiveToken(ports, accountId, async (token) => {
      const place = findPlace(ports, accountId, token);
      if (!place.ok) return place;
      const told = await ask(ports, place.value, token);
      // Ended meanwhile, as happens: a fresh one is tried, once. What that one is told is the outcome.
      const isAgain = isFirst && isDead(told);
      isFirst = false;
      return isAgain ? ended : conclude(ports, place.value, token, told);
    });
  };
}

const ended = fail({ kind: 'request-refused', host: '', status: 401, description: null } as const);

/** Where the token is to be tried. */
type Place = {
  readonly account: Account;
  readonly instance: Instance;
  readonly provider: Provider;
  readonly health: HealthCalls;
};

/** What was answered. */
type Told = { readonly info: Result<TokenInfo>; readonly check: PurposeCheck };

function findPlace(
  { providers, store }: CheckHealthPorts,
  accountId: string,
  token: LiveToken,
): Result<Place> {
  const account = findAccount(store.get(), accountId);
  if (!account.ok) return account;
  const instance = findInstance(store.get(), account.value.instanceId);
  if (!instance.ok) return instance;
  const provider = providers[instance.value.provider];
  const { health } = provider.calls;
  // A token stays with the servers its sign-in is bound to.
  const isAtHome = new URL(provider.endpoints(instance.value).identity).origin === token.apiOrigin;
  return health === null || !isAtHome
    ? fail({ kind: 'request-malformed' })
    : ok({ account: account.value, instance: instance.value, provider, health });
}

async function ask(ports: CheckHealthPorts, { health, instance }: Place, token: LiveToken): Promise<Told> {
  const [info, check] = await Promise.all([
    askApi(ports.api, token, health.tokenInfo),
    checkPurpose(ports, health, instance, token),
  ]);
  return { info, check };
}

/** The API refuses it, or, where there is none to ask, the provider does not know it. */
function isDead({ info, check }: Told): boolean {
  if (check.kind !== 'none') return check.kind === 'refused' && check.reason === 'token-refused';
  return !info.ok && info.failure.kind === 'request-refused' && [400, 401].includes(info.failure.status);
}

function conclude(
  ports: CheckHealthPorts,
  place: Place,
  token: LiveToken,
  { info, check }: Told,
): Result<Health> {
  // Nothing was told at all.
  if (check.kind === 'none' && !info.ok) return info;
  const found = info.ok ? info.value : null;
  noteScope(ports, place.account.id, found);
  return ok(toHealth(ports, place, token, found, check));
}

async function checkPurpose(
  { api }: CheckHealthPorts,
  health: HealthCalls,
  { google }: Instance,
  token: LiveToken,
): Promise<PurposeCheck> {
  const call = google === null ? null : health.check(google);
  if (call === null) return { kind: 'none' };
  const answer = await api.call(call.request, token.accessToken);
  if (answer.ok) {
    const customers = call.read(answer.value);
    if (customers !== null) return { kind: 'works', customers };
    const host = hostOf(call.request.url);
    return {
      kind: 'failed',
      failure: { kind: 'provider-misbehaved', host, status: 200, what: 'wrong-shape' },
    };
  }
  const { failure } = answer;
  const refusal = health.reasonOf(call.api, failure);
  if (refusal === null) return { kind: 'failed', failure };
  return { kind: 'refused', ...refusal, said: 'description' in failure ? failure.description : null };
}

/** Google's word now is truer than what was noted at the sign-in. */
function noteScope({ store }: CheckHealthPorts, accountId: string, info: TokenInfo | null): void {
  if (info === null || info.scopes.length === 0) return;
  const grantedScope = info.scopes.join(' ');
  store.update((state) =>
    changeAccount(state, accountId, null, (known) =>
      known.grantedScope === grantedScope ? known : { ...known, grantedScope },
    ),
  );
}

function toHealth(
  { clock }: CheckHealthPorts,
  { provider, instance, account, health }: Place,
  { expiresAt }: LiveToken,
  info: TokenInfo | null,
  check: PurposeCheck,
): Health {
  const asked = provider.scopeOf(instance);
  const told = info === null || info.scopes.length === 0 ? account.grantedScope : info.scopes.join(' ');
  return {
    person: account.identity,
    token: info === null ? null : withoutIdentity(info),
    isOurs: info?.clientId == null ? null : info.clientId === instance.clientId,
    missingScopes: missingScopes(asked, told ?? asked),
    api: (instance.google === null ? null : health.check(instance.google))?.api ?? null,
    check,
    checkedAt: clock.now(),
    expiresAt,
  };
}

function withoutIdentity({ clientId, scopes, expiresInSeconds, accessType }: TokenInfo): Health['token'] {
  return { clientId, scopes, expiresInSeconds, accessType };
}
