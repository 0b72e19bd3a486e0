// Three days in one go: what is made for a moment does not stay.
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { aKeyAccount, aKnownAccount, minutes } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';
import { people } from './fresh-desk';

const hours = 72;
/** Cycles before the first measurement: caches fill, code is compiled. */
const warm = 12 * 60;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  return getHeapStatistics().used_heap_size;
}

/** What the fakes write down for tests is not the app's. */
function forget({ story, server, file, log, shell }: Desk): void {
  story.forget();
  server.received.length = 0;
  server.logins.length = 0;
  server.revocations.length = 0;
  for (const token of server.access.keys()) if (server.accessOf(token) === null) server.access.delete(token);
  const living = server.sessions.filter(({ refreshToken }) => refreshToken !== null);
  server.sessions.splice(0, server.sessions.length, ...living);
  file.versions.length = 0;
  log.lines.length = 0;
  shell.notices.length = 0;
}

/** Counts who listens from now on. */
function watchListeners({ store, freshness }: Desk) {
  const counts = { store: 0, alarms: 0 };
  const { subscribe } = store;
  const { add } = freshness.alarms;
  Object.assign(store, {
    subscribe: (listener: Parameters<typeof subscribe>[0]) => {
      counts.store += 1;
      const stop = subscribe(listener);
      return () => {
        counts.store -= 1;
        stop();
      };
    },
  });
  Object.assign(freshness.alarms, {
    add: (ring: () => void) => {
      counts.alarms += 1;
      return add(ring);
    },
  });
  return counts;
}

/** A minute of somebody who cannot sit still: opens the window, refreshes, copies, locks, sleeps, comes and goes. */
async function cycle(desk: Desk, index: number): Promise<void> {
  const stop = desk.views.listen(() => undefined);
  await desk.refreshes(`p${index % 5}`);
  await desk.copies('ana');
  if (index % 10 === 0) {
    desk.presence.onSuspend();
    desk.clock.jump(1_000);
    desk.presence.onResume();
  }
  if (index % 10 === 3) {
    await desk.appLock.lock();
    await desk.appLock.unlock();
  }
  if (index % 10 === 5) {
    const visitor = { userId: `visitor ${index}`, displayName: 'Visitor', email: null };
    const { id } = await desk.signsIn(visitor);
    await desk.removes(id);
  }
  if (index % 10 === 7) desk.clock.set(index % 20 === 7 ? 5_000 : -5_000);
  if (index % 10 === 9) desk.presence.onUnlockScreen();
  await desk.clock.pass(minutes(1));
  stop();
  forget(desk);
}

test(`${hours} hours, refreshed and looked at each minute: heap, listeners and timers do not grow (RS12)`, async () => {
  const desk = aDesk({ accounts: [aKnownAccount({ keepFresh: 'always' }), aKeyAccount(), ...people(5)] });
  desk.server.isRotating = true;
  await desk.presence.start();
  const listeners = watchListeners(desk);
  for (let index = 0; index < warm; index += 1) await cycle(desk, index);
  const before = { heap: heap(), timers: desk.clock.waiting, tokens: desk.liveTokens.all('p0').length };
  const cycles = hours * 60 - warm;
  for (let index = 0; index < cycles; index += 1) await cycle(desk, index);
  const growth = (heap() - before.heap) / (cycles / 1_000);
  expect(growth).toBeLessThan(1024 * 1024);
  expect(listeners).toEqual({ store: 0, alarms: 0 });
  expect(desk.clock.waiting).toBeLessThanOrEqual(before.timers + 1);
  expect(desk.clock.waiting).toBeLessThanOrEqual(3);
  expect(desk.liveTokens.all('p0').length).toBeLessThanOrEqual(50);
  expect(desk.store.get().catalog.accounts).toHaveLength(7);
  expect(Object.keys(desk.store.get().accounts)).toHaveLength(7);
  expect(Object.keys(desk.store.get().earlierTokens).length).toBeLessThan(20);
  expect(desk.log.bugs).toEqual([]);
  desk.endLife();
  desk.signOutQueue.stop();
}, 120_000);
