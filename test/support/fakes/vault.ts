import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { VaultRecord } from '#domain/token-set';
import type { Vault } from '#usecases/ports';
import { secretOf } from '#support/builders';
import type { Story } from './story';

/** A map that can be locked, missing, or refuse to be written. */
export class FakeVault implements Vault {
  readonly name = 'Test keyring';
  readonly records = new Map<string, VaultRecord>();
  /** Every call fails like this: locked, missing, hung. */
  trouble: Failure | null = null;
  /** Reading goes well, writing does not. */
  writeTrouble: Failure | null = null;
  /** Entries that somebody else changed: there, and not to be understood. */
  readonly unreadable = new Set<string>();
  readonly #story: Story;

  constructor(story: Story) {
    this.#story = story;
  }

  readonly check = async (): Promise<Result<void>> => {
    await this.#story.pass('vault checked');
    return this.trouble === null ? ok(undefined) : fail(this.trouble);
  };

  readonly read = async (id: string): Promise<Result<VaultRecord>> => {
    await this.#story.pass('vault read');
    if (this.trouble !== null) return fail(this.trouble);
    if (this.unreadable.has(id)) return fail({ kind: 'keychain-failed' });
    const record = this.records.get(id);
    return record === undefined ? fail({ kind: 'secret-missing' }) : ok(record);
  };

  readonly write = async (id: string, record: VaultRecord): Promise<Result<void>> => {
    const trouble = this.trouble ?? this.writeTrouble;
    // Like the real one: the entry is there before the answer is.
    if (trouble === null) {
      this.records.set(id, record);
      this.unreadable.delete(id);
    }
    await this.#story.pass('vault written');
    return trouble === null ? ok(undefined) : fail(trouble);
  };

  readonly remove = async (id: string): Promise<Result<void>> => {
    await this.#story.pass('vault emptied');
    if (this.trouble !== null) return fail(this.trouble);
    this.records.delete(id);
    return ok(undefined);
  };

  /** The refresh token, or the secret of the key, as it would lie in the keychain; null for none. */
  tokenOf(id: string): string | null {
    const record = this.records.get(id);
    return record === undefined ? null : secretOf(record);
  }
}
