// The main window: shown when painted, at its remembered place, gone to the tray or for good when closed.
import { app, BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import type { WindowPlace } from '#domain/catalog';
import type { WindowRequest } from '#contract/names';
import { requestChannel, viewChannel } from '#contract/names';
import type { View } from '#domain/view';

const usualSize = { width: 1120, height: 720 };
const smallestSize = { width: 720, height: 520 };
const quietMilliseconds = 500;

export type MainWindowPorts = {
  readonly session: Session;
  readonly page: string;
  readonly preload: string;
  readonly icon: string;
  readonly place: WindowPlace | null;
  readonly savePlace: (place: WindowPlace) => void;
  /** Null while the rest of the app is still being put together. */
  readonly currentView: () => View | null;
  /** True when closing only hides: the app goes on in the tray. */
  readonly closesToTray: () => boolean;
  readonly onShown: () => void;
  readonly onClosed: () => void;
};

export type MainWindow = {
  readonly browserWindow: BrowserWindow;
  readonly show: () => void;
  readonly send: (view: View) => void;
  readonly request: (request: WindowRequest) => void;
};

export function openMainWindow(ports: MainWindowPorts): MainWindow {
  const window = new BrowserWindow({
    ...usualSize,
    ...visiblePlace(ports.place),
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    show: false,
    title: 'Daypass',
    // One calm window; Alt shows the menu where it is not on a bar of its own.
    autoHideMenuBar: true,
    icon: ports.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#191a1b' : '#f6f6f4',
    webPreferences: webPreferencesFor(ports),
  });
  if (ports.place?.maximized === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
    ports.onShown();
  });
  reviveWhenCrashed(window);
  // As early as the preload can hear it, so that the first paint shows the list; and again for safety.
  const sendView = (): void => window.webContents.send(viewChannel, ports.currentView());
  window.webContents.on('did-navigate', sendView);
  window.webContents.on('dom-ready', sendView);
  window.on('close', (event) => {
    if (!ports.closesToTray()) return;
    event.preventDefault();
    window.hide();
  });
  window.on('closed', ports.onClosed);
  rememberPlace(window, ports.savePlace);
  void window.loadURL(ports.page);
  return toHandle(window);
}

function webPreferencesFor({ session, preload }: MainWindowPorts): Electron.WebPreferences {
  return {
    session,
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
  };
}

function toHandle(window: BrowserWindow): MainWindow {
  const send = (channel: string, value: unknown): void => {
    if (!window.isDestroyed()) window.webContents.send(channel, value);
  };
  return {
    browserWindow: window,
    show() {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
      // On macOS the browser would stay in front otherwise.
      if (process.platform === 'darwin') app.focus({ steal: true });
    },
    send: (view) => send(viewChannel, view),
    request: (request) => send(requestChannel, request),
  };
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

/** A crashed page comes back by itself, but not in a loop. */
function reviveWhenCrashed(window: BrowserWindow): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    crashes.push(Date.now());
    const isLoop = crashes.filter((at) => Date.now() - at < 60_000).length > 3;
    if (reason === 'clean-exit' || isLoop || window.isDestroyed()) return;
    window.webContents.reload();
  });
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
