// A Looker that is down for the first ten minutes of a morning, and what it sees when it is back.
import type { Failure } from '#domain/failure';
import { createDesktop } from './desktop';
import { ratesOf, smoothed, type Rates } from './figures';
import { createHost } from './host';
import { hour, minute, nine } from './wake';
import { createDice, World } from './world';

/** How it is down: it answers with an error, or not at all. */
export type Outage = 'answers-500' | 'refuses-connections';

export type OutageResult = {
  readonly outage: Outage;
  readonly clients: number;
  /** Requests while it was down. */
  readonly during: Rates;
  /** From the first second on in which it is well again, until every client has its token. */
  readonly after: Rates;
  /** The most in any ten seconds after it, per second. */
  readonly busiestTen: number;
  /** Seconds until then. */
  readonly recovery: number;
};

const host = 'acme.cloud.looker.com';
const failures: Readonly<Record<Outage, Failure>> = {
  'answers-500': { kind: 'provider-misbehaved', host, status: 500, what: 'status' },
  'refuses-connections': { kind: 'provider-unreachable', host, reason: 'refused' },
};
const down = 10 * minute;
/** Nobody needs longer, and nobody's next renewal comes before. */
const lookedAt = 40 * minute;

export async function simulateOutage(outage: Outage, clients: number, seed = 7): Promise<OutageResult> {
  const world = new World(nine - 12 * hour);
  const chance = createDice(seed);
  const isDown = (now: number): boolean => now < nine + down;
  const server = createHost({
    world,
    from: nine,
    seconds: lookedAt / 1000,
    troubleAt: (now) => (isDown(now) ? failures[outage] : null),
  });
  for (let count = 0; count < clients; count += 1) {
    const { computer, presence } = createDesktop({ world, host: server, chance, issuedAt: [world.now()] });
    void presence.start();
    presence.onSuspend();
    computer.sleep();
    // All of them are up when it goes down.
    world.after(nine - world.now() + Math.floor(5 * minute * chance()), () => {
      presence.onResume();
      computer.wake();
    });
  }
  await world.runUntil(nine + lookedAt);
  const back = down / 1000;
  const last = server.perSecond.findLastIndex((count) => count > 0) + 1;
  return {
    outage,
    clients,
    during: ratesOf(server.perSecond, 0, back),
    after: ratesOf(server.perSecond, back, last),
    busiestTen: Math.max(...smoothed(server.perSecond.slice(back), 10)),
    recovery: last - back,
  };
}
