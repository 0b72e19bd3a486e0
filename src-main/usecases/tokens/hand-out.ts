// The only door by which a secret leaves for the clipboard: with a lease and an activity entry.
import { withActivity } from '#domain/account';
import { ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { FindLiveToken } from './find-live-token';
import type { Clipboard, Clock } from '../ports';
import { changeAccount, findAccount, type AppState, type Store } from '../store';

export type HandOut = {
  /** Copies a live token, renewing first if need be. Times are epoch ms. */
  readonly copyToken: (
    accountId: string,
  ) => Promise<Result<{ readonly clearsAt: number; readonly expiresAt: number }>>;
  /** Copies a configuration with secrets in it. Epoch ms when it is taken off again. */
  readonly copyConfig: (accountId: string, text: Secret) => Promise<Result<{ readonly clearsAt: number }>>;
  /** Copies something without a secret; one that was there before is gone with it. */
  readonly copyText: (text: Secret | string) => Promise<Result<void>>;
  /** Takes the token off the clipboard if it is still there. */
  readonly clearClipboard: () => Promise<void>;
};

export type HandOutPorts = {
  readonly store: Store;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly findLiveToken: FindLiveToken;
};

export function createHandOut(ports: HandOutPorts): HandOut {
  const { store, clipboard } = ports;
  const loan = createLoan(clipboard);
  return {
    async copyToken(accountId) {
      const account = findAccount(store.get(), accountId);
      if (!account.ok) return account;
      const token = await ports.findLiveToken(accountId);
      if (!token.ok) return token;
      const lent = await loan.lend(token.value.accessToken);
      if (!lent.ok) return lent;
      const clearsAt = startLease(ports, accountId, 'token');
      return ok({ clearsAt, expiresAt: token.value.expiresAt });
    },
    async copyConfig(accountId, text) {
      const lent = await loan.lend(text);
      return lent.ok ? ok({ clearsAt: startLease(ports, accountId, 'config') }) : lent;
    },
    async copyText(text) {
      const put = await clipboard.put(text);
      if (put.ok) {
        loan.end();
        store.update(withoutLease);
      }
      return put;
    },
    async clearClipboard() {
      if (await loan.takeBack()) store.update(withoutLease);
    },
  };
}

/** What lies on the clipboard and is ours to take off again. */
function createLoan(clipboard: Clipboard) {
  let lent: Secret | null = null;
  return {
    async lend(text: Secret): Promise<Result<void>> {
      const before = lent;
      // From the first moment on it is ours to clear, also when quitting.
      lent = text;
      const put = await clipboard.put(text);
      if (put.ok) return put;
      await clipboard.clearIfHolds(text);
      lent = before;
      return put;
    },
    end(): void {
      lent = null;
    },
    /** False when something was copied again meanwhile: that one has its own time. */
    async takeBack(): Promise<boolean> {
      const ours = lent;
      if (ours !== null) await clipboard.clearIfHolds(ours);
      if (lent !== ours) return false;
      lent = null;
      return true;
    },
  };
}

function withoutLease(state: AppState): AppState {
  return state.clipboard === null ? state : { ...state, clipboard: null };
}

/** Notes the copy and says when it is taken back, epoch ms. */
function startLease({ store, clock }: HandOutPorts, accountId: string, what: 'token' | 'config'): number {
  const copiedAt = clock.now();
  const clearsAt = copiedAt + store.get().catalog.settings.clearClipboardAfterSeconds * 1000;
  store.update((state) => ({
    ...changeAccount(state, accountId, null, (known) =>
      withActivity(known, { at: copiedAt, what: what === 'token' ? 'copied' : 'config-copied' }),
    ),
    clipboard: { accountId, what, copiedAt, clearsAt },
  }));
  return clearsAt;
}
