import { powerMonitor } from 'electron';

/**
 * Sleep, wake and screen lock. Linux does not tell about its screen lock, so that whether it is locked is asked when
 * something is to be shown (`notices.ts`). A computer that shuts down waits for the app.
 */
export function watchPower(on: {
  readonly onSuspend: () => void;
  readonly onResume: () => void;
  readonly onLockScreen: () => void;
  readonly onUnlockScreen: () => void;
}): void {
  powerMonitor.on('suspend', on.onSuspend);
  powerMonitor.on('resume', on.onResume);
  powerMonitor.on('lock-screen', on.onLockScreen);
  powerMonitor.on('unlock-screen', on.onUnlockScreen);
}
