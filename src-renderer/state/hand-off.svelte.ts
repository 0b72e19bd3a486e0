// The page for the admin: it leaves as text, and later the server is asked whether it was done.
import type { Failure, InstanceView, RegistrationCheck, Result } from '../bridge/client';
import { handOffText, toSheetText } from '../text/hand-off';
import type { Commands } from './commands.svelte';
import type { Notices } from './notices.svelte';

type About = { readonly what: 'sheet' | 'check'; readonly failure: Failure };

export class HandOffPage {
  check = $state.raw<RegistrationCheck | null>(null);
  isChecking = $state(false);
  isSaving = $state(false);
  #trouble = $state.raw<About | null>(null);
  readonly #commands: Commands;
  readonly #notices: Pick<Notices, 'say'>;

  constructor(commands: Commands, notices: Pick<Notices, 'say'>) {
    this.#commands = commands;
    this.#notices = notices;
  }

  failureOf(what: About['what']): Failure | null {
    return this.#trouble?.what === what ? this.#trouble.failure : null;
  }

  async copy(instance: InstanceView): Promise<void> {
    const result = await this.#commands.ask('copyText', { text: toSheetText(instance) });
    if (this.#isFine('sheet', result)) await this.#notices.say(handOffText.copied);
  }

  /** Somebody who cancels the dialog of the system knows it: nothing is said then. */
  async save(instance: InstanceView): Promise<void> {
    if (this.isSaving) return;
    this.isSaving = true;
    const result = await this.#commands.ask('saveSheet', {
      instanceId: instance.id,
      text: toSheetText(instance),
    });
    this.isSaving = false;
    if (this.#isFine('sheet', result) && result.ok && result.value.isSaved) {
      await this.#notices.say(handOffText.saved);
    }
  }

  async ask({ id }: InstanceView): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    this.check = null;
    const result = await this.#commands.ask('checkRegistration', { instanceId: id });
    this.isChecking = false;
    if (this.#isFine('check', result) && result.ok) this.check = result.value;
  }

  #isFine(what: About['what'], result: Result<unknown>): boolean {
    this.#trouble = result.ok ? null : { what, failure: result.failure };
    return result.ok;
  }
}
