// Which dialog is open, and where the keyboard goes back to when it closes.
import type { ClientPreview, KeysPreview, Result } from '../bridge/client';
import type { Question } from '../text/dialogs';

export type DialogRequest =
  /** With a client that was read elsewhere: its Google side. */
  | { readonly kind: 'add-instance'; readonly client?: ClientPreview }
  | { readonly kind: 'change-instance'; readonly instanceId: string }
  /** An OAuth client of Google: its secret can be typed anew. */
  | { readonly kind: 'change-google'; readonly instanceId: string }
  /** A question of a page of its own. */
  | {
      readonly kind: 'ask';
      readonly question: Question;
      readonly onconfirm: () => Promise<Result<unknown>>;
    }
  | { readonly kind: 'settings' }
  | { readonly kind: 'quick-copy' }
  /** Files that were dropped somewhere else, or keys that were read there. */
  | { readonly kind: 'import'; readonly files?: readonly File[]; readonly keys?: KeysPreview }
  /** With an account: its key is typed anew. */
  | { readonly kind: 'add-key'; readonly instanceId: string; readonly accountId: string | null }
  | { readonly kind: 'inspect'; readonly accountId: string }
  | { readonly kind: 'health'; readonly accountId: string }
  | { readonly kind: 'export-config'; readonly accountId: string }
  | { readonly kind: 'revoke'; readonly accountId: string }
  | { readonly kind: 'forget'; readonly accountId: string }
  | { readonly kind: 'end-all'; readonly accountId: string }
  | { readonly kind: 'sign-out'; readonly accountId: string }
  | { readonly kind: 'remove-account'; readonly accountId: string }
  | { readonly kind: 'remove-instance'; readonly instanceId: string };

export class Dialogs {
  current = $state.raw<DialogRequest | null>(null);
  #returnTo: HTMLElement | null = null;
  #returnToRow: string | null = null;

  open(request: DialogRequest, returnTo: HTMLElement | null = toFocused()): void {
    this.#returnTo = returnTo;
    this.#returnToRow = null;
    this.current = request;
  }

  /** Goes on in another dialog; the keyboard still goes back to where the first was opened from. */
  replace(request: DialogRequest): void {
    this.current = request;
  }

  close(): void {
    this.current = null;
  }

  /** The keyboard goes to this row of the list, or to the list. */
  closeTowards(rowId: string): void {
    this.#returnTo = null;
    this.#returnToRow = rowId;
    this.close();
  }

  /** Called once the dialog has let go of the focus. */
  giveFocusBack(): void {
    const row = this.#returnToRow;
    const target =
      row === null ? this.#returnTo : document.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"]`);
    if (target?.isConnected === true) target.focus();
    else document.querySelector<HTMLElement>('[data-row][tabindex="0"], [data-first-focus]')?.focus();
  }
}

function toFocused(): HTMLElement | null {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && activeElement !== document.body ? activeElement : null;
}
