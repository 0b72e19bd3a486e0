import { fail, ok, type Result } from '#domain/result';
import type { Browser } from '#usecases/ports';
import type { Story } from './story';

/** Remembers what it was asked to open. */
export class FakeBrowser implements Browser {
  readonly opened: string[] = [];
  /** True: the desktop has no browser to open. */
  isMissing = false;
  readonly #story: Story;

  constructor(story: Story) {
    this.#story = story;
  }

  readonly open = async (url: string): Promise<Result<void>> => {
    await this.#story.pass('browser opened');
    if (this.isMissing) return fail({ kind: 'browser-not-opened' });
    this.opened.push(url);
    return ok(undefined);
  };
}
