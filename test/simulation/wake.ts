// A morning: many computers with Daypass wake at nine within five minutes, most with tokens that ended overnight.
import { createDesktop } from './desktop';
import { createHost, type Host } from './host';
import { createDice, World } from './world';

export type Arrival = 'even' | 'peaked';

export type Morning = {
  readonly arrival: Arrival;
  readonly isSpread: boolean;
  readonly desktops: number;
  readonly accounts: number;
  /** From nine o'clock on. */
  readonly perSecond: Uint32Array;
  /** Real ms, and bytes in use while all are open. */
  readonly took: number;
  readonly memory: number;
};

export type MorningPlan = {
  readonly desktops: number;
  readonly arrival: Arrival;
  /** Without: the same code with a chance that is always 0, so that nothing is spread and nothing jitters. */
  readonly isSpread: boolean;
};

export const minute = 60_000;
export const hour = 60 * minute;
export const nine = Date.UTC(2026, 8, 15, 9, 0, 0);
const evening = nine - 14.5 * hour;
const wakeWindow = 5 * minute;
/** Long enough for the first renewals of what was renewed after waking up. */
export const lookedAt = 75 * minute;
/** One computer in five only took a nap: its tokens may still live. */
const napping = 0.2;

export async function simulateMorning({ desktops, arrival, isSpread }: MorningPlan): Promise<Morning> {
  const startedAt = performance.now();
  const world = new World(evening);
  const host = createHost({ world, from: nine, seconds: lookedAt / 1000 });
  // The same computers with and without spreading.
  const fate = createDice(9);
  const chance = isSpread ? createDice(90) : () => 0;
  let accounts = 0;
  for (let count = 0; count < desktops; count += 1) {
    const sleeper = aSleeper(arrival, fate);
    accounts += sleeper.issuedAt.length;
    world.after(sleeper.sleepsAt - evening, () => live(world, host, chance, sleeper));
  }
  await world.runUntil(nine + lookedAt);
  const took = performance.now() - startedAt;
  collectGarbage();
  const memory = process.memoryUsage().heapUsed;
  return { desktops, arrival, isSpread, accounts, perSecond: host.perSecond, took, memory };
}

/** Where Node was told to let us. */
function collectGarbage(): void {
  const { gc } = globalThis as { readonly gc?: () => void };
  gc?.();
}

type Sleeper = { readonly sleepsAt: number; readonly wakesAt: number; readonly issuedAt: readonly number[] };

function aSleeper(arrival: Arrival, fate: () => number): Sleeper {
  const wakesAt = nine + Math.floor(wakeWindow * (arrival === 'even' ? fate() : aroundTheMiddle(fate)));
  const naps = fate() < napping;
  const sleepsAt = naps ? wakesAt - minute * (5 + 35 * fate()) : evening;
  const count = 1 + Math.floor(3 * fate());
  // Somewhere in the first half hour of their hour, when the computer fell asleep.
  const issuedAt = Array.from({ length: count }, () => Math.floor(sleepsAt - 30 * minute * fate()));
  return { sleepsAt: Math.floor(sleepsAt), wakesAt, issuedAt };
}

/** Within 0 and 1: normal, with a deviation of a minute in five. */
function aroundTheMiddle(fate: () => number): number {
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - fate())) * Math.cos(2 * Math.PI * fate());
    const at = 0.5 + normal / 5;
    if (at >= 0 && at < 1) return at;
  }
}

function live(world: World, host: Host, chance: () => number, { issuedAt, wakesAt }: Sleeper): void {
  const { computer, presence } = createDesktop({ world, host, chance, issuedAt });
  void presence.start();
  presence.onSuspend();
  computer.sleep();
  world.after(wakesAt - world.now(), () => {
    presence.onResume();
    computer.wake();
  });
}
