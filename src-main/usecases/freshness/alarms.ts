// One timer for every deadline of the app. Deadlines are wall-clock times and the timer is only a hint: all are looked
// at again when it rings, after sleep, and when the clock was set.
import type { Clock } from '../ports';

/** Timers longer than this overflow or drift; and a clock that was set should not stay unnoticed for long. */
const longestWait = 10 * 60_000;

export type Alarm = {
  /** Epoch ms at which to ring; null for never. Replaces what was set before. */
  readonly setFor: (at: number | null) => void;
};

export type Alarms = {
  /** `ring` runs when its time has come, and may set the alarm again. */
  readonly add: (ring: () => void) => Alarm;
  /** Looks at all of them now. */
  readonly look: () => void;
  readonly stop: () => void;
};

type Slot = { at: number | null; readonly ring: () => void };

export type AlarmsPorts = {
  readonly clock: Clock;
  /** Runs before anything rings: whoever watches the clock. */
  readonly onLook: () => void;
  readonly onBug: (error: unknown) => void;
};

export function createAlarms({ clock, onLook, onBug }: AlarmsPorts): Alarms {
  const slots: Slot[] = [];
  const timer = createTimer(clock, look);
  const arm = (): void => timer.armFor(nearest(slots));

  function look(): void {
    timer.disarm();
    onLook();
    const now = clock.now();
    for (const slot of slots) {
      if (slot.at === null || slot.at > now) continue;
      slot.at = null;
      try {
        slot.ring();
      } catch (error) {
        // One that breaks must not keep the others from ringing.
        onBug(error);
      }
    }
    arm();
  }

  return {
    add(ring) {
      const slot: Slot = { at: null, ring };
      slots.push(slot);
      return {
        setFor(at) {
          slot.at = at;
          arm();
        },
      };
    },
    look,
    stop: timer.stop,
  };
}

/** The one timer. It may ring early, and then is armed again. */
function createTimer(clock: Clock, ring: () => void) {
  let callOff = (): void => undefined;
  let armedFor: number | null = null;
  let isStopped = false;
  return {
    armFor(next: number | null): void {
      if (next === armedFor) return;
      callOff();
      armedFor = next;
      if (next === null || isStopped) return;
      callOff = clock.after(Math.min(Math.max(next - clock.now(), 0), longestWait), ring);
    },
    disarm(): void {
      callOff();
      armedFor = null;
    },
    stop: (): void => {
      isStopped = true;
      callOff();
    },
  };
}

function nearest(slots: readonly Slot[]): number | null {
  return slots.reduce<number | null>(
    (least, { at }) => (at === null || (least !== null && least <= at) ? least : at),
    null,
  );
}
