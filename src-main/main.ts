// Entry of the main process: one instance, hardening, the window, and only then everything that can wait.
import { join } from 'node:path';
import { app, dialog, Menu, nativeTheme, session as sessions, type Session } from 'electron';
import type { WindowRequest } from './contract/names';
import { compose, openCatalog, type Daypass } from './compose';
import type { CatalogStore } from './electron/catalog-store';
import { chooseGoogle } from './providers/google-endpoints';
import { appOrigin, appPage, readAppFiles, registerAppScheme, serveApp } from './electron/app-protocol';
import { setAppMenu } from './electron/app-menu';
import { icons } from './electron/assets';
import { hardenApp, hardenSession } from './electron/hardening';
import { serveCommands } from './electron/ipc-server';
import { watchPower } from './electron/power';
import { showTray } from './electron/tray';
import { hasTrayHost } from './electron/tray-host';
import type { TrayAction } from './electron/tray-menu';
import { openMainWindow, type MainWindow } from './electron/window';

const developmentName = 'Daypass Development';
/** Milliseconds the window has for itself before menu, tray and power events come along. */
const quietStart = 300;
// Set by the development server only; a built app has no such branch.
const devPage = import.meta.env.DEV ? process.env.ELECTRON_RENDERER_URL : undefined;
const page = devPage ?? appPage;

// Read while Electron is still starting.
const rendererFiles = readAppFiles(join(import.meta.dirname, '../renderer'));

let daypass: Daypass | null = null;
let mainWindow: MainWindow | null = null;
let hasTray = false;
let isQuitting = false;
let isReadyToQuit = false;

function start(): void {
  Menu.setApplicationMenu(null);
  registerAppScheme();
  hardenApp();
  useOwnFolder();
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }
  // Whatever a second start was told, it only shows the first one's window.
  app.on('second-instance', showWindow);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin' || isQuitting) app.quit();
  });
  app.on('before-quit', quitInOrder);
  process.on('uncaughtException', noteBug);
  process.on('unhandledRejection', noteBug);
  void app.whenReady().then(open);
}

/** A bug in a running app is logged and survived; one that keeps it from starting is shown, not swallowed. */
function noteBug(error: unknown): void {
  if (daypass !== null) {
    daypass.log.bug('main process', error);
    return;
  }
  dialog.showErrorBox(
    'Daypass could not start',
    error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
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
  nativeTheme.themeSource = catalog.catalog.settings.theme;
  const session = ownSession();
  serveApp(session, rendererFiles);
  openWindow(catalog.file);
  daypass = compose(
    {
      session,
      folder,
      keychainService: app.isPackaged ? 'Daypass' : developmentName,
      googleEndpoints: chooseGoogle(app.isPackaged, process.env['DAYPASS_PRACTICE_GOOGLE']),
      desktop: () => ({ os: osName(), tray: hasTray }),
      window: () => mainWindow?.browserWindow ?? null,
      onSignInOver: showWindow,
    },
    catalog,
  );
  serveCommands({
    handlers: daypass.handlers,
    window: () => mainWindow?.browserWindow.webContents ?? null,
    origin: devPage === undefined ? appOrigin : new URL(devPage).origin,
    log: daypass.log,
  });
  daypass.views.listen((view) => mainWindow?.send(view));
}

/** Not persisted: no cookies, no cache, nothing of a page on disk. */
function ownSession(): Session {
  const session = sessions.fromPartition('daypass');
  hardenSession(session);
  return session;
}

function openWindow(file: CatalogStore): void {
  mainWindow = openMainWindow({
    session: sessions.fromPartition('daypass'),
    page,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    icon: icons.window,
    place: file.windowPlace(),
    savePlace: file.saveWindowPlace,
    currentView: () => daypass?.views.current() ?? null,
    closesToTray: () => !isQuitting && hasTray && daypass?.store.get().catalog.settings.keepInTray === true,
    onShown: () => {
      setTimeout(() => daypass !== null && void openRest(daypass), quietStart);
    },
    onClosed: () => (mainWindow = null),
  });
}

/** What nobody misses in the first second: menu, tray, power events, the good copy of the catalog. */
let isRestOpen = false;
async function openRest(made: Daypass): Promise<void> {
  if (isRestOpen) return;
  isRestOpen = true;
  setAppMenu(requestOfWindow);
  watchPower({
    onBack: () => {
      made.deadlines.look();
      made.signOutQueue.look();
    },
    onLeft: () => void made.handOut.clearClipboard(),
  });
  hasTray = await hasTrayHost();
  if (hasTray)
    showTray({
      icon: icons.tray,
      views: made.views,
      clock: made.clock,
      onAction: (action) => void onTrayAction(action),
    });
  mainWindow?.send(made.views.current());
  // What waited for the network in the last run.
  made.signOutQueue.look();
  if (made.store.get().catalogTrouble === null) await made.file.keepGoodCopy();
}

function requestOfWindow(request: WindowRequest): void {
  showWindow();
  mainWindow?.request(request);
}

function showWindow(): void {
  if (mainWindow === null && daypass !== null) openWindow(daypass.file);
  else mainWindow?.show();
}

async function onTrayAction(action: TrayAction): Promise<void> {
  switch (action.kind) {
    case 'copy-token': {
      const copied = await daypass?.handOut.copyToken(action.accountId);
      // The window says what went wrong and what to do.
      if (copied?.ok === false) showWindow();
      return;
    }
    case 'clear-clipboard':
      return daypass?.handOut.clearClipboard();
    case 'renew-all':
      return daypass?.renewAll();
    case 'open':
      showWindow();
      return;
    case 'quit':
      app.quit();
  }
}

function quitInOrder(event: Electron.Event): void {
  isQuitting = true;
  if (isReadyToQuit || daypass === null) return;
  event.preventDefault();
  void daypass.shutDown().finally(() => {
    isReadyToQuit = true;
    app.quit();
  });
}

function osName(): 'linux' | 'mac' | 'windows' {
  if (process.platform === 'darwin') return 'mac';
  return process.platform === 'win32' ? 'windows' : 'linux';
}

start();
