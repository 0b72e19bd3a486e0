// Which dialog is open, and where the keyboard goes back to when it closes.

export type DialogRequest =
  | { readonly kind: 'add-instance' }
  | { readonly kind: 'change-instance'; readonly instanceId: string }
  | { readonly kind: 'settings' }
  | { readonly kind: 'sign-out'; readonly accountId: string }
  | { readonly kind: 'remove-account'; readonly accountId: string }
  | { readonly kind: 'remove-instance'; readonly instanceId: string };

export class Dialogs {
  current = $state.raw<DialogRequest | null>(null);
  #returnTo: HTMLElement | null = null;

  open(request: DialogRequest, returnTo: HTMLElement | null = toFocused()): void {
    this.#returnTo = returnTo;
    this.current = request;
  }

  close(): void {
    this.current = null;
  }

  /** Called once the dialog has let go of the focus. */
  giveFocusBack(): void {
    const target = this.#returnTo;
    if (target?.isConnected === true) target.focus();
    else document.querySelector<HTMLElement>('[data-row][tabindex="0"], [data-first-focus]')?.focus();
  }
}

function toFocused(): HTMLElement | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null;
}
