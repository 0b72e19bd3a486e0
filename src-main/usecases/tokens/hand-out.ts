// The only door by which a secret leaves for the clipboard: with a lease and an activity entry.
import { withActivity, type Activity } from '#domain/account';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { TokenFormat } from '#domain/token-format';
import type { FindLiveToken } from './find-live-token';
import type { ToTokenText } from './token-text';
import type { Clipboard, Clock } from '../ports';
import { changeAccount, findAccount, type AppState, type Store } from '../store';

export type HandOut = {
  /** Copies a live token, renewing first if need be. Times are epoch ms. */
  readonly copyToken: (
    accountId: string,
    format?: TokenFormat,
  ) => Promise<Result<{ readonly clearsAt: number; readonly expiresAt: number }>>;
  /** Copies a configuration with secrets in it. Epoch ms when it is taken off again. */
  readonly copyConfig: (accountId: string, text: Secret) => Promise<Result<{ readonly clearsAt: number }>>;
  /** Copies something without a secret; one that was there before is gone with it. */
  readonly copyText: (text: Secret | string) => Promise<Result<void>>;
  /** Takes the token off the clipboard if it is still there. */
  readonly clearClipboard: () => Promise<void>;
  /** The app ends: from now on nothing is handed out, and what lies there is taken back. */
  readonly end: () => Promise<void>;
};

export type HandOutPorts = {
  readonly store: Store;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly findLiveToken: FindLiveToken;
  readonly toTokenText: ToTokenText;
};

export function createHandOut(ports: HandOutPorts): HandOut {
  const { store, clipboard } = ports;
  const loan = createLoan(clipboard);
  const clearClipboard = async (): Promise<void> => {
    if (await loan.takeBack()) store.update(withoutLease);
  };
  return {
    async copyToken(accountId, format = 'token') {
      const account = findAccount(store.get(), accountId);
      if (!account.ok) return account;
      const token = await ports.findLiveToken(accountId);
      if (!token.ok) return token;
      // Locked while the token was on its way.
      if (store.get().isLocked) return fail({ kind: 'app-locked' });
      const text = ports.toTokenText(accountId, format, token.value.accessToken);
      if (!text.ok) return text;
      const lent = await loan.lend(text.value);
      if (!lent.ok) return lent;
      const clearsAt = startLease(ports, accountId, format);
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
    clearClipboard,
    async end() {
      loan.refuse();
      await clearClipboard();
    },
  };
}

/** What lies on the clipboard and is ours to take off again. */
function createLoan(clipboard: Clipboard) {
  let lent: Secret | null = null;
  let isOver = false;
  const isLending = (): boolean => lent !== null;
  return {
    async lend(text: Secret): Promise<Result<void>> {
      if (isOver) return fail({ kind: 'clipboard-refused' });
      const before = lent;
      // From the first moment on it is ours to clear, also when quitting.
      lent = text;
      const put = await clipboard.put(text);
      // Everything may have been taken back while it was on its way.
      if (put.ok && isLending()) return put;
      await clipboard.clearIfHolds(text);
      if (put.ok) return fail({ kind: 'clipboard-refused' });
      lent = before;
      return put;
    },
    end(): void {
      lent = null;
    },
    /** Nothing is lent any more. */
    refuse(): void {
      isOver = true;
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
function startLease({ store, clock }: HandOutPorts, accountId: string, what: TokenFormat | 'config'): number {
  const copiedAt = clock.now();
  const clearsAt = copiedAt + store.get().catalog.settings.clearClipboardAfterSeconds * 1000;
  store.update((state) => ({
    ...changeAccount(state, accountId, null, (known) =>
      withActivity({ ...known, lastHandOutAt: copiedAt }, { at: copiedAt, ...toActivity(what) }),
    ),
    clipboard: { accountId, what: what === 'config' ? 'config' : 'token', copiedAt, clearsAt },
  }));
  return clearsAt;
}

function toActivity(what: TokenFormat | 'config'): Omit<Activity, 'at'> {
  if (what === 'config') return { what: 'config-copied' };
  return what === 'token' ? { what: 'copied' } : { what: 'copied-as', format: what };
}
