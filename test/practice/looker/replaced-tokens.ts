// What becomes of a refresh token that was replaced, and a log of when that happened and of who came with one again:
// the moment from which a crash of the app may cost a sign-in.
import type { Adapter } from 'oidc-provider';
import type { LookerSwitches } from '#practice/looker/switches';

/** A refresh token and a moment: milliseconds of the clock that all processes of this computer share. */
export type TokenMoment = { readonly token: string; readonly at: number };

export type ReplacedTokens = {
  /** Refresh tokens that were replaced, oldest first. From then on the server knows their successor only. */
  readonly commits: readonly TokenMoment[];
  /** Requests that came with a refresh token that had been replaced. */
  readonly reuses: readonly TokenMoment[];
  /** Wraps the memory of refresh tokens. */
  wrap(adapter: Adapter): Adapter;
  /** True the first time it is asked about a token. */
  isFirstUse(token: string): boolean;
  /** Forgets both logs, so that a long run does not grow. */
  clear(): void;
};

/** Milliseconds that other processes can compare with theirs. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export function createReplacedTokens(switches: LookerSwitches): ReplacedTokens {
  const commits: TokenMoment[] = [];
  const reuses: TokenMoment[] = [];
  const replacedAt = new Map<string, number>();
  const used = new Set<string>();

  function isInGrace(token: string): boolean {
    const at = replacedAt.get(token);
    if (switches.replacedRefreshToken !== 'grace' || at === undefined) return false;
    return sharedNow() - at < switches.graceSeconds * 1000;
  }

  return {
    commits,
    reuses,
    wrap: (adapter) => ({
      ...adapter,
      async find(id) {
        const found = await adapter.find(id);
        if (found !== undefined && replacedAt.has(id)) reuses.push({ token: id, at: sharedNow() });
        return found && isInGrace(id) ? { ...found, consumed: undefined } : found;
      },
      async consume(id) {
        const at = sharedNow();
        commits.push({ token: id, at });
        // A second use within the grace does not prolong it.
        if (!replacedAt.has(id)) replacedAt.set(id, at);
        await adapter.consume(id);
      },
    }),
    isFirstUse(token) {
      const isFirst = !used.has(token);
      used.add(token);
      return isFirst;
    },
    clear() {
      commits.length = 0;
      reuses.length = 0;
    },
  };
}
