// The list as rows: one per account, and one for an instance nobody is signed in at.
import { purposeTexts } from '../text/purposes';
import type { AccountStateView, AccountView, InstanceView } from '../bridge/client';

/** How a row looks; `ending` is a live token with less than five minutes. */
export type Standing =
  | 'active'
  | 'ending'
  | 'resting'
  | 'renewing'
  | 'waiting'
  | 'needs-sign-in'
  | 'signed-out'
  | 'sign-out-waiting'
  | 'blocked'
  | 'locked'
  | 'not-signed-in';

export type Row = {
  /** The account's id, or the instance's where there is no account. */
  readonly id: string;
  readonly instance: InstanceView;
  readonly account: AccountView | null;
};

export type RowGroup = { readonly label: string; readonly rows: readonly Row[] };

const soon = 5 * 60_000;

/** In the order in which they are shown: by provider, what is pinned first. */
export function toRows(instances: readonly InstanceView[]): readonly Row[] {
  const rows = instances.flatMap((instance): readonly Row[] =>
    instance.accounts.length === 0
      ? [{ id: instance.id, instance, account: null }]
      : instance.accounts.map((account) => ({ id: account.id, instance, account })),
  );
  return toGroups(rows).flatMap((group) => [
    ...group.rows.filter(isPinned),
    ...group.rows.filter((row) => !isPinned(row)),
  ]);
}

export function isPinned({ account }: Row): boolean {
  return account?.isPinned === true;
}

export function toGroups(rows: readonly Row[]): readonly RowGroup[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.instance.providerLabel);
    if (group === undefined) groups.set(row.instance.providerLabel, [row]);
    else group.push(row);
  }
  return [...groups].map(([label, members]) => ({ label, rows: members }));
}

/** What a row can be found by, in lower case. */
export function toSearchText({ instance, account }: Row): string {
  const { google } = instance;
  const keyId = account?.signsInWith.kind === 'api-key' ? account.signsInWith.keyId : null;
  const { displayName, email } = account?.identity ?? {};
  // The hosts of Google are the same everywhere; what an instance there is for tells it apart.
  const place = google === null ? [instance.uiOrigin] : [purposeTexts[google.purpose].name, google.projectId];
  const shown = [instance.name, instance.providerLabel, ...place, displayName, email, keyId];
  return shown.join(' ').toLowerCase();
}

/** Every word typed has to occur somewhere in what the row shows. */
export function matches(row: Row, search: string): boolean {
  const text = toSearchText(row);
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function toStanding(account: AccountView | null, now: number): Standing {
  if (account === null) return 'not-signed-in';
  if (account.queuedSignOut !== null) return 'sign-out-waiting';
  const { state } = account;
  if (state.kind !== 'active') return state.kind;
  return state.expiresAt - now < soon ? 'ending' : 'active';
}

/** When the live token ends, if there is one. */
export function endOf(state: AccountStateView | null): number | null {
  return state?.kind === 'active' || state?.kind === 'renewing' ? state.expiresAt : null;
}

export function isSignedIn({ state, queuedSignOut }: AccountView): boolean {
  return state.kind !== 'signed-out' && queuedSignOut === null;
}

/** Whether a token can be had without asking the person again. */
export function canCopy(account: AccountView): boolean {
  const { kind } = account.state;
  return isSignedIn(account) && kind !== 'needs-sign-in' && kind !== 'blocked';
}

/** Whether a configuration file can be made of the stored sign-in. */
export function canExport({ configFormats }: InstanceView, account: AccountView): boolean {
  const isStored = account.storedIn !== null && isSignedIn(account);
  return configFormats.length > 0 && isStored && account.state.kind !== 'needs-sign-in';
}

/** Whether the live token is in the development workspace. */
export function isInDev({ workspace, state }: AccountView): boolean {
  return workspace?.actual === 'dev' && endOf(state) !== null;
}

export function isByKey({ signsInWith }: AccountView): boolean {
  return signsInWith.kind === 'api-key';
}

export function isSigningIn(row: Row): boolean {
  const { signIn } = row.instance;
  if (signIn?.progress.kind !== 'under-way') return false;
  return row.account === null || signIn.accountId === row.account.id;
}

/** The attempt that belongs on this row's page: its own, one for somebody new, or the one that made it. */
export function signInOf(row: Row): InstanceView['signIn'] {
  const { signIn } = row.instance;
  if (signIn === null || row.account === null) return signIn;
  const { progress, accountId } = signIn;
  if (progress.kind === 'done') return progress.accountId === row.account.id ? signIn : null;
  return accountId === null || accountId === row.account.id ? signIn : null;
}
