// One story at a time may change what it shares with others: a sign-in that is being kept and a sign-out that comes to its
// end would otherwise take each other's record. Who takes several turns takes them in this order: the instance's new one,
// accounts, the consent; or the client's, then accounts.
import type { Identity } from '#domain/account';

export type Turns = {
  /** Runs when everybody who asked before for this key is done, however that ended. The key of an account is its id. */
  readonly take: <T>(key: string, run: () => Promise<T>) => Promise<T>;
};

/** New accounts at an instance. */
export const newAt = (instanceId: string): string => `new at ${instanceId}`;
/** What all sign-ins of a person share where a sign-out ends them together. */
export const consentOf = ({ userId }: Identity): string => `consent of ${userId}`;
/** The client secret of an instance. */
export const clientOf = (instanceId: string): string => `client of ${instanceId}`;
/** Clients that are being added. */
export const newClient = 'new client';

export function createTurns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(key, run) {
      const mine = (last.get(key) ?? Promise.resolve()).then(run);
      const over = mine.catch(() => undefined);
      last.set(key, over);
      void over.then(() => {
        if (last.get(key) === over) last.delete(key);
      });
      return mine;
    },
  };
}
