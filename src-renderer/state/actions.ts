// Everything a button, a menu item, a shortcut or a failure note can do, once, so that each means the same everywhere.
import type { Result, TokenFormat, Workspace } from '../bridge/client';
import { en } from '../text/en';
import type { FailureAction } from '../text/failures';
import type { AppState } from './app-state.svelte';
import { theApp, type Commands } from './commands.svelte';
import type { Dialogs } from './dialogs.svelte';
import type { Notices } from './notices.svelte';
import type { Page, Pages } from './pages.svelte';

export type Actions = ReturnType<typeof createActions>;
export type ActionHandlers = Readonly<Partial<Record<FailureAction, (() => void) | undefined>>>;

type Parts = {
  readonly app: AppState;
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly pages: Pages;
  readonly notices: Notices;
};

export function createActions(parts: Parts) {
  return { ...createOrders(parts), ...createMoves(parts) };
}

/** What main is asked to do. */
function createOrders({ commands, notices }: Parts) {
  async function confirmed(run: Promise<Result<unknown>>, text: string): Promise<void> {
    if ((await run).ok) await notices.say(text);
  }

  return {
    signIn: (instanceId: string, accountId: string | null) =>
      void commands.run('startSignIn', { instanceId, accountId }, accountId ?? instanceId),
    cancelSignIn: (instanceId: string) => void commands.run('cancelSignIn', { instanceId }, instanceId),
    dismissSignIn: (instanceId: string) => void commands.run('dismissSignIn', { instanceId }, instanceId),
    copySignInLink: (instanceId: string) =>
      void confirmed(commands.run('copySignInLink', { instanceId }, instanceId), en.notices.link),
    copyToken: (accountId: string, format: TokenFormat = 'token') =>
      void commands.run('copyToken', { accountId, format }, accountId),
    renewAll: () => void commands.run('renewAll', {}),
    setPinned: (accountId: string, isPinned: boolean) =>
      void commands.run('setPinned', { accountId, isPinned }, accountId),
    resumeRenewals: () => void commands.run('pauseRenewals', { isPaused: false }),
    lock: () => void commands.run('lockApp', {}),
    unlock: () => void commands.run('unlockApp', {}),
    putNoteAway: (note: 'clock' | 'no-tray' | 'shortcut') => void commands.run('putNoteAway', { note }, note),
    renewToken: (accountId: string) => void commands.run('renewToken', { accountId }, accountId),
    setWorkspace: (accountId: string, workspace: Workspace) =>
      void commands.run('setWorkspace', { accountId, workspace }, accountId),
    /** A sign-out that waits for the provider is tried at once. */
    retrySignOut: (accountId: string) =>
      void commands.run('signOut', { accountId, everywhere: false }, accountId),
    clearClipboard: () => void commands.run('clearClipboard', {}),
    copyRedirectUri: (redirectPort: string) =>
      void confirmed(commands.run('copyRedirectUri', { redirectPort }), en.notices.redirectUri),
    copyRegistration: (instanceId: string) =>
      void confirmed(commands.run('copyRegistration', { instanceId }, instanceId), en.notices.registration),
    recheckKeychain: () => void commands.run('recheckKeychain', {}),
    useMemoryOnly: () => void commands.run('useMemoryOnly', {}),
    forget: (subject: string = theApp) => {
      commands.forget(subject);
    },
  };
}

/** Where the window goes. */
function createMoves({ app, commands, dialogs, pages }: Parts) {
  return {
    changeInstance: (instanceId: string) => {
      dialogs.open({ kind: 'change-instance', instanceId });
    },
    openPage: (page: Page) => {
      pages.open(page);
    },
    enterKey: (instanceId: string, accountId: string | null) => {
      dialogs.open({ kind: 'add-key', instanceId, accountId });
    },
    /** Leaving a page puts its finished sign-in away. */
    select: (id: string) => {
      const left = app.selected?.instance;
      app.select(id);
      pages.close();
      if (left?.signIn?.progress.kind === 'done') {
        void commands.ask('dismissSignIn', { instanceId: left.id });
      }
    },
  };
}
