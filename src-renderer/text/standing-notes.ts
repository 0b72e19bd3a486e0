// What is said at the top of the window about renewals, clock and tray.
import type { ClockView } from '../bridge/client';

export const standingText = {
  pausedTitle: 'Renewals are paused',
  paused: 'Tokens run out and are not replaced by themselves. Copy and Refresh still work.',
  resume: 'Resume',
  offline: 'There is no network. Tokens are renewed once it is back.',
  gotIt: 'Got it',
  noTrayTitle: 'This desktop shows no tray icons',
  noTray: 'Daypass works from its window; closing the window quits it, and tokens are no longer kept fresh.',
};

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `1 day`, `3 hours`, `10 minutes`: in the largest unit that fits, rounded. */
export function toRoughSpan(ms: number): string {
  const size = Math.abs(ms);
  const [unit, length] = units.find(([, each]) => size >= each * 0.95) ?? units[2];
  const count = Math.max(1, Math.round(size / length));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

type Said = { readonly title: string; readonly text: string };

/** Null while there is nothing to say. */
export function toClockNote(clock: ClockView): Said | null {
  switch (clock.kind) {
    case 'fine':
      return null;
    case 'jumped':
      return {
        title: `The clock of this computer was set ${toRoughSpan(clock.by)} ${clock.by > 0 ? 'ahead' : 'back'}`,
        text: 'Times shown here follow it. Daypass counts the life of tokens by a clock that nobody sets.',
      };
    case 'differs':
      return {
        title: `This computer and ${clock.host} do not agree on the time`,
        text: `The clock here is ${toRoughSpan(clock.by)} ${clock.by > 0 ? 'ahead' : 'behind'}. Tokens still work: their life is counted from when they came. Times shown here are those of this computer.`,
      };
  }
}
