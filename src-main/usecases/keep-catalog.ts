import { fail, type Result } from '#domain/result';
import type { CatalogFile } from './ports';
import type { Store } from './store';

/** Writes the catalog whenever it changed; a disk that refuses is said in the state and costs nothing else. */
export function keepCatalog({ store, file }: { readonly store: Store; readonly file: CatalogFile }): void {
  let kept = store.get().catalog;
  store.subscribe(({ catalog }) => {
    if (catalog === kept) return;
    kept = catalog;
    void file
      .save(catalog)
      .catch(() => notSaved)
      .then((saved) => noteOutcome(store, saved));
  });
}

const notSaved = fail({ kind: 'catalog-not-saved', reason: 'other' } as const);

function noteOutcome(store: Store, saved: Result<void>): void {
  const trouble = saved.ok ? null : saved.failure;
  store.update((state) => {
    const { catalogTrouble } = state;
    if (catalogTrouble?.kind === trouble?.kind) return state;
    // What was found at the start stays said, although later writes succeed.
    const isAboutStart =
      catalogTrouble?.kind === 'catalog-unreadable' || catalogTrouble?.kind === 'catalog-too-new';
    return isAboutStart && saved.ok ? state : { ...state, catalogTrouble: trouble };
  });
}
