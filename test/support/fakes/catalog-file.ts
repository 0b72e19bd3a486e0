import type { Catalog } from '#domain/catalog';
import type { Failure } from '#domain/failure';
import { fail, ok } from '#domain/result';
import type { CatalogFile } from '#usecases/ports';
import { Story } from './story';

/** The file as a value; keeps every version that was written, so that a test can look at the order of things. */
export class FakeCatalogFile implements CatalogFile {
  content: Catalog;
  readonly versions: Catalog[] = [];
  /** Holds `written` to be slow. */
  readonly disk = new Story();
  loadTrouble: Failure | null = null;
  saveTrouble: Failure | null = null;

  constructor(content: Catalog) {
    this.content = content;
  }

  readonly load: CatalogFile['load'] = () => ({ catalog: this.content, trouble: this.loadTrouble });

  #writing: Promise<unknown> = Promise.resolve();

  readonly settled: CatalogFile['settled'] = async () => {
    await this.#writing;
  };

  readonly save: CatalogFile['save'] = (catalog) => {
    const saved = this.#save(catalog);
    this.#writing = saved;
    return saved;
  };

  async #save(catalog: Catalog): ReturnType<CatalogFile['save']> {
    await this.disk.pass('written');
    if (this.saveTrouble !== null) return fail(this.saveTrouble);
    this.content = catalog;
    this.versions.push(catalog);
    return ok(undefined);
  }
}
