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
import { copySelected, focusSearch } from './shortcuts';

export type Desk = {
  readonly app: AppState;
  readonly list: ListState;
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly pages: Pages;
  readonly notices: Notices;
  readonly putAway: PutAway;
  readonly actions: Actions;
  /** For an effect: hears main until the returned function is called. */
  readonly listen: () => () => void;
};

export const [useDesk, provideDesk] = createContext<Desk>();

export function createDesk(bridge: Bridge): Desk {
  const app = new AppState();
  const commands = new Commands(bridge);
  const dialogs = new Dialogs();
  const pages = new Pages();
  const notices = new Notices();
  const actions = createActions({ app, commands, dialogs, pages, notices });
  const list = new ListState(app, pages);
  const putAway = new PutAway();
  const desk: Desk = { app, list, commands, dialogs, pages, notices, putAway, actions, listen };
  return desk;

  function listen(): () => void {
    const stops = [
      bridge.onView((view) => {
        app.accept(view);
      }),
      bridge.onRequest((request) => {
        answerRequest(request, desk);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

function answerRequest(request: WindowRequest, desk: Desk): void {
  // An open dialog may hold what somebody typed.
  if (desk.dialogs.current !== null) return;
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
  }
}
