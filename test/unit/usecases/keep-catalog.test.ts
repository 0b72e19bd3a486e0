import { describe, expect, test } from 'vitest';
import { aDraft, aKnownAccount } from '#support/builders';
import { aDesk } from '#support/desk';
import { settle } from '#support/fakes/story';

describe('the catalog on disk', () => {
  test('follows every change, and only changes of its own', async () => {
    const desk = aDesk();
    desk.safekeeping.useMemoryOnly();
    await desk.startSignIn();
    expect(desk.file.versions).toEqual([]);
    desk.adds(aDraft());
    await settle();
    expect(desk.file.versions).toHaveLength(1);
    expect(desk.file.content).toBe(desk.store.get().catalog);
  });

  test('that cannot be written is said, costs nothing else, and is said no more once it can', async () => {
    const desk = aDesk();
    desk.file.saveTrouble = { kind: 'catalog-not-saved', reason: 'denied' };
    expect(desk.adds(aDraft({ name: 'One' }))).toMatchObject({ ok: true });
    await settle();
    expect(desk.view()).toMatchObject({
      catalogTrouble: { kind: 'catalog-not-saved', reason: 'denied' },
      instances: [{}, { name: 'One' }],
    });
    desk.file.saveTrouble = null;
    desk.adds(aDraft({ name: 'Two' }));
    await settle();
    expect(desk.view().catalogTrouble).toBeNull();
    expect(desk.file.content.instances).toHaveLength(3);
  });

  test('that was found broken at the start stays said for the whole run', async () => {
    const first = aDesk();
    first.file.loadTrouble = { kind: 'catalog-unreadable', keptAs: 'kept.json', recovered: true };
    const desk = first.restart();
    desk.adds(aDraft());
    await settle();
    expect(desk.view().catalogTrouble).toMatchObject({ kind: 'catalog-unreadable' });
  });
});

test('a restart shows the same list, nothing live, nothing lost', async () => {
  const desk = aDesk({ accounts: [aKnownAccount()] });
  await desk.copies();
  await settle();
  const next = desk.restart();
  expect(next.accountOf()).toEqual(desk.accountOf());
  expect(next.stateOf()).toEqual({ kind: 'resting' });
  expect(next.liveTokens.get('ana')).toBeNull();
  expect(await next.copies()).toMatchObject({ ok: true });
});
