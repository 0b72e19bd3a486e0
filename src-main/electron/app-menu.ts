// The application menu: the platform's usual entries, and the few of our own.
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowRequest } from '#contract/names';

export function setAppMenu(request: (what: WindowRequest) => void): void {
  const isMac = process.platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: 'Settings…',
    accelerator: 'CmdOrCtrl+,',
    click: () => request('open-settings'),
  };
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [macAppMenu(settings)] : []),
    {
      role: 'fileMenu',
      submenu: [
        { label: 'Add instance…', accelerator: 'CmdOrCtrl+N', click: () => request('add-instance') },
        { type: 'separator' },
        ...(isMac
          ? [{ role: 'close' } as const]
          : [settings, { type: 'separator' } as const, { role: 'quit' } as const]),
      ],
    },
    editMenu(request),
    {
      role: 'viewMenu',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [{ role: 'about' }] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

function macAppMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'services' },
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit' },
    ],
  };
}

function editMenu(request: (what: WindowRequest) => void): MenuItemConstructorOptions {
  return {
    role: 'editMenu',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      { type: 'separator' },
      { label: 'Copy token', accelerator: 'CmdOrCtrl+Shift+C', click: () => request('copy-token') },
      { label: 'Quick copy', accelerator: 'CmdOrCtrl+K', click: () => request('quick-copy') },
      { label: 'Find account', accelerator: 'CmdOrCtrl+F', click: () => request('focus-search') },
    ],
  };
}
