// The window's own keys. Ctrl or Cmd with C copies the token only where there is no text it could mean instead.
import type { Desk } from './desk';
import { canCopy } from './rows';

export const searchFieldId = 'search';

export function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}

/** Whether a dialog or a page has text in it that would be lost with it. */
export function isBeingTyped(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    ':is([role="dialog"], .page) :is(input:not([type="radio"], [type="checkbox"], [role="combobox"]), textarea)',
  );
  return [...fields].some(({ readOnly, value }) => !readOnly && value.trim() !== '');
}

export function openQuickCopy({ dialogs, typeAhead }: Desk): void {
  typeAhead.start();
  dialogs.open({ kind: 'quick-copy' });
}

/** To the one row of the list that the tab key reaches. */
export function focusList(): void {
  document.querySelector<HTMLElement>('[data-row][tabindex="0"]')?.focus();
}

/** Enter pressed twice: the second one is not for what has the focus by then. */
export function ignoreEnter(ms = 600): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault();
  };
  document.addEventListener('keydown', onKey, { capture: true });
  setTimeout(() => {
    document.removeEventListener('keydown', onKey, { capture: true });
  }, ms);
}

/** Copies the selected account's token if it could have one. */
export function copySelected({ app, actions }: Desk): boolean {
  const account = app.selected?.account ?? null;
  if (account === null || !canCopy(account)) return false;
  actions.copyToken(account.id);
  return true;
}

/** For an effect: listens until the returned function is called. */
export function followShortcuts(desk: Desk): () => void {
  const onKeydown = (event: KeyboardEvent) => {
    if (handle(event, desk)) event.preventDefault();
  };
  document.addEventListener('keydown', onKeydown);
  return () => {
    document.removeEventListener('keydown', onKeydown);
  };
}

function handle(event: KeyboardEvent, desk: Desk): boolean {
  const isCommand = event.ctrlKey || event.metaKey;
  if (!isCommand || event.altKey || event.defaultPrevented) return false;
  const key = event.key.toLowerCase();
  const isQuickKey = key === 'k' && !event.shiftKey;
  // Held down, it would open and close all the time.
  if (isQuickKey && event.repeat) return true;
  if (isQuickKey && desk.dialogs.current?.kind === 'quick-copy') {
    // It may not even be there yet.
    desk.typeAhead.take();
    desk.dialogs.close();
    return true;
  }
  if (desk.dialogs.current !== null || desk.app.view?.isLocked !== false) return false;
  if (isQuickKey) {
    openQuickCopy(desk);
    return true;
  }
  if (key === 'f' && !event.shiftKey) {
    focusSearch();
    return true;
  }
  if (key !== 'c' || event.repeat) return false;
  return event.shiftKey || !meansText() ? copySelected(desk) : false;
}

function meansText(): boolean {
  if (document.getSelection()?.isCollapsed === false) return true;
  const { activeElement } = document;
  return (
    activeElement instanceof HTMLInputElement && activeElement.selectionStart !== activeElement.selectionEnd
  );
}
