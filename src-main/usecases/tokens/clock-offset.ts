// The clock may be set between the sending of a request and the keeping of what it brought.
import type { TokenSet } from '#domain/token-set';
import type { Clock } from '../ports';

/** By how much the clock is ahead of the monotonic one, ms: changes only when somebody sets the clock. */
export function clockOffset(clock: Clock): number {
  return clock.now() - clock.monotonic();
}

/** Set back since these were asked for at that offset: by the clock of now they were sent, and end, earlier. */
export function withClockMoved(clock: Clock, tokens: TokenSet, offsetWhenSent: number): TokenSet {
  const by = Math.min(0, clockOffset(clock) - offsetWhenSent);
  const { issuedAt, expiresAt, refreshEndsAt } = tokens;
  return {
    ...tokens,
    issuedAt: issuedAt + by,
    expiresAt: expiresAt + by,
    refreshEndsAt: refreshEndsAt === null ? null : refreshEndsAt + by,
  };
}
