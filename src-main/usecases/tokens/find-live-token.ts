import { fail, ok, type Result } from '#domain/result';
import type { LiveToken, LiveTokens } from './live-tokens';
import type { Clock } from '../ports';
import type { Renew } from './renew';
import type { Store } from '../store';

/** A token with less life than this is renewed before it is used. */
const tooShort = 60_000;

/** A token that works now, renewed first if need be. */
export type FindLiveToken = (accountId: string) => Promise<Result<LiveToken>>;

export function createFindLiveToken(ports: {
  readonly liveTokens: LiveTokens;
  readonly clock: Clock;
  readonly renew: Renew;
  readonly store: Store;
  /** Notices a clock that was set. */
  readonly observeClock: () => void;
}): FindLiveToken {
  const { liveTokens, clock, renew, store, observeClock } = ports;
  return async function findLiveToken(accountId) {
    if (store.get().isLocked) return fail({ kind: 'app-locked' });
    observeClock();
    const held = liveTokens.get(accountId);
    if (held !== null && held.expiresAt - clock.now() >= tooShort) return ok(held);
    const renewed = await renew(accountId, 'asked');
    observeClock();
    const token = liveTokens.get(accountId);
    // A renewal that failed for a passing reason leaves a token that may still be of use.
    if (token !== null && token.expiresAt > clock.now()) return ok(token);
    return renewed.ok ? fail({ kind: 'not-signed-in' }) : renewed;
  };
}
