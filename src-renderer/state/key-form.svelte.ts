// The form that takes an API key. The secret is in this object only while the dialog is open, and no longer than until
// main has accepted it; a failure leaves both fields as they were.
import type { Failure, FieldProblem, FieldProblems } from '../bridge/client';
import type { Commands } from './commands.svelte';

export type KeyField = 'keyId' | 'keySecret';

export class KeyForm {
  keyId = $state('');
  keySecret = $state('');
  isSending = $state(false);
  failure = $state.raw<Failure | null>(null);
  #problems = $state.raw<FieldProblems>({});
  readonly #commands: Commands;
  readonly #instanceId: string;

  constructor(commands: Commands, instanceId: string, keyId = '') {
    this.#commands = commands;
    this.#instanceId = instanceId;
    this.keyId = keyId;
  }

  problemOf(field: KeyField): FieldProblem | null {
    return this.#problems[field] ?? null;
  }

  /** A field that is typed in again is no longer refused, nor is the key. */
  touch(field: KeyField): void {
    this.#problems = Object.fromEntries(Object.entries(this.#problems).filter(([key]) => key !== field));
    if (this.failure?.kind === 'api-key-rejected') this.failure = null;
  }

  /** Has the key checked and kept; the id of its account, or null while there is something to look at. */
  async send(): Promise<string | null> {
    if (this.isSending) return null;
    this.isSending = true;
    this.#problems = {};
    this.failure = null;
    const { keyId, keySecret } = this;
    const result = await this.#commands.ask('addApiKey', { instanceId: this.#instanceId, keyId, keySecret });
    this.isSending = false;
    if (!result.ok) {
      this.#take(result.failure);
      return null;
    }
    this.drop();
    return result.value.accountId;
  }

  /** Forgets the secret. */
  drop(): void {
    this.keySecret = '';
  }

  #take(failure: Failure): void {
    if (failure.kind === 'input-invalid') this.#problems = failure.fields;
    else this.failure = failure;
  }
}
