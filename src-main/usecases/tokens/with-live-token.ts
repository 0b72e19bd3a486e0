// Using a token that may have been ended at the provider meanwhile, which is normal there (Looker fact sheet, section 6).
import type { Failure } from '#domain/failure';
import type { Result } from '#domain/result';
import type { FindLiveToken } from './find-live-token';
import type { LiveToken, LiveTokens } from './live-tokens';
import { changeAccount, type Store } from '../store';

export type LiveTokenPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly findLiveToken: FindLiveToken;
};

/** Runs with a live token; one that the provider no longer takes is put away, and a fresh one tried, once. */
export async function withLiveToken<T>(
  { store, liveTokens, findLiveToken }: LiveTokenPorts,
  accountId: string,
  run: (token: LiveToken) => Promise<Result<T>>,
): Promise<Result<T>> {
  const token = await findLiveToken(accountId);
  if (!token.ok) return token;
  const first = await run(token.value);
  if (first.ok || !isUnauthorized(first.failure)) return first;
  if (liveTokens.get(accountId) === token.value) {
    liveTokens.retire(accountId);
    store.update((state) =>
      changeAccount(
        state,
        accountId,
        { kind: 'token-expired', now: token.value.expiresAt },
        (known) => known,
      ),
    );
  }
  const fresh = await findLiveToken(accountId);
  return fresh.ok ? run(fresh.value) : fresh;
}

function isUnauthorized(failure: Failure): boolean {
  return failure.kind === 'request-refused' && failure.status === 401;
}
