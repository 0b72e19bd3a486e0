import { expect, test } from 'vitest';
import type { View } from '#domain/view';
import type { TrayEntry } from '#electron/tray-menu';
import { keepTrayTrue } from '#electron/tray-updates';
import { HandClock } from '#support/fakes/clock';
import { activeFor, afternoon, aDeskWith, minute, second } from '#support/views';

/** A tray that remembers what it was told, and the views it is told about. */
function openTray(first: View) {
  const clock = new HandClock(afternoon);
  const told: string[] = [];
  let menu: readonly TrayEntry[] = [];
  const listeners = new Set<(view: View) => void>();
  const watch = keepTrayTrue({
    clock,
    views: {
      current: () => first,
      refresh: () => undefined,
      listen: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    face: {
      setPicture: (state) => told.push(`picture ${state}`),
      setTip: (tip) => told.push(`tip ${tip}`),
      setMenu: (entries) => {
        menu = entries;
        told.push('menu');
      },
    },
  });
  return {
    clock,
    watch,
    /** What it was told since the last time somebody asked. */
    news: () => told.splice(0),
    firstLine: () => (menu[0] as { label: string }).label,
    show: (view: View) => listeners.forEach((listen) => listen(view)),
  };
}

test('a new view with the same words and state tells the tray nothing', () => {
  const tray = openTray(aDeskWith({}));
  expect(tray.news()).toEqual(['picture fresh', 'tip Daypass', 'menu']);
  tray.show({ ...aDeskWith({ lastUsedAt: afternoon }), revision: 2 });
  expect(tray.news()).toEqual([]);
});

test('the picture changes with the state alone, the menu with its words alone', () => {
  const tray = openTray(aDeskWith({}));
  tray.news();
  tray.show(aDeskWith({}, { renewals: { isPaused: false, isOffline: true } }));
  expect(tray.news()).toEqual(['picture offline', 'tip Daypass: no network']);
  tray.show(aDeskWith({ state: activeFor(20 * minute) }, { renewals: { isPaused: false, isOffline: true } }));
  expect(tray.news()).toEqual(['menu']);
});

test('minutes are counted down once a minute, and nothing is looked at once there are none left', async () => {
  const tray = openTray(aDeskWith({ state: activeFor(2 * minute + 30 * second) }));
  expect(tray.firstLine()).toMatch(/\(2 min left\)$/);
  tray.news();
  await tray.clock.pass(minute);
  expect(tray.firstLine()).toMatch(/\(1 min left\)$/);
  await tray.clock.pass(minute);
  expect(tray.firstLine()).toMatch(/\(under a minute left\)$/);
  await tray.clock.pass(minute);
  expect(tray.firstLine()).toMatch(/\(fetches a fresh one\)$/);
  expect(tray.news()).toEqual(['menu', 'menu', 'menu']);
  expect(tray.clock.waiting).toBe(0);
});

test('nothing is looked at while it is locked', () => {
  const tray = openTray(aDeskWith({}));
  expect(tray.clock.waiting).toBe(1);
  tray.show(aDeskWith({}, { isLocked: true }));
  expect(tray.clock.waiting).toBe(0);
});

test('a menu that somebody has open is not changed under the pointer', async () => {
  const tray = openTray(aDeskWith({ state: activeFor(30 * minute + second) }));
  tray.news();
  tray.watch.onOpened();
  await tray.clock.pass(20 * second);
  tray.show(aDeskWith({ state: activeFor(10 * minute) }));
  expect(tray.news()).toEqual([]);
  tray.watch.onClosed();
  // A click that closed it finds its entry still there.
  expect(tray.news()).toEqual([]);
  await tray.clock.pass(second);
  expect(tray.news()).toEqual(['menu']);
  expect(tray.firstLine()).toMatch(/\(9 min left\)$/);
});

test('a menu of which nobody hears again is put right after a minute', async () => {
  const tray = openTray(aDeskWith({}));
  tray.watch.onOpened();
  tray.news();
  await tray.clock.pass(minute);
  expect(tray.news()).toEqual(['menu']);
});
