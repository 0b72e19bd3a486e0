// Entry of the main process: one instance, hardening, the window, and only then everything that can wait.
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app, Menu, nativeTheme, powerMonitor, session as sessions, type Session } from 'electron';
import { compose, openCatalog, type Daypass } from './compose';
import type { CatalogStore } from './electron/catalog-store';
import { chooseGoogle } from './providers/google-endpoints';
import { appOrigin, appPage, readAppFiles, registerAppScheme, serveApp } from './electron/app-protocol';
import { setAppMenu } from './electron/app-menu';
import { createAppWindows, type AppWindows } from './electron/app-windows';
import { icons } from './electron/assets';
import { createBugWatch } from './electron/bug-watch';
import { sayFarewell } from './electron/farewell';
import { hardenApp, hardenSession } from './electron/hardening';
import { serveCommands } from './electron/ipc-server';
import { hiddenSwitch, isStartedHidden } from './electron/login-item';
import { createNetworkSession } from './electron/network-session';
import { watchPower } from './electron/power';
import { askAboutUnsaved, tellAboutBug, tellThatStartFailed } from './electron/questions';
import { createShell } from './electron/shell';
import { allowShortcutsUnderWayland } from './electron/shortcut';
import { showTray } from './electron/tray';
import { createTrayChoices } from './electron/tray-choices';
import { watchTrayHost } from './electron/tray-host';
import { systemClock } from './node/clock';

const appId = 'app.daypass.desktop';
const developmentName = 'Daypass Development';
/** Milliseconds the window has for itself before menu, tray and power events come along. */
const quietStart = 300;
/** Milliseconds that a start without a window waits for a tray: at login, panels come up late. */
const waitsForTray = 12_000;
// Set by the development server only; a built app has no such branch.
const devPage = import.meta.env.DEV ? process.env.ELECTRON_RENDERER_URL : undefined;
const page = devPage ?? appPage;

// Read while Electron is still starting.
const rendererFiles = readAppFiles(join(import.meta.dirname, '../renderer'));

let daypass: Daypass | null = null;
let windows: AppWindows | null = null;
let noteBug: ((error: unknown) => void) | null = null;
let hasTray: boolean | null = null;
let isQuitting = false;
let isReadyToQuit = false;
/** Aborted when the system wants the app to end, and nobody may be there to answer a question. */
const hurry = new AbortController();

function start(): void {
  Menu.setApplicationMenu(null);
  registerAppScheme();
  hardenApp();
  allowShortcutsUnderWayland();
  useOwnFolder();
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  if (process.platform === 'win32' && app.isPackaged) app.setAppUserModelId(appId);
  // Whatever a second start was told, it shows the first one's window at most.
  app.on('second-instance', (_event, words) => {
    if (!words.includes(`--${hiddenSwitch}`)) windows?.show();
  });
  app.on('activate', () => windows?.show());
  // The main window decides: that of the quick copy comes and goes.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', quitInOrder);
  app.on('child-process-gone', (_event, { type, reason, exitCode }) => {
    if (reason !== 'clean-exit') daypass?.log.note('a process is gone', { type, reason, exitCode });
  });
  process.on('uncaughtException', takeBug);
  process.on('unhandledRejection', takeBug);
  void app.whenReady().then(open);
}

/** A bug in a running app is logged and survived; one that keeps it from starting is shown, not swallowed. */
function takeBug(error: unknown): void {
  if (noteBug !== null) {
    noteBug(error);
    return;
  }
  tellThatStartFailed(error);
  app.exit(1);
}

/** A development run keeps its own profile and keychain entries, unless the command line names a profile. */
function useOwnFolder(): void {
  if (!app.isPackaged && !app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), developmentName));
  }
}

/** The window first, with what it needs to know; the rest is put together while its process starts. */
function open(): void {
  const folder = app.getPath('userData');
  const catalog = openCatalog(folder);
  const { theme, startsHidden } = catalog.catalog.settings;
  nativeTheme.themeSource = theme;
  const session = ownSession();
  serveApp(session, rendererFiles);
  const made = makeWindows(session, catalog.file);
  windows = made;
  const isHidden = isStartedHidden(startsHidden);
  if (!isHidden) made.open('in-front');
  daypass = compose(
    {
      session: createNetworkSession(session),
      folder,
      keychainService: app.isPackaged ? 'Daypass' : developmentName,
      googleEndpoints: chooseGoogle(app.isPackaged, process.env['DAYPASS_PRACTICE_GOOGLE']),
      desktop: () => ({ os: osName(), tray: hasTray }),
      windows: made,
      shell: (log) => createShell({ onNoticeClick: made.showMain, onShortcut: made.showQuick, log }),
      window: made.main,
      onSignInOver: made.show,
    },
    catalog,
  );
  serve(daypass, made);
  if (isHidden) setTimeout(openRest, quietStart);
}

