// The icon in the tray. There is one for the whole run: taking it away and making a new one leaves dead menus behind
// on some desktops.
import { readFileSync } from 'node:fs';
import { Menu, nativeImage, Tray, type MenuItemConstructorOptions, type NativeImage } from 'electron';
import type { Clock } from '#usecases/ports';
import type { ViewSource } from '#usecases/publish-view';
import { icons } from './assets';
import type { TrayAction } from './tray-action';
import type { TrayEntry } from './tray-menu';
import type { TrayState } from './tray-state';
import { keepTrayTrue } from './tray-updates';

/** Call once, when the desktop is known to have a tray (`watchTrayHost`). */
export function showTray({
  views,
  clock,
  onAction,
}: {
  readonly views: ViewSource;
  readonly clock: Clock;
  readonly onAction: (action: TrayAction) => void;
}): void {
  const tray = new Tray(toPicture('resting'));
  // On macOS a click opens the menu; elsewhere it opens the window, and the menu is on the other button.
  if (process.platform !== 'darwin') tray.on('click', () => onAction({ kind: 'open' }));
  const watch = keepTrayTrue({
    views,
    clock,
    face: {
      setPicture: (state) => tray.setImage(toPicture(state)),
      setTip: (tip) => tray.setToolTip(tip),
      setMenu(entries) {
        const menu = Menu.buildFromTemplate(entries.map((entry) => toItem(entry, onAction)));
        // Linux never says so: there the panel draws the menu.
        menu.on('menu-will-show', () => watch.onOpened());
        menu.on('menu-will-close', () => watch.onClosed());
        // A menu that was given away already does not take changes on Linux: it has to be a new one.
        tray.setContextMenu(menu);
      },
    },
  });
}

function toPicture(state: TrayState): NativeImage {
  if (process.platform === 'win32') return nativeImage.createFromPath(icons.trayIco[state]);
  const { once, twice } = icons.tray[state];
  const image = nativeImage.createFromPath(once);
  // The build gives files names of its own, so Electron cannot find the one with `@2x` by itself.
  image.addRepresentation({ scaleFactor: 2, buffer: readFileSync(twice) });
  image.setTemplateImage(process.platform === 'darwin');
  return image;
}

function toItem(entry: TrayEntry, onAction: (action: TrayAction) => void): MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'heading':
      return { label: entry.label, enabled: false };
    case 'item':
      return { label: toLabel(entry.label), click: () => onAction(entry.action) };
    case 'submenu':
      return {
        label: toLabel(entry.label),
        submenu: entry.entries.map((inner) => toItem(inner, onAction)),
      };
  }
}

/** A single & would mark a key instead of being shown. */
function toLabel(words: string): string {
  return words.replaceAll('&', '&&');
}
