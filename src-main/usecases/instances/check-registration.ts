// "They say it is done": whether the client of an instance is registered. Somebody signed in who may see it knows for
// sure; otherwise the sign-in page is asked, which at least refuses loudly.
import type { Account } from '#domain/account';
import type { ClientApp } from '#domain/client-app';
import type { Instance } from '#domain/instance';
import { redirectUriOf, type Provider, type Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import { askApi } from '../tokens/ask-api';
import type { LiveToken, LiveTokens } from '../tokens/live-tokens';
import type { Clock, OAuth, ProviderApi } from '../ports';
import { findInstance, type Store } from '../store';

export type RegistrationCheck = {
  readonly verdict: 'registered' | 'disabled' | 'uri-differs' | 'not-registered' | 'not-refused';
  readonly by: 'api' | 'sign-in-page';
  readonly registeredUris: readonly string[];
};

export type CheckRegistration = (instanceId: string) => Promise<Result<RegistrationCheck>>;

export type CheckRegistrationPorts = {
  readonly providers: Providers;
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly oauth: OAuth;
  readonly api: ProviderApi;
  readonly clock: Clock;
};

export function createCheckRegistration(ports: CheckRegistrationPorts): CheckRegistration {
  return async function checkRegistration(instanceId) {
    const instance = findInstance(ports.store.get(), instanceId);
    if (!instance.ok) return instance;
    const known = await askAccounts(ports, instance.value);
    return known === null ? askPage(ports, instance.value) : ok(known);
  };
}

/** With the tokens that are alive anyway; null when none of them may look. */
async function askAccounts(
  { providers, store, liveTokens, api, clock }: CheckRegistrationPorts,
  instance: Instance,
): Promise<RegistrationCheck | null> {
  const calls = providers[instance.provider].calls.clientApps;
  if (calls === null) return null;
  const accounts = store.get().catalog.accounts.filter(({ instanceId }) => instanceId === instance.id);
  for (const account of accounts) {
    const token = liveTokens.get(account.id);
    if (token === null || token.expiresAt <= clock.now()) continue;
    const answer = await askApi(api, token, calls.one, instance.clientId);
    if (answer.ok) return judge(providers[instance.provider], instance, answer.value);
    const isMissing = answer.failure.kind === 'not-found-or-not-allowed';
    if (isMissing && (await isStillAdmin(api, providers[instance.provider], account, token))) {
      return { verdict: 'not-registered', by: 'api', registeredUris: [] };
    }
  }
  return null;
}

/** To an admin "not found" means just that; to anybody else, also a former admin, it may mean "not for you". */
async function isStillAdmin(
  api: ProviderApi,
  { calls: { people } }: Provider,
  { isAdmin, identity }: Account,
  token: LiveToken,
): Promise<boolean> {
  if (isAdmin !== true || people === null) return false;
  const roles = await askApi(api, token, people.roles, identity.userId);
  return roles.ok && roles.value.some((role) => role.isAdmin);
}

function judge(
  provider: Provider,
  instance: Instance,
  { redirectUris, enabled }: ClientApp,
): RegistrationCheck {
  const isSame = redirectUris.includes(redirectUriOf(provider, instance) ?? '');
  if (!isSame) return { verdict: 'uri-differs', by: 'api', registeredUris: redirectUris };
  return { verdict: enabled ? 'registered' : 'disabled', by: 'api', registeredUris: redirectUris };
}

/** The same request a sign-in makes, never finished. Only words that are known to mean no count as no. */
async function askPage(
  { providers, oauth, api }: CheckRegistrationPorts,
  instance: Instance,
): Promise<Result<RegistrationCheck>> {
  const provider: Provider = providers[instance.provider];
  const url = await oauth.authorizationUrl({
    endpoints: provider.endpoints(instance),
    clientId: instance.clientId,
    redirectUri: redirectUriOf(provider, instance) ?? '',
    scope: provider.scopeOf(instance),
    extras: provider.authorizationExtras({ identity: null, isAnother: false }),
    issuerInAnswer: provider.issuerInAnswer,
    proof: oauth.newProof(),
    clientSecret: null,
  });
  const page = await api.look(url);
  const isSentOn =
    !page.ok && page.failure.kind === 'provider-misbehaved' && page.failure.what === 'redirect';
  if (!page.ok && !isSentOn) return page;
  const means = page.ok
    ? provider.deadEnds.find(({ words }) => words.test(page.value.text))?.means
    : undefined;
  if (means !== undefined) {
    return ok({ verdict: deadEnds[means], by: 'sign-in-page', registeredUris: [] });
  }
  // An error page of whoever says nothing about the client.
  if (page.ok && page.value.status !== 200) return fail(page.value.failure);
  return ok({ verdict: 'not-refused', by: 'sign-in-page', registeredUris: [] });
}

const deadEnds = { 'client-unknown': 'not-registered', 'uri-mismatch': 'uri-differs' } as const;
