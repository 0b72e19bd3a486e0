// What the tray menu says, as data: pure, so that it is tested without a tray. Why it is built like this is in
// docs/decisions/0026-tray.md.
import type { View } from '#domain/view';
import type { TrayAction } from './tray-action';
import { isSignedIn, needsSomebody } from './tray-state';
import { formatNames, toDay, toName, toTimeLeft, type Row } from './tray-words';

export type TrayItem = { readonly kind: 'item'; readonly label: string; readonly action: TrayAction };
type Separator = { readonly kind: 'separator' };

export type TrayEntry =
  | Separator
  /** Grey, to be read only. */
  | { readonly kind: 'heading'; readonly label: string }
  | TrayItem
  /** One level deep at most: panels differ in what they make of more. */
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly (TrayItem | Separator)[] };

/** The most lines of each sort. Pinned ones may be more than the account lines are otherwise. */
const most = { troubled: 5, accounts: 8, pinned: 10 };

const separator: Separator = { kind: 'separator' };
const open = item('Open Daypass', { kind: 'open' });
const quit = item('Quit', { kind: 'quit' });

export function toTrayMenu(view: View, now: number): readonly TrayEntry[] {
  // Whoever comes by may read no names while it is locked.
  if (view.isLocked) return joined([[item('Unlock…', { kind: 'unlock' })], [open], [quit]]);
  const rows = view.instances.flatMap((instance) =>
    instance.accounts.map((account) => ({ instance, account })),
  );
  if (rows.length === 0) return joined([[{ kind: 'heading', label: 'No accounts yet' }], [open], [quit]]);
  return joined([toTroubled(rows), toAccounts(rows, view, now), toControls(rows, view), [open], [quit]]);
}

function toTroubled(rows: readonly Row[]): readonly TrayEntry[] {
  const troubled = rows.filter(({ account }) => needsSomebody(account));
  const locked = troubled.filter(isInLockedKeychain);
  // One question to the keychain helps them all.
  const alone = locked.length > 1 ? troubled.filter((row) => !isInLockedKeychain(row)) : troubled;
  const lines = [
    ...(locked.length > 1
      ? [item(`${locked.length} accounts: the keychain is locked`, { kind: 'open' })]
      : []),
    ...alone.map(toTrouble),
  ];
  const left = lines.length - most.troubled;
  if (left <= 0) return lines;
  return [...lines.slice(0, most.troubled), item(`${left} more need you…`, { kind: 'open' })];
}

/** Leads to where it is put right; a sign-in starts at once. */
function toTrouble(row: Row): TrayItem {
  const { id, instanceId, state, signsInWith, queuedSignOut, signInAgainBy } = row.account;
  const name = toName(row);
  const show: TrayAction = { kind: 'show-account', accountId: id };
  if (queuedSignOut !== null) return item(`${name}: sign-out waits for the keychain`, show);
  if (state.kind === 'locked') return item(`${name}: the keychain is locked`, show);
  if (state.kind === 'blocked') return item(`${name}: needs setting up`, show);
  if (signsInWith.kind === 'api-key') return item(`${name}: enter the key again`, show);
  const by = state.kind === 'needs-sign-in' || signInAgainBy === null ? '' : ` by ${toDay(signInAgainBy)}`;
  return item(`${name}: sign in again${by}`, { kind: 'sign-in', instanceId, accountId: id });
}

function toAccounts(rows: readonly Row[], view: View, now: number): readonly TrayEntry[] {
  const shown = toShown(rows);
  const copyable = shown.filter(isCopyable);
  const others = shown.filter((row) => !isCopyable(row));
  const left = rows.filter((row) => isCopyable(row) || isAside(row)).length - shown.length;
  const quickCopy = left > 0 ? `${left} more: quick copy…` : 'Quick copy…';
  return [
    ...copyable.map((row) =>
      item(`Copy token: ${toName(row)} (${toTimeLeft(row, view, now)})`, {
        kind: 'copy-token',
        accountId: row.account.id,
        format: 'token',
      }),
    ),
    ...others.map(toAside),
    ...(copyable.length > 0 || left > 0 ? [item(quickCopy, { kind: 'quick-copy' })] : []),
    ...(copyable.length > 0 ? [toCopyAs(copyable, view), toRefresh(copyable)] : []),
  ];
}

