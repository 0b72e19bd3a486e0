// Notices of the desktop for what needs a person: all of it in one, after waking up or once a day, never twice for the
// same, and none while the screen is locked or somebody looks at the window.
import { needsIn, type Need } from '#domain/attention';
import type { Told } from '#domain/catalog';
import type { View } from '#domain/view';
import type { Clock, Log, Notice, Shell } from '../ports';
import type { Alarms } from './alarms';
import { toNotice } from './notice-text';
import type { Store } from '../store';

/** What comes up together is told together; and after waking up renewals need a moment. */
const gathers = 60_000;
const day = 86_400_000;

export type Notices = {
  readonly see: (view: View) => void;
  readonly woke: () => void;
  readonly screenLocked: (isLocked: boolean) => void;
};

export type NoticesPorts = {
  readonly store: Store;
  readonly clock: Pick<Clock, 'now'>;
  readonly alarms: Alarms;
  readonly shell: Shell;
  readonly log: Pick<Log, 'bug'>;
  /** Somebody has the window before them. */
  readonly isWatched: () => boolean;
};

type Desk = NoticesPorts & {
  needs: readonly Need[];
  wokeAt: number | null;
  isScreenLocked: boolean;
};

export function createNotices(ports: NoticesPorts): Notices {
  const desk: Desk = { ...ports, needs: [], wokeAt: null, isScreenLocked: false };
  const alarm = ports.alarms.add(() => {
    tell(desk);
  });
  let plannedFor: number | null = null;
  let isLocked = false;

  /** The first that is new starts the gathering; those that follow do not put it off. */
  function plan(): void {
    const at = newNeeds(desk).length === 0 || desk.isScreenLocked ? null : nextTime(desk);
    const isGathering = plannedFor !== null && plannedFor > desk.clock.now();
    if (at !== null && isGathering && plannedFor !== null && plannedFor <= at) return;
    plannedFor = at;
    alarm.setFor(at);
  }

  return {
    see(view) {
      if (view.isLocked && !isLocked) show(desk, null);
      isLocked = view.isLocked;
      desk.needs = [...needsIn(view), ...undecided(desk, view)];
      forgetWhatIsOver(desk);
      plan();
    },
    woke() {
      desk.wokeAt = desk.clock.now();
      plannedFor = null;
      plan();
    },
    screenLocked(isLocked) {
      desk.isScreenLocked = isLocked;
      plannedFor = null;
      plan();
    },
  };
}

/** A try that is under way, or came to nothing, does not show that anything is mended. */
function undecided({ needs }: Desk, { instances }: View): readonly Need[] {
  const open = instances
    .flatMap(({ accounts }) => accounts)
    .filter(({ state: { kind } }) => kind === 'renewing' || kind === 'waiting');
  return needs.filter(({ accountId, why }) => why !== 'ends-soon' && open.some(({ id }) => id === accountId));
}

/** A desktop that breaks over a notice must not take the views along. */
function show({ shell, log }: Desk, notice: Notice | null): void {
  try {
    shell.notify(notice);
  } catch (error) {
    log.bug('notice', error);
  }
}

function newNeeds({ needs, store }: Desk): readonly Need[] {
  const { about } = store.get().catalog.told;
  return needs.filter(({ key }) => !about.includes(key));
}

/** Epoch ms: soon, if nothing was told today or the computer slept since. */
function nextTime({ store, clock, wokeAt }: Desk): number {
  const { noticeAt } = store.get().catalog.told;
  const soon = clock.now() + gathers;
  // One from the future was told before the clock was set back.
  const mayTell = noticeAt === null || noticeAt > clock.now() || (wokeAt !== null && wokeAt > noticeAt);
  return mayTell ? soon : Math.max(soon, noticeAt + day);
}

function tell(desk: Desk): void {
  const { store, clock, isWatched } = desk;
  const needs = newNeeds(desk);
  // A locked app names nobody.
  if (needs.length === 0 || desk.isScreenLocked || store.get().isLocked) return;
  const isSilent = isWatched() || !store.get().catalog.settings.notifies;
  if (!isSilent) show(desk, toNotice(needs));
  change(store, (told) => ({
    ...told,
    noticeAt: isSilent ? told.noticeAt : clock.now(),
    about: [...told.about, ...needs.map(({ key }) => key)],
  }));
}

/** What is mended may be told again when it breaks again; when all is, the notice goes. */
function forgetWhatIsOver(desk: Desk): void {
  const { store, needs } = desk;
  const { about } = store.get().catalog.told;
  const keys = new Set(needs.map(({ key }) => key));
  const left = about.filter((key) => keys.has(key));
  if (left.length === about.length) return;
  change(store, (told) => ({ ...told, about: left }));
  if (left.length === 0) show(desk, null);
}

function change(store: Store, how: (told: Told) => Told): void {
  store.update((state) => ({ ...state, catalog: { ...state.catalog, told: how(state.catalog.told) } }));
}
