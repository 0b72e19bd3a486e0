// Every call of a port, and of the disk below two of them, is two steps: before it and after it. A program can write its
// steps down, or kill itself at one of them (RR4).

export type Steps = {
  /** Counts from here on. */
  readonly start: (killAt: number | null) => void;
  /** The steps since, by name. */
  readonly stop: () => readonly string[];
  /** The same object, its calls counted under this name. */
  readonly watch: <T extends object>(name: string, port: T) => T;
};

export function createSteps(): Steps {
  let taken: string[] | null = null;
  let killAt: number | null = null;

  function step(name: string): void {
    if (taken === null) return;
    taken.push(name);
    if (taken.length - 1 === killAt) process.kill(process.pid, 'SIGKILL');
  }

  function watchCall(name: string, call: (...args: unknown[]) => unknown): typeof call {
    return (...args) => {
      step(`before ${name}`);
      const result = call(...args);
      if (!(result instanceof Promise)) {
        step(`after ${name}`);
        return result;
      }
      return result.finally(() => step(`after ${name}`));
    };
  }

  return {
    start(at) {
      taken = [];
      killAt = at;
    },
    stop() {
      const steps = taken ?? [];
      taken = null;
      return steps;
    },
    watch<T extends object>(name: string, port: T): T {
      const entries = Object.entries(port).map(([verb, value]: [string, unknown]) => {
        if (typeof value !== 'function') return [verb, value] as const;
        const call = value.bind(port) as (...args: unknown[]) => unknown;
        return [verb, watchCall(`${name}.${verb}`, call)] as const;
      });
      return Object.fromEntries(entries) as T;
    },
  };
}