/** Which ones: pinned, then those used last. In what order: that of the window, so that a line stays where it was. */
function toShown(rows: readonly Row[]): readonly Row[] {
  const copyable = rows.filter(isCopyable);
  const pinned = copyable.filter(({ account }) => account.isPinned).slice(0, most.pinned);
  const recent = copyable
    .filter(({ account }) => !account.isPinned)
    .toSorted((a, b) => lastUse(b) - lastUse(a))
    .slice(0, Math.max(most.accounts - pinned.length, 0));
  const chosen = new Set([...pinned, ...recent]);
  const room = Math.max(most.accounts - chosen.size, 0);
  return [
    ...pinned,
    ...copyable.filter((row) => chosen.has(row) && !row.account.isPinned),
    ...rows.filter(isAside).slice(0, room),
  ];
}

function lastUse({ account }: Row): number {
  return Math.max(account.lastHandOutAt ?? 0, account.signedInAt);
}

function isCopyable({ account }: Row): boolean {
  const { kind } = account.state;
  return isSignedIn(account) && kind !== 'needs-sign-in' && kind !== 'blocked' && kind !== 'locked';
}

/** Neither to be copied nor in need of anybody. */
function isAside({ account }: Row): boolean {
  return !isSignedIn(account) && !needsSomebody(account);
}

function isInLockedKeychain({ account }: Row): boolean {
  return account.queuedSignOut === null && account.state.kind === 'locked';
}

function toAside(row: Row): TrayItem {
  const what = row.account.queuedSignOut === null ? 'signed out' : 'sign-out waiting';
  return item(`${toName(row)}: ${what}`, { kind: 'show-account', accountId: row.account.id });
}

function toCopyAs(rows: readonly Row[], view: View): TrayEntry {
  const format = view.settings.favouriteFormat;
  const label = `Copy as ${formatNames[format]}`;
  const items = rows.map((row) =>
    item(toName(row), { kind: 'copy-token', accountId: row.account.id, format }),
  );
  return toSubmenu(label, items, []);
}

function toRefresh(rows: readonly Row[]): TrayEntry {
  const items = rows.map((row) => item(toName(row), { kind: 'renew', accountId: row.account.id }));
  return toSubmenu('Refresh', items, [item('All accounts', { kind: 'renew-all' }), separator]);
}

/** Who has one account needs no list to choose it from. */
function toSubmenu(
  label: string,
  items: readonly TrayItem[],
  before: readonly (TrayItem | Separator)[],
): TrayEntry {
  const [only, ...others] = items;
  if (only !== undefined && others.length === 0) return { ...only, label };
  return { kind: 'submenu', label, entries: [...before, ...items] };
}

function toControls(rows: readonly Row[], view: View): readonly TrayEntry[] {
  const { clipboard, renewals } = view;
  const what = clipboard?.what === 'config' ? 'configuration' : 'token';
  return [
    ...(clipboard === null ? [] : [item(`Take the ${what} off the clipboard`, { kind: 'clear-clipboard' })]),
    ...(rows.some(({ account }) => isSignedIn(account))
      ? [
          item(renewals.isPaused ? 'Resume renewals' : 'Pause renewals', {
            kind: 'pause',
            isPaused: !renewals.isPaused,
          }),
          item('Lock now', { kind: 'lock' }),
        ]
      : []),
  ];
}

function joined(groups: readonly (readonly TrayEntry[])[]): readonly TrayEntry[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [separator, ...group]));
}

function item(label: string, action: TrayAction): TrayItem {
  return { kind: 'item', label, action };
}
