// What the tray menu says, as data: pure, so that it is tested without a tray.
import type { AccountStateView, AccountView, InstanceView, View } from '#domain/view';

export type TrayAction =
  | { readonly kind: 'copy-token'; readonly accountId: string }
  | { readonly kind: 'clear-clipboard' }
  | { readonly kind: 'renew-all' }
  | { readonly kind: 'open' }
  | { readonly kind: 'quit' };

export type TrayEntry =
  | { readonly kind: 'separator' }
  | { readonly kind: 'heading'; readonly label: string }
  | { readonly kind: 'item'; readonly label: string; readonly action: TrayAction };

const separator: TrayEntry = { kind: 'separator' };

export function toTrayMenu(view: View, now: number): readonly TrayEntry[] {
  const accounts = view.instances.flatMap((instance) =>
    instance.accounts.map((account) => toEntry(instance, account, now)),
  );
  const isAnySignedIn = view.instances.some(({ accounts: all }) =>
    all.some(({ state }) => state.kind !== 'signed-out'),
  );
  return [
    ...(accounts.length > 0 ? accounts : [{ kind: 'heading', label: 'No accounts yet' } as const]),
    separator,
    ...(view.clipboard === null
      ? []
      : [
          item(`Take the ${view.clipboard.what === 'token' ? 'token' : 'configuration'} off the clipboard`, {
            kind: 'clear-clipboard',
          }),
        ]),
    ...(isAnySignedIn ? [item('Refresh all', { kind: 'renew-all' })] : []),
    item('Open Daypass', { kind: 'open' }),
    separator,
    item('Quit', { kind: 'quit' }),
  ];
}

/** Where nothing can be copied, the entry leads to the window, which says what to do. */
function toEntry(instance: InstanceView, account: AccountView, now: number): TrayEntry {
  const name = `${instance.name} · ${toPerson(account)}`;
  const { kind } = account.state;
  if (account.queuedSignOut !== null) return item(`${name}: sign-out waiting`, { kind: 'open' });
  if (kind === 'signed-out') return item(`${name}: signed out`, { kind: 'open' });
  if (kind === 'needs-sign-in') {
    const what = account.signsInWith.kind === 'api-key' ? 'enter the key again' : 'sign in again';
    return item(`${name}: ${what}`, { kind: 'open' });
  }
  if (kind === 'blocked') return item(`${name}: needs setting up`, { kind: 'open' });
  return item(`Copy token: ${name} (${remaining(account.state, now)})`, {
    kind: 'copy-token',
    accountId: account.id,
  });
}

/** Somebody with several keys is there several times. */
function toPerson({ identity, signsInWith }: AccountView): string {
  const person = identity.email ?? identity.displayName;
  return signsInWith.kind === 'api-key' ? `${person} · key …${signsInWith.keyId.slice(-4)}` : person;
}

function remaining(state: AccountStateView, now: number): string {
  const expiresAt = state.kind === 'active' || state.kind === 'renewing' ? state.expiresAt : null;
  if (expiresAt === null || expiresAt <= now) return 'fetches a fresh one';
  const minutes = Math.floor((expiresAt - now) / 60_000);
  return minutes < 1 ? 'under a minute left' : `${minutes} min left`;
}

function item(label: string, action: TrayAction): TrayEntry {
  return { kind: 'item', label, action };
}
