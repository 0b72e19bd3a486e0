// The words of the instance form and of the questions asked before something is given up.
import type { AccountView, InstanceView } from '../bridge/client';
import { isSignedIn } from '../state/rows';
import { toPasskeyHint } from './google-account';
import { toHost } from './times';

export const formText = {
  addTitle: 'Add a Looker instance',
  orImport: 'Or import looker.ini or LOOKERSDK_ settings…',
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

export type Question = {
  readonly title: string;
  readonly text: readonly string[];
  readonly confirm: string;
};

export function askSignOut(account: AccountView, instance: InstanceView): Question {
  const isKey = account.signsInWith.kind === 'api-key';
  return {
    title: `Sign out ${account.identity.displayName}?`,
    text: [
      isKey
        ? `Daypass ends the access token at ${instance.name}, checks that it really ended, and deletes the key from this computer. The key itself is not deleted at ${instance.providerLabel}.`
        : `Daypass asks ${instance.name} to end the sign-in, checks what really ended, and deletes the tokens from this computer.`,
      'Programs that use the current token lose access. A token copied before Daypass was last started may work until its hour is over. The account stays in the list.',
    ],
    confirm: 'Sign out',
  };
}

/** `the Cloud project acme-reporting` */
function toProject({ google }: InstanceView): string {
  return google?.projectId == null
    ? 'the Cloud project of this client'
    : `the Cloud project ${google.projectId}`;
}

export function askForget(account: AccountView, instance: InstanceView): Question {
  const passkey = toPasskeyHint(instance);
  return {
    title: `Forget ${account.identity.displayName} here?`,
    text: [
      `Daypass deletes what it keeps for this sign-in at ${instance.name} from this computer. ${instance.providerLabel} is not asked: the sign-in lives on there, and a copied token works until its hour is over.`,
      ...(passkey === null ? [] : [passkey]),
    ],
    confirm: 'Forget here',
  };
}

export const forgetText = {
  where: (instance: InstanceView) =>
    `To end it at Google, now or later, find ${toProject(instance)} on this page:`,
};

export function askRevoke(account: AccountView, instance: InstanceView): Question {
  const passkey = toPasskeyHint(instance);
  return {
    title: `Revoke at Google for ${account.identity.displayName}?`,
    text: [
      `Google takes back everything that ${account.identity.displayName} allowed ${toProject(instance)}, not only this sign-in. Every client of that project loses its access for this person, in other programs and on other computers as well.`,
      'Nothing else of the Google account is touched. It may take a while until it is so everywhere.',
      ...(passkey === null ? [] : [passkey]),
    ],
    confirm: 'Revoke at Google',
  };
}

export const revokeText = {
  others: 'These accounts in Daypass end with it:',
  noOthers: 'No other account in Daypass ends with it.',
};

export const everywhereText = {
  label: (instance: string) => `Also end all my Daypass sign-ins at ${instance}, on every computer`,
  hint: 'The next sign-in asks once more whether Daypass may act for you.',
};

export function askEndAll(person: string, instance: string): Question {
  return {
    title: `End all Daypass sign-ins of ${person}?`,
    text: [
      `Daypass takes back what ${person} allowed it at ${instance}. All its sign-ins of this person end at once, on every computer.`,
      'The next sign-in asks once more whether Daypass may act for you.',
    ],
    confirm: 'End all sign-ins',
  };
}

/** What Google has ended cannot be revoked any more. */
function isEndable(account: AccountView, { signsOutWidely }: InstanceView): boolean {
  return isSignedIn(account) && !(signsOutWidely && account.state.kind === 'needs-sign-in');
}

export function askRemoveAccount(account: AccountView, instance: InstanceView): Question {
  const title = `Remove ${account.identity.displayName}?`;
  if (account.queuedSignOut !== null) {
    return {
      title,
      text: [
        `Its ${instance.signsOutWidely ? 'revocation' : 'sign-out'} still waits for ${toHost(instance.apiOrigin)}. If you remove it now, Daypass forgets what it needs to end the sign-in, and it may live on at ${instance.name}.`,
      ],
      confirm: 'Remove anyway',
    };
  }
  const isIn = isEndable(account, instance);
  if (isIn && instance.signsOutWidely) return askForgetAndRemove(account, instance);
  return {
    title,
    text: [
      isIn
        ? `Daypass signs out first, then takes the account at ${instance.name} off the list.`
        : `The account at ${instance.name} leaves the list, with its activity.`,
      ...(isIn && account.signsInWith.kind === 'api-key'
        ? [`The key itself is not deleted at ${instance.providerLabel}.`]
        : []),
    ],
    confirm: isIn ? 'Sign out and remove' : 'Remove account',
  };
}

function askForgetAndRemove(account: AccountView, instance: InstanceView): Question {
  const passkey = toPasskeyHint(instance);
  return {
    title: `Remove ${account.identity.displayName}?`,
    text: [
      `Daypass forgets the sign-in at ${instance.name} on this computer and takes the account off the list. At Google the sign-in lives on; to end it there, choose Revoke at Google… first.`,
      ...(passkey === null ? [] : [passkey]),
    ],
    confirm: 'Forget and remove',
  };
}

export function askRemoveInstance(instance: InstanceView): Question {
  if (instance.signsOutWidely) return askRemoveClient(instance);
  const signedIn = instance.accounts.filter(isSignedIn).length;
  const waiting = instance.accounts.filter(({ queuedSignOut }) => queuedSignOut !== null).length;
  const accounts = signedIn === 1 ? 'The signed-in account is' : `The ${signedIn} signed-in accounts are`;
  return {
    title: `Remove ${instance.name}?`,
    text: [
      signedIn === 0
        ? 'The instance and its accounts leave the list.'
        : `${accounts} signed out first, then the instance leaves the list.`,
      waiting === 0
        ? 'Nothing changes at the server besides that. You can add it again at any time.'
        : `${waiting === 1 ? 'A sign-out still waits' : `${waiting} sign-outs still wait`} for ${toHost(instance.apiOrigin)}. If you remove the instance now, what was to be ended may live on there.`,
    ],
    confirm: waiting > 0 ? 'Remove anyway' : signedIn === 0 ? 'Remove instance' : 'Sign out and remove',
  };
}

/** Signing out there would end more than this instance. */
function askRemoveClient(instance: InstanceView): Question {
  const signedIn = instance.accounts.filter((account) => isEndable(account, instance)).length;
  const isWaiting = instance.accounts.some(({ queuedSignOut }) => queuedSignOut !== null);
  const accounts = signedIn === 1 ? 'The signed-in account is' : `The ${signedIn} signed-in accounts are`;
  const passkey = signedIn === 0 ? null : toPasskeyHint(instance);
  return {
    title: `Remove ${instance.name}?`,
    text: [
      signedIn === 0
        ? 'The instance and its accounts leave the list, and Daypass deletes the client secret it keeps.'
        : `${accounts} forgotten on this computer, the client secret is deleted here, and the instance leaves the list. At Google the sign-ins live on; to end them there, choose Revoke at Google… first.`,
      ...(isWaiting
        ? [
            `A revocation still waits for ${toHost(instance.apiOrigin)}. What was to be ended may live on there.`,
          ]
        : []),
      ...(passkey === null ? [] : [passkey]),
    ],
    confirm: isWaiting ? 'Remove anyway' : signedIn === 0 ? 'Remove instance' : 'Forget and remove',
  };
}
