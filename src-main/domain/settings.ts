export type Theme = 'system' | 'light' | 'dark';

export type Settings = {
  readonly theme: Theme;
  /** Seconds until a copied token is taken off the clipboard, 10 to 300. */
  readonly clearClipboardAfterSeconds: number;
  /** Closing the window leaves the app in the tray, where the desktop has one. */
  readonly keepInTray: boolean;
};

export const defaultSettings: Settings = {
  theme: 'system',
  clearClipboardAfterSeconds: 45,
  keepInTray: true,
};
