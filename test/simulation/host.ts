// One Looker as its load balancer sees it: it counts requests by the second, and answers after a while, or not.
import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { TokenSet } from '#domain/token-set';
import type { Failure } from '#domain/failure';
import type { World } from './world';

export type Host = {
  readonly ask: () => Promise<Result<TokenSet>>;
  readonly now: () => number;
  /** Requests in each second from the first one counted on. */
  readonly perSecond: Uint32Array;
};

export type HostPlan = {
  readonly world: World;
  /** Epoch ms of the first second, and how many follow. */
  readonly from: number;
  readonly seconds: number;
  readonly latency?: number;
  readonly lifetime?: number;
  /** What it answers at this moment in place of a token; null when it is well. */
  readonly troubleAt?: (now: number) => Failure | null;
};

const token = new Secret('simulated');

export function createHost(plan: HostPlan): Host {
  const { world, from, seconds, latency = 200, lifetime = 3_600_000, troubleAt = () => null } = plan;
  const perSecond = new Uint32Array(seconds);
  return {
    perSecond,
    now: world.now,
    ask() {
      const sentAt = world.now();
      const second = Math.floor((sentAt - from) / 1000);
      if (second >= 0 && second < seconds) perSecond[second]! += 1;
      const trouble = troubleAt(sentAt);
      return new Promise((resolve) => {
        world.after(latency, () => {
          resolve(trouble === null ? ok(toTokenSet(sentAt, lifetime)) : fail(trouble));
        });
      });
    },
  };
}

function toTokenSet(issuedAt: number, lifetime: number): TokenSet {
  return {
    accessToken: token,
    refreshToken: null,
    issuedAt,
    expiresAt: issuedAt + lifetime,
    refreshEndsAt: null,
    scope: null,
  };
}
