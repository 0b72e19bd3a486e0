// Which release an instance is: asked without a token first, then, where the instance wants one, with it.
import { withInstance } from '#domain/catalog';
import type { Providers } from '#domain/provider';
import type { LiveToken } from '../tokens/live-tokens';
import type { ProviderApi } from '../ports';
import { findInstance, type Store } from '../store';

/** Never fails: not knowing it is nothing to bother anybody with. */
export type LearnRelease = (instanceId: string, token: LiveToken | null) => Promise<void>;

export function createLearnRelease(ports: {
  readonly providers: Providers;
  readonly store: Store;
  readonly api: ProviderApi;
}): LearnRelease {
  const { providers, store, api } = ports;
  return async function learnRelease(instanceId, token) {
    const instance = findInstance(store.get(), instanceId);
    if (!instance.ok) return;
    const question = providers[instance.value.provider].calls.release;
    if (question === null) return;
    const request = question.ask(instance.value.apiOrigin);
    const open = await api.ask(request.url);
    // With a token only where it belongs: the catalog may name another host by now.
    const isMine = token !== null && new URL(request.url).origin === token.apiOrigin;
    const answer = open.ok || !isMine ? open : await api.call(request, token.accessToken);
    const release = answer.ok ? question.read(answer.value) : null;
    if (release === null) return;
    store.update((state) => {
      const known = findInstance(state, instanceId);
      if (!known.ok || known.value.release === release) return state;
      return { ...state, catalog: withInstance(state.catalog, { ...known.value, release }) };
    });
  };
}
