// The client apps of an instance as one account sees them, and what is done with them at once. Every act is followed
// by reading the list again: what it shows is what the server says.
import { untrack } from 'svelte';
import type {
  AccountView,
  ClientApp,
  ClientAppAct,
  Failure,
  FieldProblem,
  InstanceView,
  Named,
  Result,
} from '../bridge/client';
import type { Commands } from './commands.svelte';

type ActFailure = { readonly guid: string; readonly failure: Failure };

export class ClientApps {
  apps = $state.raw<readonly ClientApp[] | null>(null);
  /** Null where this account may not read them. */
  groups = $state.raw<readonly Named[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  isReading = $state(false);
  #busyWith = $state<string | null>(null);
  #actFailure = $state.raw<ActFailure | null>(null);
  #account: string | null = null;
  readonly #commands: Commands;

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  /** Shows the list as this account sees it; nothing of what another one saw is left. */
  see(accountId: string | null): void {
    untrack(() => {
      if (accountId === this.#account) return;
      this.#account = accountId;
      this.apps = null;
      this.groups = null;
      this.#actFailure = null;
      void this.read();
    });
  }

  async read(): Promise<void> {
    const accountId = this.#account;
    this.failure = null;
    this.isReading = accountId !== null;
    if (accountId === null) return;
    const result = await this.#commands.ask('readClientApps', { accountId });
    // Somebody else is asked meanwhile.
    if (accountId !== this.#account) return;
    this.isReading = false;
    if (result.ok) ({ apps: this.apps, groups: this.groups } = result.value);
    else this.failure = result.failure;
  }

  isBusy(guid: string): boolean {
    return this.#busyWith === guid;
  }

  /** What the last act with a client ended with, unless a field says it. */
  failureAt(guid: string): Failure | null {
    const failure = this.#lastAt(guid);
    return failure?.kind === 'input-invalid' ? null : failure;
  }

  problemAt(guid: string, field: string): FieldProblem | null {
    const failure = this.#lastAt(guid);
    return failure?.kind === 'input-invalid' ? (failure.fields[field] ?? null) : null;
  }

  #lastAt(guid: string): Failure | null {
    return this.#actFailure?.guid === guid ? this.#actFailure.failure : null;
  }

  forget(): void {
    this.#actFailure = null;
  }

  async act(guid: string, act: ClientAppAct): Promise<Result<unknown>> {
    const accountId = this.#account;
    if (accountId === null || this.#busyWith !== null) {
      return { ok: false, failure: { kind: 'not-signed-in' } };
    }
    this.#busyWith = guid;
    this.#actFailure = null;
    const result = await this.#commands.ask('changeClientApp', { accountId, guid, act });
    this.#busyWith = null;
    if (accountId !== this.#account) return result;
    if (result.ok) await this.read();
    else this.#actFailure = { guid, failure: result.failure };
    return result;
  }

  groupNameOf({ groupId }: ClientApp): string | null {
    return this.groups?.find(({ id }) => id === groupId)?.name ?? null;
  }

  /** Whether several redirect URIs are understood there; null while no client tells. */
  get takesSeveralUris(): boolean | null {
    return this.apps?.[0]?.takesSeveralUris ?? null;
  }
}

/** Who can be asked, the first choice first: somebody known to be an admin. */
export function toSeers({ accounts }: InstanceView): readonly AccountView[] {
  const able = accounts.filter(({ state }) => state.kind !== 'signed-out' && state.kind !== 'needs-sign-in');
  const rank = ({ isAdmin }: AccountView) => (isAdmin === true ? 0 : 1);
  return able.toSorted((a, b) => rank(a) - rank(b));
}

/** With whose rights the list is seen. Once somebody was found they stay, whatever is learned about others. */
export class Seer {
  #wanted = $state<string | null>(null);
  readonly #instance: () => InstanceView;
  readonly #isWriting: () => boolean;
  readonly #able = $derived.by(() => toSeers(this.#instance()));
  readonly current: AccountView | null = $derived.by(() => {
    const wanted = ({ id }: AccountView) => id === this.#wanted;
    // What is being typed belongs to them, even if their sign-in has just ended.
    const writer = this.#isWriting() ? this.#instance().accounts.find(wanted) : undefined;
    return writer ?? this.#able.find(wanted) ?? this.#able[0] ?? null;
  });
  readonly choices: readonly AccountView[] = $derived.by(() => {
    const { current } = this;
    const isMissing = current !== null && !this.#able.some(({ id }) => id === current.id);
    return isMissing ? [current, ...this.#able] : this.#able;
  });

  constructor(instance: () => InstanceView, isWriting: () => boolean) {
    this.#instance = instance;
    this.#isWriting = isWriting;
  }

  choose(accountId: string): void {
    this.#wanted = accountId;
  }

  /** For an effect: keeps to whoever it is now. */
  stay(): void {
    if (this.current !== null) this.#wanted = this.current.id;
  }
}

/** The sign-ins of Daypass that end with this client: those made through it at this instance. */
export function toSignInsWith(instance: InstanceView, guid: string): readonly AccountView[] {
  if (guid !== instance.clientId) return [];
  return instance.accounts.filter(
    ({ signsInWith, state }) =>
      signsInWith.kind === 'oauth' && state.kind !== 'signed-out' && state.kind !== 'needs-sign-in',
  );
}
