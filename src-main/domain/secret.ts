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

  /** A new secret made of others, which `make` must not tell anybody. Null when nothing can be made of them. */
  static derive<N extends string>(
    from: Readonly<Record<N, Secret>>,
    make: (plain: Readonly<Record<N, string>>) => string | null,
  ): Secret | null {
    const plain = Object.fromEntries(
      Object.entries<Secret>(from).map(([name, secret]) => [name, secret.#value]),
    );
    const made = make(plain as Readonly<Record<N, string>>);
    return made === null ? null : new Secret(made);
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
