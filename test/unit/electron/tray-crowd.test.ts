// A menu for hundreds of accounts: it stays short, quick to make, and true.
import { describe, expect, test } from 'vitest';
import type { AccountView, View } from '#domain/view';
import { toTrayMenu } from '#electron/tray-menu';
import { afternoon, aDeskOf, anAccount, minute } from '#support/views';

const expired: AccountView['state'] = {
  kind: 'needs-sign-in',
  failure: { kind: 'sign-in-expired', interrupted: false },
};

/** So many accounts at one instance, named in their order; each signed in a minute before the one above it. */
function crowd(part: (index: number) => Partial<AccountView> = () => ({}), count = 300): View {
  const accounts = Array.from({ length: count }, (_, index) =>
    anAccount({
      id: `a${index}`,
      identity: { userId: `${index}`, displayName: `Analyst ${index}`, email: `a${index}@acme.example` },
      signedInAt: afternoon - index * minute,
      ...part(index),
    }),
  );
  return aDeskOf(...accounts);
}

function items(view: View) {
  return toTrayMenu(view, afternoon).filter((entry) => entry.kind !== 'separator');
}

const linesOf = (view: View, pattern: RegExp) =>
  items(view)
    .map(({ label }) => label)
    .filter((label) => pattern.test(label));

const find = (view: View, label: string) => items(view).find((entry) => entry.label === label);

describe('with 300 accounts', () => {
  test('the eight used last are there, in the order of the window, and the others are a quick copy away', () => {
    const used = new Map([
      [250, afternoon - 1],
      [40, afternoon - 2],
    ]);
    const view = crowd((index) => ({ lastHandOutAt: used.get(index) ?? null }));
    const copies = linesOf(view, /^Copy token/);
    expect(copies.map((line) => /a\d+@/.exec(line)?.[0])).toEqual([
      'a0@',
      'a1@',
      'a2@',
      'a3@',
      'a4@',
      'a5@',
      'a40@',
      'a250@',
    ]);
    expect(find(view, '292 more: quick copy…')).toMatchObject({ action: { kind: 'quick-copy' } });
  });

  test('pinned ones come before, and leave the rest what room is left', () => {
    const view = crowd((index) => ({ isPinned: index === 200 || index === 299 }));
    const copies = linesOf(view, /^Copy token/).map((line) => /a\d+@/.exec(line)?.[0]);
    expect(copies).toEqual(['a200@', 'a299@', 'a0@', 'a1@', 'a2@', 'a3@', 'a4@', 'a5@']);
  });

  test('ten pinned, five in trouble and a token on the clipboard still make a menu that fits a screen', () => {
    const clipboard = {
      accountId: 'a1',
      what: 'token',
      copiedAt: afternoon,
      clearsAt: afternoon + minute,
    } as const;
    const view = crowd((index) => ({ isPinned: true, ...(index % 2 === 0 ? {} : { state: expired }) }));
    const entries = toTrayMenu({ ...view, clipboard }, afternoon);
    expect(linesOf(view, /^Copy token/)).toHaveLength(10);
    expect(entries.filter(({ kind }) => kind !== 'separator').length).toBeLessThanOrEqual(24);
    for (const entry of entries)
      if (entry.kind === 'submenu') expect(entry.entries.length).toBeLessThanOrEqual(12);
  });

  test('the menu is made in less than 5 ms', () => {
    const view = crowd((index) => (index % 7 === 0 ? { state: expired } : {}));
    const times = Array.from({ length: 21 }, () => {
      const start = performance.now();
      toTrayMenu(view, afternoon);
      return performance.now() - start;
    }).toSorted((a, b) => a - b);
    // The median: other programs take their turns as well.
    expect(times[10]).toBeLessThan(5);
  });

  test('what needs somebody never fills the menu: five are named, the others counted', () => {
    const view = crowd(() => ({ state: expired }));
    expect(linesOf(view, /sign in again/)).toHaveLength(5);
    expect(find(view, '295 more need you…')).toMatchObject({ action: { kind: 'open' } });
  });
});
