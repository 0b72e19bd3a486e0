// The only door by which an access token leaves: onto the clipboard, with a lease and an activity entry.
import { withActivity } from '#domain/account';
import { fail, ok, type Result } from '#domain/result';
import type { Secret } from '#domain/secret';
import type { LiveToken, LiveTokens } from './live-tokens';
import type { Clipboard, Clock } from './ports';
import type { Renew } from './renew';
import { changeAccount, findAccount, type Store } from './store';

/** A token with less life than this is renewed before it is handed out. */
const tooShortToHandOut = 60_000;

export type HandOut = {
  /** Copies a live token, renewing first if need be. Times are epoch ms. */
  readonly copyToken: (
    accountId: string,
  ) => Promise<Result<{ readonly clearsAt: number; readonly expiresAt: number }>>;
  /** Takes the token off the clipboard if it is still there. */
  readonly clearClipboard: () => Promise<void>;
};

export type HandOutPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly clipboard: Clipboard;
  readonly clock: Clock;
  readonly renew: Renew;
};

export function createHandOut(ports: HandOutPorts): HandOut {
  const { store, clipboard } = ports;
  let onClipboard: Secret | null = null;

  return {
    async copyToken(accountId) {
      const account = findAccount(store.get(), accountId);
      if (!account.ok) return account;
      const token = await findLiveToken(ports, accountId);
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

    async clearClipboard() {
      const ours = onClipboard;
      if (ours !== null) await clipboard.clearIfHolds(ours);
      // Copied again meanwhile: that one has its own time.
      if (onClipboard !== ours) return;
      onClipboard = null;
      store.update((state) => (state.clipboard === null ? state : { ...state, clipboard: null }));
    },
  };
}

async function findLiveToken(
  { liveTokens, clock, renew }: HandOutPorts,
  accountId: string,
): Promise<Result<LiveToken>> {
  const held = liveTokens.get(accountId);
  if (held !== null && held.expiresAt - clock.now() >= tooShortToHandOut) return ok(held);
  const renewed = await renew(accountId);
  const token = liveTokens.get(accountId);
  // A renewal that failed for a passing reason leaves a token that may still be of use.
  if (token !== null && token.expiresAt > clock.now()) return ok(token);
  return renewed.ok ? fail({ kind: 'not-signed-in' }) : renewed;
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
