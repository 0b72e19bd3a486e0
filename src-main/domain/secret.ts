// A value that prints as a mark: JSON, string conversion and structured clone (which IPC uses) never show it.

export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The only way to the value. Lint allows the call in a short list of files. */
  reveal(): string {
    return this.#value;
  }

  /** Whether both hide the same value. Not in constant time: neither side comes from a stranger. */
  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }
}
