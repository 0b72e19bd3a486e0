// Reading a file or the clipboard for the dialog that asked. Contents never come here: main reads both, keeps them under
// an import id, and forgets them when whoever got the preview discards it.
import type { Failure, ImportPreview, Result } from '../bridge/client';
import type { Commands } from './commands.svelte';

export class ImportReading {
  failure = $state.raw<Failure | null>(null);
  isReading = $state(false);
  /** More than one file was dropped at once. */
  leftFilesOut = $state(false);
  readonly #commands: Commands;
  readonly #take: (preview: ImportPreview) => void;
  #isOver = false;

  constructor(commands: Commands, take: (preview: ImportPreview) => void) {
    this.#commands = commands;
    this.#take = take;
  }

  async readClipboard(): Promise<void> {
    await this.#read(() => this.#commands.ask('previewImport', {}), 1);
  }

  async readFiles(files: readonly File[]): Promise<void> {
    const [first] = files;
    if (first !== undefined) await this.#read(() => this.#commands.previewFile(first), files.length);
  }

  startOver(): void {
    this.failure = null;
    this.leftFilesOut = false;
  }

  discard({ importId }: ImportPreview): void {
    void this.#commands.ask('discardImport', { importId });
  }

  /** What is still being read is forgotten as soon as it is there. */
  close(): void {
    this.#isOver = true;
  }

  async #read(ask: () => Promise<Result<ImportPreview>>, files: number): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    this.startOver();
    const result = await ask();
    this.isReading = false;
    if (!result.ok) this.failure = result.failure;
    else if (this.#isOver) this.discard(result.value);
    else {
      this.leftFilesOut = files > 1;
      this.#take(result.value);
    }
  }
}
