// Importing API keys: read, look, take over. Contents never come here; main keeps them under an import id and forgets
// them when it is discarded.
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type {
  ClientPreview,
  Failure,
  ImportEntry,
  ImportOutcome,
  ImportPreview,
  KeysPreview,
} from '../bridge/client';
import type { Commands } from './commands.svelte';
import { ImportReading } from './import-reading.svelte';

export class ImportKeys {
  preview = $state.raw<KeysPreview | null>(null);
  isRunning = $state(false);
  readonly #chosen = new SvelteSet<number>();
  readonly #outcomes = new SvelteMap<number, ImportOutcome>();
  readonly #commands: Commands;
  readonly #reading: ImportReading;
  /** Takes a Google client that was read instead, with the duty to discard it. */
  readonly #handOver: (client: ClientPreview) => void;
  #failure = $state.raw<Failure | null>(null);
  #isOver = false;
  readonly chosen: readonly number[] = $derived(
    (this.preview?.entries ?? []).map(({ index }) => index).filter((index) => this.#chosen.has(index)),
  );
  /** Something was tried already; what is still chosen did not work. */
  readonly isAgain = $derived(this.#outcomes.size > 0);
  readonly imported = $derived([...this.#outcomes.values()].filter(({ failure }) => failure === null).length);
  readonly failed = $derived(this.#outcomes.size - this.imported);
  /** Nothing is left that could be imported, and something was. */
  readonly isDone = $derived(this.isAgain && this.chosen.length === 0);

  constructor(commands: Commands, handOver: (client: ClientPreview) => void) {
    this.#commands = commands;
    this.#handOver = handOver;
    this.#reading = new ImportReading(commands, (preview) => {
      this.#take(preview);
    });
  }

  get failure(): Failure | null {
    return this.#failure ?? this.#reading.failure;
  }

  get isReading(): boolean {
    return this.#reading.isReading;
  }

  get leftFilesOut(): boolean {
    return this.#reading.leftFilesOut;
  }

  outcomeOf({ index }: ImportEntry): ImportOutcome | null {
    return this.#outcomes.get(index) ?? null;
  }

  isImported(entry: ImportEntry): boolean {
    return this.outcomeOf(entry)?.accountId != null;
  }

  isChosen({ index }: ImportEntry): boolean {
    return this.#chosen.has(index);
  }

  canChoose(entry: ImportEntry): boolean {
    return entry.problems.length === 0 && !this.isImported(entry) && !this.isRunning;
  }

  choose(entry: ImportEntry, isWanted: boolean): void {
    if (!this.canChoose(entry)) return;
    if (isWanted) this.#chosen.add(entry.index);
    else this.#chosen.delete(entry.index);
  }

  async readClipboard(): Promise<void> {
    if (!this.#mayRead()) return;
    this.startOver();
    await this.#reading.readClipboard();
  }

  async readFiles(files: readonly File[]): Promise<void> {
    if (files.length === 0 || !this.#mayRead()) return;
    this.startOver();
    await this.#reading.readFiles(files);
  }

  /** Keys that another dialog read. */
  show(preview: KeysPreview): void {
    this.preview = preview;
    for (const entry of preview.entries) if (entry.problems.length === 0) this.#chosen.add(entry.index);
  }

  /** Back to the start; main forgets what it read. */
  startOver(): void {
    this.#forget();
    this.#failure = null;
    this.#reading.startOver();
  }

  async run(): Promise<void> {
    const { preview, chosen } = this;
    if (preview === null || chosen.length === 0 || this.isRunning) return;
    this.isRunning = true;
    this.#failure = null;
    const result = await this.#commands.ask('runImport', {
      importId: preview.importId,
      chosen: [...chosen],
    });
    this.isRunning = false;
    if (this.#isOver) this.#forget();
    else if (result.ok) this.#keep(result.value.outcomes);
    else this.#failure = result.failure;
  }

  /** The dialog is closed: main forgets what it read, or will once it is through with it. */
  close(): void {
    this.#isOver = true;
    this.#reading.close();
    if (!this.isRunning) this.#forget();
  }

  #mayRead(): boolean {
    return !this.isReading && !this.isRunning;
  }

  #take(preview: ImportPreview): void {
    if (preview.kind === 'keys') this.show(preview);
    else this.#handOver(preview);
  }

  #keep(outcomes: readonly ImportOutcome[]): void {
    for (const outcome of outcomes) {
      this.#outcomes.set(outcome.index, outcome);
      if (outcome.failure === null) this.#chosen.delete(outcome.index);
    }
  }

  #forget(): void {
    if (this.preview !== null) this.#reading.discard(this.preview);
    this.preview = null;
    this.#chosen.clear();
    this.#outcomes.clear();
  }
}
