// What the ⋯ menu of a client offers, and what is asked before something of it ends.
import type { ClientApp, ClientAppAct, InstanceView } from '../bridge/client';
import type { MenuItem } from '../components/menu-item';
import { toSignInsWith } from '../state/client-apps.svelte';
import { askDeactivate, askDelete, askDisable, askInvalidate, clientAppsText } from '../text/client-apps';
import type { Question } from '../text/dialogs';

type Choose = (act: ClientAppAct, returnTo?: HTMLElement | null) => void;
type AskUser = (kind: 'activate-user' | 'deactivate-user') => void;

export function toClientItems(app: ClientApp, choose: Choose, askUser: AskUser): readonly MenuItem[] {
  const onOrOff: MenuItem = app.enabled
    ? {
        label: clientAppsText.disable,
        opensGroup: true,
        isDangerous: true,
        act: (trigger) => choose({ kind: 'disable' }, trigger),
      }
    : {
        label: clientAppsText.enable,
        opensGroup: true,
        act: (trigger) => choose({ kind: 'enable' }, trigger),
      };
  return [
    { label: clientAppsText.activateUser, act: () => askUser('activate-user') },
    { label: clientAppsText.deactivateUser, act: () => askUser('deactivate-user') },
    onOrOff,
    {
      label: clientAppsText.invalidate,
      isDangerous: true,
      act: (trigger) => choose({ kind: 'invalidate-tokens' }, trigger),
    },
    {
      label: clientAppsText.remove,
      isDangerous: true,
      act: (trigger) => choose({ kind: 'delete' }, trigger),
    },
  ];
}

/** Null for what ends nothing. */
export function toQuestion(act: ClientAppAct, app: ClientApp, instance: InstanceView): Question | null {
  const signIns = toSignInsWith(instance, app.guid);
  const isOurs = app.guid === instance.clientId;
  const stake = { app, instance: instance.name, isOurs, signIns: signIns.length };
  switch (act.kind) {
    case 'enable':
    case 'activate-user':
      return null;
    case 'disable':
      return askDisable(stake);
    case 'delete':
      return askDelete(stake);
    case 'invalidate-tokens':
      return askInvalidate(stake);
    case 'deactivate-user': {
      const typed = act.user.trim();
      const own = signIns.filter(
        ({ identity }) => identity.userId === typed || identity.email?.toLowerCase() === typed.toLowerCase(),
      );
      return askDeactivate(toPerson(typed, app), { ...stake, signIns: own.length });
    }
  }
}

/** By the name in the list of those who accepted, where it is known. */
function toPerson(user: string, { activatedUsers }: ClientApp): string {
  const named = activatedUsers.find(({ id }) => id === user);
  if (named !== undefined) return clientAppsText.user(named);
  return /^\d+$/.test(user) ? clientAppsText.user({ id: user, name: null }) : user;
}
