import '#support/fakes/without-electron';
import { expect, test } from 'vitest';
import { createNotices, type NoticeBoard } from '#electron/notices';
import type { Notice } from '#usecases/ports';
import { HandClock } from '#support/fakes/clock';
import { settle } from '#support/fakes/story';

type Shown = { readonly notice: Notice; readonly click: () => void };

/** A desktop: what it shows now, how often it showed something, and whether its screen is locked. */
class Desktop implements NoticeBoard {
  readonly clock = new HandClock(0);
  readonly after = this.clock.after;
  locked = false;
  hasNotices = true;
  shownInAll = 0;
  shown: readonly Shown[] = [];
  readonly clicked: (string | null)[] = [];
  readonly notify = createNotices(this, (accountId) => this.clicked.push(accountId));

  readonly isLocked = () => Promise.resolve(this.locked);

  readonly show: NoticeBoard['show'] = (notice, click) => {
    if (!this.hasNotices) return null;
    const shown = { notice, click };
    this.shown = [...this.shown, shown];
    this.shownInAll += 1;
    return () => (this.shown = this.shown.filter((other) => other !== shown));
  };

  titles() {
    return this.shown.map(({ notice }) => notice.title);
  }
}

const one: Notice = { title: 'One sign-in needs you', body: 'ana at Acme', accountId: 'ana' };
const two: Notice = { title: 'Two sign-ins need you', body: 'ana and ben', accountId: null };

test('a notice is shown, and a click on it leads to its account', async () => {
  const desktop = new Desktop();
  desktop.notify(one);
  await settle();
  expect(desktop.titles()).toEqual([one.title]);
  desktop.shown[0]?.click();
  expect(desktop.clicked).toEqual(['ana']);
});

test('a second one takes the place of the first, so that they never pile up', async () => {
  const desktop = new Desktop();
  desktop.notify(one);
  await settle();
  desktop.notify(two);
  await settle();
  expect(desktop.titles()).toEqual([two.title]);
  desktop.notify(null);
  await settle();
  expect(desktop.titles()).toEqual([]);
});

test('ten at once are one', async () => {
  const desktop = new Desktop();
  for (let times = 0; times < 10; times += 1) desktop.notify(one);
  await settle();
  expect(desktop.shownInAll).toBe(1);
});

test('while the screen is locked nothing is shown; the last one comes soon after it is open again', async () => {
  const desktop = new Desktop();
  desktop.locked = true;
  desktop.notify(one);
  await desktop.clock.pass(3_600_000);
  desktop.notify(two);
  await desktop.clock.pass(3_600_000);
  expect(desktop.shownInAll).toBe(0);
  desktop.locked = false;
  await desktop.clock.pass(30_000);
  expect(desktop.titles()).toEqual([two.title]);
  await desktop.clock.pass(3_600_000);
  expect(desktop.shownInAll).toBe(1);
});

test('what is over before the screen is open again is never shown', async () => {
  const desktop = new Desktop();
  desktop.locked = true;
  desktop.notify(one);
  await desktop.clock.pass(60_000);
  desktop.notify(null);
  desktop.locked = false;
  await desktop.clock.pass(3_600_000);
  expect(desktop.shownInAll).toBe(0);
});

test('a desktop without notices is left in peace', async () => {
  const desktop = new Desktop();
  desktop.hasNotices = false;
  desktop.notify(one);
  await settle();
  desktop.notify(null);
  await settle();
  expect(desktop.shownInAll).toBe(0);
});
