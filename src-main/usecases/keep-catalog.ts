import type { CatalogFile } from './ports';
import type { Store } from './store';

/** Writes the catalog whenever it changed; a disk that refuses is said in the state and costs nothing else. */
export function keepCatalog({ store, file }: { readonly store: Store; readonly file: CatalogFile }): void {
  let kept = store.get().catalog;
  store.subscribe(({ catalog }) => {
    if (catalog === kept) return;
    kept = catalog;
    const saved = file.save(catalog);
    const trouble = saved.ok ? null : saved.failure;
    store.update((state) =>
      state.catalogTrouble?.kind === trouble?.kind || (saved.ok && isAboutStart(state.catalogTrouble?.kind))
        ? state
        : { ...state, catalogTrouble: trouble },
    );
  });
}

/** What was found at start stays said, although later writes succeed. */
function isAboutStart(kind: string | undefined): boolean {
  return kind === 'catalog-unreadable' || kind === 'catalog-too-new';
}
