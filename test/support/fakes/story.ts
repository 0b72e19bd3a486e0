// What happened in which order, over all fakes of one desk, and the way to keep one thing from going on.

/** Lets everything run that needs no further time. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class Story {
  readonly events: string[] = [];
  readonly #held = new Map<string, Promise<void>>();

  /** Notes the event; goes on at once unless somebody holds it. */
  async pass(event: string): Promise<void> {
    this.events.push(event);
    await this.#held.get(event);
  }

  /** Keeps the event from going on until the returned function is called. */
  hold(event: string): () => Promise<void> {
    let release: () => void = () => undefined;
    this.#held.set(event, new Promise<void>((resolve) => (release = resolve)));
    return () => {
      this.#held.delete(event);
      release();
      return settle();
    };
  }

  /** The process is gone: what is held stays so for ever, what comes later passes. */
  endRun(): void {
    this.#held.clear();
  }

  count(event: string): number {
    return this.events.filter((other) => other === event).length;
  }

  /** Forgets what happened so far, so that a test reads only its own part. */
  forget(): void {
    this.events.length = 0;
  }
}
