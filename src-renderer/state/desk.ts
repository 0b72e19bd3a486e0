// What every view works with, handed down as one typed context.
import { createContext } from 'svelte';
import type { Bridge, WindowRequest } from '../bridge/client';
import { createActions, type Actions } from './actions';
import { AppState } from './app-state.svelte';
import { Commands } from './commands.svelte';
import { Dialogs } from './dialogs.svelte';
import { ListState } from './list-state.svelte';
import { Notices } from './notices.svelte';
import { Pages } from './pages.svelte';
import { PutAway } from './put-away.svelte';
import { copySelected, focusSearch, isBeingTyped, openQuickCopy } from './shortcuts';
import { TypeAhead } from './type-ahead';

export type Desk = {
  readonly app: AppState;
  readonly list: ListState;
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly pages: Pages;
  readonly notices: Notices;
  readonly putAway: PutAway;
  readonly typeAhead: TypeAhead;
  readonly actions: Actions;
  /** For an effect: hears main until the returned function is called. */
  readonly listen: () => () => void;
};

export const [useDesk, provideDesk] = createContext<Desk>();

/** `onRequest`: instead of what the main window does when a menu item or the tray asks for something. */
export function createDesk(
  bridge: Bridge,
  onRequest: (request: WindowRequest, desk: Desk) => void = answerRequest,
): Desk {
  const app = new AppState();
  const commands = new Commands(bridge);
  const dialogs = new Dialogs();
  const pages = new Pages();
  const notices = new Notices();
  const actions = createActions({ app, commands, dialogs, pages, notices });
  const list = new ListState(app, pages);
  const putAway = new PutAway();
  const typeAhead = new TypeAhead();
  const desk: Desk = { app, list, commands, dialogs, pages, notices, putAway, typeAhead, actions, listen };
  return desk;

  function listen(): () => void {
    const stops = [
      bridge.onView((view) => {
        app.accept(view);
        if (view.isLocked) putAllAway(desk);
      }),
      bridge.onRequest((request) => {
        onRequest(request, desk);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

/** Of a locked app nothing stays open. */
function putAllAway({ dialogs, pages, typeAhead }: Desk): void {
  typeAhead.take();
  dialogs.close();
  pages.close();
}

function answerRequest(request: WindowRequest, desk: Desk): void {
  if (typeof request !== 'string') {
    showAccount(request.accountId, desk);
    return;
  }
  // An open dialog may hold what somebody typed.
  if (desk.dialogs.current !== null || desk.app.view?.isLocked === true) return;
  switch (request) {
    case 'add-instance':
      desk.dialogs.open({ kind: 'add-instance' });
      break;
    case 'open-settings':
      desk.dialogs.open({ kind: 'settings' });
      break;
    case 'copy-token':
      copySelected(desk);
      break;
    case 'focus-search':
      focusSearch();
      break;
    case 'quick-copy':
      openQuickCopy(desk);
      break;
  }
}

/** From a notice or the tray. What stands over the account goes, unless somebody is typing there. */
function showAccount(accountId: string, { app, dialogs, pages }: Desk): void {
  app.select(accountId);
  // Settings are saved as they are typed.
  if (dialogs.current?.kind !== 'settings' && isBeingTyped()) return;
  dialogs.close();
  pages.close();
}
