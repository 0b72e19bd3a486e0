import { expect, test } from 'vitest';
import type { View } from '#domain/view';
import { aKnownAccount } from '#support/builders';
import { aDesk, type Desk } from '#support/desk';

function listenTo(desk: Desk): View[] {
  const views: View[] = [];
  desk.views.listen((view) => views.push(view));
  return views;
}

function rename(desk: Desk, name: string): void {
  desk.instances.change('acme', { name, clientId: 'daypass', redirectPort: '48517' });
}

test('a change after a quiet time is shown at once', async () => {
  const desk = aDesk();
  const views = listenTo(desk);
  rename(desk, 'One');
  await desk.clock.pass(0);
  expect(views.map(({ instances }) => instances[0]?.name)).toEqual(['One']);
});

test('many changes are at most one view per tenth of a second, and the last one is never lost', async () => {
  const desk = aDesk();
  const views = listenTo(desk);
  for (let index = 0; index <= 100; index += 1) {
    rename(desk, `Name ${index}`);
    await desk.clock.pass(10);
  }
  await desk.clock.pass(200);
  expect(views.length).toBeGreaterThan(5);
  expect(views.length).toBeLessThanOrEqual(12);
  const times = views.map(({ now }) => now);
  times.slice(1).forEach((time, index) => expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(100));
  expect(views.at(-1)?.instances[0]?.name).toBe('Name 100');
});

test('revisions rise, over what is sent and what is asked for', async () => {
  const desk = aDesk();
  const views = listenTo(desk);
  const revisions = [desk.view().revision];
  rename(desk, 'One');
  await desk.clock.pass(100);
  revisions.push(...views.map(({ revision }) => revision), desk.view().revision);
  expect(revisions).toEqual([1, 2, 3]);
});

test('a clock that is set back does not hold views up', async () => {
  const desk = aDesk();
  const views = listenTo(desk);
  rename(desk, 'One');
  await desk.clock.pass(0);
  desk.clock.set(-3_600_000);
  rename(desk, 'Two');
  await desk.clock.pass(100);
  expect(views).toHaveLength(2);
});

test('who stopped listening hears nothing', async () => {
  const desk = aDesk();
  const views: View[] = [];
  desk.views.listen((view) => views.push(view))();
  rename(desk, 'One');
  await desk.clock.pass(500);
  expect(views).toEqual([]);
});

test('what changes nothing is not news', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  const views = listenTo(desk);
  desk.freshness.alarms.look();
  desk.signIn.cancel('acme');
  await desk.clock.pass(500);
  expect(views).toEqual([]);
});
