// What the ⋯ menu offers, for an account and for an instance without one.
import type { AccountView, InstanceView } from '../bridge/client';
import type { MenuItem } from '../components/menu-item';
import type { Desk } from '../state/desk';
import { canCopy, canExport, isByKey } from '../state/rows';
import { en } from '../text/en';

export function toAccountItems(
  desk: Desk,
  instance: InstanceView,
  account: AccountView,
): readonly MenuItem[] {
  const { dialogs } = desk;
  return [
    ...toSignInItems(desk, instance, account),
    ...toTokenItems(desk, instance, account),
    ...toSharedItems(desk, instance),
    {
      label: en.menu.removeAccount,
      opensGroup: true,
      isDangerous: true,
      act: (trigger) => dialogs.open({ kind: 'remove-account', accountId: account.id }, trigger),
    },
    toRemoveItem(desk, instance),
  ];
}

export function toInstanceItems(desk: Desk, instance: InstanceView): readonly MenuItem[] {
  return [
    ...toKeyItems(desk, instance),
    ...toSharedItems(desk, instance),
    { ...toRemoveItem(desk, instance), opensGroup: true },
  ];
}

/** What is known of a token, and what else can be made of its sign-in. */
function toTokenItems(
  { actions, dialogs }: Desk,
  instance: InstanceView,
  account: AccountView,
): readonly MenuItem[] {
  const { id: accountId } = account;
  const look: MenuItem = instance.checksHealth
    ? { label: en.menu.check, act: (trigger) => dialogs.open({ kind: 'health', accountId }, trigger) }
    : { label: en.menu.inspect, act: (trigger) => dialogs.open({ kind: 'inspect', accountId }, trigger) };
  const configFile: MenuItem = {
    label: en.menu.configFile,
    act: (trigger) => dialogs.open({ kind: 'export-config', accountId }, trigger),
  };
  const pin: MenuItem = {
    label: account.isPinned ? en.menu.unpin : en.menu.pin,
    act: () => actions.setPinned(accountId, !account.isPinned),
  };
  const [first, ...others] = [
    ...(canCopy(account) ? [look] : []),
    ...(canExport(instance, account) ? [configFile] : []),
    pin,
  ];
  return [{ ...first, opensGroup: true }, ...others];
}

function toSignInItems(desk: Desk, instance: InstanceView, account: AccountView): readonly MenuItem[] {
  const { actions, dialogs } = desk;
  const isKey = isByKey(account);
  const again: MenuItem = isKey
    ? {
        label: en.menu.enterKeyAgain,
        act: (trigger) =>
          dialogs.open({ kind: 'add-key', instanceId: instance.id, accountId: account.id }, trigger),
      }
    : { label: en.menu.signInAgain, act: () => actions.signIn(instance.id, account.id) };
  const other: MenuItem = {
    label: isKey ? en.menu.signInByBrowser : en.menu.signInAsOther,
    act: () => actions.signIn(instance.id, null),
  };
  return [again, other, ...toKeyItems(desk, instance)];
}

function toKeyItems({ dialogs }: Desk, instance: InstanceView): readonly MenuItem[] {
  if (!instance.takesKeys) return [];
  return [
    {
      label: en.menu.addKey,
      act: (trigger) => dialogs.open({ kind: 'add-key', instanceId: instance.id, accountId: null }, trigger),
    },
  ];
}

function toSharedItems(desk: Desk, instance: InstanceView): readonly MenuItem[] {
  return [
    {
      label: en.menu.change,
      opensGroup: true,
      act: (trigger) => desk.dialogs.open({ kind: 'change-instance', instanceId: instance.id }, trigger),
    },
    ...toRegistrationItems(desk, instance),
    ...toAdminItems(desk, instance),
  ];
}

/** Where any port will do there is nothing to register. */
function toRegistrationItems({ actions }: Desk, instance: InstanceView): readonly MenuItem[] {
  const { redirectPort } = instance;
  if (redirectPort === null) return [];
  return [
    { label: en.menu.copyRedirectUri, act: () => actions.copyRedirectUri(String(redirectPort)) },
    { label: en.menu.copyRegistration, act: () => actions.copyRegistration(instance.id) },
  ];
}

function toAdminItems({ actions }: Desk, instance: InstanceView): readonly MenuItem[] {
  const { id: instanceId, name } = instance;
  const mayAsk = instance.accounts.some(canCopy);
  const handOff: MenuItem = {
    label: en.menu.handOff,
    act: () => actions.openPage({ kind: 'hand-off', instanceId }),
  };
  const clientApps: MenuItem = {
    label: en.menu.clientApps(name),
    act: () => actions.openPage({ kind: 'client-apps', instanceId }),
  };
  return [
    ...(instance.handOff === null ? [] : [handOff]),
    ...(instance.managesClients && mayAsk ? [clientApps] : []),
  ];
}

function toRemoveItem({ dialogs }: Desk, instance: InstanceView): MenuItem {
  return {
    label: en.menu.removeInstance,
    isDangerous: true,
    act: (trigger) => dialogs.open({ kind: 'remove-instance', instanceId: instance.id }, trigger),
  };
}
