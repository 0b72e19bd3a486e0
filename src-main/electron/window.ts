// The only place that makes a window: our page in it, with the same few rights for each, and told what there is to show.
import { BrowserWindow, nativeTheme, type BrowserWindowConstructorOptions, type Session } from 'electron';
import type { WindowRequest } from '#contract/names';
import { requestChannel, viewChannel } from '#contract/names';
import type { View } from '#domain/view';
import type { Log } from '#usecases/ports';

export type PagePorts = {
  readonly session: Session;
  readonly preload: string;
  readonly icon: string;
  /** Null while the rest of the app is still being put together. */
  readonly currentView: () => View | null;
  /** Null as long as there is none. */
  readonly log: () => Log | null;
};

export type PageWindow = {
  readonly browserWindow: BrowserWindow;
  readonly send: (view: View) => void;
  /** Kept until the page can hear it. */
  readonly request: (request: WindowRequest) => void;
};

export type PageOptions = {
  readonly page: string;
  readonly look: Omit<BrowserWindowConstructorOptions, 'webPreferences' | 'show'>;
  /** The page's process is gone, for another reason than that the window closes. */
  readonly onCrash: (window: BrowserWindow) => void;
};

/** Opens it out of sight; who wanted it shows it. */
export function openPage(ports: PagePorts, { page, look, onCrash }: PageOptions): PageWindow {
  const window = new BrowserWindow({
    title: 'Daypass',
    icon: ports.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#191a1b' : '#f6f6f4',
    ...look,
    show: false,
    webPreferences: webPreferencesFor(ports),
  });
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    ports.log()?.note('a window lost its process', { reason, exitCode });
    onCrash(window);
  });
  const handle = toHandle(window, ports.currentView);
  void window.loadURL(page);
  return handle;
}

function webPreferencesFor({ session, preload }: PagePorts): Electron.WebPreferences {
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

function toHandle(window: BrowserWindow, currentView: () => View | null): PageWindow {
  let canHear = false;
  let kept: WindowRequest | null = null;
  const send = (channel: string, value: unknown): void => {
    if (!window.isDestroyed()) window.webContents.send(channel, value);
  };
  const sendView = (): void => send(viewChannel, currentView());

  // As early as the preload can hear it, so that the first paint shows the list; and again for safety.
  window.webContents.on('did-navigate', sendView);
  window.webContents.on('dom-ready', () => {
    sendView();
    canHear = true;
    if (kept !== null) send(requestChannel, kept);
    kept = null;
  });
  window.webContents.on('render-process-gone', () => (canHear = false));
  return {
    browserWindow: window,
    send: (view) => send(viewChannel, view),
    request(request) {
      if (canHear) send(requestChannel, request);
      else kept = request;
    },
  };
}
