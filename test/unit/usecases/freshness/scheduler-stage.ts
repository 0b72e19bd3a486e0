// The scheduler with everything it stands on, over a clock that tests move and servers that answer as they say.
import { createAlarms } from '#usecases/freshness/alarms';
import { createLanes } from '#usecases/freshness/lanes';
import { createScheduler, type Outcome } from '#usecases/freshness/scheduler';
import { noon } from '#support/builders';
import { HandClock } from '#support/fakes/clock';
import { FakeNetwork } from '#support/fakes/everyday';
import { createDice } from '../../../simulation/world';

export const acme = 'acme.cloud.looker.com';
export const beta = 'beta.cloud.looker.com';

export type Request = { readonly id: string; readonly host: string; readonly at: number };

/** What a server says to it. */
export type Answer = (request: Request) => Outcome;

export type StagePlan = {
  readonly answer?: Answer;
  readonly latency?: number;
  readonly chance?: () => number;
  /** Ms after which a new token is to be renewed; null for not by itself. */
  readonly life?: number | null;
};

export function aStage({
  answer = () => done,
  latency = 200,
  chance = createDice(5),
  life = null,
}: StagePlan = {}) {
  const clock = new HandClock(noon);
  const network = new FakeNetwork();
  const alarms = createAlarms({ clock, onLook: () => undefined, onBug: () => undefined });
  const lanes = createLanes();
  const hosts = new Map<string, string>();
  const requests: Request[] = [];
  const inFlight: Request[] = [];
  /** The most at once: at one host, in all, and of one account. */
  const most = { perHost: 0, inAll: 0, perId: 0 };

  async function send(id: string, host: string): Promise<Outcome> {
    const request = { id, host, at: clock.now() };
    requests.push(request);
    inFlight.push(request);
    most.perHost = Math.max(most.perHost, inFlight.filter((one) => one.host === host).length);
    most.inAll = Math.max(most.inAll, inFlight.length);
    most.perId = Math.max(most.perId, inFlight.filter((one) => one.id === id).length);
    await new Promise<void>((resolve) => void clock.after(latency, resolve));
    inFlight.splice(inFlight.indexOf(request), 1);
    return answer(request);
  }

  async function renew(id: string, host: string): Promise<void> {
    const outcome = await lanes.take(host, () => send(id, host));
    // As whoever keeps tokens fresh does: there is a new token.
    if (outcome.kind === 'done') scheduler.plan(id, host, life === null ? null : clock.now() + life);
    scheduler.report(id, host, outcome);
  }

  const scheduler = createScheduler({
    clock,
    chance,
    alarms,
    lanes,
    network,
    onOffline: () => undefined,
    run: (id) => renew(id, hosts.get(id) ?? acme),
  });
  return {
    clock,
    network,
    alarms,
    scheduler,
    requests,
    most,
    plan: (id: string, dueAt: number | null, host = acme): void => {
      hosts.set(id, host);
      scheduler.plan(id, host, dueAt);
    },
    /** A person wants a token of it now. */
    asks: (id: string, host = acme) => renew(id, host),
    isUnderWay: (id: string) => inFlight.some((one) => one.id === id),
    sentTo: (host: string) => requests.filter((one) => one.host === host),
  };
}

export const done: Outcome = { kind: 'done' };
/** As a server does that is broken. */
export const broken: Outcome = { kind: 'failed', retryAt: null, isNetwork: false };
export const unreachable: Outcome = { kind: 'failed', retryAt: null, isNetwork: true };
export const busyUntil = (retryAt: number): Outcome => ({ kind: 'failed', retryAt, isNetwork: false });

export function manyIds(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `account-${index}`);
}

/** How many fall into the busiest second. */
export function busiestSecond(times: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const time of times) {
    const second = Math.floor(time / 1000);
    counts.set(second, (counts.get(second) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
