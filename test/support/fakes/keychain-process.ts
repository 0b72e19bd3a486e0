import type { KeychainProcess } from '#node/keychain';
import type { KeychainReply, KeychainRequest } from '#node/keychain-process';

/** A keychain process that answers when the test says so. */
export class FakeKeychainProcess implements KeychainProcess {
  readonly requests: KeychainRequest[] = [];
  isKilled = false;
  isGone = false;
  #onReply: (reply: KeychainReply) => void = () => undefined;
  #onExit: () => void = () => undefined;

  readonly send = (request: KeychainRequest): void => {
    // As Node does on a closed channel.
    if (this.isGone) throw new Error('Channel closed');
    this.requests.push(request);
  };

  readonly onReply = (listener: (reply: KeychainReply) => void): void => {
    this.#onReply = listener;
  };

  readonly onExit = (listener: () => void): void => {
    this.#onExit = listener;
  };

  readonly kill = (): void => {
    this.isKilled = true;
    this.dies();
  };

  /** Answers the request that came last. */
  answers(value: string | null = null): void {
    this.#onReply({ call: this.requests.at(-1)?.call ?? 0, ok: true, value });
  }

  repliesTo(call: number, value: string): void {
    this.#onReply({ call, ok: true, value });
  }

  refuses(message: string): void {
    this.#onReply({ call: this.requests.at(-1)?.call ?? 0, ok: false, message });
  }

  dies(): void {
    if (this.isGone) return;
    this.isGone = true;
    this.#onExit();
  }
}
