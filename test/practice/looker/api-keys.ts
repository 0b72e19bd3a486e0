// The API keys of the practice Looker: several per user, each on its own; a deleted one takes its tokens along
// (Looker fact sheet, sections 4 and 6).
import type { ApiKey } from '#practice/looker/people';

/** All keys that exist now. */
export type ApiKeys = {
  all(): readonly ApiKey[];
  /** The key that this pair opens. */
  find(clientId: string, clientSecret: string): ApiKey | undefined;
  /** Makes a key, or gives one another secret. */
  put(key: ApiKey): void;
  remove(clientId: string): void;
};

/** Makes the registry. */
export function createApiKeys(initial: readonly ApiKey[]): ApiKeys {
  const keys = new Map(initial.map((key) => [key.clientId, key]));
  return {
    all: () => [...keys.values()],
    find(clientId, clientSecret) {
      const key = keys.get(clientId);
      return key?.clientSecret === clientSecret ? key : undefined;
    },
    put(key) {
      keys.set(key.clientId, key);
    },
    remove(clientId) {
      keys.delete(clientId);
    },
  };
}
