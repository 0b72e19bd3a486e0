// A question that a dialog asks when it opens, and again on request. The last answer stays meanwhile.
import type { Failure, Result } from '../bridge/client';

export class Inquiry<T> {
  answer = $state.raw<T | null>(null);
  failure = $state.raw<Failure | null>(null);
  isAsking = $state(false);
  readonly #put: () => Promise<Result<T>>;

  constructor(put: () => Promise<Result<T>>) {
    this.#put = put;
  }

  async ask(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    const result = await this.#put();
    this.isAsking = false;
    this.answer = result.ok ? result.value : null;
    this.failure = result.ok ? null : result.failure;
  }
}
