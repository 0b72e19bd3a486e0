import type { Keychain, KeychainAnswer } from '#node/keychain';

export type KeychainMood =
  | 'open'
  /** Reads as empty, deletes nothing, refuses to be written: what a locked Secret Service does. */
  | 'locked'
  /** No program offers the Secret Service. */
  | 'missing'
  | 'hung'
  | 'dead'
  /** Says yes to a write and keeps nothing. */
  | 'lying';

const empty: KeychainAnswer = { ok: true, value: null };

/** The raw keychain in all its moods. */
export class FakeKeychain implements Keychain {
  readonly entries = new Map<string, string>();
  mood: KeychainMood = 'open';
  /** The moods of the next calls, one each, before `mood` counts again. */
  next: KeychainMood[] = [];
  /** What the library says when it refuses in the current mood, instead of its usual words. */
  words: string | null = null;
  readonly calls: { readonly verb: string; readonly account: string; readonly limit: number }[] = [];
  isClosed = false;

  readonly get: Keychain['get'] = (account, limit) =>
    this.#perform('get', account, limit, (mood) =>
      mood === 'locked' ? empty : { ok: true, value: this.entries.get(account) ?? null },
    );

  readonly set: Keychain['set'] = (account, value, limit) =>
    this.#perform('set', account, limit, (mood) => {
      if (mood === 'locked') return refusal(this.words ?? 'Cannot create an item in a locked collection');
      if (mood !== 'lying') this.entries.set(account, value);
      return empty;
    });

  readonly remove: Keychain['remove'] = (account, limit) =>
    this.#perform('delete', account, limit, (mood) => {
      if (mood === 'open') this.entries.delete(account);
      return empty;
    });

  readonly close = (): void => {
    this.isClosed = true;
  };

  #perform(
    verb: string,
    account: string,
    limit: number,
    run: (mood: KeychainMood) => KeychainAnswer,
  ): Promise<KeychainAnswer> {
    this.calls.push({ verb, account, limit });
    const mood = this.next.shift() ?? this.mood;
    if (mood === 'hung') return Promise.resolve({ ok: false, trouble: { kind: 'timed-out' } });
    if (mood === 'dead') return Promise.resolve({ ok: false, trouble: { kind: 'died' } });
    if (mood === 'missing') {
      const usual = 'The name org.freedesktop.secrets was not provided by any .service files';
      return Promise.resolve(refusal(this.words ?? usual));
    }
    return Promise.resolve(run(mood));
  }
}

function refusal(message: string): KeychainAnswer {
  return { ok: false, trouble: { kind: 'refused', message } };
}
