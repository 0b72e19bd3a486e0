// What a person decides about accounts and about the app: how fresh, what first, how the app behaves.
import type { KeepFresh } from '#domain/account';
import { ok, type Result } from '#domain/result';
import type { Settings } from '#domain/settings';
import type { Shell } from './ports';
import { changeAccount, findAccount, type AppState, type Store } from './store';
import { createTurns } from './turns';

export type Wishes = {
  readonly setKeepFresh: (accountId: string, keepFresh: KeepFresh) => Result<void>;
  readonly setPinned: (accountId: string, isPinned: boolean) => Result<void>;
  readonly pauseRenewals: (isPaused: boolean) => void;
  readonly putNoteAway: (note: 'clock' | 'no-tray' | 'shortcut') => void;
  /** What the desktop refuses is not saved; the rest is. Failures: `shortcut-refused`, `login-item-refused`. */
  readonly saveSettings: (settings: Settings) => Promise<Result<void>>;
  /** At the start: takes the shortcut, and has the app started at login from where it lies now. */
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
      store.update((state) => withNoteAway(state, note));
    },
    // One after the other: what is refused goes back to what was there before.
    saveSettings: (settings) => turns.take('settings', () => saveSettings(ports, settings)),
    applySettings() {
      const { quickCopyShortcut, startsAtLogin, startsHidden } = store.get().catalog.settings;
      const shortcut = shell.setShortcut(quickCopyShortcut);
      store.update((state) => ({ ...state, shortcutTrouble: shortcut.ok ? null : shortcut.failure }));
      if (startsAtLogin) void shell.keepStartAtLogin(startsHidden);
    },
  };
}

function withNoteAway(state: AppState, note: 'clock' | 'no-tray' | 'shortcut'): AppState {
  if (note === 'clock') return { ...state, clock: { kind: 'fine' } };
  if (note === 'shortcut') return { ...state, shortcutTrouble: null };
  return { ...state, catalog: { ...state.catalog, told: { ...state.catalog.told, noTray: true } } };
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
  store.update((state) => ({
    ...state,
    catalog: { ...state.catalog, settings },
    shortcutTrouble: shortcut.ok ? null : state.shortcutTrouble,
  }));
  // One that was not to be had at the start is said elsewhere; it keeps nobody from another wish.
  return shortcut.ok || quickCopyShortcut === before.quickCopyShortcut ? login : shortcut;
}
