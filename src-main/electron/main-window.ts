// The main window: shown when painted, at its remembered place, gone to the tray or for good when closed.
import { app, screen, type BrowserWindow } from 'electron';
import type { WindowPlace } from '#domain/catalog';
import type { CrashCount } from './crash-count';
import { openPage, type PagePorts, type PageWindow } from './window';

const usualSize = { width: 1120, height: 720 };
const smallestSize = { width: 720, height: 520 };
const quietMilliseconds = 500;

export type MainWindowPorts = PagePorts & {
  readonly page: string;
  readonly place: WindowPlace | null;
  readonly savePlace: (place: WindowPlace) => void;
  /** True when closing only hides: the app goes on in the tray. */
  readonly closesToTray: () => boolean;
  readonly crashes: CrashCount;
  /** The page has crashed too often to be opened again unasked. */
  readonly onCrashLoop: () => void;
  readonly onShown: () => void;
  readonly onClosed: () => void;
  /** Windows tells its windows, and nobody else. */
  readonly onSessionEnd: () => void;
};

export type MainWindow = PageWindow & {
  readonly show: () => void;
  /** Opens the page again after `onCrashLoop`. */
  readonly revive: () => void;
};

/** `aside`: it takes no focus, and lies where windows lie that nobody looks at. */
export function openMainWindow(ports: MainWindowPorts, how: 'in-front' | 'aside'): MainWindow {
  const handle = openPage(ports, {
    page: ports.page,
    look: {
      ...usualSize,
      ...visiblePlace(ports.place),
      minWidth: smallestSize.width,
      minHeight: smallestSize.height,
      // One calm window; Alt shows the menu where it is not on a bar of its own.
      autoHideMenuBar: true,
    },
    onCrash(window) {
      if (ports.crashes.add() === 'again') window.webContents.reload();
      else ports.onCrashLoop();
    },
  });
  const window = handle.browserWindow;
  if (ports.place?.maximized === true) {
    // Maximizing shows a window; one that lies aside waits until somebody takes it up.
    if (how === 'in-front') window.maximize();
    else window.once('focus', () => window.maximize());
  }
  window.once('ready-to-show', () => {
    if (how === 'aside') layAside(window);
    else window.show();
    ports.onShown();
  });
  window.on('close', (event) => {
    if (!ports.closesToTray()) return;
    event.preventDefault();
    window.hide();
  });
  window.on('closed', ports.onClosed);
  window.on('session-end', ports.onSessionEnd);
  rememberPlace(window, ports.savePlace);
  return { ...handle, show: () => bringToFront(window), revive: () => window.webContents.reload() };
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
  // On macOS the browser would stay in front otherwise.
  if (process.platform === 'darwin') app.focus({ steal: true });
}

function layAside(window: BrowserWindow): void {
  window.showInactive();
  window.minimize();
}

/** A remembered place counts only while some of it is on a screen that is there today. */
function visiblePlace(place: WindowPlace | null): Partial<Electron.Rectangle> {
  if (place === null) return {};
  const { width, height, x, y } = place;
  if (x === null || y === null) return { width, height };
  const isVisible = screen.getAllDisplays().some(({ workArea }) => {
    const overlapX = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    const overlapY = Math.min(y + height, workArea.y + workArea.height) - Math.max(y, workArea.y);
    return overlapX >= 100 && overlapY >= 50;
  });
  return isVisible ? { x, y, width, height } : { width, height };
}

function rememberPlace(window: BrowserWindow, save: (place: WindowPlace) => void): void {
  let timer: NodeJS.Timeout | null = null;
  const saveNow = (): void => {
    timer = null;
    if (window.isDestroyed() || window.isMinimized()) return;
    save({ ...window.getNormalBounds(), maximized: window.isMaximized() });
  };
  const saveSoon = (): void => {
    if (!window.isVisible()) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(saveNow, quietMilliseconds);
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', () => {
    if (timer === null) return;
    clearTimeout(timer);
    saveNow();
  });
}
