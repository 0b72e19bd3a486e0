// The dialog that makes a configuration file: what was chosen, a preview with stars that follows it, and what became of
// it. Nothing can be written before the warning was ticked off.
import type { CommandInput, ConfigFormat, Failure } from '../bridge/client';
import type { Commands } from './commands.svelte';
import { FieldRefusals } from './field-refusals.svelte';

export const exportFields = ['loginCustomerId', 'linkedCustomerId', 'developerToken'] as const;
export type ExportField = (typeof exportFields)[number];
export type ConfigPreview = { readonly text: string; readonly fileName: string };

/** Typing is followed with this pause, in milliseconds. */
export const previewPause = 250;

export class ExportConfig {
  isWarned = $state(false);
  format = $state<ConfigFormat>('adc');
  developerToken = $state('');
  loginCustomerId = $state('');
  linkedCustomerId = $state('');
  /** The last good one stays while another is made. */
  preview = $state.raw<ConfigPreview | null>(null);
  isSaving = $state(false);
  isCopying = $state(false);
  savedAs = $state<string | null>(null);
  /** What a failure is about, and what is repeated. */
  tried: 'look' | 'save' | 'copy' = 'look';
  readonly refusals = new FieldRefusals<ExportField>();
  readonly #commands: Commands;
  readonly #accountId: string;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(commands: Commands, accountId: string, formats: readonly ConfigFormat[]) {
    this.#commands = commands;
    this.#accountId = accountId;
    this.format = formats[0] ?? 'adc';
  }

  choose(format: ConfigFormat): void {
    this.format = format;
    this.savedAs = null;
    void this.look();
  }

  /** Called with each key: the preview comes when the typing pauses. */
  touch(field: ExportField): void {
    this.refusals.touch(field);
    this.savedAs = null;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.look(), previewPause);
  }

  /** An answer that a newer question has overtaken changes nothing. */
  async look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#asked += 1;
    const asked = this.#asked;
    this.tried = 'look';
    const result = await this.#commands.ask('previewConfig', this.#toWish());
    if (asked !== this.#asked) return;
    this.refusals.clear();
    if (result.ok) this.preview = result.value;
    else this.#take(result.failure);
  }

  /** Main asks where to; given up, nothing changes. */
  async save(): Promise<boolean> {
    if (!this.isWarned || this.isSaving) return false;
    this.isSaving = true;
    this.tried = 'save';
    const result = await this.#commands.ask('saveConfig', this.#toWish());
    this.isSaving = false;
    this.refusals.clear();
    if (result.ok) this.savedAs = result.value.savedAs ?? this.savedAs;
    else this.#take(result.failure);
    return result.ok;
  }

  async copy(): Promise<boolean> {
    if (!this.isWarned || this.isCopying) return false;
    this.isCopying = true;
    this.tried = 'copy';
    const result = await this.#commands.ask('copyConfig', this.#toWish());
    this.isCopying = false;
    this.refusals.clear();
    if (!result.ok) this.#take(result.failure);
    return result.ok;
  }

  /** The dialog is closing. */
  drop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.developerToken = '';
  }

  #toWish(): CommandInput<'previewConfig'> {
    const { format, developerToken, loginCustomerId, linkedCustomerId } = this;
    return { accountId: this.#accountId, format, developerToken, loginCustomerId, linkedCustomerId };
  }

  /** A value that cannot be written is said at its field, where it has one here. */
  #take(failure: Failure): void {
    const field =
      failure.kind === 'config-not-writable' ? exportFields.find((one) => one === failure.field) : undefined;
    this.refusals.take(
      field === undefined
        ? failure
        : { kind: 'input-invalid', fields: { [field]: { kind: 'not-writable' } } },
    );
  }
}
