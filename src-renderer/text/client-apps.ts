// The words of the page about registered client apps, and of the questions before something there is ended.
import type { ClientApp, ClientAppAct, Named } from '../bridge/client';
import type { Question } from './dialogs';
import { toClockSpan, toDayAndTime } from './times';

export const clientAppsText = {
  back: 'Back',
  title: (instance: string) => `Client apps at ${instance}`,
  intro:
    'The programs that may send people to the sign-in page here. Usually only an admin sees them all and may change them.',
  seenWith: 'Seen with the account of',
  seenAs: (person: string) => `Seen with the account of ${person}.`,
  admin: (person: string) => `${person} (admin)`,
  nobody: 'Nobody is signed in here',
  nobodyHint:
    'The list is read with the rights of somebody who is signed in. Usually that has to be an admin.',
  signIn: 'Sign in',
  reading: 'Reading the list…',
  again: 'Read again',
  registerOurs: 'Register Daypass here',
  registerOther: 'Register another…',
  toAdmin: 'Hand-off sheet…',
  oursMissing: 'Daypass is not among them',
  oursMissingHint: (clientId: string) => `This account sees no client ${clientId}.`,
  oursInUse:
    'Daypass has signed somebody in here, so it was registered then: most likely this account just does not see it.',
  whoRegisters: 'An admin can register Daypass right here; otherwise send your admin the hand-off sheet.',
  none: 'This account sees no client',
  noneHint:
    'Looker shows an admin every client. It answers everybody else as if there were none, so this does not mean that there is none.',
  list: 'Registered clients',
  ours: 'Daypass uses this one',
  enabled: 'Enabled',
  disabled: 'Disabled',
  redirectUri: (count: number) => (count === 1 ? 'Redirect URI' : 'Redirect URIs'),
  noRedirectUri: 'None',
  group: 'May be used by',
  everybody: 'Everybody',
  onlyGroup: (name: string | null, id: string) =>
    name === null ? `Only group ${id}` : `Only the group ${name}`,
  invalidBefore: 'Tokens',
  invalidBeforeDay: (at: number, now: number) => `Those from before ${toDayAndTime(at, now)} are void`,
  users: 'Accepted by',
  noUsers: 'Nobody yet',
  moreUsers: (count: number) => `${count} more`,
  user: ({ id, name }: Named) => name ?? `User ${id}`,
  deactivate: 'Deactivate…',
  deactivateLabel: (user: string, app: string) => `Deactivate ${user} for ${app}…`,
  edit: 'Edit',
  editLabel: (app: string) => `Edit ${app}`,
  more: (app: string) => `More for ${app}`,
  enable: 'Enable',
  disable: 'Disable…',
  invalidate: 'Invalidate all tokens…',
  activateUser: 'Activate a user…',
  deactivateUser: 'Deactivate a user…',
  remove: 'Delete…',
};

export const userFormText = {
  user: 'User ID or e-mail address',
  activate: 'Activate',
  activateHint:
    'Looker then takes it as accepted: this person is not asked for consent at the first sign-in.',
  deactivate: 'Deactivate…',
  deactivateHint: 'All tokens of this person for this client end, on every computer.',
};

export const clientFormText = {
  registerTitle: 'Register a client',
  registerOursTitle: 'Register Daypass',
  editTitle: (app: string) => `Change ${app}`,
  guid: 'Client ID',
  guidHint: 'What the program calls itself when it sends somebody to the sign-in page.',
  guidFixed: 'The ID of a registered client cannot be changed.',
  redirectUri: 'Redirect URI',
  redirectUris: 'Redirect URIs',
  redirectUriHint: 'Exactly as the program sends it, port included.',
  redirectUrisHint: 'One per line, each exactly as the program sends it, port included.',
  onlyOneUri: 'Exactly as the program sends it, port included. This instance knows one per client.',
  displayName: 'Display name',
  description: 'Description',
  descriptionHint: 'People read it when they sign in with this client for the first time.',
  group: 'May be used by',
  everybody: 'Everybody',
  groupId: 'Group ID',
  groupIdHint: 'Only this group may use the client. Empty: everybody.',
  enabled: 'Enabled',
  enabledHint: 'Off refuses every request of this client and ends all its tokens.',
  register: 'Register',
  save: 'Save',
  tryIn: (ms: number) => `Try again in ${toClockSpan(ms)}`,
};

const outcomes = { registered: 'Client registered', updated: 'Client updated' };

export function toSavedNotice(outcome: 'registered' | 'updated'): string {
  return outcomes[outcome];
}

/** Looker answers the same where there was nothing to end, so nothing more is claimed than that it was taken. */
const acts: Record<ClientAppAct['kind'], string> = {
  enable: 'Client enabled',
  disable: 'Client disabled',
  delete: 'Looker accepted the deletion',
  'invalidate-tokens': 'Looker accepted it: the tokens issued so far end',
  'activate-user': 'Looker accepted the activation',
  'deactivate-user': 'Looker accepted the deactivation; it does not say whether there were tokens',
};

export function toActNotice({ kind }: ClientAppAct): string {
  return acts[kind];
}

/** What a destructive act is about, and what it costs here. */
export type Stake = {
  readonly app: ClientApp;
  readonly instance: string;
  /** Daypass signs in with this client there. */
  readonly isOurs: boolean;
  /** Accounts in Daypass whose sign-in ends with it. */
  readonly signIns: number;
};

function toOwnLoss({ isOurs, signIns, instance }: Stake): readonly string[] {
  if (!isOurs) return [];
  if (signIns === 0) return [`Daypass uses this client at ${instance}. Nobody is signed in with it here.`];
  const ends =
    signIns === 1
      ? 'the sign-in of 1 account in Daypass ends with this'
      : `the sign-ins of ${signIns} accounts in Daypass end with this`;
  return [`Daypass uses this client at ${instance}: ${ends}.`];
}

export function askDisable(stake: Stake): Question {
  return {
    title: `Disable the client ${toName(stake.app)}?`,
    text: [
      'Looker then refuses every request of this client, and all its tokens, of all users, become invalid at once.',
      'Enabling it again does not bring the tokens back: everybody has to sign in anew.',
      ...toOwnLoss(stake),
    ],
    confirm: 'Disable',
  };
}

export function askDelete(stake: Stake): Question {
  return {
    title: `Delete the client ${toName(stake.app)}?`,
    text: [
      'The registration goes, and all its tokens, of all users, die at once. This cannot be undone.',
      'Nobody can sign in with it until it is registered again.',
      ...toOwnLoss(stake),
    ],
    confirm: 'Delete',
  };
}

export function askInvalidate(stake: Stake): Question {
  return {
    title: `Invalidate all tokens of the client ${toName(stake.app)}?`,
    text: [
      `All codes, sessions, access tokens and refresh tokens of all users of this client end at once${stake.isOurs ? ', yours included' : ''}. The registration stays.`,
      'Everybody who uses it has to sign in anew.',
      ...toOwnLoss(stake),
    ],
    confirm: 'Invalidate all tokens',
  };
}

export function askDeactivate(user: string, stake: Stake): Question {
  return {
    title: `Deactivate ${user} for the client ${toName(stake.app)}?`,
    text: [
      `All tokens of ${user} for this client end at once, on every computer. At the next sign-in Looker asks for consent again.`,
      ...(stake.signIns === 0 ? [] : toOwnLoss(stake)),
    ],
    confirm: 'Deactivate',
  };
}

export function toName({ displayName, guid }: ClientApp): string {
  return displayName === '' ? guid : displayName;
}
