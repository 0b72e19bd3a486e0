// What the provider says about an account's token: asked when the dialog opens, and again on request.
import type { Failure, Inspection } from '../bridge/client';
import type { Commands } from './commands.svelte';

export class Inspector {
  inspection = $state.raw<Inspection | null>(null);
  failure = $state.raw<Failure | null>(null);
  isAsking = $state(false);
  readonly #commands: Commands;
  readonly #accountId: string;

  constructor(commands: Commands, accountId: string) {
    this.#commands = commands;
    this.#accountId = accountId;
  }

  async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const result = await this.#commands.ask('inspectAccount', { accountId: this.#accountId });
    this.isAsking = false;
    this.inspection = result.ok ? result.value : null;
    this.failure = result.ok ? null : result.failure;
  }
}
