// Importing API keys: read, look, take over. Contents never come here; main keeps them under an import id and forgets
// them when it is discarded.
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import type { Failure, ImportEntry, ImportOutcome, ImportPreview, Result } from '../bridge/client';
import type { Commands } from './commands.svelte';

type ReadsFile = (file: File) => Promise<Result<ImportPreview>>;

export class ImportKeys {
  preview = $state.raw<ImportPreview | null>(null);
  failure = $state.raw<Failure | null>(null);
  isReading = $state(false);
  isRunning = $state(false);
  /** More than one file was dropped at once. */
  leftFilesOut = $state(false);
  readonly #chosen = new SvelteSet<number>();
  readonly #outcomes = new SvelteMap<number, ImportOutcome>();
  readonly #commands: Commands;
  readonly #readFile: ReadsFile;
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

  constructor(commands: Commands, readFile: ReadsFile) {
    this.#commands = commands;
    this.#readFile = readFile;
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
    await this.#read(() => this.#commands.ask('previewImport', {}), 1);
  }

  async readFiles(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (first !== undefined) await this.#read(() => this.#readFile(first), files.length);
  }

  /** Back to the start; main forgets what it read. */
  startOver(): void {
    this.#forget();
    this.failure = null;
    this.leftFilesOut = false;
  }

  async run(): Promise<void> {
    const { preview, chosen } = this;
    if (preview === null || chosen.length === 0 || this.isRunning) return;
    this.isRunning = true;
    this.failure = null;
    const result = await this.#commands.ask('runImport', {
      importId: preview.importId,
      chosen: [...chosen],
    });
    this.isRunning = false;
    if (this.#isOver) this.#forget();
    else if (result.ok) this.#take(result.value.outcomes);
    else this.failure = result.failure;
  }

  /** The dialog is closed: main forgets what it read, or will once it is through with it. */
  close(): void {
    this.#isOver = true;
    if (!this.isRunning) this.#forget();
  }

  #take(outcomes: readonly ImportOutcome[]): void {
    for (const outcome of outcomes) {
      this.#outcomes.set(outcome.index, outcome);
      if (outcome.failure === null) this.#chosen.delete(outcome.index);
    }
  }

  async #read(ask: () => Promise<Result<ImportPreview>>, files: number): Promise<void> {
    if (this.isReading || this.isRunning) return;
    this.isReading = true;
    this.startOver();
    const result = await ask();
    this.isReading = false;
    if (!result.ok) this.failure = result.failure;
    else if (this.#isOver) this.#discard(result.value);
    else this.#show(result.value, files);
  }

  #show(preview: ImportPreview, files: number): void {
    this.preview = preview;
    this.leftFilesOut = files > 1;
    for (const entry of preview.entries) if (entry.problems.length === 0) this.#chosen.add(entry.index);
  }

  #forget(): void {
    if (this.preview !== null) this.#discard(this.preview);
    this.preview = null;
    this.#chosen.clear();
    this.#outcomes.clear();
  }

  #discard({ importId }: ImportPreview): void {
    void this.#commands.ask('discardImport', { importId });
  }
}
