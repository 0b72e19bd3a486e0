// What scenes are made of: views with one account of interest, and the presses that open something.
import type { AccountView, InstanceView, SignInProgress, View } from '#contract/bridge';
import type { AppWindow } from '#support/renderer-page';
import { aBusyDesk, anAccount, anInstance, aSignIn, aView } from '#support/views';

export type Scene = {
  readonly name: string;
  readonly view: View;
  /** In the small window of the quick copy. */
  readonly isQuick?: boolean;
  /** Opens what is not on screen at once. */
  readonly open?: (window: AppWindow) => Promise<void>;
};

export function withAccount(
  account: Partial<AccountView>,
  rest: Partial<View> = {},
  instance: Partial<InstanceView> = {},
): View {
  const first = anInstance({ accounts: [anAccount(account)], ...instance });
  return aView({ instances: [first, ...aBusyDesk().instances.slice(1)], ...rest });
}

export function withAccounts(...accounts: readonly AccountView[]): View {
  return aView({ instances: [anInstance({ accounts }), ...aBusyDesk().instances.slice(1)] });
}

export function withSignIn(progress: SignInProgress): View {
  return aView({ instances: [anInstance({ signIn: aSignIn(progress) })] });
}

export function pressing(button: string, role: 'dialog' | 'alertdialog' | 'menu') {
  return async ({ page }: AppWindow) => {
    await page.getByRole('button', { name: button }).first().click();
    await page.getByRole(role).waitFor();
  };
}

export function choosing(item: string, role: 'dialog' | 'alertdialog') {
  return async (window: AppWindow) => {
    await pressing('More for this', 'menu')(window);
    await window.page.getByRole('menuitem', { name: item }).click();
    await window.page.getByRole(role).waitFor();
  };
}
