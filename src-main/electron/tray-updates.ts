// Keeps the tray true with as little as possible: panels draw anew, and may close an open menu, whenever they are told
// something. Knows no Electron, so that it is tested.
import type { View } from '#domain/view';
import type { Clock } from '#usecases/ports';
import type { ViewSource } from '#usecases/publish-view';
import { toTrayMenu, type TrayEntry } from './tray-menu';
import { toTrayState, toTrayTip, type TrayState } from './tray-state';

/** What a tray can be told. */
export type TrayFace = {
  readonly setPicture: (state: TrayState) => void;
  readonly setTip: (tip: string) => void;
  readonly setMenu: (entries: readonly TrayEntry[]) => void;
};

/** Tells of a menu that is open, where the system says so. */
export type MenuWatch = { readonly onOpened: () => void; readonly onClosed: () => void };

const minute = 60_000;
/** Milliseconds after a menu closed, so that a click on the way still finds its entry. */
const afterClick = 500;

export function keepTrayTrue(ports: {
  readonly views: ViewSource;
  readonly clock: Clock;
  readonly face: TrayFace;
}): MenuWatch {
  const { views, clock, face } = ports;
  let latest = views.current();
  const shown = { picture: '', tip: '', menu: '' };
  let heldUntil = Number.NEGATIVE_INFINITY;
  let callOff = (): void => undefined;

  function refresh(): void {
    callOff();
    tell('picture', toTrayState(latest), face.setPicture);
    tell('tip', toTrayTip(latest), face.setTip);
    const held = heldUntil - clock.monotonic();
    if (held > 0) {
      callOff = clock.after(held, refresh);
      return;
    }
    const entries = toTrayMenu(latest, clock.now());
    const words = JSON.stringify(entries);
    if (words !== shown.menu) face.setMenu(entries);
    shown.menu = words;
    if (countsDown(latest, clock.now())) callOff = clock.after(minute, refresh);
  }

  function tell<Word extends string>(what: 'picture' | 'tip', word: Word, set: (word: Word) => void): void {
    if (shown[what] !== word) set(word);
    shown[what] = word;
  }

  function hold(milliseconds: number): void {
    heldUntil = clock.monotonic() + milliseconds;
    refresh();
  }

  views.listen((view) => {
    latest = view;
    refresh();
  });
  refresh();
  // An open menu keeps its words for a minute at most, should nobody say that it was closed.
  return { onOpened: () => hold(minute), onClosed: () => hold(afterClick) };
}

function countsDown(view: View, now: number): boolean {
  if (view.isLocked) return false;
  return view.instances.some(({ accounts }) =>
    accounts.some(
      ({ state }) =>
        (state.kind === 'active' || state.kind === 'renewing') &&
        state.expiresAt !== null &&
        state.expiresAt > now,
    ),
  );
}
