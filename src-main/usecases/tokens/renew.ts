// Renewals, as many at a time as the lanes let through. One at a time per account; callers share it. What one of them
// does is in renewal-run.ts.
import type { Result } from '#domain/result';
import type { Lease } from '#domain/account';
import { fail } from '#domain/result';
import type { HostOf } from '../freshness/host-of';
import type { Lanes } from '../freshness/lanes';
import { renewOnce, type RenewalPorts } from './renewal-run';

/** `asked`: somebody waits for it. The others come by themselves. */
export type RenewalCause = 'asked' | 'ahead' | 'after-wake';

export type Renew = (accountId: string, cause?: RenewalCause) => Promise<Result<Lease>>;

export type Renewals = {
  readonly renew: Renew;
  /** Waits for a renewal under way, whatever its outcome. Returns at once when there is none. */
  readonly settled: (accountId: string) => Promise<void>;
  /** Waits for all of them. */
  readonly allSettled: () => Promise<void>;
};

export type RenewPorts = RenewalPorts & {
  readonly lanes: Lanes;
  readonly hostOf: HostOf;
  /** Called at the end of each, before those who wait for it. */
  readonly onEnd: (accountId: string, host: string, result: Result<Lease>) => void;
};

type UnderWay = { readonly cause: RenewalCause; readonly result: Promise<Result<Lease>> };

/** What comes by itself stops at a shut keychain and at a server's pause; who asks may go on. */
function isForPeopleOnly(result: Result<unknown>): boolean {
  return !result.ok && ['keychain-locked', 'provider-busy'].includes(result.failure.kind);
}

export function createRenewals(ports: RenewPorts): Renewals {
  const { store, lanes, hostOf, onEnd } = ports;
  const underWay = new Map<string, UnderWay>();

  async function run(accountId: string, cause: RenewalCause): Promise<Result<Lease>> {
    const host = hostOf(accountId);
    if (host === null) return fail({ kind: 'account-unknown' });
    const result = await lanes.take(host, () => renewOnce(ports, accountId, cause));
    onEnd(accountId, host, result);
    return result;
  }

  function begin(accountId: string, cause: RenewalCause): Promise<Result<Lease>> {
    const result = run(accountId, cause).finally(() => underWay.delete(accountId));
    underWay.set(accountId, { cause, result });
    return result;
  }

  return {
    async renew(accountId, cause = 'asked') {
      if (store.get().isLocked) return fail({ kind: 'app-locked' });
      const shared = underWay.get(accountId);
      if (shared === undefined) return begin(accountId, cause);
      const result = await shared.result;
      const isOwnDue = cause === 'asked' && shared.cause !== 'asked' && isForPeopleOnly(result);
      return isOwnDue ? (underWay.get(accountId)?.result ?? begin(accountId, cause)) : result;
    },
    async settled(accountId) {
      await underWay.get(accountId)?.result;
    },
    async allSettled() {
      await Promise.all([...underWay.values()].map(({ result }) => result));
    },
  };
}
