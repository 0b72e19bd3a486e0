// How many renewals may be under way: a few per host, a few more in all. Who asked goes before what comes by itself.

const mostPerHost = 4;
const mostInAll = 8;

export type Lanes = {
  readonly hasRoom: (host: string) => boolean;
  /** Runs as soon as there is room, in the order of asking. */
  readonly take: <T>(host: string, run: () => Promise<T>) => Promise<T>;
};

type Waiting = { readonly host: string; readonly start: () => void };

export function createLanes(): Lanes {
  const running = new Map<string, number>();
  let inAll = 0;
  let line: readonly Waiting[] = [];

  const hasRoom = (host: string): boolean => inAll < mostInAll && (running.get(host) ?? 0) < mostPerHost;

  function enter(host: string): void {
    inAll += 1;
    running.set(host, (running.get(host) ?? 0) + 1);
  }

  function leave(host: string): void {
    inAll -= 1;
    const left = (running.get(host) ?? 1) - 1;
    if (left === 0) running.delete(host);
    else running.set(host, left);
    const next = line.find((one) => hasRoom(one.host));
    if (next === undefined) return;
    line = line.filter((one) => one !== next);
    enter(next.host);
    next.start();
  }

  function wait(host: string): Promise<void> {
    return new Promise((start) => {
      line = [...line, { host, start }];
    });
  }

  return {
    hasRoom: (host) => hasRoom(host) && !line.some((one) => one.host === host),
    async take(host, run) {
      if (hasRoom(host)) enter(host);
      else await wait(host);
      try {
        return await run();
      } finally {
        leave(host);
      }
    },
  };
}
