// The words of adding and changing an OAuth client of Google.
import type { ClientPreview, FieldProblem, VaultView } from '../bridge/client';
import { purposeTexts } from './purposes';

export const googleText = {
  addTitle: 'Add a Google instance',
  sides: { question: 'What to add', looker: 'Looker', google: 'Google' },
  intro:
    'With an OAuth client of a Google Cloud project. Read the file that the Google Cloud console gave for it, client_secret_….json.',
  clipboardHint: (os: 'linux' | 'mac' | 'windows') =>
    `Copied its text? ${os === 'mac' ? '⌘V' : 'Ctrl V'} works here, too. This window never sees the secret: Daypass reads it behind it.`,
  typeIt: 'Or type the client in…',
  readIt: 'Read the file instead…',
  another: 'Read another file',
  read: { file: 'Read from the file', clipboard: 'Read from the clipboard' },
  type: 'Type',
  client: 'Client ID',
  project: 'Project',
  noProject: 'The file does not name it',
  typeQuestion: 'Type of the client',
  clientIdHint: 'It ends in .apps.googleusercontent.com.',
  secret: 'Client secret',
  showSecret: 'Show the secret',
  hideSecret: 'Hide the secret',
  projectId: 'Project ID (optional)',
  projectIdHint: 'Clients of one project lose their sign-ins together; Daypass warns you before.',
  name: 'Name',
  nameHint: 'As it should stand in the list.',
};

/** Where the secret will be, and where it still is. */
export function toSecretReminder({ from, path }: ClientPreview, vault: VaultView | undefined): string {
  const kept = `When you add it, Daypass keeps the client secret ${toPlace(vault)}.`;
  if (from === 'clipboard') {
    return `${kept} The clipboard still holds it: copy something else afterwards.`;
  }
  const file = path === null ? 'The file' : `The file ${path}`;
  return `${kept} ${file} still holds it, and Daypass deletes nothing. Google shows a secret only once, so keep the file where only you can read it.`;
}

/** For a secret that is typed. */
export function toTypedReminder(vault: VaultView | undefined): string {
  return `Daypass keeps the secret ${toPlace(vault)}, and sends it only to Google.`;
}

function toPlace(vault: VaultView | undefined): string {
  if (vault === undefined || vault.kind === 'memory-only') return 'in memory until it quits';
  return vault.kind === 'trouble'
    ? 'in a keychain, once one can be used'
    : `in your keychain (${vault.name})`;
}

export const knownTitle = 'This client is already here';

/** `As “Acme reports”, for Looker Studio / Data Studio, read only.` */
export function toKnownText(known: ClientPreview['known']): string {
  const each = known.map(({ name, purpose }) => `“${name}”, for ${purposeTexts[purpose].name}`);
  return `As ${each.join('; as ')}. Add it again for another purpose only.`;
}

/** Why an address of the file cannot be answered here. */
export function toUnusableReason({ kind }: FieldProblem): string {
  if (kind === 'not-loopback') return 'leads to another computer';
  if (kind === 'not-plain-http') return 'https cannot be answered on this computer';
  return 'Daypass cannot answer this form of address';
}

export const redirectText = {
  label: 'Redirect URI',
  hint: 'Google sends the browser back only to an address that is registered for this client, letter by letter and with its port.',
  other: 'Another one that is registered',
  typed: 'Registered redirect URI',
  exactly: 'Exactly as it is registered, with port and slash.',
  registerFirst: (from: 'file' | 'typed', hasSome: boolean) => {
    if (from === 'typed') return 'It has to be registered for this client';
    return hasSome ? 'No registered address leads to this computer' : 'The file names no redirect URI';
  },
  registerHow:
    'In the Google Cloud console, open this client under “Clients” and add the address below to its authorised redirect URIs: all of it, with port and slash. Or type one that is registered there.',
  lowPort: (proposal: string) =>
    `This address uses a port below 1024, which computers often refuse or use already. One such as ${proposal} is safer.`,
  copy: 'Copy redirect URI',
  copied: 'Redirect URI copied',
};

export const changeGoogleText = {
  fixedTitle: 'Client and purpose stay as they are',
  fixedHint:
    'What was granted to one is nothing to the other, so another client or purpose is another instance.',
  purpose: 'For',
  secret: 'New client secret',
  secretHint: 'Leave it empty to keep the one Daypass has.',
  secretMissingHint: 'Daypass has none any more, so give it again.',
  redirectHint: 'Exactly as it is registered at Google, with port and slash.',
  adsVersion: 'Google Ads API version',
  adsVersionHint: 'For example v26. Google retires each after about a year.',
};

export const secretNoteText = {
  title: 'The client secret is missing',
  text: 'Without it Google refuses this client, so nobody can sign in here and no token can be fetched. Give it again; if nobody has it any more, the Google Cloud console makes a new one for the same client.',
  act: 'Give it again…',
};

export const googleFactsText = {
  purpose: 'For',
  type: 'Client type',
  client: 'Client ID',
  project: 'Project',
  projectUnknown: 'Not known',
  anyPort: 'Any free port on 127.0.0.1',
  audience: 'Who may sign in',
  adsVersion: 'Ads API version',
  granted: 'Granted',
  asked: 'Asks for',
  scopes: 'Scopes, as Google calls them',
  copyClientId: 'Copy client ID',
  clientIdCopied: 'Client ID copied',
};

/** An instance that nobody is signed in at yet. */
export const googleStartText = {
  hint: 'Your browser opens, you sign in with your Google account, and Daypass gets a token that lives for about an hour.',
  delegation: 'Your organisation has to allow this client once',
  delegationHint:
    'A super administrator delegates to it. Until then Google shows “Error 400: invalid_scope”; afterwards no consent dialog appears.',
};
