// Keys pressed between the wish for the quick copy and its being there: its code is loaded with the first wish.

export type EarlyKey = Pick<KeyboardEvent, 'key' | 'shiftKey'>;

const longestWait = 2000;

export class TypeAhead {
  #keys: EarlyKey[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onKey = (event: KeyboardEvent): void => {
    const { key, shiftKey } = event;
    const isTyped = key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isTyped && key !== 'Enter' && key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.#keys.push({ key, shiftKey });
  };

  start(): void {
    this.take();
    document.addEventListener('keydown', this.#onKey, { capture: true });
    // It never came: the keyboard belongs to the window again.
    this.#timer = setTimeout(() => this.take(), longestWait);
  }

  /** What was pressed since the start, once. From here on keys go where the focus is. */
  take(): readonly EarlyKey[] {
    clearTimeout(this.#timer);
    document.removeEventListener('keydown', this.#onKey, { capture: true });
    const keys = this.#keys;
    this.#keys = [];
    return keys;
  }
}
