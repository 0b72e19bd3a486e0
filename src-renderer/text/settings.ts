// The words of the settings.
import type { Theme } from '../bridge/client';

const themes: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const settingsText = {
  title: 'Settings',
  theme: 'Appearance',
  themes,
  clear: 'Clear a copied token after',
  seconds: 'seconds',
  clearHint: 'From 10 to 300. Only if the token is still on the clipboard.',
  clearProblem: 'Please choose from 10 to 300 seconds.',
  favourite: 'Favourite format',
  favouriteHint: 'What “Copy as” in the tray means, and the first choice beside Copy token.',
  notices: 'Notices and forecasts',
  notifies: 'Notify me when something needs me',
  notifiesHint: 'At most once a day and after waking up, and not while the screen is locked.',
  forecasts: 'Say ahead when a sign-in is about to end',
  desktop: 'On this desktop',
  tray: 'Keep running in the tray',
  trayHint: 'Closing the window leaves Daypass in the tray.',
  noTray: 'This desktop has no tray, so closing the window quits Daypass.',
  startsAtLogin: 'Start at login',
  startsAtLoginHint: 'Tokens you use are fresh before you need the first one.',
  startsHidden: 'Start in the tray, without the window',
  shortcut: 'Shortcut for the quick copy',
  shortcutHint: 'Works in every program while Daypass runs. In its own window Ctrl K always does.',
  shortcutOff: 'Off',
  record: 'Record keys',
  recording: 'Press the keys…',
  clearShortcut: 'Clear',
  shortcutProblem: 'Take two of Ctrl, Alt, Shift and the like with a letter, or one with a function key.',
  done: 'Done',
};
