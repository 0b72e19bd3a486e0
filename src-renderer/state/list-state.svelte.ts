// The list on the left: what is searched for, and moving through the rows by keyboard.
import type { AppState } from './app-state.svelte';
import type { Pages } from './pages.svelte';
import { matches, toGroups, type Row } from './rows';

export type Move = 'next' | 'previous' | 'first' | 'last';

export class ListState {
  search = $state('');
  readonly #app: AppState;
  readonly #pages: Pages;
  readonly rows: readonly Row[] = $derived.by(() => {
    const search = this.search.trim();
    return search === '' ? this.#app.rows : this.#app.rows.filter((row) => matches(row, search));
  });
  readonly groups = $derived(toGroups(this.rows));
  /** The one row the tab key reaches. */
  readonly tabStop: string | null = $derived.by(() => {
    const selected = this.#app.selected?.id;
    return (this.rows.find(({ id }) => id === selected) ?? this.rows[0])?.id ?? null;
  });

  constructor(app: AppState, pages: Pages) {
    this.#app = app;
    this.#pages = pages;
  }

  /** Selects the row in that direction and returns its id. */
  move(move: Move): string | null {
    const rows = this.rows;
    const at = rows.findIndex(({ id }) => id === this.tabStop);
    const targets = { next: at + 1, previous: at - 1, first: 0, last: rows.length - 1 };
    const target = rows[Math.min(Math.max(targets[move], 0), rows.length - 1)];
    if (target === undefined) return null;
    this.#app.select(target.id);
    this.#pages.close();
    return target.id;
  }
}
