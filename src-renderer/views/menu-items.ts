// What the ⋯ menu offers, for an account and for an instance without one.
import type { AccountView, InstanceView } from '../bridge/client';
import type { MenuItem } from '../components/menu-item';
import type { Desk } from '../state/desk';
import { en } from '../text/en';

export function toAccountItems(
  desk: Desk,
  instance: InstanceView,
  account: AccountView,
): readonly MenuItem[] {
  const { actions, dialogs } = desk;
  return [
    { label: en.menu.signInAgain, act: () => actions.signIn(instance.id, account.id) },
    { label: en.menu.signInAsOther, act: () => actions.signIn(instance.id, null) },
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
  return [...toSharedItems(desk, instance), { ...toRemoveItem(desk, instance), opensGroup: true }];
}

function toSharedItems({ actions, dialogs }: Desk, instance: InstanceView): readonly MenuItem[] {
  const { redirectPort } = instance;
  // Where any port will do there is nothing to register.
  const forAdmins: readonly MenuItem[] =
    redirectPort === null
      ? []
      : [
          { label: en.menu.copyRedirectUri, act: () => actions.copyRedirectUri(String(redirectPort)) },
          { label: en.menu.copyRegistration, act: () => actions.copyRegistration(instance.id) },
        ];
  return [
    {
      label: en.menu.change,
      opensGroup: true,
      act: (trigger) => dialogs.open({ kind: 'change-instance', instanceId: instance.id }, trigger),
    },
    ...forAdmins,
  ];
}

function toRemoveItem({ dialogs }: Desk, instance: InstanceView): MenuItem {
  return {
    label: en.menu.removeInstance,
    isDangerous: true,
    act: (trigger) => dialogs.open({ kind: 'remove-instance', instanceId: instance.id }, trigger),
  };
}
