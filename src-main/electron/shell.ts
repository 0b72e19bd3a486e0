import { globalShortcut } from 'electron';
import type { Log, Shell } from '#usecases/ports';
import { createLoginItem } from './login-item';
import { createNotices, desktopBoard } from './notices';
import { createShortcut } from './shortcut';

/** Notices, the global shortcut and the start at login of the desktop that runs. After the app is ready. */
export function createShell({
  onNoticeClick,
  onShortcut,
  log,
}: {
  readonly onNoticeClick: (accountId: string | null) => void;
  readonly onShortcut: () => void;
  readonly log: Log;
}): Shell {
  return {
    notify: createNotices(desktopBoard, onNoticeClick),
    setShortcut: createShortcut(globalShortcut, onShortcut),
    ...createLoginItem(log),
  };
}
