// Lock now: access tokens leave the memory and the clipboard, and the keychain is let go of. No password of our own: what
// stands between somebody else and the tokens is the keychain's.
import { ok, type Result } from '#domain/result';
import type { Vault } from './ports';
import type { LiveTokens } from './tokens/live-tokens';
import type { Safekeeping } from './tokens/safekeeping';
import { changeAccount, type AppState, type Store } from './store';

export type AppLock = {
  readonly lock: () => Promise<void>;
  /** Asks the keychain, which may ask the person; on failure everything stays put away. */
  readonly unlock: () => Promise<Result<void>>;
};

export type AppLockPorts = {
  readonly store: Store;
  readonly liveTokens: LiveTokens;
  readonly safekeeping: Safekeeping;
  readonly vault: Pick<Vault, 'close' | 'isOpen'>;
  readonly clearClipboard: () => Promise<void>;
};

export function createAppLock(ports: AppLockPorts): AppLock {
  const { store, liveTokens, safekeeping, vault } = ports;
  return {
    async lock() {
      store.update((state) => ({ ...withTokensAway(state), isLocked: true }));
      liveTokens.dropAll();
      await ports.clearClipboard();
      if (safekeeping.holds() && (await vault.isOpen())) await safekeeping.flush();
      // Somebody may have unlocked it meanwhile.
      if (store.get().isLocked) vault.close();
    },
    async unlock() {
      const { isLocked, vault: status } = store.get();
      const opened = isLocked && status.kind !== 'memory-only' ? await safekeeping.recheck() : ok(undefined);
      if (opened.ok) store.update((state) => ({ ...state, isLocked: false }));
      return opened;
    },
  };
}

/** Those that live are known by their end only, as those of an earlier run are. */
export function withTokensAway(state: AppState): AppState {
  const ends = state.catalog.accounts.flatMap(({ id, tokensEndAt }) =>
    tokensEndAt === null ? [] : [[id, tokensEndAt] as const],
  );
  return Object.keys(state.accounts).reduce(
    (current, id) => changeAccount(current, id, { kind: 'put-away' }, (account) => account),
    { ...state, earlierTokens: { ...state.earlierTokens, ...Object.fromEntries(ends) } },
  );
}
