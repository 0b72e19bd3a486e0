// Signing in with an API key instead of a browser: log in once to see that it works, then keep it like any sign-in.
import type { SignsInWith } from '#domain/account';
import { judgeKey, type ApiKey } from '#domain/api-key';
import type { Instance } from '#domain/instance';
import { toBinding, type Provider } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Binding } from '#domain/token-set';
import { keepAccount, type KeepAccountPorts, type NewSignIn } from './keep-account';
import type { OAuth } from '../ports';
import { clockOffset } from '../tokens/clock-offset';
import type { SafePlace } from '../tokens/safekeeping';
import { findInstance } from '../store';

type Added = Result<{ readonly accountId: string }>;

/** Nothing is kept unless the key worked. Failures: `api-key-rejected`, those of the network and of the vault. */
export type ApiKeys = {
  /** Adds a key to an instance, or puts a new secret to one that is there. */
  readonly add: (instanceId: string, key: ApiKey) => Promise<Added>;
  /** As typed into the form; `input-invalid` when it cannot be a key. */
  readonly addTyped: (instanceId: string, keyId: string, keySecret: string) => Promise<Added>;
};

export type ApiKeyPorts = KeepAccountPorts & { readonly oauth: OAuth };

export function createApiKeys(ports: ApiKeyPorts): ApiKeys {
  return {
    add: (instanceId, key) => add(ports, instanceId, key),
    async addTyped(instanceId, keyId, keySecret) {
      const judged = judgeKey(keyId, keySecret);
      return judged.ok ? add(ports, instanceId, judged.value) : judged;
    },
  };
}

async function add(ports: ApiKeyPorts, instanceId: string, { keyId, keySecret }: ApiKey): Promise<Added> {
  const instance = findInstance(ports.store.get(), instanceId);
  if (!instance.ok) return instance;
  const binding = toKeyBinding(ports.providers[instance.value.provider], instance.value, keyId);
  if (binding === null) return fail({ kind: 'request-malformed' });
  // Nobody should type a secret in and hear only then that nothing can be kept.
  const safe = await ports.safekeeping.forNew();
  if (!safe.ok) return safe;
  const record = { binding, credential: { kind: 'api-key', keySecret } as const, scope: '', generation: 1 };
  const offset = clockOffset(ports.clock);
  const tokens = await ports.oauth.renew(record, null);
  if (!tokens.ok) return tokens;
  const asked = { record, tokens: tokens.value, clockOffset: offset };
  return keep(ports, instance.value, asked, safe.value);
}

async function keep(
  ports: ApiKeyPorts,
  instance: Instance,
  asked: Pick<NewSignIn, 'record' | 'tokens' | 'clockOffset'>,
  safe: SafePlace,
): Promise<Added> {
  const { record, tokens } = asked;
  const { clientId: keyId, revocationEndpoint } = record.binding;
  const signsInWith: SignsInWith = { kind: 'api-key', keyId };
  const isWanted = (): boolean => findInstance(ports.store.get(), instance.id).ok;
  const kept = await keepAccount(ports, { instance, signsInWith, ...asked, safe, isWanted });
  if (kept.ok) return ok({ accountId: kept.value.account.id });
  // Nobody will use the token, so it should not live on at the provider.
  await ports.api.logout(revocationEndpoint, tokens.accessToken);
  return kept;
}

function toKeyBinding(provider: Provider, instance: Instance, keyId: string): Binding | null {
  const { keyLogin } = provider.calls;
  if (keyLogin === null) return null;
  return { ...toBinding(provider.endpoints(instance), keyId), tokenEndpoint: keyLogin(instance.apiOrigin) };
}
