// The two windows, as the rest of the app sees them: the main one, which may run every command, and the quick copy.
import { app, type BrowserWindow } from 'electron';
import { commandNames, quickCommands, type WindowRequest } from '#contract/names';
import type { View } from '#domain/view';
import { createCrashCount } from './crash-count';
import { openMainWindow, type MainWindow, type MainWindowPorts } from './main-window';
import { askAboutCrashes } from './questions';
import { createQuickWindow } from './quick-window';
import type { Speaker } from './trusted-sender';

export type AppWindowsPorts = Omit<MainWindowPorts, 'place' | 'crashes' | 'onCrashLoop' | 'onClosed'> & {
  readonly place: () => MainWindowPorts['place'];
  /** Milliseconds of a clock that nobody sets. */
  readonly monotonic: () => number;
  /** The main window was closed, not only hidden. */
  readonly onMainClosed: () => void;
};

export type AppWindows = {
  /** Opens the main window if there is none. */
  readonly open: (how: 'in-front' | 'aside') => void;
  /** Brings the main window to the front. */
  readonly show: () => void;
  /** The same, and asks it to do something. */
  readonly request: (request: WindowRequest) => void;
  /** The same, at an account if one is named. */
  readonly showMain: (accountId: string | null) => void;
  readonly showQuick: () => void;
  readonly closeQuick: () => void;
  readonly send: (view: View) => void;
  /** Somebody has the main window before them. */
  readonly isWatched: () => boolean;
  readonly main: () => BrowserWindow | null;
  readonly speakers: () => readonly Speaker[];
};

export function createAppWindows(ports: AppWindowsPorts): AppWindows {
  const main = createMain(ports);
  const quick = createQuickWindow({ ...ports, page: `${ports.page}#quick` });

  const request = (what: WindowRequest): void => {
    main.show();
    main.handle()?.request(what);
  };

  return {
    open: main.open,
    show: () => main.show(),
    request,
    showMain(accountId) {
      if (accountId === null) main.show();
      else request({ accountId });
    },
    showQuick: quick.show,
    closeQuick: quick.hide,
    send(view) {
      main.handle()?.send(view);
      quick.send(view);
    },
    isWatched: () => main.handle()?.browserWindow.isFocused() === true,
    main: () => main.handle()?.browserWindow ?? null,
    speakers: () => [
      ...speaker(main.handle()?.browserWindow ?? null, commandNames),
      ...speaker(quick.browserWindow(), quickCommands),
    ],
  };
}

/** The main window through all its lives. */
function createMain(ports: AppWindowsPorts) {
  const crashes = createCrashCount(ports.monotonic);
  let main: MainWindow | null = null;

  function open(how: 'in-front' | 'aside'): void {
    main ??= openMainWindow({ ...ports, place: ports.place(), crashes, onCrashLoop, onClosed }, how);
  }

  function onClosed(): void {
    main = null;
    ports.onMainClosed();
  }

  function onCrashLoop(): void {
    void askAboutCrashes().then((answer) => {
      if (answer === 'quit') {
        app.quit();
        return;
      }
      crashes.forget();
      main?.revive();
    });
  }

  return {
    open,
    show() {
      if (main === null) open('in-front');
      else main.show();
    },
    handle: () => main,
  };
}

function speaker(window: BrowserWindow | null, commands: Speaker['commands']): readonly Speaker[] {
  return window === null || window.isDestroyed() ? [] : [{ contents: window.webContents, commands }];
}
