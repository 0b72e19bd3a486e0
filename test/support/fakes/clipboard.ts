import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { Clipboard } from '#usecases/ports';

/** One string that every program may change. */
export class FakeClipboard implements Clipboard {
  text = '';
  isRefusing = false;

  readonly put = (text: Secret | string): Promise<Result<void>> => {
    if (this.isRefusing) return Promise.resolve(fail({ kind: 'clipboard-refused' }));
    this.text = text instanceof Secret ? text.reveal() : text;
    return Promise.resolve(ok(undefined));
  };

  readonly clearIfHolds = (text: Secret): Promise<boolean> => {
    if (this.text !== text.reveal()) return Promise.resolve(false);
    this.text = '';
    return Promise.resolve(true);
  };
}
