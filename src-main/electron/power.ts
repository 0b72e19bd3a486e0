import { powerMonitor } from 'electron';

/** Sleep, wake and screen lock, as two events: somebody came back, somebody left. */
export function watchPower({
  onBack,
  onLeft,
}: {
  readonly onBack: () => void;
  readonly onLeft: () => void;
}): void {
  powerMonitor.on('resume', onBack);
  powerMonitor.on('unlock-screen', onBack);
  powerMonitor.on('suspend', onLeft);
  powerMonitor.on('lock-screen', onLeft);
}
