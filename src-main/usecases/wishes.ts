// What a person decides about accounts and about the app: how fresh, what first, how the app behaves.
import type { KeepFresh } from '#domain/account';
import { ok, type Result } from '#domain/result';
import type { Settings } from '#domain/settings';
import type { Shell } from './ports';
import { changeAccount, findAccount, type Store } from './store';
import { createTurns } from './turns';

export type Wishes = {
  readonly setKeepFresh: (accountId: string, keepFresh: KeepFresh) => Result<void>;
  readonly setPinned: (accountId: string, isPinned: boolean) => Result<void>;
  readonly pauseRenewals: (isPaused: boolean) => void;
  readonly putNoteAway: (note: 'clock' | 'no-tray') => void;
  /** What the desktop refuses is not saved; the rest is. Failures: `shortcut-refused`, `login-item-refused`. */
  readonly saveSettings: (settings: Settings) => Promise<Result<void>>;
  /** At the start: the shortcut. What starts at login, the system knows. */
  readonly applySettings: () => void;
};

export function createWishes(ports: { readonly store: Store; readonly shell: Shell }): Wishes {
  const { store, shell } = ports;
  const changed = (
    accountId: string,
    change: { keepFresh: KeepFresh } | { isPinned: boolean },
  ): Result<void> => {
    const account = findAccount(store.get(), accountId);
    if (!account.ok) return account;
    store.update((state) => changeAccount(state, accountId, null, (known) => ({ ...known, ...change })));
    return ok(undefined);
  };
  const turns = createTurns();
  return {
    setKeepFresh: (accountId, keepFresh) => changed(accountId, { keepFresh }),
    setPinned: (accountId, isPinned) => changed(accountId, { isPinned }),
    pauseRenewals: (isPaused) =>
      store.update((state) => ({ ...state, renewals: { ...state.renewals, isPaused } })),
    putNoteAway(note) {
      store.update((state) =>
        note === 'clock'
          ? { ...state, clock: { kind: 'fine' } }
          : { ...state, catalog: { ...state.catalog, told: { ...state.catalog.told, noTray: true } } },
      );
    },
    // One after the other: what is refused goes back to what was there before.
    saveSettings: (settings) => turns.take('settings', () => saveSettings(ports, settings)),
    applySettings: () => void shell.setShortcut(store.get().catalog.settings.quickCopyShortcut),
  };
}

async function saveSettings(
  { store, shell }: { readonly store: Store; readonly shell: Shell },
  wanted: Settings,
): Promise<Result<void>> {
  const before = store.get().catalog.settings;
  const { quickCopyShortcut, startsAtLogin, startsHidden } = wanted;
  // Also when it is the same: somebody else may have had it at the start.
  const shortcut = shell.setShortcut(quickCopyShortcut);
  const isSameLogin = startsAtLogin === before.startsAtLogin && startsHidden === before.startsHidden;
  const login = isSameLogin ? ok(undefined) : await shell.setStartAtLogin(startsAtLogin, startsHidden);
  const settings: Settings = {
    ...wanted,
    ...(shortcut.ok ? {} : { quickCopyShortcut: before.quickCopyShortcut }),
    ...(login.ok ? {} : { startsAtLogin: before.startsAtLogin, startsHidden: before.startsHidden }),
  };
  store.update((state) => ({ ...state, catalog: { ...state.catalog, settings } }));
  return shortcut.ok ? login : shortcut;
}
