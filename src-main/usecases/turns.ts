// One story at a time may change what the vault holds for an account: a sign-in that is being kept and a sign-out that
// comes to its end would otherwise take each other's record.

import type { Identity } from '#domain/account';

export type Turns = {
  /** Runs when everybody who asked before is done, however that ended. */
  readonly take: <T>(accountId: string, run: () => Promise<T>) => Promise<T>;
};

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(accountId, run) {
      const mine = (last.get(accountId) ?? Promise.resolve()).then(run);
      const over = mine.catch(() => undefined);
      last.set(accountId, over);
      void over.then(() => {
        if (last.get(accountId) === over) last.delete(accountId);
      });
      return mine;
    },
  };
}

/** The turn of all that share one person's consent. */
export function consentOf({ userId }: Identity): string {
  return `consent of ${userId}`;
}

/** The turn of what an instance's client secret is changed and forgotten in. */
export function clientOf(instanceId: string): string {
  return `client of ${instanceId}`;
}
