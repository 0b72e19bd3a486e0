// Runs commands of main for the window: which are under way, and what the last one about a thing ended with.
import { SvelteMap } from 'svelte/reactivity';
import type { Bridge, CommandInput, CommandName, CommandOutput, Failure, Result } from '../bridge/client';

/** What a command is about: an account's or an instance's id, or the app as a whole. */
export type Subject = string;
export const theApp: Subject = 'app';

export class Commands {
  readonly #bridge: Bridge;
  readonly #underWay = new SvelteMap<string, Promise<Result<unknown>>>();
  readonly #failures = new SvelteMap<Subject, Failure>();

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  isUnderWay(name: CommandName, subject: Subject = theApp): boolean {
    return this.#underWay.has(toKey(name, subject));
  }

  failureAbout(subject: Subject): Failure | null {
    return this.#failures.get(subject) ?? null;
  }

  forget(subject: Subject): void {
    this.#failures.delete(subject);
  }

  /** Asks main once, however often the button is pressed meanwhile. A failure stays with its subject. */
  async run<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
    subject: Subject = theApp,
  ): Promise<Result<CommandOutput<N>>> {
    const key = toKey(name, subject);
    const running = this.#underWay.get(key) as Promise<Result<CommandOutput<N>>> | undefined;
    if (running !== undefined) return running;
    this.forget(subject);
    const asked = this.ask(name, input);
    this.#underWay.set(key, asked);
    const result = await asked;
    this.#underWay.delete(key);
    if (!result.ok) this.#failures.set(subject, result.failure);
    return result;
  }

  /** Hands over a file that the user chose or dropped; of it only the path leaves the window. */
  async previewFile(file: File): Promise<Result<CommandOutput<'previewImportFile'>>> {
    try {
      return await this.#bridge.previewFile(file);
    } catch {
      return { ok: false, failure: { kind: 'internal', reference: 'window: previewFile' } };
    }
  }

  /** Asks main and leaves the answer to the caller. */
  async ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Result<CommandOutput<N>>> {
    try {
      return await this.#bridge.call(name, input);
    } catch {
      return { ok: false, failure: { kind: 'internal', reference: `window: ${name}` } };
    }
  }
}

function toKey(name: CommandName, subject: Subject): string {
  return `${name} ${subject}`;
}
