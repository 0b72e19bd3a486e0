// The quick copy, and what the window says about renewals, clock, tray and lock.
import type { AccountView, InstanceView, View } from '#contract/bridge';
import type { AppWindow } from '#support/renderer-page';
import { pressing, withAccount, type Scene } from '#support/scene-parts';
import {
  aBusyDesk,
  aFailureOfEachKind,
  aGoogleAccount,
  aGoogleInstance,
  activeFor,
  afternoon,
  anAccount,
  anInstance,
  aView,
  day,
  minute,
} from '#support/views';

const failures = aFailureOfEachKind();

/** Accounts in every state, one pinned, one used a while ago. */
export function aQuickDesk(part: Partial<View> = {}): View {
  const busy = aBusyDesk();
  const change = (account: AccountView): AccountView => {
    if (account.id === 'reports') return { ...account, isPinned: true };
    return account.id === 'ana-staging' ? { ...account, lastHandOutAt: afternoon - 20 * minute } : account;
  };
  const google = aGoogleInstance({ accounts: [aGoogleAccount()] });
  return {
    ...busy,
    instances: [...busy.instances, google].map((instance) => ({
      ...instance,
      accounts: instance.accounts.map(change),
    })),
    ...part,
  };
}

/** So many instances with one account each. */
export function aLongList(count: number): readonly InstanceView[] {
  return Array.from({ length: count }, (_, index) =>
    anInstance({
      id: `i${index}`,
      name: `Instance ${index}`,
      accounts: [anAccount({ id: `a${index}`, instanceId: `i${index}` })],
    }),
  );
}

const typing =
  (...keys: readonly string[]) =>
  async ({ page }: AppWindow): Promise<void> => {
    await page.locator('input[role="combobox"]').waitFor();
    for (const key of keys) await page.keyboard.press(key);
  };

const failing = async (window: AppWindow): Promise<void> => {
  window.main.when('copyToken', () => ({ ok: false, failure: failures['provider-unreachable'] }));
  await typing('Enter')(window);
  await window.page.getByRole('alert').waitFor();
};

const quickScenes: readonly Scene[] = [
  { name: 'the quick copy', view: aQuickDesk(), isQuick: true, open: typing() },
  { name: 'the quick copy, narrowed', view: aQuickDesk(), isQuick: true, open: typing('s', 't', 'a') },
  { name: 'the quick copy with nothing found', view: aQuickDesk(), isQuick: true, open: typing('z', 'z') },
  { name: 'the formats', view: aQuickDesk(), isQuick: true, open: typing('Shift+Enter') },
  {
    name: 'a token that is fetched first',
    view: aQuickDesk(),
    isQuick: true,
    open: async (window) => {
      window.main.hold('copyToken');
      await typing('Enter')(window);
    },
  },
  { name: 'a copy that failed', view: aQuickDesk(), isQuick: true, open: failing },
  {
    name: 'the quick copy of many',
    view: aView({ instances: aLongList(300) }),
    isQuick: true,
    open: typing('End'),
  },
  {
    name: 'the quick copy of a locked app',
    view: aQuickDesk({ isLocked: true }),
    isQuick: true,
    open: async ({ page }) => page.getByRole('button', { name: 'Unlock' }).waitFor(),
  },
  {
    name: 'the quick copy over the window',
    view: aQuickDesk(),
    open: async (window) => {
      await window.page.keyboard.press('Control+k');
      await typing('s', 't')(window);
    },
  },
];

const kept = { isKeptFresh: true, renewsAt: afternoon + 30 * minute };

const renewalScenes: readonly Scene[] = [
  {
    name: 'a token that renews by itself',
    view: withAccount({
      ...kept,
      isPinned: true,
      activity: [
        { at: afternoon - 2 * minute, what: 'copied-as', format: 'curl' },
        { at: afternoon - 18 * minute, what: 'renewed-ahead' },
        { at: afternoon - 77 * minute, what: 'renewed-after-wake' },
        { at: afternoon - 3 * day, what: 'signed-in' },
      ],
    }),
  },
  { name: 'the formats of a copy', view: withAccount(kept), open: pressing('Copy as…', 'menu') },
  {
    name: 'renewals paused, a clock that was set, no tray',
    view: withAccount(
      {},
      {
        renewals: { isPaused: true, isOffline: true },
        clock: { kind: 'jumped', by: -10 * minute, at: afternoon },
        tellsNoTray: true,
        desktop: { os: 'linux', tray: false },
      },
    ),
  },
  {
    name: 'no network, and a clock that is wrong by a day',
    view: withAccount(kept, {
      renewals: { isPaused: false, isOffline: true },
      clock: { kind: 'differs', by: day, host: 'acme.cloud.looker.com' },
    }),
  },
  {
    name: 'a sign-in to be renewed by a day',
    view: withAccount({ ...kept, state: activeFor(42 * minute), signInAgainBy: afternoon + 3 * day }),
  },
  {
    name: 'a locked app',
    view: withAccount({}, { isLocked: true }),
    open: async ({ page }) => page.getByRole('button', { name: 'Unlock' }).waitFor(),
  },
  {
    name: 'a shortcut that is taken',
    view: withAccount({}),
    open: async (window) => {
      window.main.when('saveSettings', () => ({ ok: false, failure: failures['shortcut-refused'] }));
      await pressing('Settings', 'dialog')(window);
      await window.page.getByRole('button', { name: 'Record keys' }).click();
      await window.page.keyboard.press('Control+Shift+y');
      await window.page.locator('[data-failure="shortcut-refused"]').waitFor();
    },
  },
];

export const freshScenes: readonly Scene[] = [...quickScenes, ...renewalScenes];
