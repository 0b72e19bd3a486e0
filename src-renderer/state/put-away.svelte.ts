// Notes that were read and put away. They come back with the next start.
import { SvelteSet } from 'svelte/reactivity';

export class PutAway {
  readonly #notes = new SvelteSet<string>();

  has(note: string): boolean {
    return this.#notes.has(note);
  }

  add(note: string): void {
    this.#notes.add(note);
  }
}
