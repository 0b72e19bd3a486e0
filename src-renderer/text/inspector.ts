// What the inspector says about a token, as facts under headings. Never the token.
import type { AccountView, Inspection, InstanceView, Named } from '../bridge/client';
import { toDay, toShortSpan, toTime } from './times';
import { toShortKey } from './keys';
import { workspaceNames } from './workspace';

export const inspectorText = {
  title: (person: string) => `Token of ${person}`,
  asking: (host: string) => `Asking ${host}…`,
  again: 'Ask again',
  done: 'Done',
  unseen: 'name not visible to this person',
  hint: 'As the server answered just now. The token itself is never shown.',
};

export type Fact = { readonly name: string; readonly value: string | readonly Named[] };
export type FactGroup = { readonly title: string; readonly facts: readonly Fact[] };

const notSaid = 'The server did not say';

export function toFacts(
  inspection: Inspection,
  account: AccountView,
  instance: InstanceView,
  now: number,
): readonly FactGroup[] {
  return [
    { title: 'Who', facts: toPersonFacts(inspection) },
    { title: 'Roles and groups', facts: toRightFacts(inspection) },
    { title: 'Token', facts: toTokenFacts(inspection, account, instance, now) },
  ];
}

function toPersonFacts({ person, isServiceAccount, sudoUserId, workspace }: Inspection): readonly Fact[] {
  const kind = isServiceAccount === null ? notSaid : isServiceAccount ? 'Service account' : 'Person';
  return [
    { name: 'Name', value: person.displayName },
    { name: 'User ID', value: person.userId },
    { name: 'E-mail', value: person.email ?? 'None' },
    { name: 'Kind', value: kind },
    {
      name: 'Sudo',
      value: sudoUserId === null ? toNoSudo(workspace) : `Yes: user ${sudoUserId} acts as this person`,
    },
  ];
}

function toRightFacts({ roles, groups, isAdmin }: Inspection): readonly Fact[] {
  const admin = isAdmin === null ? 'Not visible to this person' : isAdmin ? 'Yes' : 'No';
  return [
    { name: 'Roles', value: roles.length === 0 ? 'None' : roles },
    { name: 'Groups', value: groups.length === 0 ? 'None' : groups },
    { name: 'Admin role', value: admin },
  ];
}

/** Both come with the session: without it nothing is known. */
function toNoSudo(workspace: Inspection['workspace']): string {
  return workspace === null ? notSaid : 'No';
}

function toTokenFacts(
  { workspace, issuedAt, expiresAt, renewedBy }: Inspection,
  account: AccountView,
  { release, providerLabel }: InstanceView,
  now: number,
): readonly Fact[] {
  const left = expiresAt > now ? `${toShortSpan(expiresAt - now)} left` : 'over';
  return [
    { name: 'Workspace', value: workspace === null ? notSaid : workspaceNames[workspace] },
    { name: 'Issued', value: toTime(issuedAt) },
    { name: 'Ends', value: `${toTime(expiresAt)} · ${left}` },
    {
      name: 'Renewed by',
      value: renewedBy === 'api-key' ? toKeyRenewal(account) : toRefreshRenewal(account, now),
    },
    { name: 'Release', value: release === null ? 'Not known' : `${providerLabel} ${release}` },
  ];
}

function toKeyRenewal({ signsInWith }: AccountView): string {
  const key = signsInWith.kind === 'api-key' ? `API key ${toShortKey(signsInWith.keyId)}` : 'An API key';
  return `${key}, until somebody deletes it there`;
}

function toRefreshRenewal({ signInEndsAt }: AccountView, now: number): string {
  return signInEndsAt === null ? 'The sign-in' : `The sign-in, until ${toDay(signInEndsAt, now)}`;
}
