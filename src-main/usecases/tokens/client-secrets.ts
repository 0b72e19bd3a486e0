// The secrets of OAuth clients: one per instance that has one, in the vault under the instance's id, bound to the endpoint
// it may be sent to.
import { withInstance } from '#domain/catalog';
import type { Instance } from '#domain/instance';
import { toBinding, type Provider, type Providers } from '#domain/provider';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { Binding, VaultRecord } from '#domain/token-set';
import type { Safekeeping } from './safekeeping';
import { findInstance, type AppState, type Store } from '../store';

export type ClientSecrets = {
  /** Says where it is now. Failures: the `keychain-*` kinds, `secret-too-large`. */
  readonly keep: (instance: Instance, secret: Secret) => Promise<Result<'keychain' | 'memory'>>;
  /**
   * For a request to this endpoint as this client; null for instances whose client has none. `client-secret-missing`
   * when it should be there and is not, or belongs to another client or endpoint.
   */
  readonly find: (
    instance: Instance,
    goesTo: Pick<Binding, 'tokenEndpoint' | 'clientId'>,
  ) => Promise<Result<Secret | null>>;
  /** Success also when there is none. */
  readonly forget: (instance: Instance) => Promise<Result<void>>;
};

type ClientSecretPorts = {
  readonly providers: Providers;
  readonly safekeeping: Safekeeping;
  readonly store: Store;
};

export function createClientSecrets(ports: ClientSecretPorts): ClientSecrets {
  const { providers, safekeeping } = ports;
  return {
    async keep(instance, secret) {
      const safe = await safekeeping.forNew();
      if (!safe.ok) return safe;
      const record = toRecord(providers[instance.provider], instance, secret);
      const written = await safe.value.vault.write(instance.id, record);
      if (!written.ok) {
        safekeeping.noteTrouble(written.failure);
        return written;
      }
      const before = instance.google?.secretIn ?? null;
      // The one in the other vault belongs to nobody now.
      if (before !== null && before !== safe.value.storedIn)
        await safekeeping.of({ storedIn: before }).discard(instance.id);
      return ok(safe.value.storedIn);
    },
    find: (instance, goesTo) => find(ports, instance, goesTo),
    async forget({ id, google }) {
      return google?.secretIn == null
        ? ok(undefined)
        : safekeeping.of({ storedIn: google.secretIn }).remove(id);
    },
  };
}

function toRecord(provider: Provider, instance: Instance, clientSecret: Secret): VaultRecord {
  return {
    binding: toBinding(provider.endpoints(instance), instance.clientId),
    credential: { kind: 'client-secret', clientSecret },
    scope: '',
    generation: 1,
  };
}

async function find(
  { safekeeping, store }: ClientSecretPorts,
  { id, google }: Instance,
  { tokenEndpoint, clientId }: Pick<Binding, 'tokenEndpoint' | 'clientId'>,
): Promise<Result<Secret | null>> {
  if (google === null) return ok(null);
  const missing = fail({ kind: 'client-secret-missing', clientId } as const);
  if (google.secretIn === null) return missing;
  const record = await safekeeping.of({ storedIn: google.secretIn }).read(id);
  if (!record.ok && record.failure.kind !== 'secret-missing') return record;
  if (!record.ok) {
    store.update((state) => withoutSecret(state, id));
    return missing;
  }
  const { credential, binding } = record.value;
  const isItsOwn = binding.tokenEndpoint === tokenEndpoint && binding.clientId === clientId;
  return credential.kind === 'client-secret' && isItsOwn ? ok(credential.clientSecret) : missing;
}

/** Gone from a readable vault: it has to be given again. */
function withoutSecret(state: AppState, instanceId: string): AppState {
  const instance = findInstance(state, instanceId);
  if (!instance.ok || instance.value.google === null) return state;
  const without = { ...instance.value, google: { ...instance.value.google, secretIn: null } };
  return { ...state, catalog: withInstance(state.catalog, without) };
}
