// The only door by which an access token leaves: onto the clipboard, with a lease and an activity entry.
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
  /** Copies something that is no token; one that was there before is gone with it. */
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
  let onClipboard: Secret | null = null;

  return {
    async copyToken(accountId) {
      const account = findAccount(store.get(), accountId);
      if (!account.ok) return account;
      const token = await ports.findLiveToken(accountId);
      if (!token.ok) return token;
      const before = onClipboard;
      // From the first moment on it is ours to clear, also when quitting.
      onClipboard = token.value.accessToken;
      const put = await clipboard.put(token.value.accessToken);
      if (!put.ok) {
        await clipboard.clearIfHolds(token.value.accessToken);
        onClipboard = before;
        return put;
      }
      return ok({ clearsAt: startLease(ports, accountId), expiresAt: token.value.expiresAt });
    },

    async copyText(text) {
      const put = await clipboard.put(text);
      if (put.ok) {
        onClipboard = null;
        store.update(withoutLease);
      }
      return put;
    },

    async clearClipboard() {
      const ours = onClipboard;
      if (ours !== null) await clipboard.clearIfHolds(ours);
      // Copied again meanwhile: that one has its own time.
      if (onClipboard !== ours) return;
      onClipboard = null;
      store.update(withoutLease);
    },
  };
}

function withoutLease(state: AppState): AppState {
  return state.clipboard === null ? state : { ...state, clipboard: null };
}

/** Notes the copy and says when it is taken back, epoch ms. */
function startLease({ store, clock }: HandOutPorts, accountId: string): number {
  const copiedAt = clock.now();
  const clearsAt = copiedAt + store.get().catalog.settings.clearClipboardAfterSeconds * 1000;
  store.update((state) => ({
    ...changeAccount(state, accountId, null, (known) =>
      withActivity(known, { at: copiedAt, what: 'copied' }),
    ),
    clipboard: { accountId, copiedAt, clearsAt },
  }));
  return clearsAt;
}