function serve(made: Daypass, shown: AppWindows): void {
  noteBug = createBugWatch({
    log: made.log,
    monotonic: systemClock.monotonic,
    restartRenewals: () => void made.freshness.start(),
    tell: (reference) => void sayThatSomethingWentWrong(reference),
  });
  serveCommands({
    handlers: made.handlers,
    speakers: shown.speakers,
    origin: devPage === undefined ? appOrigin : new URL(devPage).origin,
    log: made.log,
  });
  made.views.listen(shown.send);
  // After Electron's own, which would not say that nobody can be asked.
  process.on('SIGTERM', endNow);
  powerMonitor.on('shutdown', ((event: Electron.Event) => {
    event.preventDefault();
    endNow();
  }) as () => void);
}

async function sayThatSomethingWentWrong(reference: string): Promise<void> {
  if (isQuitting || (await tellAboutBug(reference)) === 'go-on') return;
  app.relaunch();
  app.quit();
}

/** Not persisted: no cookies, no cache, nothing of a page on disk. */
function ownSession(): Session {
  const session = sessions.fromPartition('daypass');
  hardenSession(session);
  return session;
}

function makeWindows(session: Session, file: CatalogStore): AppWindows {
  return createAppWindows({
    session,
    page,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    icon: icons.window,
    place: file.windowPlace,
    savePlace: file.saveWindowPlace,
    currentView: () => daypass?.views.current() ?? null,
    log: () => daypass?.log ?? null,
    monotonic: systemClock.monotonic,
    closesToTray: () =>
      !isQuitting && hasTray === true && daypass?.store.get().catalog.settings.keepInTray === true,
    onShown: () => void setTimeout(openRest, quietStart),
    onMainClosed() {
      if (process.platform !== 'darwin' && !isQuitting) app.quit();
    },
    onSessionEnd: endNow,
  });
}

/** What nobody misses in the first second: menu, tray, renewals, power events, the good copy of the catalog. */
let isRestOpen = false;
function openRest(): void {
  if (isRestOpen || daypass === null || windows === null) return;
  isRestOpen = true;
  void openRestOf(daypass, windows);
}

async function openRestOf(made: Daypass, shown: AppWindows): Promise<void> {
  setAppMenu(shown.request);
  watchPower(made.power);
  made.settings.apply();
  void made.freshness.start();
  // What waited for the network in the last run.
  made.signOutQueue.look();
  const choose = createTrayChoices({ ...made, windows: shown, quit: () => app.quit() });
  const useTray = (): void => {
    hasTray = true;
    showTray({ views: made.views, clock: made.clock, onAction: (action) => void choose(action) });
    shown.send(made.views.current());
  };
  if (await watchTrayHost(useTray)) useTray();
  else {
    hasTray ??= false;
    shown.send(made.views.current());
    // Started without a window, and without a tray there is no other way in.
    void delay(waitsForTray).then(() => {
      if (hasTray !== true && !isQuitting && shown.main() === null) shown.open('aside');
    });
  }
  if (made.store.get().catalogTrouble === null) await made.file.keepGoodCopy();
}

/** The system wants it: no question is asked any more. */
function endNow(): void {
  hurry.abort();
  app.quit();
}

function quitInOrder(event: Electron.Event): void {
  if (isReadyToQuit || daypass === null) return;
  event.preventDefault();
  if (isQuitting) return;
  isQuitting = true;
  const { holdsUnsaved, saveHeld, shutDown, log } = daypass;
  void sayFarewell({
    holdsUnsaved,
    saveHeld,
    shutDown,
    hurry: hurry.signal,
    ask: askAboutUnsaved,
    pause: delay,
  })
    .catch((error: unknown) => log.bug('farewell', error))
    .finally(() => {
      isReadyToQuit = true;
      app.quit();
      // A page that hangs must not keep it.
      setTimeout(() => app.exit(0), 500);
    });
}

function osName(): 'linux' | 'mac' | 'windows' {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

start();
