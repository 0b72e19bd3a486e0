import type { FavouriteFormat } from './token-format';

export type Theme = 'system' | 'light' | 'dark';

export type Settings = {
  readonly theme: Theme;
  /** Seconds until a copied token is taken off the clipboard, 10 to 300. */
  readonly clearClipboardAfterSeconds: number;
  /** Closing the window leaves the app in the tray, where the desktop has one. */
  readonly keepInTray: boolean;
  /** What "Copy as" in the tray means. */
  readonly favouriteFormat: FavouriteFormat;
  /** A notice of the desktop when something needs a person. */
  readonly notifies: boolean;
  /** The window says ahead when a sign-in is about to end. */
  readonly forecasts: boolean;
  readonly startsAtLogin: boolean;
  /** Started at login, the window stays away. */
  readonly startsHidden: boolean;
  /** Opens the quick copy from everywhere, in Electron's words (`CommandOrControl+Shift+Y`); null for off. */
  readonly quickCopyShortcut: string | null;
};

export const defaultSettings: Settings = {
  theme: 'system',
  clearClipboardAfterSeconds: 45,
  keepInTray: true,
  favouriteFormat: 'header',
  notifies: true,
  forecasts: true,
  startsAtLogin: false,
  startsHidden: true,
  quickCopyShortcut: null,
};
