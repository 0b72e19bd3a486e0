// The computer sleeps and wakes, the screen is locked and unlocked: what follows from that, in one place.
import type { OpenQuietly } from './open-quietly';

export type Presence = {
  /** From now on tokens are kept fresh. */
  readonly start: () => Promise<void>;
  readonly onSuspend: () => void;
  readonly onResume: () => void;
  readonly onLockScreen: () => void;
  readonly onUnlockScreen: () => void;
};

export type PresencePorts = {
  readonly openQuietly: OpenQuietly;
  readonly clearClipboard: () => Promise<void>;
  readonly hold: (isHeld: boolean) => void;
  readonly noteWake: () => void;
  readonly replan: () => void;
  readonly lookAtDeadlines: () => void;
  readonly lookAtSignOuts: () => void;
  readonly notices: { readonly woke: () => void; readonly screenLocked: (isLocked: boolean) => void };
  readonly clockWatch: { readonly woke: () => void };
  readonly onBug: (error: unknown) => void;
};

export function createPresence(ports: PresencePorts): Presence {
  const { openQuietly } = ports;
  const clear = (): void => void ports.clearClipboard().catch(ports.onBug);

  function lookAround(): void {
    ports.lookAtSignOuts();
    void openQuietly().catch(ports.onBug);
  }

  return {
    async start() {
      ports.lookAtDeadlines();
      ports.replan();
      ports.hold(false);
      await openQuietly().catch(ports.onBug);
    },
    onSuspend() {
      ports.hold(true);
      clear();
    },
    onResume() {
      ports.noteWake();
      ports.notices.woke();
      ports.clockWatch.woke();
      ports.lookAtDeadlines();
      // Planned anew before anything may start, so that what was due overnight, or has ended, is spread.
      ports.replan();
      ports.hold(false);
      lookAround();
    },
    onLockScreen() {
      ports.notices.screenLocked(true);
      clear();
    },
    onUnlockScreen() {
      ports.notices.screenLocked(false);
      ports.lookAtDeadlines();
      lookAround();
    },
  };
}
