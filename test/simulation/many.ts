// Ten thousand accounts in one scheduler: what that costs this computer, in real time.
import { renewAt } from '#domain/renewal-plan';
import { createAlarms } from '#usecases/freshness/alarms';
import { createLanes } from '#usecases/freshness/lanes';
import { createScheduler } from '#usecases/freshness/scheduler';
import { hour, minute, nine } from './wake';
import { createDice, startStopwatch, World } from './world';

export type ManyResult = {
  readonly accounts: number;
  /** Ms to plan all of them. */
  readonly build: number;
  /** Microseconds to plan one anew, on average. */
  readonly change: number;
  /** The longest time without a break while all of them, due at once, were renewed, in ms. */
  readonly block: number;
  readonly day: { readonly renewals: number; readonly cpuSeconds: number };
};

const host = 'acme.cloud.looker.com';
const latency = 200;
/** Of so many repeats the least disturbed one counts: collecting garbage and a busy machine only ever add. */
const repeats = 15;

function createMany(count: number) {
  const world = new World(nine);
  const chance = createDice(3);
  const alarms = createAlarms({
    clock: { now: world.now, monotonic: world.now, after: world.after },
    onLook: () => undefined,
    onBug: () => undefined,
  });
  const lanes = createLanes();
  const ids = Array.from({ length: count }, (_, index) => `account-${index}`);
  const ran = { count: 0 };
  const planLater = (id: string): void => {
    const now = world.now();
    scheduler.plan(id, host, renewAt({ issuedAt: now, expiresAt: now + hour }, chance()));
  };
  const scheduler = createScheduler({
    clock: world,
    chance,
    alarms,
    lanes,
    network: { isOnline: () => true },
    onOffline: () => undefined,
    async run(id) {
      await lanes.take(host, () => new Promise<void>((resolve) => void world.after(latency, resolve)));
      ran.count += 1;
      planLater(id);
      scheduler.report(id, host, { kind: 'done' });
    },
  });
  return { world, scheduler, ids, planLater, ran };
}

export async function measureMany(accounts: number): Promise<ManyResult> {
  const builds: number[] = [];
  const changes: number[] = [];
  const blocks: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    builds.push(measureBuild(accounts));
    changes.push(measureChange(accounts));
    blocks.push(await measureWake(accounts));
  }
  return {
    accounts,
    build: Math.min(...builds),
    change: Math.min(...changes),
    block: Math.min(...blocks),
    day: await measureDay(accounts),
  };
}

function measureBuild(accounts: number): number {
  const { ids, planLater } = createMany(accounts);
  return timed(() => ids.forEach(planLater));
}

function measureChange(accounts: number): number {
  const { ids, planLater } = createMany(accounts);
  ids.forEach(planLater);
  return (timed(() => ids.forEach(planLater)) / accounts) * 1000;
}

async function measureWake(accounts: number): Promise<number> {
  const { world, scheduler, ids, ran } = createMany(accounts);
  world.watchesBlocks = true;
  scheduler.hold(true);
  for (const id of ids) scheduler.plan(id, host, nine - minute);
  const first = timed(() => scheduler.hold(false));
  await world.runUntil(nine + 20 * minute);
  if (ran.count < accounts) throw new Error(`Only ${ran.count} of ${accounts} were renewed`);
  return Math.max(first, world.longestBlock);
}

async function measureDay(accounts: number): Promise<ManyResult['day']> {
  const { world, ids, planLater, ran } = createMany(accounts);
  ids.forEach(planLater);
  const timeSpent = startStopwatch();
  await world.runUntil(nine + 24 * hour);
  return { renewals: ran.count, cpuSeconds: timeSpent() / 1000 };
}

function timed(work: () => void): number {
  const timeSpent = startStopwatch();
  work();
  return timeSpent();
}
