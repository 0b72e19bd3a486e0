// The one clock behind every countdown. It ticks only while somebody can see it and something counts down.

export type Pace = 'still' | 'slow' | 'seconds';

const intervals = { slow: 15_000, seconds: 1000 };

export class Now {
  /** Main's time, epoch milliseconds. */
  current = $state(0);
  #isVisible = $state(true);
  #offset = 0;
  readonly #read: () => number;

  constructor(read: () => number = Date.now) {
    this.#read = read;
    this.current = read();
  }

  /** Takes over main's clock, so that both sides mean the same moment. */
  adjust(mainNow: number): void {
    this.#offset = mainNow - this.#read();
    this.current = mainNow;
  }

  tick(): void {
    this.current = this.#read() + this.#offset;
  }

  see(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (isVisible) this.tick();
  }

  /** For an effect: ticks at this pace until the returned function is called. */
  keep(pace: Pace): (() => void) | undefined {
    if (!this.#isVisible || pace === 'still') return undefined;
    const timer = setInterval(() => {
      this.tick();
    }, intervals[pace]);
    return () => {
      clearInterval(timer);
    };
  }
}
