// One story at a time may change what the vault holds for an account: a sign-in that is being kept and a sign-out that
// comes to its end would otherwise take each other's record.

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
