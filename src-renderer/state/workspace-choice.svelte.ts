// Which workspace an account's tokens are to be in. While main is asked, the choice shows as made; refused, it goes
// back by itself.
import type { AccountView, Workspace } from '../bridge/client';
import type { Commands } from './commands.svelte';

export class WorkspaceChoice {
  #asked = $state<Workspace | null>(null);
  readonly #commands: Commands;
  readonly #account: () => AccountView;
  readonly shown: Workspace = $derived.by(
    () => this.#asked ?? this.#account().workspace?.wanted ?? 'production',
  );
  /** Where the live token is, if that is not where it is wanted. */
  readonly straysIn: Workspace | null = $derived.by(() => this.#toStray());

  constructor(commands: Commands, account: () => AccountView) {
    this.#commands = commands;
    this.#account = account;
  }

  async choose(workspace: Workspace): Promise<void> {
    const { id: accountId } = this.#account();
    this.#asked = workspace;
    await this.#commands.run('setWorkspace', { accountId, workspace }, accountId);
    if (this.#asked === workspace) this.#asked = null;
  }

  #toStray(): Workspace | null {
    const actual = this.#account().workspace?.actual ?? null;
    return this.#asked === null && actual !== this.shown ? actual : null;
  }
}
