// Shows the tray menu. Rebuilt only when its words change; the minutes are looked at once a minute.
import { Menu, nativeImage, Tray } from 'electron';
import type { View } from '#domain/view';
import type { Clock } from '#usecases/ports';
import type { ViewSource } from '#usecases/publish-view';
import { toTrayMenu, type TrayAction, type TrayEntry } from './tray-menu';

export function showTray(ports: {
  readonly icon: string;
  readonly views: ViewSource;
  readonly clock: Clock;
  readonly onAction: (action: TrayAction) => void;
}): void {
  const { views, clock, onAction } = ports;
  const image = nativeImage.createFromPath(ports.icon);
  image.setTemplateImage(process.platform === 'darwin');
  const tray = new Tray(image);
  tray.setToolTip('Daypass');
  // On macOS a click opens the menu; elsewhere it opens the window, and the menu is on the other button.
  if (process.platform !== 'darwin') tray.on('click', () => onAction({ kind: 'open' }));
  let latest = views.current();
  let shown = '';
  let callOff = (): void => undefined;

  function refresh(): void {
    callOff();
    const entries = toTrayMenu(latest, clock.now());
    const words = JSON.stringify(entries);
    if (words !== shown)
      tray.setContextMenu(Menu.buildFromTemplate(entries.map((entry) => toItem(entry, onAction))));
    shown = words;
    if (hasLiveToken(latest)) callOff = clock.after(60_000, refresh);
  }

  views.listen((view) => {
    latest = view;
    refresh();
  });
  refresh();
}

function hasLiveToken(view: View): boolean {
  return view.instances.some(({ accounts }) => accounts.some(({ state }) => state.kind === 'active'));
}

function toItem(
  entry: TrayEntry,
  onAction: (action: TrayAction) => void,
): Electron.MenuItemConstructorOptions {
  switch (entry.kind) {
    case 'separator':
      return { type: 'separator' };
    case 'heading':
      return { label: entry.label, enabled: false };
    case 'item':
      // A single & would mark a key instead of being shown.
      return { label: entry.label.replaceAll('&', '&&'), click: () => onAction(entry.action) };
  }
}
