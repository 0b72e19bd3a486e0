import type { Clock } from '#usecases/ports';
import { settle } from './story';

type Timer = { readonly due: number; readonly run: () => void };

/** A clock that stands still until a test moves it. Timers run in the order in which they are due. */
export class HandClock implements Clock {
  #now: number;
  #timers: readonly Timer[] = [];
  #set = 0;

  constructor(now: number) {
    this.#now = now;
  }

  readonly now = (): number => this.#now;

  /** Moves with the time that passes here, not with what somebody sets. */
  readonly monotonic = (): number => this.#now - this.#set;

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    // Node runs such a timer at once.
    if (milliseconds >= 2 ** 31) throw new RangeError(`A timer of ${milliseconds} ms overflows`);
    const timer = { due: this.#now + milliseconds, run };
    this.#timers = [...this.#timers, timer];
    return () => (this.#timers = this.#timers.filter((other) => other !== timer));
  };

  /** Lets time pass; everything due on the way happens at its own moment. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (let next = this.#nextUntil(end); next !== null; next = this.#nextUntil(end)) {
      const timer = next;
      this.#timers = this.#timers.filter((other) => other !== timer);
      this.#now = Math.max(this.#now, timer.due);
      timer.run();
      await settle();
    }
    this.#now = end;
  }

  /** The computer sleeps: time moves, no timer notices. */
  jump(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Somebody sets the clock to another time; what waits, waits as long as before. */
  set(milliseconds: number): void {
    this.#now += milliseconds;
    this.#set += milliseconds;
    this.#timers = this.#timers.map((timer) => ({ ...timer, due: timer.due + milliseconds }));
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  #nextUntil(end: number): Timer | null {
    const due = this.#timers.filter((timer) => timer.due <= end);
    return due.reduce<Timer | null>((a, b) => (a === null || b.due < a.due ? b : a), null);
  }
}
