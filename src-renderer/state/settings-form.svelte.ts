// Every change of a setting is saved at once. One that is refused is taken back, and the failure stands where it belongs.
import type { Failure, Settings } from '../bridge/client';
import type { Commands } from './commands.svelte';

export class SettingsForm {
  /** Kept here, so that two quick changes do not undo each other on their way through main. */
  current: Settings;
  failure = $state.raw<Failure | null>(null);
  readonly #commands: Commands;
  readonly shortcutFailure = $derived(this.#ofKind('shortcut-refused'));
  readonly loginFailure = $derived(this.#ofKind('login-item-refused'));
  readonly otherFailure = $derived(
    this.shortcutFailure === null && this.loginFailure === null ? this.failure : null,
  );

  constructor(commands: Commands, settings: Settings) {
    this.#commands = commands;
    this.current = $state.raw(settings);
  }

  async save(change: Partial<Settings>): Promise<void> {
    const before = this.current;
    this.current = { ...before, ...change };
    const result = await this.#commands.ask('saveSettings', this.current);
    this.failure = result.ok ? null : result.failure;
    if (!result.ok) this.#takeBack(before, change);
  }

  #takeBack(before: Settings, change: Partial<Settings>): void {
    const kept = Object.fromEntries(
      Object.entries(before).filter(([name]) => name in change),
    ) as Partial<Settings>;
    this.current = { ...this.current, ...kept };
  }

  #ofKind(kind: Failure['kind']): Failure | null {
    return this.failure?.kind === kind ? this.failure : null;
  }
}
