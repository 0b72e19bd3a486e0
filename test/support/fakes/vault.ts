import type { Failure } from '#domain/failure';
import { fail, ok, type Result } from '#domain/result';
import type { VaultRecord } from '#domain/token-set';
import type { Vault } from '#usecases/ports';
import { secretOf } from '#support/builders';
import type { Story } from './story';

/** A map that can be shut, locked, missing, or refuse to be written. */
export class FakeVault implements Vault {
  readonly name = 'Test keyring';
  readonly records = new Map<string, VaultRecord>();
  /** Using it asks the person for a password, who is not there to type one. */
  isShut = false;
  /** How many times a person was asked. */
  prompts = 0;
  /** How many times it was let go of. */
  closed = 0;
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
    const trouble = this.#use();
    return trouble === null ? ok(undefined) : fail(trouble);
  };

  readonly isOpen = (): Promise<boolean> => Promise.resolve(!this.isShut && this.trouble === null);

  readonly close = (): void => {
    this.closed += 1;
  };

  readonly read = async (id: string): Promise<Result<VaultRecord>> => {
    await this.#story.pass('vault read');
    const trouble = this.#use();
    if (trouble !== null) return fail(trouble);
    if (this.unreadable.has(id)) return fail({ kind: 'keychain-failed' });
    const record = this.records.get(id);
    return record === undefined ? fail({ kind: 'secret-missing' }) : ok(record);
  };

  readonly write = async (id: string, record: VaultRecord): Promise<Result<void>> => {
    const trouble = this.#use() ?? this.writeTrouble;
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
    const trouble = this.#use();
    if (trouble !== null) return fail(trouble);
    this.records.delete(id);
    return ok(undefined);
  };

  /** The refresh token, or the secret of the key, as it would lie in the keychain; null for none. */
  tokenOf(id: string): string | null {
    const record = this.records.get(id);
    return record === undefined ? null : secretOf(record);
  }

  #use(): Failure | null {
    if (!this.isShut) return this.trouble;
    this.prompts += 1;
    return this.trouble ?? { kind: 'keychain-locked' };
  }
}
