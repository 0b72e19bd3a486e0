import { expect, test } from 'vitest';
import { AppState } from '#renderer/state/app-state.svelte.ts';
import { Commands } from '#renderer/state/commands.svelte.ts';
import { Now } from '#renderer/state/now.svelte.ts';
import { mostShown, QuickCopy } from '#renderer/state/quick-copy.svelte.ts';
import { findQuick, toQuickEntries } from '#renderer/state/quick-search.ts';
import type { AccountView, View } from '#contract/bridge';
import { FakeBridge } from '#support/fake-bridge';
import { aLongList } from '#support/quick-scenes';
import {
  aDeskOf,
  aFailureOfEachKind,
  afternoon,
  aKeyAccount,
  anAccount,
  anInstance,
  aView,
  day,
  minute,
  second,
} from '#support/views';

const failures = aFailureOfEachKind();

function open(view: View) {
  const main = new FakeBridge(view);
  const app = new AppState(new Now(() => afternoon));
  main.onView((next) => app.accept(next));
  const went: string[] = [];
  const host = {
    linger: 0,
    showLabel: 'Show account',
    close: () => went.push('closed'),
    show: ({ id }: { id: string }) => went.push(id),
  };
  return { main, app, went, quick: new QuickCopy(app, new Commands(main), host) };
}

function named(name: string, account: Partial<AccountView> = {}) {
  const id = name.toLowerCase();
  return anInstance({
    id: `at-${id}`,
    name,
    uiOrigin: 'https://looker.example',
    accounts: [anAccount({ id, instanceId: `at-${id}`, ...account })],
  });
}

const shown = ({ rows }: QuickCopy) => rows.map(({ id }) => id);

test('pinned accounts come first, then those used lately, the latest first, then the list as it is', () => {
  const { quick } = open(
    aView({
      instances: [
        named('Quiet'),
        named('Old', { lastHandOutAt: afternoon - 30 * day }),
        named('Lately', { lastHandOutAt: afternoon - day }),
        named('Today', { lastHandOutAt: afternoon - minute }),
        named('Pinned', { isPinned: true }),
      ],
    }),
  );
  expect(shown(quick)).toEqual(['pinned', 'today', 'lately', 'old', 'quiet']);
});

test('three letters narrow the list: names that begin so, then words that do, then the rest', () => {
  const { quick } = open(
    aView({ instances: [named('Tarpit'), named('Sales Pit'), named('Pitstop'), named('Else')] }),
  );
  quick.search = 'PIT';
  expect(shown(quick)).toEqual(['pitstop', 'sales pit', 'tarpit']);
  quick.search = 'ana pit';
  expect(quick.rows).toHaveLength(3);
  quick.search = 'nobody';
  expect(quick.current).toBeNull();
});

test('of ten thousand accounts fifty are drawn, and a letter is answered at once', () => {
  const { app, quick } = open(aView({ instances: aLongList(10_000) }));
  expect([quick.rows.length, quick.hidden]).toEqual([mostShown, 10_000 - mostShown]);
  const entries = toQuickEntries(app.rows, afternoon);
  const start = performance.now();
  const found = ['9', '99', '999', '9999'].map((search) => findQuick(entries, search).length);
  // Two or three milliseconds each on a machine with nothing else to do.
  expect((performance.now() - start) / 4).toBeLessThan(100);
  expect(found).toEqual([3439, 280, 19, 1]);
});

test('Enter copies the plain token once, says for how long, and closes', async () => {
  const { quick, main, went } = open(aDeskOf(anAccount()));
  await quick.copy(quick.current!, 'token');
  expect(main.inputsOf('copyToken')).toEqual([{ accountId: 'ana', format: 'token' }]);
  expect(quick.progress).toEqual({ kind: 'copied', rowId: 'ana', clearsAt: afternoon + 45 * second });
  quick.act(quick.current!);
  expect(main.inputsOf('copyToken')).toHaveLength(1);
  await expect.poll(() => went).toEqual(['closed']);
});

test('while a fresh token is fetched a second Enter asks for nothing', async () => {
  const { quick, main } = open(aDeskOf(anAccount({ state: { kind: 'resting' } })));
  const release = main.hold('copyToken');
  quick.act(quick.current!);
  quick.act(quick.current!);
  expect(quick.progress).toEqual({ kind: 'working', rowId: 'ana' });
  release();
  await expect.poll(() => quick.progress?.kind).not.toBe('working');
  expect(main.inputsOf('copyToken')).toHaveLength(1);
});

test('what comes back after it was closed is for nobody', async () => {
  const { quick, main, went } = open(aDeskOf(anAccount()));
  const release = main.hold('copyToken');
  const copied = quick.copy(quick.current!, 'token');
  quick.close();
  release();
  await copied;
  expect(quick.progress).toBeNull();
  expect(went).toEqual(['closed']);
});

test('a copy that failed stays, and trying again copies in the same format', async () => {
  const { quick, main } = open(aDeskOf(anAccount()));
  main.when('copyToken', () => ({ ok: false, failure: failures['clipboard-refused'] }));
  await quick.copy(quick.current!, 'curl');
  const failed = quick.progress;
  expect(failed).toMatchObject({ kind: 'failed', failure: { kind: 'clipboard-refused' } });
  if (failed?.kind === 'failed') failed.again();
  await expect.poll(() => main.inputsOf('copyToken')).toHaveLength(2);
  expect(main.inputsOf('copyToken')[1]).toEqual({ accountId: 'ana', format: 'curl' });
});

test('Shift Enter offers the formats with the favourite chosen; Escape goes back and then out', () => {
  const { quick, went } = open(aDeskOf(anAccount()));
  quick.chooseFormat(quick.current);
  expect(quick.subject?.id).toBe('ana');
  expect(quick.format).toBe('header');
  quick.formatSearch = 'py';
  expect(quick.formats.map(({ id }) => id)).toEqual(['python']);
  quick.back();
  expect(quick.subject).toBeNull();
  expect(went).toEqual([]);
  quick.back();
  expect(went).toEqual(['closed']);
});

test('keys that came before there was a field are not lost', async () => {
  const { quick, main } = open(aView({ instances: [named('Sales'), named('Stock')] }));
  for (const key of 'sto') quick.press({ key, shiftKey: false });
  quick.press({ key: 'Enter', shiftKey: true });
  for (const key of 'cur') quick.press({ key, shiftKey: false });
  quick.press({ key: 'Enter', shiftKey: false });
  await expect.poll(() => main.inputsOf('copyToken')).toEqual([{ accountId: 'stock', format: 'curl' }]);
});

const expired = { kind: 'needs-sign-in', failure: failures['sign-in-expired'] } as const;

test('an ended sign-in begins anew with Enter, and leads to its account', async () => {
  const { quick, main, went } = open(aDeskOf(anAccount({ state: expired })));
  await quick.signIn(quick.current!);
  expect(main.inputsOf('startSignIn')).toEqual([{ instanceId: 'acme', accountId: 'ana' }]);
  expect(went).toEqual(['ana']);
});

test('a key that has to be entered again leads to its account: there is nothing to sign in to', () => {
  const { quick, main, went } = open(aDeskOf(aKeyAccount({ state: expired })));
  quick.act(quick.current!);
  expect(went).toEqual(['ana-key']);
  expect(main.asked).toEqual([]);
});
