import type { Failure } from '#domain/failure';
import { fail, ok } from '#domain/result';
import type { Files } from '#usecases/ports';

/** Files by path, and the dialog that asks where to. */
export class FakeFiles implements Files {
  readonly there = new Map<string, string>();
  readonly saved: { readonly name: string; readonly text: string }[] = [];
  /** What was saved for this user's eyes only. */
  readonly savedPrivately: { readonly path: string; readonly text: string }[] = [];
  /** The person closes the dialog. */
  isCancelled = false;
  saveTrouble: Failure | null = null;

  readonly read: Files['read'] = (path, limit) => {
    const text = this.there.get(path);
    return Promise.resolve(
      text === undefined ? fail({ kind: 'file-not-read' }) : ok(text.slice(0, limit + 1)),
    );
  };

  readonly saveAs: Files['saveAs'] = (name, text) => {
    if (this.isCancelled) return Promise.resolve(ok(false));
    if (this.saveTrouble !== null) return Promise.resolve(fail(this.saveTrouble));
    this.saved.push({ name, text });
    return Promise.resolve(ok(true));
  };

  readonly saveSecret: Files['saveSecret'] = (name, text) => {
    if (this.isCancelled) return Promise.resolve(ok(null));
    if (this.saveTrouble !== null) return Promise.resolve(fail(this.saveTrouble));
    const path = `/home/ana/${name}`;
    this.savedPrivately.push({ path, text: text.reveal() });
    return Promise.resolve(ok(path));
  };
}
