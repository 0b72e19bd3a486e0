// Time for many computers at once: one queue of events, run as fast as they can be. A computer may sleep; its timers stand
// still then, and run as soon as it is awake again.
import TinyQueue from 'tinyqueue';
import type { Clock } from '#usecases/ports';

type Timer = { readonly due: number; readonly order: number; run: (() => void) | null };

export class World {
  #now: number;
  #count = 0;
  readonly #timers = new TinyQueue<Timer>([], (a, b) => a.due - b.due || a.order - b.order);
  /** Costs time of its own. */
  watchesBlocks = false;
  /** The longest the program was at work without a break, in real ms. */
  longestBlock = 0;

  constructor(now: number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    this.#count += 1;
    const timer: Timer = { due: this.#now + Math.max(0, milliseconds), order: this.#count, run };
    this.#timers.push(timer);
    return () => (timer.run = null);
  };

  /** Lets time pass until this moment, epoch ms. */
  async runUntil(end: number): Promise<void> {
    await breathe();
    for (let next = this.#next(); next !== null && next.due <= end; next = this.#next()) {
      this.#now = Math.max(this.#now, next.due);
      const timeSpent = this.watchesBlocks ? startStopwatch() : () => 0;
      this.#runAllDue();
      await breathe();
      this.longestBlock = Math.max(this.longestBlock, timeSpent());
    }
    this.#now = end;
  }

  #runAllDue(): void {
    for (let next = this.#next(); next !== null && next.due <= this.#now; next = this.#next()) {
      this.#timers.pop();
      const { run } = next;
      next.run = null;
      run?.();
    }
  }

  /** The next that was not called off. */
  #next(): Timer | null {
    for (let next = this.#timers.peek(); next !== undefined; next = this.#timers.peek()) {
      if (next.run !== null) return next;
      this.#timers.pop();
    }
    return null;
  }
}

/**
 * Starts to measure work; the function returned gives the ms it took so far at most. By the wall, other programs count;
 * by the processor, the threads that collect garbage beside the work do: the smaller is nearer to the truth.
 */
export function startStopwatch(): () => number {
  const wall = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return Math.min(performance.now() - wall, (user + system) / 1000);
  };
}

/** Lets every promise go as far as it can. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export type Computer = {
  readonly clock: Clock;
  readonly sleep: () => void;
  readonly wake: () => void;
};

export function createComputer(world: World): Computer {
  let isAsleep = false;
  let missed: (() => void)[] = [];
  return {
    clock: {
      now: world.now,
      monotonic: world.now,
      after(milliseconds, run) {
        const timer: { run: (() => void) | null } = { run };
        const ring = (): void => (isAsleep ? void missed.push(ring) : timer.run?.());
        const callOff = world.after(milliseconds, ring);
        return () => {
          timer.run = null;
          callOff();
        };
      },
    },
    sleep: () => (isAsleep = true),
    wake() {
      isAsleep = false;
      for (const ring of missed) world.after(0, ring);
      missed = [];
    },
  };
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function createDice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
