// What a sign-in is good for: asked when the dialog opens, and again on request. The last answer stays meanwhile.
import type { Failure, Health } from '../bridge/client';
import type { Commands } from './commands.svelte';

export class HealthCheck {
  health = $state.raw<Health | null>(null);
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
    const result = await this.#commands.ask('checkHealth', { accountId: this.#accountId });
    this.isAsking = false;
    this.health = result.ok ? result.value : null;
    this.failure = result.ok ? null : result.failure;
  }
}
