// A token with what stands around it in a command, a header or a program.
import type { Providers } from '#domain/provider';
import type { ProviderId } from '#domain/instance';
import { ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import { writeToken, type TokenFormat } from '#domain/token-format';
import { findAccount, findInstance, type Store } from '../store';

/** Names that the providers' own tools or their users' scripts know. */
const variables: Readonly<Record<ProviderId, string>> = {
  looker: 'LOOKER_ACCESS_TOKEN',
  google: 'GOOGLE_ACCESS_TOKEN',
};

export type ToTokenText = (accountId: string, format: TokenFormat, token: Secret) => Result<Secret>;

/** The failures are those of an account that has left the list. */
export function createTokenText(ports: {
  readonly store: Store;
  readonly providers: Providers;
}): ToTokenText {
  const { store, providers } = ports;
  return function toTokenText(accountId, format, token) {
    const account = findAccount(store.get(), accountId);
    const instance = account.ok ? findInstance(store.get(), account.value.instanceId) : account;
    if (!instance.ok) return instance;
    const { provider } = instance.value;
    const place = {
      url: providers[provider].endpoints(instance.value).identity,
      variable: variables[provider],
    };
    return ok(Secret.derive({ token }, (plain) => writeToken(format, plain.token, place)) ?? token);
  };
}
