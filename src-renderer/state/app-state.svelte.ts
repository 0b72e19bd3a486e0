// The latest view of main, what is selected in it, and how fast the clock has to run for it.
import type { View } from '../bridge/client';
import { endOf, toRows, type Row } from './rows';
import { Now, type Pace } from './now.svelte';

const closeLook = 2 * 60_000;

export class AppState {
  view = $state.raw<View | null>(null);
  /** What should be selected; it may arrive with a later view. */
  #wanted = $state<string | null>(null);
  readonly now: Now;
  readonly rows = $derived(toRows(this.view?.instances ?? []));
  readonly selected: Row | null = $derived(
    this.rows.find(({ id }) => id === this.#wanted) ?? this.#firstOfWantedInstance() ?? this.rows[0] ?? null,
  );
  readonly pace: Pace = $derived.by(() => this.#toPace());

  constructor(now: Now = new Now()) {
    this.now = now;
  }

  select(id: string): void {
    this.#wanted = id;
  }

  /** An older view that arrives late changes nothing. */
  accept(next: View): void {
    if (this.view !== null && next.revision <= this.view.revision) return;
    const before = this.selected;
    const index = this.rows.findIndex(({ id }) => id === before?.id);
    const finished = before === null ? null : this.#finishedSignIn(next, before);
    this.view = next;
    this.now.adjust(next.now);
    if (finished !== null) this.#wanted = finished;
    else if (before !== null && this.#isGone(before)) this.#selectNear(index);
  }

  /** The account of an attempt that this view reports as done and the last one did not. */
  #finishedSignIn(next: View, before: Row): string | null {
    const signIn = next.instances.find(({ id }) => id === before.instance.id)?.signIn;
    if (signIn?.progress.kind !== 'done') return null;
    return before.instance.signIn?.progress.kind === 'done' ? null : signIn.progress.accountId;
  }

  #isGone(row: Row): boolean {
    const isWantedLater = this.#wanted !== null && this.#wanted !== row.id;
    const isHere = this.rows.some(({ id, instance }) => id === row.id || instance.id === row.id);
    return !isWantedLater && !isHere;
  }

  #selectNear(index: number): void {
    this.#wanted = this.rows[Math.min(index, this.rows.length - 1)]?.id ?? null;
  }

  #firstOfWantedInstance(): Row | undefined {
    return this.rows.find(({ instance }) => instance.id === this.#wanted);
  }

  #toPace(): Pace {
    const { view } = this;
    if (view === null) return 'still';
    const isWatched =
      view.clipboard !== null || view.instances.some(({ signIn }) => signIn?.progress.kind === 'under-way');
    if (isWatched) return 'seconds';
    const ends = this.rows.map(({ account }) => endOf(account?.state ?? null)).filter((end) => end !== null);
    if (ends.length === 0) return 'still';
    const now = this.now.current;
    return ends.some((end) => end > now && end - now <= closeLook) ? 'seconds' : 'slow';
  }
}
