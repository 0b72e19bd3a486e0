import type { Providers } from '#domain/provider';
import { findAccount, findInstance, type Store } from '../store';

/** The host, with its port, that an account's tokens come from; null for an account that is not there. */
export type HostOf = (accountId: string) => string | null;

export function createHostOf({
  store,
  providers,
}: {
  readonly store: Store;
  readonly providers: Providers;
}): HostOf {
  return (accountId) => {
    const account = findAccount(store.get(), accountId);
    const instance = account.ok ? findInstance(store.get(), account.value.instanceId) : account;
    if (!instance.ok) return null;
    return new URL(providers[instance.value.provider].endpoints(instance.value).token).host;
  };
}
