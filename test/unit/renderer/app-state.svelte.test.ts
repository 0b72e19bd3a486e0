import { expect, test } from 'vitest';
import { AppState } from '#renderer/state/app-state.svelte.ts';
import { ListState } from '#renderer/state/list-state.svelte.ts';
import { Pages } from '#renderer/state/pages.svelte.ts';
import { Now } from '#renderer/state/now.svelte.ts';
import type { View } from '#contract/bridge';
import {
  aBusyDesk,
  activeFor,
  afternoon,
  anAccount,
  anInstance,
  aSignIn,
  aView,
  minute,
  second,
} from '#support/views';

function anAppShowing(view: View): AppState {
  const app = new AppState(new Now(() => afternoon));
  app.accept(view);
  return app;
}

const twoPeople = (revision: number, ids: readonly string[] = ['ana', 'ben']) =>
  aView({ revision, instances: [anInstance({ accounts: ids.map((id) => anAccount({ id })) })] });

test('a view that arrives late changes nothing', () => {
  const app = anAppShowing(twoPeople(5));
  app.accept(aView({ revision: 4 }));
  app.accept(aView({ revision: 5 }));
  expect(app.rows).toHaveLength(2);
});

test('the first row is selected until somebody chooses', () => {
  expect(anAppShowing(twoPeople(1)).selected?.id).toBe('ana');
});

test('the chosen row stays chosen while the list changes around it', () => {
  const app = anAppShowing(twoPeople(1));
  app.select('ben');
  app.accept(twoPeople(2, ['new', 'ana', 'ben']));
  expect(app.selected?.id).toBe('ben');
});

test('when the chosen row is removed, its neighbour is chosen', () => {
  const app = anAppShowing(twoPeople(1, ['ana', 'ben', 'chi']));
  app.select('ben');
  app.accept(twoPeople(2, ['ana', 'chi']));
  expect(app.selected?.id).toBe('chi');
});

test('an instance that was just added is chosen as soon as it arrives', () => {
  const app = anAppShowing(twoPeople(1));
  app.select('acme-2');
  expect(app.selected?.id).toBe('ana');
  app.accept(aView({ revision: 2, instances: [...twoPeople(2).instances, anInstance({ id: 'acme-2' })] }));
  expect(app.selected?.id).toBe('acme-2');
});

test('an instance without accounts has a row, and its first account takes it over', () => {
  const app = anAppShowing(aView({ instances: [anInstance({ id: 'acme' })] }));
  app.select('acme');
  expect(app.selected?.account).toBeNull();
  app.accept(twoPeople(2, ['ana']));
  expect(app.selected?.id).toBe('ana');
});

test('signing in as somebody else moves on to the new account', () => {
  const app = anAppShowing(twoPeople(1, ['ana']));
  const signIn = aSignIn({ kind: 'done', accountId: 'ben', displayName: 'Ben', outcome: 'another-person' });
  const accounts = [anAccount(), anAccount({ id: 'ben' })];
  app.accept(aView({ revision: 2, instances: [anInstance({ signIn, accounts })] }));
  expect(app.selected?.id).toBe('ben');
});

test('a sign-in that ends elsewhere does not pull the user away', () => {
  const other = anInstance({ id: 'other', accounts: [anAccount({ id: 'zoe' })] });
  const app = anAppShowing(aView({ instances: [other, anInstance()] }));
  app.select('zoe');
  const signIn = aSignIn({ kind: 'done', accountId: 'ana', displayName: 'Ana', outcome: 'first' });
  const accounts = [anAccount()];
  app.accept(aView({ revision: 2, instances: [other, anInstance({ signIn, accounts })] }));
  expect(app.selected?.id).toBe('zoe');
});

test.each([
  ['nothing counts down', aView({ instances: [anInstance()] }), 'still'],
  ['a token has long to live', twoPeople(1), 'slow'],
  [
    'a token has less than two minutes',
    aView({ instances: [anInstance({ accounts: [anAccount({ state: activeFor(90 * second) })] })] }),
    'seconds',
  ],
  [
    'a token is on the clipboard',
    aView({
      clipboard: { what: 'token', accountId: 'ana', copiedAt: afternoon, clearsAt: afternoon + 45 * second },
    }),
    'seconds',
  ],
  [
    'a sign-in is under way',
    aView({ instances: [anInstance({ signIn: aSignIn({ kind: 'under-way', step: 'answer' }) })] }),
    'seconds',
  ],
  [
    'a sign-in is over',
    aView({
      instances: [
        anInstance({
          signIn: aSignIn({ kind: 'failed', step: 'answer', failure: { kind: 'sign-in-cancelled' } }),
        }),
      ],
    }),
    'still',
  ],
])('when %s, the clock is %s', (_when, view, pace) => {
  expect(anAppShowing(view).pace).toBe(pace);
});

test('countdowns follow the clock of the main process', () => {
  let here = afternoon;
  const now = new Now(() => here);
  const app = new AppState(now);
  app.accept(aView({ now: afternoon + 3 * minute }));
  here += 10 * second;
  now.tick();
  expect(now.current).toBe(afternoon + 3 * minute + 10 * second);
});

test('every word of a search has to occur: in the name, the person or the host', () => {
  const app = anAppShowing(aBusyDesk());
  const list = new ListState(app, new Pages());
  const found = (search: string) => {
    list.search = search;
    return list.rows.map(({ id }) => id);
  };
  expect(found('NORTH')).toEqual(['ana-northwind']);
  expect(found('staging ana')).toEqual(['ana-staging']);
  expect(found('globex.cloud')).toEqual(['globex']);
  expect(found('nobody')).toEqual([]);
  expect(found('  ')).toHaveLength(8);
});

test('what is pinned stands first among its provider’s rows, and the rest keeps its order', () => {
  const google = anInstance({ id: 'g', provider: 'google', providerLabel: 'Google' });
  const accounts = [
    anAccount({ id: 'ana' }),
    anAccount({ id: 'ben' }),
    anAccount({ id: 'chi', isPinned: true }),
  ];
  const pinned = anInstance({ id: 'late', accounts: [anAccount({ id: 'zoe', isPinned: true })] });
  const app = anAppShowing(aView({ instances: [anInstance({ accounts }), google, pinned] }));
  expect(app.rows.map(({ id }) => id)).toEqual(['chi', 'zoe', 'ana', 'ben', 'g']);
  expect(app.selected?.id).toBe('chi');
});

test('arrow keys walk the rows as they are shown and stop at the ends', () => {
  const google = anInstance({ id: 'g', provider: 'google', providerLabel: 'Google' });
  const late = anInstance({ id: 'late', accounts: [anAccount({ id: 'zoe' })] });
  const list = new ListState(anAppShowing(aView({ instances: [anInstance(), google, late] })), new Pages());
  expect(list.groups.map(({ label }) => label)).toEqual(['Looker', 'Google']);
  expect([list.move('next'), list.move('next'), list.move('next')]).toEqual(['zoe', 'g', 'g']);
  expect([list.move('first'), list.move('previous'), list.move('last')]).toEqual(['acme', 'acme', 'g']);
});
