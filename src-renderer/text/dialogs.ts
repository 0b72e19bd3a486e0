// The words of the instance form and of the questions asked before something is given up.
import type { FoundAddress } from '../bridge/client';
import { toHost } from './times';

export const formText = {
  addTitle: 'Add a Looker instance',
  changeTitle: (name: string) => `Change ${name}`,
  name: 'Name',
  nameHint: 'As it should stand in the list, for example Acme production.',
  address: 'Address',
  addressHint: 'Copied from the browser is fine.',
  check: 'Check',
  checking: 'Looking for the API host…',
  apiHost: 'API host',
  apiHostHint: 'Host and port of the API, for example acme.looker.com:19999.',
  byHand: 'Enter the API host by hand',
  byFinding: 'Use what Daypass finds',
  clientId: 'Client ID',
  clientIdHint: 'As your admin registered it.',
  port: 'Redirect port',
  redirectUri: 'Redirect URI',
  redirectUriHint: 'The registration at Looker has to hold exactly this.',
  copy: 'Copy',
  addAndSignIn: 'Add and sign in',
  useAndSignIn: 'Use these hosts and sign in',
  addOnly: 'Add only',
  save: 'Save',
  hostsFixed: 'Hosts stay as they are: another host is another instance.',
  signInHost: 'Sign-in host',
  release: 'Release',
  notChecked: 'The address could not be checked. You can add it as it is, or enter the API host by hand.',
};

/** What discovery found, in one sentence. */
export function toFoundTitle(found: FoundAddress): string {
  if (found.differs) return 'Please look: not only the host you typed';
  return found.source === 'nothing' ? 'Nothing conclusive found' : 'Found';
}

export function toFoundHint(found: FoundAddress): string | null {
  if (found.differs) {
    return `${toHost(found.entered)} names other hosts. Your sign-in goes there, so go on only if they belong to your company.`;
  }
  if (found.source !== 'nothing') return null;
  return 'The server did not say where its API is. Daypass would use the same host for both.';
}

export type Question = {
  readonly title: string;
  readonly text: readonly string[];
  readonly confirm: string;
};

export function askSignOut(person: string, instance: string): Question {
  return {
    title: `Sign out ${person}?`,
    text: [
      `Daypass asks ${instance} to end the sign-in, checks what really ended, and deletes the tokens from this computer.`,
      'Programs that use the current token lose access. A token copied before the last refresh may still work until its hour is over. The account stays in the list.',
    ],
    confirm: 'Sign out',
  };
}

export function askRemoveAccount(person: string, instance: string, isSignedIn: boolean): Question {
  return {
    title: `Remove ${person}?`,
    text: [
      isSignedIn
        ? `Daypass signs out first, then takes the account at ${instance} off the list.`
        : `The account at ${instance} leaves the list, with its activity.`,
    ],
    confirm: isSignedIn ? 'Sign out and remove' : 'Remove account',
  };
}

export function askRemoveInstance(instance: string, signedIn: number): Question {
  const accounts = signedIn === 1 ? 'The signed-in account is' : `The ${signedIn} signed-in accounts are`;
  return {
    title: `Remove ${instance}?`,
    text: [
      signedIn === 0
        ? 'The instance and its accounts leave the list.'
        : `${accounts} signed out first, then the instance leaves the list.`,
      'Nothing changes at the server besides that. You can add it again at any time.',
    ],
    confirm: signedIn === 0 ? 'Remove instance' : 'Sign out and remove',
  };
}
