import { powerMonitor } from 'electron';

/**
 * Sleep, wake and screen lock, and at once whether the screen is locked already. Linux does not tell about its screen
 * lock; there it is asked when something is to be shown (`notices.ts`). A computer that shuts down waits for the app.
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
  if (powerMonitor.getSystemIdleState(1) === 'locked') on.onLockScreen();
}
