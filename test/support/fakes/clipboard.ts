import { fail, ok, type Result } from '#domain/result';
import { Secret } from '#domain/secret';
import type { Clipboard } from '#usecases/ports';

const refused = fail({ kind: 'clipboard-refused' } as const);

/** One string that every program may change. */
export class FakeClipboard implements Clipboard {
  text = '';
  isRefusing = false;

  readonly put = (text: Secret | string): Promise<Result<void>> => {
    if (this.isRefusing) return Promise.resolve(refused);
    this.text = text instanceof Secret ? text.reveal() : text;
    return Promise.resolve(ok(undefined));
  };

  readonly read = (): Promise<Result<string>> => Promise.resolve(this.isRefusing ? refused : ok(this.text));

  readonly clearIfHolds = (text: Secret): Promise<boolean> => {
    if (this.text !== text.reveal()) return Promise.resolve(false);
    this.text = '';
    return Promise.resolve(true);
  };
}
