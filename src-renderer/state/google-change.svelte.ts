// The form that changes an instance at Google: what is known about its client, never which client it is. A typed secret
// lives no longer than the dialog.
import type { Audience, FieldProblem, Failure, GoogleView, InstanceView } from '../bridge/client';
import type { Commands } from './commands.svelte';
import { FieldRefusals } from './field-refusals.svelte';

export type GoogleChangeField = 'name' | 'redirectUri' | 'adsApiVersion' | 'clientSecret';

export class GoogleChange {
  name = $state('');
  redirectUri = $state('');
  audience = $state<Audience>('unknown');
  adsApiVersion = $state('');
  clientSecret = $state('');
  isSaving = $state(false);
  readonly #commands: Commands;
  readonly #instanceId: string;
  readonly #refusals = new FieldRefusals<GoogleChangeField>();

  constructor(commands: Commands, { id, name }: InstanceView, google: GoogleView) {
    this.#commands = commands;
    this.#instanceId = id;
    this.name = name;
    this.redirectUri = google.redirectUri ?? '';
    this.audience = google.audience;
    this.adsApiVersion = google.adsApiVersion;
  }

  get failure(): Failure | null {
    return this.#refusals.failure;
  }

  problemOf(field: GoogleChangeField): FieldProblem | null {
    return this.#refusals.of(field);
  }

  touch(field: GoogleChangeField): void {
    this.#refusals.touch(field);
  }

  /** True once main has taken it over. */
  async save(): Promise<boolean> {
    if (this.isSaving) return false;
    this.isSaving = true;
    this.#refusals.clear();
    const { name, redirectUri, audience, adsApiVersion, clientSecret } = this;
    const result = await this.#commands.ask('changeGoogleInstance', {
      instanceId: this.#instanceId,
      name,
      redirectUri,
      audience,
      adsApiVersion,
      clientSecret,
    });
    this.isSaving = false;
    if (result.ok) this.drop();
    else this.#refusals.take(result.failure);
    return result.ok;
  }

  /** Forgets the secret. */
  drop(): void {
    this.clientSecret = '';
  }
}
