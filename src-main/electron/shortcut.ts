// The one shortcut that works everywhere on the desktop.
import { app, type GlobalShortcut } from 'electron';
import { fail, ok } from '#domain/result';
import type { Shell } from '#usecases/ports';

const portal = 'GlobalShortcutsPortal';

/** A new one takes the place of the old one only if the desktop gives it. */
export function createShortcut(
  keys: Pick<GlobalShortcut, 'register' | 'unregister'>,
  onPress: () => void,
): Shell['setShortcut'] {
  let current: string | null = null;

  function take(wanted: string): boolean {
    try {
      return keys.register(wanted, onPress);
    } catch {
      // Electron throws at words that name no keys.
      return false;
    }
  }

  /** The same keys in other words are taken as long as the old words hold them. */
  function takeInPlaceOf(old: string, wanted: string): boolean {
    keys.unregister(old);
    const isTaken = take(wanted);
    if (!isTaken) take(old);
    return isTaken;
  }

  return (wanted) => {
    if (wanted === current) return ok(undefined);
    const old = current;
    if (wanted !== null && !take(wanted)) {
      if (old === null || !takeInPlaceOf(old, wanted))
        return fail({ kind: 'shortcut-refused', shortcut: wanted });
    } else if (old !== null) {
      keys.unregister(old);
    }
    current = wanted;
    return ok(undefined);
  };
}

/** Under Wayland only the desktop's portal gives shortcuts. Has to be said before the app is ready. */
export function allowShortcutsUnderWayland(): void {
  if (process.platform !== 'linux' || process.env['XDG_SESSION_TYPE'] !== 'wayland') return;
  const others = app.commandLine.getSwitchValue('enable-features');
  app.commandLine.appendSwitch('enable-features', [others, portal].filter((name) => name !== '').join(','));
}
