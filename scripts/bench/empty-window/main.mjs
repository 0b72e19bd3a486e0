// The least an Electron app can do: one window of Daypass's size with an empty page from a scheme of its own.
import { app, BrowserWindow, protocol } from 'electron';

const PAGE = '<!doctype html><html lang="en"><title>Empty</title><body><main></main></body></html>';

protocol.registerSchemesAsPrivileged([
  { scheme: 'empty', privileges: { standard: true, secure: true, codeCache: true } },
]);

function openWindow() {
  protocol.handle(
    'empty',
    () => new Response(PAGE, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
  );
  const window = new BrowserWindow({
    width: 1120,
    height: 720,
    show: false,
    webPreferences: { sandbox: true },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL('empty://window/');
}

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(openWindow);
