// The small window of the quick copy: comes at a key press, goes with the next click elsewhere. It is kept for a while,
// so that it comes at once when it is needed again, and then let go, since a hidden page costs memory.
import { screen, type BrowserWindow, type Rectangle } from 'electron';
import type { View } from '#domain/view';
import { openPage, type PagePorts, type PageWindow } from './window';

const size = { width: 560, height: 420 };
const keptHidden = 60_000;

export type QuickWindow = {
  /** On the screen that the pointer is on. */
  readonly show: () => void;
  readonly hide: () => void;
  readonly send: (view: View) => void;
  /** Null while there is none. */
  readonly browserWindow: () => BrowserWindow | null;
  readonly close: () => void;
};

export type QuickWindowPorts = PagePorts & { readonly page: string };

export function createQuickWindow(ports: QuickWindowPorts): QuickWindow {
  let handle: PageWindow | null = null;
  let letGo: NodeJS.Timeout | undefined;

  function hide(): void {
    const window = handle?.browserWindow;
    if (window?.isVisible() !== true) return;
    window.hide();
    letGo = setTimeout(close, keptHidden);
  }

  function close(): void {
    handle?.browserWindow.destroy();
  }

  function onClosed(): void {
    clearTimeout(letGo);
    handle = null;
  }

  return {
    show() {
      clearTimeout(letGo);
      if (handle === null) handle = openOne(ports, { hide, close, onClosed });
      else bringBack(handle);
    },
    hide,
    send: (view) => handle?.send(view),
    browserWindow: () => handle?.browserWindow ?? null,
    close,
  };
}

function openOne(
  ports: QuickWindowPorts,
  on: { readonly hide: () => void; readonly close: () => void; readonly onClosed: () => void },
): PageWindow {
  const handle = openPage(ports, {
    page: ports.page,
    look: { ...look, ...placeNow() },
    onCrash: on.close,
  });
  const window = handle.browserWindow;
  window.once('ready-to-show', () => bring(window));
  window.on('blur', on.hide);
  window.on('closed', on.onClosed);
  return handle;
}

function bringBack({ browserWindow, request }: PageWindow): void {
  browserWindow.setBounds(placeNow());
  // What was typed the last time is of no use now.
  if (!browserWindow.isVisible()) request('quick-copy');
  bring(browserWindow);
}

const look = {
  title: 'Daypass: quick copy',
  frame: false,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  alwaysOnTop: true,
} as const;

function bring(window: BrowserWindow): void {
  window.show();
  window.focus();
}

function placeNow(): Rectangle {
  return toQuickPlace(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).workArea);
}

/** In the middle, and never larger than the screen. */
export function toQuickPlace({ x, y, width, height }: Rectangle): Rectangle {
  const fits = { width: Math.min(size.width, width), height: Math.min(size.height, height) };
  return {
    x: Math.round(x + (width - fits.width) / 2),
    y: Math.round(y + (height - fits.height) / 2),
    ...fits,
  };
}
