// The form that adds an OAuth client of Google, read from its file or typed in. Nothing chosen is lost by a failure. A
// typed secret is in this object only while the dialog is open, and no longer than until main has accepted it.
import type {
  Audience,
  ClientPreview,
  CommandInput,
  Failure,
  FieldProblem,
  ImportPreview,
  KeysPreview,
  PurposeKind,
} from '../bridge/client';
import { toProposedName } from '../text/purposes';
import type { Commands } from './commands.svelte';
import { FieldRefusals } from './field-refusals.svelte';
import { ImportReading } from './import-reading.svelte';
import { RedirectChoice } from './redirect-choice.svelte';

export type GoogleField = 'name' | 'scopes' | 'redirectUri' | 'clientId' | 'clientSecret' | 'projectId';
type ClientType = ClientPreview['clientType'];

export type GoogleFormParts = {
  readonly commands: Commands;
  /** Names that instances have already. */
  readonly takenNames: () => readonly string[];
  /** Takes Looker keys that were read instead, with the duty to discard them. */
  readonly handOver: (keys: KeysPreview) => void;
};

export class GoogleForm {
  preview = $state.raw<ClientPreview | null>(null);
  isTyping = $state(false);
  typedType = $state<ClientType>('desktop');
  clientId = $state('');
  clientSecret = $state('');
  projectId = $state('');
  purpose = $state<PurposeKind>('studio-read');
  scopes = $state('');
  audience = $state<Audience>('unknown');
  isSaving = $state(false);
  readonly redirect = new RedirectChoice();
  readonly #parts: GoogleFormParts;
  readonly #reading: ImportReading;
  readonly #refusals = new FieldRefusals<GoogleField>();
  #ownName = $state<string | null>(null);
  #isOver = false;
  readonly stage: 'source' | 'read' | 'typed' = $derived(
    this.preview !== null ? 'read' : this.isTyping ? 'typed' : 'source',
  );
  readonly clientType: ClientType = $derived(this.preview?.clientType ?? this.typedType);

  constructor(parts: GoogleFormParts) {
    this.#parts = parts;
    this.#reading = new ImportReading(parts.commands, (preview) => {
      this.#take(preview);
    });
  }

  /** Proposed until somebody types one. */
  get name(): string {
    const project = this.preview === null ? this.projectId.trim() : this.preview.projectId;
    return this.#ownName ?? toProposedName(project, this.purpose, this.#parts.takenNames());
  }

  set name(typed: string) {
    this.#ownName = typed;
  }

  get failure(): Failure | null {
    return this.#refusals.failure ?? this.#reading.failure;
  }

  get isReading(): boolean {
    return this.#reading.isReading;
  }

  get leftFilesOut(): boolean {
    return this.#reading.leftFilesOut;
  }

  problemOf(field: GoogleField): FieldProblem | null {
    return this.#refusals.of(field);
  }

  touch(field: GoogleField): void {
    this.#refusals.touch(field);
  }

  async readClipboard(): Promise<void> {
    if (!this.isSaving) await this.#reading.readClipboard();
  }

  async readFiles(files: readonly File[]): Promise<void> {
    if (!this.isSaving) await this.#reading.readFiles(files);
  }

  /** A client that this or another dialog read. */
  show(preview: ClientPreview): void {
    this.#forget();
    this.#refusals.clear();
    this.preview = preview;
    this.redirect.offer(preview.redirectUris);
  }

  enterByHand(): void {
    this.#refusals.clear();
    this.#reading.startOver();
    this.isTyping = true;
    this.redirect.offer([]);
  }

  /** Back to the three ways in; what was chosen beside the client stays. */
  startOver(): void {
    this.#forget();
    this.#refusals.clear();
    this.#reading.startOver();
  }

  /** Adds the instance and returns its id, or null while there is something to look at. */
  async add(): Promise<string | null> {
    if (this.isSaving || this.stage === 'source') return null;
    this.isSaving = true;
    this.#refusals.clear();
    const result = await this.#send();
    this.isSaving = false;
    if (result.ok) {
      this.preview = null;
      this.#dropSecret();
      return result.value.instanceId;
    }
    if (this.#isOver) this.#forget();
    // What was read is gone in main: the file has to be read once more.
    else if (result.failure.kind === 'import-over') this.preview = null;
    this.#refusals.take(result.failure);
    return null;
  }

  /** The dialog is closed: the secret is forgotten here, and what was read there. */
  close(): void {
    this.#isOver = true;
    this.#reading.close();
    this.#dropSecret();
    if (!this.isSaving) this.#forget();
  }

  #send() {
    const { commands } = this.#parts;
    if (this.preview !== null) {
      const { importId } = this.preview;
      return commands.ask('addImportedGoogleInstance', { importId, ...this.#toChoices() });
    }
    const { typedType, clientId, clientSecret, projectId } = this;
    return commands.ask('addGoogleInstance', {
      clientType: typedType,
      clientId,
      clientSecret,
      projectId,
      ...this.#toChoices(),
    });
  }

  #toChoices(): Omit<CommandInput<'addImportedGoogleInstance'>, 'importId'> {
    const { name, purpose, scopes, audience, clientType, redirect } = this;
    return {
      name,
      purpose,
      scopes: purpose === 'custom' ? scopes : '',
      redirectUri: clientType === 'web' ? redirect.value : '',
      audience,
    };
  }

  #take(preview: ImportPreview): void {
    if (preview.kind === 'google-client') this.show(preview);
    else this.#parts.handOver(preview);
  }

  #dropSecret(): void {
    this.clientSecret = '';
  }

  #forget(): void {
    if (this.preview !== null) this.#reading.discard(this.preview);
    this.preview = null;
    this.isTyping = false;
    this.#dropSecret();
  }
}
